"""An IBAN is on paper and in its row: in no log line, error event, job argument or journal line."""

import json
import logging
from datetime import date

import pytest
import sentry_sdk

from agora.audit.models import Entry
from agora.conf.log_lines import JsonFormatter
from agora.jobs.testing import pending
from agora.rules import SYSTEM
from billing import clock, issuing
from billing.actions.drafts import ask_issue, draft_invoice
from billing.actions.provider import confirm_bank, propose_bank
from billing.actions.receipts import allocate, type_receipt
from billing.models import Provider
from billing.refusals import NotPossible
from tests.agora.conf.test_sentry import caught  # noqa: F401  (a fixture)
from tests.factories.billing import make_account, make_biller, make_contract, make_due
from tests.factories.people import sign_in

pytestmark = pytest.mark.django_db
CANARY = "FR1420041010050500013M02606"
WRONG = "FR1420041010050500013M02607"


def money_goes_round(console):
    """A new account proposed, refused, confirmed, printed and paid on; and errors on the way."""
    clerk, lead = make_biller(), make_biller("provider_billing_approver")
    propose_bank(actor=lead, iban=CANARY, bic="PSSTFRPPPAR")
    try:
        confirm_bank(actor=lead)
    except NotPossible:
        logging.getLogger("agora.billing").exception("not confirmed")
        sentry_sdk.capture_exception()
    confirm_bank(actor=make_biller("provider_billing_approver"))
    sign_in(console, lead)
    refused = console.post("/facturation/prestataire/rib/", {"iban": WRONG, "bic": "PSSTFRPPPAR"})
    assert refused.status_code == 422

    draft = draft_invoice(actor=clerk, items=[make_due(make_contract(make_account()))])
    ask_issue(actor=clerk, invoice=draft)
    with clock.at(date(2026, 2, 2)):
        issued = issuing.issue(draft.pk)
    receipt = type_receipt(
        actor=clerk,
        received_on=date(2026, 3, 3),
        cents=issued.ttc_cents,
        reference=f"VIR {CANARY}",
        payer="TRESORERIE",
    )
    allocate(actor=clerk, receipt=receipt, parts=[(issued, issued.ttc_cents)])
    try:
        raise ValueError(f"what a library might say of {CANARY}")
    except ValueError:
        sentry_sdk.capture_exception()
    return issued


def test_an_iban_stays_on_paper(books, console, caplog, caught):  # noqa: F811
    with caplog.at_level("DEBUG"):
        issued = money_goes_round(console)
    sentry_sdk.flush()

    assert Provider.objects.get().iban == CANARY
    assert CANARY.encode() in bytes(issued.artifacts.get(kind="xml").content)
    lines = "\n".join(JsonFormatter().format(one) for one in caplog.records)
    jobs = json.dumps(pending())
    events = json.dumps(caught.items)
    journal = json.dumps(list(Entry.objects.values_list("verb", "obj", "refs", "actor_label")))
    assert "not confirmed" in lines
    assert "billing.issue" in jobs
    assert "ValueError" in events
    assert "provider.bank_confirmed" in journal
    for told in (lines, jobs, events, journal):
        assert CANARY not in told and WRONG not in told
        assert CANARY[4:] not in told.replace(" ", "")


def test_the_system_cannot_stand_for_the_second_person(books):
    propose_bank(actor=SYSTEM, iban=CANARY, bic="PSSTFRPPPAR")
    with pytest.raises(NotPossible, match="Un second responsable"):
        confirm_bank(actor=SYSTEM)
