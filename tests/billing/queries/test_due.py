"""What falls due, and where to answer."""

from datetime import date

import pytest
from django.http import Http404

from billing.queries import due as queries
from tests.factories.billing import make_account, make_contract, make_due

NOBODY = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def contract(books):
    return make_contract(make_account(city=books["villeneuve"], engagement_required=True))


def test_what_begins_within_thirty_days(contract):
    make_due(contract, state="planned", due_from=date(2026, 7, 11))
    near = make_due(contract, state="planned", due_from=date(2026, 7, 10))
    asked = make_due(contract, state="awaiting_ref", due_from=date(2026, 1, 1))
    make_due(contract, state="ready")

    assert queries.begins_soon(date(2026, 6, 10)) == [asked, near]


def test_references_asked_for_and_not_given_in_two_weeks(contract):
    late = make_due(contract, state="awaiting_ref", due_from=date(2026, 6, 25))
    make_due(contract, state="awaiting_ref", due_from=date(2026, 6, 26))

    assert list(queries.late_references(date(2026, 6, 10))) == [late]


def test_the_list_may_show_everything(contract):
    make_due(contract, state="cancelled")

    assert queries.due_items().count() == 0
    assert queries.due_items(state="toutes").count() == 1
    assert queries.due_sums() == {}
    item = make_due(contract, cents=500)
    assert queries.due_sums() == {"ready": (1, 500)}
    assert list(queries.open_due_of(contract.account)) == [item]
    assert queries.due_or_404(item.uid) == item
    with pytest.raises(Http404):
        queries.due_or_404(NOBODY)


def test_the_page_of_the_city_is_on_its_own_host(contract, books):
    account = contract.account
    where = queries.city_page(account)

    assert where.startswith("http://villeneuve.localhost")
    assert where.endswith("/gestion/facturation/")
    assert "montclair" in queries.city_page(account, books["montclair"].pk)
    account.cities.update(shows_documents=False)
    assert queries.city_page(account) == ""


def test_what_blocks_and_whom_to_ask(contract):
    item = make_due(contract)

    assert queries.asked_of(item) == {"missing": "engagement", "who": "Service comptable"}
    item.engagement = "EJ"
    item.account.contact_name = ""
    assert queries.asked_of(item) == {"missing": "", "who": item.account.name}


def test_contracts_whose_term_is_over(contract):
    make_contract(contract.account, state="ended")

    assert list(queries.over_contracts(date(2026, 12, 31))) == []
    assert list(queries.over_contracts(date(2027, 1, 1))) == [contract]
