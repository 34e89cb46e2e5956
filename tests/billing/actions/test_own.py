"""The three writes of a city, through the doors of its own rows."""

import hashlib
from itertools import product

import pytest
from django.db import DatabaseError, connection, transaction

from agora.audit.models import Entry
from agora.context import enter, public
from agora.rules import SYSTEM, Refused
from billing.actions.own import ask_service, give_order, give_reference
from billing.models import (
    BillingAccount,
    DueItem,
    InvoiceLine,
    Kind,
    OwnDueItem,
    Paper,
    PaperKind,
    ServiceOrder,
)
from billing.queries import own
from billing.refusals import NotPossible
from billing.scans import Scan
from tests.factories import billing
from tests.factories.people import make_staff

pytestmark = pytest.mark.django_db
FLAGS = ("service_required", "engagement_required", "service_or_engagement_required")


def scan(content=b"%PDF-1.7 bon"):
    return Scan("bon.pdf", "application/pdf", content)


@pytest.fixture
def books(two_books):
    return two_books["villeneuve"]


@pytest.fixture
def here(books, cities):
    with enter(cities["villeneuve"]):
        yield


@pytest.fixture
def person(here):
    return make_staff("billing_contact", pseudonym="Ida Compta")


def item(books):
    return own.due_item_or_404(books.due.uid)


def test_a_reference_makes_an_item_ready_and_says_who_gave_it(books, cities):
    with enter(cities["villeneuve"]):
        person = make_staff("billing_contact", pseudonym="Ida Compta")
        given = give_reference(
            actor=person, item=item(books), engagement="2026-117", service_code="SERV"
        )
        assert (given.state, given.engagement, given.service_code) == ("ready", "2026-117", "SERV")
        assert given.given_by_label == "Ida Compta"
        line = Entry.objects.latest("pk")
        assert (line.verb, line.obj) == ("billing.reference_given", f"billing.due:{books.due.uid}")
        reference = person.reference
    with public():
        kept = DueItem.objects.get(pk=books.due.pk)
        assert (kept.given_by_ref, kept.given_at is None) == (reference, False)


def test_a_planned_item_keeps_its_reference_and_stays_planned(books, person):
    planned = own.due_item_or_404(books.planned.uid)

    given = give_reference(actor=person, item=planned, engagement="2027-3", service_code="")

    assert (given.state, given.engagement) == ("planned", "2027-3")


def test_the_usual_service_code_is_taken_where_none_is_said(books, cities):
    with public():
        BillingAccount.objects.filter(pk=books.account.pk).update(
            service_code="DSI", service_required=True
        )
    with enter(cities["villeneuve"]):
        given = give_reference(actor=SYSTEM, item=item(books), engagement="", service_code="")
        assert (given.state, given.service_code) == ("ready", "DSI")


def test_the_door_and_the_account_agree_on_what_is_missing(books, cities):
    """Every combination of what a payer may demand and of what a city may give."""
    wrong = []
    for flags in product((False, True), repeat=3):
        with public():
            BillingAccount.objects.filter(pk=books.account.pk).update(
                **dict(zip(FLAGS, flags, strict=True))
            )
            payer = BillingAccount.objects.get(pk=books.account.pk)
        for engagement, service in product(("", "E"), ("", "S")):
            with enter(cities["villeneuve"]):
                given = give_reference(
                    actor=SYSTEM, item=item(books), engagement=engagement, service_code=service
                )
                own_view = own.account().missing_reference(
                    engagement=engagement, service_code=service
                )
            missing = payer.missing_reference(engagement=engagement, service_code=service)
            if given.state != ("awaiting_ref" if missing else "ready") or own_view != missing:
                wrong.append((flags, engagement, service, given.state, missing, own_view))
    assert wrong == []


@pytest.mark.parametrize("how", ["drafted", "invoiced"])
def test_nothing_is_given_once_the_invoice_is_being_made(books, cities, how):
    with public():
        if how == "drafted":
            draft = billing.Invoice.objects.create(account=books.account)
            InvoiceLine.objects.create(
                invoice=draft, due_item=books.due, unit_cents=1, net_cents=1, vat_rate=20
            )
        else:
            DueItem.objects.filter(pk=books.due.pk).update(state="invoiced", invoice=books.invoice)
    with enter(cities["villeneuve"]):
        for refused in (
            lambda: give_reference(actor=SYSTEM, item=item(books), engagement="X", service_code=""),
            lambda: give_order(actor=SYSTEM, item=item(books), scan=scan()),
        ):
            with pytest.raises(NotPossible, match="en cours de facturation"), transaction.atomic():
                refused()
        kept = item(books)
        assert (kept.engagement, kept.order_name, kept.is_open) == ("", "villeneuve.pdf", False)


def test_an_order_is_kept_with_the_books_byte_for_byte_and_once(books, cities):
    with enter(cities["villeneuve"]):
        for _time in range(2):
            given = give_order(actor=SYSTEM, item=item(books), scan=scan())
        assert given.order_name == "bon.pdf"
        assert bytes(own.paper_or_404(given.order_uid).content) == b"%PDF-1.7 bon"
    with public():
        [kept] = Paper.objects.filter(name="bon.pdf")
        assert (kept.kind, kept.account_id, kept.by_label) == (
            PaperKind.ORDER,
            books.account.pk,
            "système",
        )


@pytest.mark.parametrize(
    ("kind", "sha256", "content"),
    [
        ("text/html", None, b"<script>"),
        ("application/pdf", "0" * 64, b"%PDF-"),
        ("application/pdf", None, b""),
        ("image/png", None, b"x" * (10 * 1024 * 1024 + 1)),
    ],
)
def test_the_door_itself_refuses_what_is_no_plain_order(books, here, kind, sha256, content):
    said = sha256 or hashlib.sha256(content).hexdigest()
    with pytest.raises(DatabaseError, match="not a plain order"), transaction.atomic():
        connection.cursor().execute(
            "SELECT billing_give_order(%s, 'a', %s, %s, %s, '', '')",
            [books.due.uid, kind, said, content],
        )


def test_asking_twice_in_the_same_words_asks_once(books, cities):
    with enter(cities["villeneuve"]):
        person = make_staff("billing_contact", pseudonym="Ida Compta")
        said = {"kind": Kind.ADVICE, "subject": "Un règlement", "wish": "En mars."}
        first, second = (ask_service(actor=person, **said) for _time in range(2))
        other = ask_service(actor=person, **said | {"wish": "En avril."})
        assert first.uid == second.uid != other.uid
        assert (first.state, first.by_label) == ("asked", "Ida Compta")
    with public():
        kept = ServiceOrder.objects.get(uid=first.uid)
        assert (kept.account_id, kept.city.name) == (books.account.pk, "Villeneuve")


@pytest.mark.parametrize(("kind", "subject"), [(1, "Héberger"), (4, "")])
def test_only_days_of_something_are_asked_for(books, here, kind, subject):
    with pytest.raises(DatabaseError, match="training or advice"), transaction.atomic():
        ask_service(actor=SYSTEM, kind=kind, subject=subject, wish="")


def test_whoever_has_no_job_in_finance_writes_nothing(books, here):
    for role in ("billing_viewer", "moderator"):
        person = make_staff(role)
        for refused in (
            lambda person=person: give_reference(
                actor=person, item=item(books), engagement="X", service_code=""
            ),
            lambda person=person: give_order(actor=person, item=item(books), scan=scan()),
            lambda person=person: ask_service(actor=person, kind=4, subject="X", wish=""),
        ):
            with pytest.raises(Refused):
                refused()
    assert OwnDueItem.objects.get(uid=books.due.uid).engagement == ""
