"""A late invoice cuts nothing: 400 days late, each page of the city is what it was, to the byte."""

import re
from collections import Counter
from datetime import timedelta
from urllib.parse import urljoin, urlsplit

import pytest
from django.urls import Resolver404, resolve

from agora.context import enter, public
from agora.jobs import enqueue
from agora.jobs.schedule import SCHEDULE
from agora.jobs.testing import run_pending
from agora.rules import SYSTEM
from billing.clock import today
from billing.delivery import delivery
from billing.models import Chorus, DunningStep, Step
from participation.pages.actions import install_defaults
from participation.supports.actions import support
from tenants.models import City
from tests.architecture.test_imports import copy_of_the_house, lint_imports
from tests.factories import billing
from tests.factories.consultations import make_component, make_consultation, make_phase
from tests.factories.people import make_staff, make_user
from tests.factories.tools import make_comment, make_debate, make_meeting, make_proposal

__all__ = ["copy_of_the_house"]
pytestmark = pytest.mark.django_db
LINK = re.compile(r'href="([^"#]+)')
TOKENS = re.compile(r'(csrf\w*"? (?:value|content)="|nonce="|form_key"[^>]*value=")[^"]+')
ASIDE = ("/static/", "/compte/deconnexion/", "/api/", "/gestion/exports/")
BOOKS = "/gestion/facturation/"
ALIKE, LATE = 2, 400


def pages_of(client, start):
    """Every page one reaches by links from `start`, a few of each sort, as bytes without tokens."""
    waiting, seen, sorts, found = [start], {start}, Counter(), {}
    while waiting:
        path = waiting.pop(0)
        try:
            sort = resolve(path.partition("?")[0], "agora.conf.urls_city").view_name
        except Resolver404:
            continue
        if sorts[sort] >= ALIKE or path.startswith(ASIDE):
            continue
        sorts[sort] += 1
        answer = client.get(path)
        body = b"".join(answer) if answer.streaming else answer.content
        told = body.decode(errors="replace")
        found[path] = (answer.status_code, answer.get("Location"), TOKENS.sub(r"\1", told))
        if "html" in answer.get("Content-Type", ""):
            for link in LINK.findall(told):
                whole = urljoin(path, link.replace("&amp;", "&"))
                if not urlsplit(whole).scheme and whole not in seen:
                    seen.add(whole)
                    waiting.append(whole)
    return found


@pytest.fixture
def payer(db, cities):
    """Who pays for Villeneuve, under contract since long ago."""
    with public():
        billing.make_provider()
        payer = billing.make_account(city=City.objects.get(name="Villeneuve"))
        billing.make_line(billing.make_contract(payer))
        return payer


@pytest.fixture
def town(payer, cities, client_for):
    """Villeneuve, lived in, and two browsers on it: a visitor's, and the director's."""
    with enter(cities["villeneuve"]):
        install_defaults(actor=SYSTEM)
        consultation = make_consultation()
        make_phase(consultation)
        idea = make_proposal(make_component(consultation, kind="proposals"))
        make_comment(idea)
        make_debate(make_component(consultation, kind="debates"))
        make_meeting(make_component(consultation, kind="meetings"))
        director = make_staff()
    run_pending()
    visitor, desk = client_for(cities["villeneuve"]), client_for(cities["villeneuve"])
    desk.force_login(director)
    return {"visitor": (visitor, "/"), "director": (desk, "/gestion/")}


def grow_old(account):
    """An invoice received 430 days ago and never paid; whoever talks about it has done so."""
    received = today() - timedelta(days=30 + LATE)
    invoice = billing.issued(account, on=received)
    billing.note_status(invoice, on=received)
    billing.note_status(invoice, Chorus.MISE_A_DISPOSITION, on=received)
    for step in Step:
        DunningStep.objects.create(invoice=invoice, step=step, due_on=received)
    assert delivery(invoice.deliveries.all(), payment_days=30).late_by(today()) == LATE
    return invoice


def the_city():
    return City.objects.filter(name="Villeneuve").values().get()


@pytest.mark.slow
def test_a_city_400_days_late_has_every_page_unchanged(payer, town):
    def read():
        return {name: pages_of(*where) for name, where in town.items()}

    before = read()
    with public():
        row = the_city()
        late = grow_old(payer)
        for one in SCHEDULE:
            if one.task.startswith("billing."):
                enqueue(one.task, scope="public")
    run_pending()
    after = read()

    assert len(before["visitor"]) > 35 and len(before["director"]) > 50
    assert {status for pages in before.values() for status, *_rest in pages.values()} <= {
        200,
        302,
    }, [path for pages in before.values() for path in pages if pages[path][0] > 302]
    for name, pages in before.items():
        now = {path: page for path, page in after[name].items() if not path.startswith(BOOKS)}
        then = {path: page for path, page in pages.items() if not path.startswith(BOOKS)}
        assert now.keys() == then.keys()
        assert [path for path in then if now[path] != then[path]] == []
    with public():
        assert the_city() == row
    # What is owed is told in one place, to those whose job it is.
    told = {path: page for path, page in after["director"].items() if late.number in page[2]}
    assert told and all(path.startswith(BOOKS) for path in told)
    assert f"Délai dépassé de {LATE} jours" in after["director"][f"{BOOKS}factures/"][2]


def test_a_city_400_days_late_writes_as_before(payer, cities):
    with public():
        grow_old(payer)

    with enter(cities["villeneuve"]):
        idea = make_proposal()
        support(actor=make_user(), contribution=idea)
        idea.refresh_from_db()
        assert idea.supports_count == 1


PLANTED = {
    "billing/actions/planted.py": "from tenants.actions.cities import suspend_city",
    "billing/planted.py": "from agora.context import enter",
    "participation/pages/planted.py": "from billing.queries import own",
}


def test_billing_cannot_even_name_what_restricts_a_city(copy_of_the_house):
    for module, line in PLANTED.items():
        with (copy_of_the_house / module).open("a", encoding="utf-8") as stream:
            stream.write(f"\n{line}\n")

    told = lint_imports(copy_of_the_house).stdout

    assert "Billing stays out of cities BROKEN" in told
    for broken in (
        "billing.actions.planted -> tenants.actions",
        "billing.planted -> agora.context",
        "participation.pages.planted -> billing.queries.own",
    ):
        assert broken in told, broken
