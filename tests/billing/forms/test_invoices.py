"""What is typed about an invoice."""

import pytest

from billing.forms.invoices import CreditForm
from tests.factories.billing import issued, make_account

pytestmark = pytest.mark.django_db


@pytest.fixture
def invoice(books):
    return issued(make_account())


def form(invoice, **said):
    line = invoice.lines.get()
    named = {"line": f"line_{line.pk}"}
    return CreditForm({named.get(key, key): value for key, value in said.items()}, invoice=invoice)


def test_left_empty_the_whole_is_given_back(invoice):
    found = form(invoice, reason="Doublon", line="")
    assert found.is_valid() and found.parts is None


def test_amounts_are_cents_by_line(invoice):
    found = form(invoice, reason="Doublon", line="1 234,5")
    assert found.is_valid() and list(found.parts.values()) == [123_450]


@pytest.mark.parametrize("typed", ["NaN", "1e9", "12,345", "0.1.2", "douze"])
def test_what_is_no_amount_is_kept_and_said_at_its_field(invoice, typed):
    found = form(invoice, reason="Doublon", line=typed)
    name = f"line_{invoice.lines.get().pk}"
    assert found.errors == {name: ["Montant attendu\u00a0: 1234,56."]}
    assert typed in str(found[name])


@pytest.mark.parametrize(("reason", "place"), [("Er\u202ereur", 3), ("\u200bx", 1), ("a\x07", 2)])
def test_a_character_nobody_sees_is_named_by_its_place(invoice, reason, place):
    assert form(invoice, reason=reason).errors["reason"] == [
        f"Caractère invisible en position {place}\u00a0: le retirer."
    ]
