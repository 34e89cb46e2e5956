"""Filling one city."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from agora.accounts.models import RoleAssignment, User
from agora.context import enter
from agora.jobs.testing import pending
from agora.mail.models import OutgoingMail
from participation.consultations.models import Consultation, Department, Sector, Theme
from participation.contributions.models import Contribution
from participation.demo.asked import THEMES
from participation.demo.seed import TEAM, CitySeed
from participation.supports.models import Support
from tests.factories.people import sign_in
from tests.participation.demo.village import HAMLET, NOW, fill


def test_a_city_gets_its_team_its_lists_and_residents_who_cannot_be_written_to(city):
    fill()

    assert User.objects.count() == HAMLET.people
    held = RoleAssignment.objects.values_list("user__email", "role")
    assert set(held) == {(f"{word}@saint-aubin.example", job) for word, _name, [job] in TEAM}
    assert User.objects.filter(email="habitante@saint-aubin.example").count() == 1
    assert [sector.name for sector in Sector.objects.order_by("number")] == HAMLET.sectors
    assert set(Theme.objects.values_list("name", flat=True)) == set(THEMES)
    assert Department.objects.count() == 1  # both consultations have the same one
    assert [c.title for c in Consultation.objects.order_by("pk")] == [a.title for a in HAMLET.asked]

    # Nobody invented could receive a letter, and none is written.
    assert not User.objects.exclude(email__endswith=".example").exists()
    assert (OutgoingMail.objects.count(), pending()) == (0, [])


def test_filling_gives_the_same_city_every_time(cities, db):
    told = []
    for key in ("villeneuve", "montclair"):
        with enter(cities[key]):
            fill()
            words = Contribution.objects.order_by("pk")
            told.append(
                [
                    list(words.values_list("title", "body", "created_at", "author__pseudonym")),
                    sorted(Support.objects.values_list("user__pseudonym", "contribution__title")),
                ]
            )

    assert told[0] == told[1]


def test_the_filled_city_is_shown_to_all_and_worked_on_by_its_team(city, client, client_for):
    seed = fill(at=timezone.now())
    agent = sign_in(client_for(city), seed.team["director"])

    pages = [client.get(one.get_absolute_url()) for one in Consultation.objects.all()]

    assert {page.status_code for page in pages} == {200}
    assert client.get("/").status_code == agent.get("/gestion/").status_code == 200
    assert "La place de l’Église" in client.get("/").text


def test_a_department_is_made_once(city):
    seed = CitySeed(HAMLET, at=NOW)

    assert seed.department("Éducation") == seed.department("Éducation")
    assert Department.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2016-01-11", date(2016, 1, 11)),
        ("-40", NOW.date() - timedelta(days=40)),
        ("+18", NOW.date() + timedelta(days=18)),
    ],
)
def test_a_day_is_written_in_full_or_counted_from_today(text, day):
    assert CitySeed(HAMLET, at=NOW).day(text) == day
