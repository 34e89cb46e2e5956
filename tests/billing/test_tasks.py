"""Jobs of billing."""

from datetime import date

import pytest

from agora.jobs.running import perform
from agora.jobs.testing import run_pending
from agora.rules import SYSTEM
from billing.actions.drafts import ask_issue, draft_invoice
from tests.factories.billing import make_account, make_contract, make_due, make_line

pytestmark = pytest.mark.django_db


def test_issuing_is_a_job(books):
    contract = make_contract(make_account())
    draft = draft_invoice(actor=SYSTEM, items=[make_due(contract)])
    ask_issue(actor=SYSTEM, invoice=draft)
    assert "billing.issue" in run_pending()
    draft.refresh_from_db()
    assert draft.number == f"AG{date.today().year}-000001"


def test_a_day_and_a_new_city_are_jobs_of_the_provider(books):
    city = books["villeneuve"]
    account = make_account()
    city.siren = account.siren
    city.save()
    make_line(make_contract(account))

    perform("billing.link_city", {"town": city.pk})
    perform("billing.plan", {})

    assert [link.city for link in account.cities.all()] == [city]
    assert account.due_items.exists()
