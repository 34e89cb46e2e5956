"""What is issued is final, whoever asks."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from billing.models import Artifact, Invoice, InvoiceLine
from tests.factories.billing import issued, make_account

pytestmark = pytest.mark.django_db


@pytest.fixture
def invoice(books):
    return issued(make_account())


def refused(change):
    with pytest.raises(DatabaseError), transaction.atomic():
        change()
    return True


def test_an_issued_invoice_never_changes(invoice):
    rows = Invoice.objects.filter(pk=invoice.pk)
    assert refused(lambda: rows.update(ttc_cents=1, ht_cents=1, vat_cents=0))
    assert refused(lambda: rows.update(reason="autre"))
    assert refused(lambda: rows.update(state="draft", number=None))
    assert refused(rows.delete)
    assert Invoice.objects.get(pk=invoice.pk).ttc_cents == 1_200_000


def test_nor_do_its_lines(invoice):
    lines = InvoiceLine.objects.filter(invoice=invoice)
    assert refused(lambda: lines.update(label="Autre chose"))
    assert refused(lines.delete)
    new = {"label": "De plus", "unit_cents": 1, "net_cents": 1, "vat_rate": 20}
    assert refused(lambda: InvoiceLine.objects.create(invoice=invoice, **new))
    assert lines.count() == 1


def test_nor_its_bytes(invoice):
    kept = Artifact.objects.create(
        invoice=invoice, kind="pdf", name="f.pdf", sha256="0" * 64, content=b"%PDF"
    )
    assert refused(lambda: Artifact.objects.update(content=b"autre"))
    assert refused(kept.delete)
    assert bytes(Artifact.objects.get().content) == b"%PDF"


def test_a_draft_may_change_and_be_thrown_away(books):
    draft = Invoice.objects.create(account=make_account())
    Invoice.objects.filter(pk=draft.pk).update(reason="à revoir")
    draft.delete()
    assert not Invoice.objects.exists()


def test_totals_must_add_up(books):
    with pytest.raises(IntegrityError), transaction.atomic():
        Invoice.objects.create(account=make_account(), ht_cents=100, vat_cents=20, ttc_cents=121)


def test_a_credit_note_names_what_it_corrects(invoice):
    account = invoice.account
    with pytest.raises(IntegrityError), transaction.atomic():
        Invoice.objects.create(account=account, kind=381)
    with pytest.raises(IntegrityError), transaction.atomic():
        Invoice.objects.create(account=account, kind=380, corrects=invoice)
    credit = issued(account, on=date(2026, 2, 3), kind=381, corrects=invoice)
    assert credit.number == "AV2026-000001"
