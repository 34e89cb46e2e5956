"""What the tables of contracts refuse by themselves."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from billing.models import DueItem
from tests.factories.billing import make_account, make_contract, make_due, make_line

pytestmark = pytest.mark.django_db


@pytest.fixture
def contract(books):
    return make_contract(make_account())


def test_a_day_of_a_line_is_invoiced_once(contract):
    line = make_line(contract)
    first = make_due(contract, line=line)
    touching = {"period_start": date(2026, 12, 31), "period_end": date(2027, 6, 30)}
    with pytest.raises(IntegrityError, match="billing_due_no_overlap"), transaction.atomic():
        make_due(contract, line=line, **touching)

    DueItem.objects.filter(pk=first.pk).update(state="cancelled")
    make_due(contract, line=line, **touching)
    make_due(contract, line=make_line(contract))
    assert DueItem.objects.count() == 3


@pytest.mark.parametrize("days", [0, 31, 60])
def test_a_public_buyer_pays_within_thirty_days(contract, days):
    with pytest.raises(IntegrityError, match="payment_days"), transaction.atomic():
        make_contract(contract.account, payment_days=days)


def test_renewals_are_counted(contract):
    with pytest.raises(IntegrityError, match="renewals"), transaction.atomic():
        make_contract(contract.account, max_renewals=1, renewals_used=2)
