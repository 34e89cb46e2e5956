"""Two cities, one set of books: nothing of one is read or written by the other."""

import hashlib
import re
import uuid
from datetime import date

import pytest
from django.apps import apps
from django.db import DatabaseError, ProgrammingError, connection, transaction
from django.urls import reverse

from agora.context import enter, owner, public
from billing import urls
from billing.models import BillingAccount, DueItem, InvoiceKind, Paper, ServiceOrder
from tenants.grants import check_house
from tenants.models import City
from tenants.registries import open_views
from tests.factories import billing
from tests.factories.people import make_staff, make_user, sign_in

pytestmark = pytest.mark.django_db
CITY = "agora.conf.urls_city"
VIEWS = sorted(name for name in open_views if name.startswith("billing_"))
TABLES = sorted(
    model._meta.db_table
    for model in apps.get_app_config("billing").get_models()
    if model._meta.managed
)
STEPS = ["scope", "invoice", "contract", "quote", "due"]


def of_one(books):
    """Every address of billing about a thing, for one city's things."""
    invoice, note = books.invoice.uid, books.credit_note.uid
    return [
        reverse(f"billing_staff:{name}", CITY, args)
        for name, args in (
            ("give", [books.due.uid]),
            ("give", [books.planned.uid]),
            ("give_scan", [books.due.uid]),
            ("invoice", [invoice]),
            ("invoice", [note]),
            ("artifact", [invoice, "pdf"]),
            ("artifact", [invoice, "xml"]),
            ("paper", [books.scan.uid]),
            ("paper", [books.quote_pdf.uid]),
        )
    ]


LISTS = ["todo", "invoices", "invoices_csv", "schedule", "contract", "bank", "services", "ask"]


def whole(answer):
    return (b"".join(answer) if answer.streaming else answer.content).decode()


def ask_as(city, sql, facts=()):
    with enter(city), connection.cursor() as cursor:
        cursor.execute(sql, facts)
        return cursor.fetchall() if cursor.description else None


def refusal(city, sql, facts=()):
    """What the database answers to a city that should not ask; nothing if it obeys."""
    with enter(city):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(sql, facts)
        except DatabaseError as error:
            return str(error)
    return ""


@pytest.fixture
def addresses(two_books):
    with public():
        return {key: of_one(books) for key, books in two_books.items()}


def test_every_address_of_a_citys_side_is_asked_here(addresses):
    asked = {re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "*", one) for one in addresses["montclair"]}
    asked |= {reverse(f"billing_staff:{name}", CITY) for name in LISTS}
    asked = {re.sub(r"/(pdf|xml)/$", "/?/", one) for one in asked}
    known = {
        re.sub(r"<slug:\w+>", "?", re.sub(r"<uuid:\w+>", "*", f"/gestion/{one.pattern}"))
        for one in urls.staff_urlpatterns
    }

    assert asked == known


def test_every_address_about_a_thing_answers_its_own_city(addresses, accountant):
    answers = {url: accountant.get(url).status_code for url in addresses["villeneuve"]}

    assert set(answers.values()) == {200}, answers


@pytest.mark.parametrize("method", ["get", "post"])
def test_no_address_about_a_thing_answers_another_city(addresses, accountant, method):
    for url in addresses["montclair"]:
        answer = getattr(accountant, method)(url)
        refused = 404 if method == "get" or "echeances" in url else answer.status_code
        assert answer.status_code == refused, url
        assert answer.status_code in (404, 405), url
        assert "montclair" not in whole(answer), url


def test_lists_hold_ones_own_things_and_none_of_anothers(accountant):
    pages = {name: whole(accountant.get(reverse(f"billing_staff:{name}", CITY))) for name in LISTS}

    assert "villeneuve" in pages["todo"] and "Devis villeneuve" in pages["contract"]
    assert "Atelier villeneuve" in pages["services"]
    for name, page in pages.items():
        assert "montclair" not in page, name


def test_only_those_who_hold_a_job_in_finance_come_in(two_books, client, cities):
    todo = reverse("billing_staff:todo", CITY)
    with enter(cities["villeneuve"]):
        people = {role: make_staff(role) for role in ("moderator", "billing_viewer", "director")}
        resident = make_user()

    assert client.get(todo).status_code == 302
    assert sign_in(client, resident).get(todo).status_code == 403
    assert sign_in(client, people["moderator"]).get(todo).status_code == 403
    for role in ("billing_viewer", "director"):
        assert sign_in(client, people[role]).get(todo).status_code == 200


def test_whoever_only_reads_gives_nothing(two_books, client, cities):
    with enter(cities["villeneuve"]):
        sign_in(client, make_staff("billing_viewer"))
    uid = two_books["villeneuve"].due.uid

    for url in (
        reverse("billing_staff:give", CITY, [uid]),
        reverse("billing_staff:give_scan", CITY, [uid]),
        reverse("billing_staff:ask", CITY),
    ):
        assert client.get(url).status_code == 403
    assert "Donner les références" not in whole(client.get(reverse("billing_staff:todo", CITY)))


def test_the_providers_people_do_not_come_in_by_a_citys_door(two_books, client, console):
    with public():
        sign_in(console, make_staff("provider_billing_approver", "billing_contact", "director"))
    client.cookies = console.cookies

    for name in LISTS:
        answer = client.get(reverse(f"billing_staff:{name}", CITY))
        assert (answer.status_code, answer.url.split("?")[0]) == (302, "/compte/connexion/"), name


def test_the_providers_pages_do_not_exist_on_a_citys_host(accountant):
    for one in getattr(urls, "urlpatterns", []):
        path = "/" + re.sub(r"<\w+:\w+>", "1", str(one.pattern))
        assert accountant.get(path).status_code == 404, path
    for path in ("/facturation/", "/facturation/factures/", "/stripe/webhook"):
        assert accountant.get(path).status_code == 404, path


def test_a_citys_pages_do_not_exist_at_the_providers(two_books, console):
    with public():
        sign_in(console, make_staff("provider_billing_approver"))

    for name in LISTS:
        assert console.get(reverse(f"billing_staff:{name}", CITY)).status_code == 404


def test_a_citys_role_reads_and_writes_no_table_of_billing(two_books, cities):
    answers = {
        (verb, table): refusal(cities["villeneuve"], f"{verb} {table}")
        for table in (*TABLES, *(f"billing_city_{step}" for step in STEPS))
        for verb in ("SELECT * FROM", "DELETE FROM", "TRUNCATE")
    }

    assert len(answers) > 80
    assert {one for one, said in answers.items() if not said.startswith(REFUSED)} == set()


# A view on several tables is written by nobody: that is said before rights are looked at.
REFUSED = ("permission denied", "cannot delete from view", '"billing_city_')


def test_each_view_shows_ones_own_rows_alone(two_books, cities):
    for view in VIEWS:
        rows = {key: ask_as(city, f"SELECT * FROM {view}") for key, city in cities.items()}
        assert all(rows.values()), f"nothing was planted for {view}"
        for key, other in (("villeneuve", "montclair"), ("montclair", "villeneuve")):
            assert other not in written_out(rows[key]), view
            assert view == "billing_own_provider" or key in written_out(rows[key]) or view in BARE
        ids = {key: set(ask_as(city, f"SELECT id FROM {view}")) for key, city in cities.items()}
        assert view == "billing_own_provider" or ids["villeneuve"].isdisjoint(ids["montclair"])


# Their columns are keys and figures: only the ids tell whose they are.
BARE = {"billing_own_fact", "billing_own_invoiceline"}


def written_out(rows):
    return repr([[bytes(v) if isinstance(v, memoryview) else v for v in row] for row in rows])


def test_no_view_is_written(two_books, cities):
    answers = {view: refusal(cities["villeneuve"], f"DELETE FROM {view}") for view in VIEWS}

    assert {one for one, said in answers.items() if not said.startswith(REFUSED)} == set()


def test_each_view_hides_its_rows_from_a_curious_condition(db):
    """A barrier: a condition that fails on another city's row would tell that it is there."""
    with owner(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relname LIKE 'billing_own_%%'"
            " AND reloptions @> ARRAY['security_barrier=true']"
        )
        assert {row[0] for row in cursor.fetchall()} == set(VIEWS)


def test_outside_every_city_a_view_shows_nothing(two_books):
    with public(), connection.cursor() as cursor:
        for view in VIEWS:
            cursor.execute(f"SELECT count(*) FROM {view}")
            assert cursor.fetchone() == (0,), view


def doors(books):
    content = b"%PDF-1.4 intruse"
    sha256 = hashlib.sha256(content).hexdigest()
    return {
        "SELECT billing_give_reference(%s, 'INTRUS', 'INTRUS', '', '')": [books.due.uid],
        "SELECT billing_give_order(%s, 'a.pdf', 'application/pdf', %s, %s, '', '')": [
            books.due.uid,
            sha256,
            content,
        ],
    }


def test_a_door_refuses_what_is_anothers_and_changes_nothing(two_books, cities):
    for sql, facts in doors(two_books["montclair"]).items():
        assert "on its own due items alone" in refusal(cities["villeneuve"], sql, facts)

    with public():
        kept = DueItem.objects.get(pk=two_books["montclair"].due.pk)
        assert (kept.state, kept.engagement, kept.order_scan_id) == (
            "awaiting_ref",
            "",
            two_books["montclair"].scan.pk,
        )
        assert not Paper.objects.filter(name="a.pdf").exists()


def test_a_door_opens_to_no_house_but_a_citys(two_books):
    asks = {"SELECT billing_ask_service(4, 'a', '', '', '')": []}
    for sql, facts in (doors(two_books["villeneuve"]) | asks).items():
        refused = pytest.raises(ProgrammingError, match=r"alone|only a city")
        with public(), refused, transaction.atomic():
            connection.cursor().execute(sql, facts)


def test_the_step_behind_the_doors_is_closed(two_books, cities):
    due = two_books["villeneuve"].due.uid

    said = refusal(cities["villeneuve"], "SELECT billing_lock_own_due(%s)", [due])

    assert "permission denied" in said


def test_a_city_cannot_name_itself_another(two_books, cities):
    """The role is what counts: a setting of one's own, a schema of that name, change nothing."""
    with enter(cities["villeneuve"]), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('search_path', %s, true)", [cities["montclair"].schema])
        cursor.execute("SELECT name FROM public.billing_own_account")
        assert cursor.fetchall() == [("Payeur villeneuve",)]


def test_the_kernel_still_says_own_house_only(two_books, cities):
    for ref in cities.values():
        assert check_house(ref.schema) == "own house only"


# --- One payer for several cities ----------------------------------------------------------------
@pytest.fixture
def shared(db, cities):
    """An intercommunalité that pays for both: a document for each, one for both, one for none."""
    with public():
        billing.make_provider()
        payer = billing.make_account(name="Agglomération")
        both = {k: City.objects.get(schema_name=r.schema) for k, r in cities.items()}
        for one in both.values():
            payer.cities.create(city=one)
        for number, mine in enumerate(
            (["villeneuve"], ["montclair"], ["villeneuve", "montclair"], [])
        ):
            contract = billing.make_contract(payer, title="+".join(mine) or "aucune")
            for key in mine:
                billing.make_line(contract, city=both[key])
            billing.make_due(contract, label=contract.title, city=both.get("+".join(mine)))
            lines = [{"city": both[key], "label": contract.title} for key in mine] or [{}]
            invoice = billing.issued(payer, on=date(2026, 2, 2 + number), lines=lines)
            # A credit note for one line alone, be it of an invoice that is for both.
            billing.issued(
                payer,
                on=date(2026, 3, 2 + number),
                kind=InvoiceKind.CREDIT_NOTE,
                corrects=invoice,
                ht_cents=100,
                lines=lines[:1],
            )
        return payer


def test_a_city_sees_only_documents_wholly_its_own(shared, cities):
    for key, city in cities.items():
        contracts = ask_as(city, "SELECT title FROM billing_own_contract")
        due = ask_as(city, "SELECT label FROM billing_own_dueitem")
        lines = ask_as(city, "SELECT DISTINCT label FROM billing_own_invoiceline")
        invoices = ask_as(city, "SELECT kind, count(*) FROM billing_own_invoice GROUP BY 1")

        assert contracts == due == lines == [(key,)]
        assert sorted(invoices) == [(380, 1), (381, 1)]


def test_a_payer_that_hides_its_documents_shows_its_name_alone(two_books, accountant, cities):
    due = two_books["villeneuve"].due
    with public():
        BillingAccount.objects.get(name="Payeur villeneuve").cities.update(shows_documents=False)
        before = DueItem.objects.get(pk=due.pk)

    for name in LISTS:
        page = whole(accountant.get(reverse(f"billing_staff:{name}", CITY)))
        if name != "invoices_csv":
            assert "Facturation prise en charge par Payeur villeneuve." in page, name
        for told in ("FR76", "AG2026", "Hébergement", "Contrat v", "Devis v", "Atelier"):
            assert told not in page, (name, told)
    for url in of_one(two_books["villeneuve"]):
        assert accountant.get(url).status_code == 404
    for sql, facts in doors(two_books["villeneuve"]).items():
        assert refusal(cities["villeneuve"], sql, facts)
    asked = {"kind": "4", "subject": "Former", "wish": ""}
    accountant.post(reverse("billing_staff:ask", CITY), asked)
    with public():
        assert DueItem.objects.get(pk=due.pk).state == before.state
        assert not ServiceOrder.objects.filter(subject="Former").exists()
    own = {view: ask_as(cities["villeneuve"], f"SELECT * FROM {view}") for view in VIEWS}
    assert {view for view, rows in own.items() if rows} == {
        "billing_own_account",
        "billing_own_provider",
    }
    assert billing.IBAN not in repr(own)


def test_a_city_without_payer_is_told_kindly(client, cities):
    with public():
        billing.make_provider()
    with enter(cities["villeneuve"]):
        sign_in(client, make_staff("billing_contact"))

    for name in LISTS:
        if name != "invoices_csv":
            page = whole(client.get(reverse(f"billing_staff:{name}", CITY)))
            assert "Rien à facturer pour l’instant" in page, name
            assert "01 47 00 00 00" in page
            assert "FR76" not in page
    unknown = uuid.uuid4()
    assert client.get(reverse("billing_staff:give", CITY, [unknown])).status_code == 404
