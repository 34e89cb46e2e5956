"""« Émettre » to the PDF: the whole job, cold then warm, against its limits in seconds."""

import statistics
import time
from datetime import date

import pytest

from agora.context import public
from agora.rules import SYSTEM
from billing import clock, issuing
from billing.actions.drafts import draft_invoice
from billing.einvoice import validation
from tests.factories.billing import make_account, make_contract, make_due, make_provider

pytestmark = [pytest.mark.bench, pytest.mark.django_db]
COLD, WARM = 10.0, 2.0


def test_issuing_an_invoice(cities, figure):
    validation._judge.close()  # as a worker that has issued nothing yet
    with public(), clock.at(date(2026, 6, 1)):
        make_provider()
        contract = make_contract(make_account())
        drafts = [draft_invoice(actor=SYSTEM, items=[make_due(contract)]) for _ in range(11)]
        seconds = []
        for draft in drafts:
            started = time.perf_counter()
            issued = issuing.issue(draft.pk)
            seconds.append(time.perf_counter() - started)
            assert issued is not None and issued.number
    cold, warm = seconds[0], statistics.median(seconds[1:])
    figure("billing_issue_cold", cold, "s", f"<= {COLD}", ok=cold <= COLD)
    figure("billing_issue_warm", warm, "s", f"<= {WARM}", ok=warm <= WARM)
    assert cold <= COLD and warm <= WARM
