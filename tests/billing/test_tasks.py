"""Jobs of billing; they may run twice."""

from datetime import date

import pytest

from agora.jobs.running import perform
from agora.jobs.testing import run_pending
from agora.mail.models import OutgoingMail
from agora.rules import SYSTEM
from billing import clock, tasks
from billing.actions.drafts import ask_issue, draft_invoice
from billing.models import Chorus, DunningStep
from tests.factories.billing import (
    issued,
    make_account,
    make_contract,
    make_due,
    make_line,
    note_status,
)

pytestmark = pytest.mark.django_db


def test_issuing_is_a_job(books):
    contract = make_contract(make_account())
    draft = draft_invoice(actor=SYSTEM, items=[make_due(contract)])
    ask_issue(actor=SYSTEM, invoice=draft)
    assert "billing.issue" in run_pending()
    draft.refresh_from_db()
    assert draft.number == f"AG{clock.today().year}-000001"


def test_the_daily_job_opens_each_step_of_a_late_invoice_once_and_sends_nothing(books):
    invoice = issued(make_account())
    note_status(invoice, Chorus.MISE_A_DISPOSITION, on=date(2026, 2, 10))
    issued(make_account())
    with clock.at(date(2026, 3, 29)):
        tasks.open_dunning()
        tasks.open_dunning()

    assert list(DunningStep.objects.values_list("invoice", "step")) == [
        (invoice.pk, 31),
        (invoice.pk, 45),
    ]
    assert not OutgoingMail.objects.exists()


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
