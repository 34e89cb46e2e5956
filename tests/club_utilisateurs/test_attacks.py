"""The door under attack, and the proof that each attack would be seen if its check were missing."""

import os
import random
import time
import uuid

import pytest
from django.utils import timezone

from agora.context import CityRef, club, public
from agora.context.directory import Place
from club_utilisateurs import gate, sessions
from club_utilisateurs.actions import people
from club_utilisateurs.models import Member
from tenants.disclosure import passes
from tenants.models import City, Domain
from tests.club_utilisateurs.attacks import KINDS, World, _body
from tests.club_utilisateurs.conftest import entered_now
from tests.factories.club import grant, make_member
from tests.harness.clients import HouseClient, outside

pytestmark = pytest.mark.django_db
FULL = os.environ.get("AGORA_FUZZ") == "full"
TRIES = int(os.environ.get("AGORA_FUZZ_OPERATIONS") or (20_000 if FULL else 2_000))


@pytest.fixture
def world(cities, warm_directory, club_browser):
    """Everybody an attacker may know of, with their true numbers."""
    with public():
        row = City.objects.create(
            name="Endormie", reference_prefix="e", state="suspended", provisioned_at=timezone.now()
        )
        Domain.objects.create(city=row, host="endormie.localhost")
        asleep = CityRef("t_endormie0000", row.pk, "suspended", "Endormie", "endormie.localhost")
    a, b = cities["villeneuve"], cities["montclair"]
    with club():
        former = make_member(a)
    agent, other, sleeper = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
    for city, person in ((a, agent), (b, other), (asleep, sleeper)):
        grant(city, person)
    grant(a, former.staff_uid, active=False)
    return World(
        dice=random.Random(os.environ.get("AGORA_FUZZ_SEED") or str(time.time_ns())),
        a=a, b=b, asleep=asleep, agent=agent, other=other, sleeper=sleeper,
        former=former.staff_uid, resident=uuid.uuid4(), former_browser=signed_in(former),
    )  # fmt: skip


def signed_in(member):
    """The browser of somebody who was in when their job was taken."""

    def account():
        with club():
            return Member.objects.get(pk=member.pk).account

    browser = HouseClient("club.localhost", Place("club"))
    browser.force_login(outside(account), second_factor=False)
    outside(lambda: entered_now(browser))
    return browser


@pytest.mark.slow
def test_nothing_opens_the_door_but_a_good_pass(world, figure):
    won, done = [], 0
    names = list(KINDS)
    while done < TRIES:
        name = names[done % len(names)]
        if KINDS[name](world):
            won.append(name)
        done += 1

    figure("club_door_kinds", len(names), "kinds", ">= 15", ok=len(names) >= 15)
    figure("club_door_tries", done, "tries", f">= {TRIES}", ok=done >= TRIES)
    figure("club_door_won", len(won), "successes", "0", ok=not won)
    assert sorted(set(won)) == []


def unread(token):
    """A reader that believes whatever stands under a seal."""
    return passes.unpacked(_body(token))


def nothing(*args, **kwargs):
    """A check that was removed."""


MUTANTS = {
    "signature": (passes, "opened", unread, ["says_to_be_of_b", "says_to_be_the_provider"]),
    "audience": (passes, "check_audience", nothing, ["wrong_audience"]),
    "expiry": (passes, "check_times", nothing, ["expired", "early"]),
    "shape": (passes, "_sound", lambda said: True, ["long_lived"]),
    "origin": (gate, "check_origin", nothing, ["login_by_another_site", "forwarded_host"]),
    "replay": (people, "_use_up", nothing, ["replay"]),
    "grant": (gate, "check_grant", nothing, ["resident", "former_agent", "grant_of_another_city"]),
    "city state": (gate, "check_city", nothing, ["closed_city"]),
    "next path": (passes, "local_path", lambda asked: asked, ["open_redirect"]),
    "session flush": (sessions, "forget", nothing, ["planted_session"]),
}


@pytest.mark.parametrize("check", MUTANTS)
def test_a_check_that_is_removed_is_seen(world, monkeypatch, check):
    module, name, replaced, kinds = MUTANTS[check]
    if check in {"signature", "grant"}:
        grant(None, world.agent)
    monkeypatch.setattr(module, name, replaced)

    unseen = [kind for kind in kinds if not any(KINDS[kind](world) for _try in range(60))]
    assert unseen == [], f"unseen without its check: {check}"
