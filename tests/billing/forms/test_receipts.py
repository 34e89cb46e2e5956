"""Money as people type it, and the file carried from its preview to its confirmation."""

import pytest

from billing.forms.receipts import AllocationForm, ConfirmForm, ReceiptFilter, ReceiptForm
from billing.queries import books as reads
from tests.factories.billing import issued, make_account

CSV = "Date;Libellé;Crédit\n03/03/2026;VIR SÈVRES;5,00\n".encode("cp1252")


def test_the_bytes_come_back_as_they_were_sent():
    form = ConfirmForm({"content": ConfirmForm.packed(CSV)})
    assert form.is_valid()
    [line] = form.cleaned_data["content"].received
    assert line.reference == "VIR SÈVRES"


def test_the_payer_alone_says_enough():
    said = {"received_on": "2026-03-03", "cents": "5", "reference": "", "payer": "SGC"}
    assert ReceiptForm(said).is_valid()
    assert not ReceiptForm(said | {"payer": ""}).is_valid()


def test_an_unknown_state_filters_nothing():
    assert not ReceiptFilter({"etat": "inconnu"}).is_valid()


@pytest.mark.django_db
def test_each_invoice_has_its_amount_and_those_left_empty_get_nothing(books):
    first, second = issued(make_account()), issued(make_account())
    entries = reads.open_entries()
    form = AllocationForm(
        {str(first.uid): "", str(second.uid): "12,50"}, entries=entries, proposed={}
    )
    assert form.is_valid()
    assert form.parts() == [(second, 12_50)]
    assert [one.invoice for one, _field in form.rows()] == [first, second]


@pytest.mark.django_db
def test_what_is_proposed_is_written_beforehand(books):
    invoice = issued(make_account())
    form = AllocationForm(entries=reads.open_entries(), proposed={invoice.pk: 1_250})
    assert form.fields[str(invoice.uid)].initial == "12,50"
