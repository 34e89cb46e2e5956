"""« Ce que nous partageons »: all that left, its words, and one switch each."""

import uuid
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agora.context import enter, owner, public
from agora.rules import SYSTEM
from tenants import queries
from tenants.actions import sharing
from tenants.models import Disclosable, SharedBlueprint
from tenants.registries import Disclosed, disclosures, subjects
from tests.factories.club import grant
from tests.factories.people import make_staff, make_user, sign_in
from tests.harness.clients import outside

pytestmark = pytest.mark.django_db
ADDRESS = "/gestion/club/partage/"
PRESENTATION = {"subject": "card", "key": "card.presentation"}
FIGURE = {"subject": "PART-2026-0001", "key": "figures.counted"}


@contextmanager
def lent(registry, key, value):
    """Register in the place of what another slice may have registered."""
    before = registry.get(key, None)
    if before is not None:
        registry.forget(key)
    with registry.lending(key, value):
        yield
    if before is not None:
        registry.add(key, before)


@pytest.fixture
def staff(client, city):
    return sign_in(client, make_staff("director", full_name="Mona Directrice"))


@pytest.fixture
def presented(city):
    sharing.share_value(
        actor=SYSTEM, subject="card", key="card.presentation", value="Une ville qui écoute."
    )


@pytest.fixture
def counted(city):
    """A figure of a consultation, which counts what `counts` holds."""
    counts = {"PART-2026-0001": 128}
    item = Disclosed(
        label="Participants", text="Les autres liront ce nombre.", purpose="x",
        compute=counts.get, level="aggregate", unit="personnes",
    )  # fmt: skip

    def register():
        with owner():
            Disclosable.objects.create(key="figures.counted", level="aggregate")

    outside(register)
    with (
        disclosures.lending("figures.counted", item),
        lent(subjects, "consultation", lambda ref: ref if ref in counts else None),
    ):
        sharing.share_value(actor=SYSTEM, value=128, **FIGURE)
        yield counts


@pytest.fixture
def sheet(city):
    uid = uuid.uuid4()
    fields = {
        "subject_ref": "PART-2026-0001",
        "title": "Le parc, un an après",
        "content": {"context": "Un parc fermé.", "again": "Oui."},
        "modules": ["proposals"],
        "public": True,
        "by_label": "Mona Directrice",
        "words": "Un parc fermé. Oui.",
    }
    sharing.share_sheet(actor=SYSTEM, uid=uid, fields=fields)
    return uid


@pytest.fixture
def blueprint(city):
    uid = uuid.uuid4()
    for version in (1, 2):
        fields = {"title": f"Parc, version {version}", "manifest": {}, "by_label": "Mona"}
        sharing.share_blueprint(
            actor=SYSTEM, uid=uid, version=version, fields=fields, content=b"zip"
        )
    return uid


def out(city):
    with enter(city):
        return {one.key: one.value for one in queries.own_values()}


def read(browser):
    return browser.get(ADDRESS).content.decode()


def test_only_those_who_answer_for_it_see_the_page(client, city, presented):
    assert client.get(ADDRESS).status_code == 302
    sign_in(client, make_user())
    assert client.get(ADDRESS).status_code == 403
    sign_in(client, make_staff("project_officer"))
    assert client.get(ADDRESS).status_code == 403
    assert client.post(f"{ADDRESS}retirer/", PRESENTATION).status_code == 403
    assert out(city) == {"card.presentation": "Une ville qui écoute."}


def test_a_city_that_gave_nothing_is_told_so_and_what_never_leaves(staff):
    page = read(staff)

    assert "Rien n’est sorti de votre ville" in page
    assert "Remplir notre fiche" in page
    assert "Jamais" in page
    assert "Personne de votre équipe" in page


def test_each_value_tells_to_whom_since_when_who_agreed_and_to_which_words(staff, presented):
    page = read(staff)

    assert "Une ville qui écoute." in page
    assert "Les villes du club" in page
    assert "système" in page
    assert "Les autres villes du club liront ce texte" in page
    assert "2026-11" in page
    assert "Rien n’est sorti" not in page


def test_what_another_city_shares_is_not_there(staff, other_city):
    def planted():
        with enter(other_city):
            sharing.share_value(
                actor=SYSTEM, subject="card", key="card.presentation", value="Montclair à part"
            )

    outside(planted)

    assert "Montclair à part" not in read(staff)


def test_a_value_is_taken_back_then_shared_again_by_undo(staff, city, presented):
    answer = staff.post(f"{ADDRESS}retirer/", PRESENTATION)

    assert answer.url == ADDRESS
    assert out(city) == {}
    assert f'action="{ADDRESS}remettre/"' in read(staff)

    assert staff.post(f"{ADDRESS}remettre/").status_code == 302
    assert out(city) == {"card.presentation": "Une ville qui écoute."}
    assert staff.post(f"{ADDRESS}remettre/").status_code == 404


def test_what_is_not_shared_cannot_be_taken_back(staff):
    assert staff.post(f"{ADDRESS}retirer/", PRESENTATION).status_code == 404
    assert staff.get(f"{ADDRESS}retirer/").status_code == 405


def test_a_figure_is_a_photograph_until_it_is_refreshed(staff, city, counted):
    counted["PART-2026-0001"] = 212

    assert "128\u00a0personnes" in read(staff)

    staff.post(f"{ADDRESS}actualiser/", FIGURE)

    assert out(city)["figures.counted"] == 212


def test_a_figure_that_became_small_is_hidden_when_refreshed(staff, city, counted):
    counted["PART-2026-0001"] = 4

    staff.post(f"{ADDRESS}actualiser/", FIGURE)

    assert out(city)["figures.counted"] == {"below": 10}
    assert "moins de 10" in read(staff)


def test_a_figure_whose_consultation_is_gone_stays_as_it_was(staff, city, counted):
    counted.clear()

    staff.post(f"{ADDRESS}actualiser/", FIGURE)

    assert "ne peut plus être calculé" in read(staff)
    assert out(city)["figures.counted"] == 128


def test_a_figure_that_was_taken_back_meanwhile_is_not_refreshed(staff, city, counted):
    staff.post(f"{ADDRESS}retirer/", FIGURE)

    assert staff.post(f"{ADDRESS}actualiser/", FIGURE).status_code == 404
    assert out(city) == {}


def test_a_figure_nobody_registers_any_more_is_not_computed(staff, city, counted):
    item = disclosures.get("figures.counted")
    disclosures.forget("figures.counted")
    try:
        assert "figures.counted" in read(staff)
        assert staff.post(f"{ADDRESS}actualiser/", FIGURE).status_code == 404
    finally:
        disclosures.add("figures.counted", item)


def test_a_sheet_tells_that_it_is_on_the_web_and_leads_to_its_own_switch(staff, sheet):
    page = read(staff)

    assert "Le parc, un an après" in page
    assert "tout le web" in page
    assert f'href="/gestion/club/fiches/{sheet}/"' in page
    assert f'action="/gestion/club/fiches/{sheet}/retirer/"' in page


def test_a_blueprint_shows_its_last_version_and_is_taken_back(staff, blueprint):
    page = read(staff)
    assert "Parc, version 2" in page
    assert "Parc, version 1" not in page

    staff.post(f"/gestion/club/modeles/{blueprint}/retirer/")

    assert f'action="/gestion/club/modeles/{blueprint}/retirer/"' in page
    assert "Parc, version 2" not in read(staff)
    with public():
        assert SharedBlueprint.objects.filter(withdrawn_at__isnull=True).count() == 0


def test_who_of_the_team_enters_is_named(staff, city, other_city):
    samira, gone, stranger = (
        make_staff(full_name=name) for name in ("Samira Ould-Kaci", "Paul Parti", "Luc Ailleurs")
    )
    outside(lambda: grant(city, samira.uid))
    outside(lambda: grant(city, gone.uid, active=False))
    outside(lambda: grant(other_city, stranger.uid))

    page = read(staff)

    assert "1 personne de votre équipe" in page
    assert "Samira Ould-Kaci" in page
    assert "Paul Parti" not in page
    assert "Luc Ailleurs" not in page


def test_the_page_costs_the_same_whatever_was_shared(staff, city, presented):
    with CaptureQueriesContext(connection) as few:
        read(staff)

    def many():
        with enter(city):
            for number in range(20):
                sharing.share_value(
                    actor=SYSTEM, subject=f"card:{number}", key="card.contact",
                    value={"name": f"Ana {number}", "title": "", "about": ""},
                )  # fmt: skip

    outside(many)
    with CaptureQueriesContext(connection) as more:
        read(staff)

    assert len(more) == len(few)
