"""The job behind « Émettre »."""

from datetime import date

import pytest

from agora.rules import SYSTEM
from billing import clock, issuing
from billing.actions.drafts import draft_invoice
from billing.einvoice import validation
from billing.einvoice.validation import Judge, ValidatorDown
from billing.models import Invoice, NumberSeries
from tests.factories.billing import issued, make_account, make_contract, make_due

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(books):
    contract = make_contract(make_account())
    return draft_invoice(actor=SYSTEM, items=[make_due(contract)])


def issue(draft, on=date(2026, 2, 2)):
    with clock.at(on):
        return issuing.issue(draft.pk)


def codes(draft):
    draft.refresh_from_db()
    return [one["code"] for one in draft.refusals]


def test_it_issues_once_however_often_it_runs(draft):
    assert issue(draft).number == "AG2026-000001"
    assert issue(draft).number == "AG2026-000001"
    assert NumberSeries.objects.get(code="AG").last_no == 1


def test_a_draft_thrown_meanwhile_is_no_mistake(draft):
    number = draft.pk
    draft.delete()
    assert issuing.issue(number) is None


def test_what_is_wrong_stays_on_the_draft_and_goes_once_mended(draft):
    account = draft.account
    account.engagement_required = True
    account.save()
    issue(draft)
    assert len(codes(draft)) == 1 and draft.number is None and draft.asked_at is None

    Invoice.objects.filter(pk=draft.pk).update(engagement="EJ-1")
    assert issue(draft).number == "AG2026-000001"
    assert codes(draft) == []


def test_no_validator_means_no_number_and_another_try(draft, monkeypatch):
    monkeypatch.setattr(validation, "_judge", Judge(command=("/bin/false",)))
    with pytest.raises(ValidatorDown):
        issue(draft)
    assert codes(draft) == ["validator-down"]
    assert not NumberSeries.objects.exclude(last_no=0).exists()


def test_a_clock_that_went_back_is_said(draft):
    issued(draft.account, on=date(2026, 6, 1))
    issue(draft)
    assert codes(draft) == ["date-went-back"]
