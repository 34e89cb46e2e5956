"""Jobs of billing."""

from datetime import date

import pytest

from agora.jobs.testing import run_pending
from agora.rules import SYSTEM
from billing.actions.drafts import ask_issue, draft_invoice
from tests.factories.billing import make_account, make_contract, make_due

pytestmark = pytest.mark.django_db


def test_issuing_is_a_job(books):
    contract = make_contract(make_account())
    draft = draft_invoice(actor=SYSTEM, items=[make_due(contract)])
    ask_issue(actor=SYSTEM, invoice=draft)
    assert "billing.issue" in run_pending()
    draft.refresh_from_db()
    assert draft.number == f"AG{date.today().year}-000001"
