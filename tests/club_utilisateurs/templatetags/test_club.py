"""How words are signed: by somebody, by a city alone, by somebody who is gone."""

import uuid
from datetime import UTC, datetime

import pytest
from django.template import Context, Template
from django.urls import set_urlconf
from django.utils import timezone

from agora.context import club
from club_utilisateurs.queries.people import CityName
from tests.factories.club import make_member

UID = uuid.UUID(int=7)
AT = datetime(2026, 10, 9, 8, 30, tzinfo=UTC)


@pytest.fixture
def names(cities):
    here = cities["villeneuve"]
    return {
        here.id: CityName(here.id, "Villeneuve", True),
        None: CityName(None, "L’équipe d’Agora", False),
    }


def signed(member, names, at=None):
    source = "{% load club %}{% signature member names at=at %}"
    return Template(source).render(Context({"member": member, "names": names, "at": at}))


def test_a_name_a_job_a_city_and_when(in_club, cities, names):
    member = make_member(cities["villeneuve"], name="Samira Ould-Kaci", title="participation")

    drawn = signed(member, names, AT)

    assert '<span class="mark" aria-hidden="true">V</span>' in drawn
    assert "<b>Samira Ould-Kaci</b>" in drawn
    assert "participation, " in drawn
    assert "Villeneuve" in drawn
    assert "10 h 30" in drawn.replace("\u00a0", " ")


def test_a_hidden_name_leaves_the_city_alone(in_club, cities, names):
    member = make_member(cities["villeneuve"], name="Samira Ould-Kaci", shows_name=False)

    drawn = signed(member, names)

    assert "Samira" not in drawn
    assert "Villeneuve" in drawn


def test_a_hidden_job_is_not_written(in_club, cities, names):
    member = make_member(cities["villeneuve"], title="participation", shows_title=False)

    assert "participation" not in signed(member, names)


def test_somebody_who_left_once_worked_there(in_club, cities, names):
    gone = make_member(
        cities["villeneuve"], name="Samira", title="participation", left_at=timezone.now()
    )

    drawn = signed(gone, names)

    assert "<b>Samira</b>" in drawn
    assert "a travaillé à Villeneuve" in drawn
    assert "participation" not in drawn


def test_somebody_who_left_and_drops_the_name_is_the_city_alone(in_club, cities, names):
    gone = make_member(
        cities["villeneuve"], name="Samira", left_at=timezone.now(), keeps_name=False
    )

    drawn = signed(gone, names)

    assert "Samira" not in drawn
    assert "a travaillé" not in drawn
    assert "Villeneuve" in drawn


def test_a_city_that_is_gone_has_no_name(in_club, cities, names):
    member = make_member(cities["montclair"], name="Bastien")
    left = make_member(cities["montclair"], name="Anne", left_at=timezone.now())

    assert "Ancienne ville membre" in signed(member, names)
    assert "ancienne ville membre" in signed(left, names)
    assert "Montclair" not in signed(member, names) + signed(left, names)


def test_the_providers_people_sign_as_its_team(in_club, names):
    here, gone = make_member(None, name="Maud"), make_member(None, left_at=timezone.now())

    assert "L’équipe d’Agora" in signed(here, names)
    assert "a fait partie de l’équipe d’Agora" in signed(gone, names)


def test_a_name_is_text(in_club, cities, names):
    member = make_member(cities["villeneuve"], name="<b>x</b><script>")

    assert "<script>" not in signed(member, names)


def test_whoever_leaves_the_club_alone_is_still_of_their_city(in_club, cities, names):
    member = make_member(cities["villeneuve"], name="Samira", left_at=timezone.now())
    by_the_city = signed(member, names)
    member.charter_version = ""

    assert "a travaillé à Villeneuve" in by_the_city
    assert "a travaillé" not in signed(member, names)
    assert "Samira" in signed(member, names)


def test_only_facilitators_are_shown_the_way_to_moderation(member_a, facilitator, club_browser):
    link = Template("{% load club %}{% care_link 'fiches' uid %}")

    def drawn(member):
        request = club_browser(member).get("/").wsgi_request
        set_urlconf("agora.conf.urls_club")
        try:
            return link.render(Context({"request": request, "uid": UID}))
        finally:
            set_urlconf(None)

    with club():
        assert f"/moderation/fiches/{UID}/" in drawn(facilitator)
        assert drawn(member_a) == ""
    assert link.render(Context({"uid": UID})) == ""
