"""The club in tests: its house, and browsers that speak to its host.

    def test_something(in_club, member_a, club_browser):    # the test stands inside the club
        browser = club_browser(member_a)
        assert browser.get("/sujets/").status_code == 200

`member_a` is of Villeneuve, `member_b` of Montclair, `facilitator` of the provider; all may enter.
"""

import time
import uuid
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from agora.context import club, owner, public
from agora.context.directory import Place
from club_utilisateurs.demo import people
from club_utilisateurs.models import Member
from club_utilisateurs.sessions import ENTERED
from tenants.models import City, Disclosure, SharedBlueprint, SharedSheet
from tests.agora.conftest import smtp as smtp
from tests.factories.club import grant, make_member
from tests.harness.clients import HouseClient, outside

CLUB = "club.localhost"


@pytest.fixture
def in_club(db: None, warm_directory: None) -> Iterator[None]:
    """Stand in the club for the length of the test."""
    with club():
        yield


def _member(city: Any, **fields: Any) -> Member:
    def work() -> Member:
        with club():
            member = make_member(city, **fields)
        grant(city, member.staff_uid)
        return member

    return outside(work)


@pytest.fixture
def member_a(db: None, cities: Any) -> Member:
    """Samira of Villeneuve."""
    return _member(cities["villeneuve"], name="Samira Ould-Kaci")


@pytest.fixture
def member_b(db: None, cities: Any) -> Member:
    """Bastien of Montclair."""
    return _member(cities["montclair"], name="Bastien Ferrol")


@pytest.fixture
def facilitator(db: None) -> Member:
    """Maud of the provider."""
    return _member(None, name="Maud Exploitation")


def entered_now(browser: HouseClient, *, hours_ago: float = 0) -> None:
    """Note in a session when it began, as the door of passes does."""
    with club():
        session = browser.session
        session[ENTERED] = int(time.time() - hours_ago * 3600)
        session.save()


@pytest.fixture
def club_browser(db: None, warm_directory: None) -> Callable[..., HouseClient]:
    """Make browsers on the club's host, signed in as a member or as nobody."""

    def make(member: Member | None = None) -> HouseClient:
        browser = HouseClient(CLUB, Place("club"))
        if member is not None:

            def account() -> Any:
                with club():
                    return Member.objects.get(pk=member.pk).account

            browser.force_login(outside(account), second_factor=False)
            outside(lambda: entered_now(browser))
        return browser

    return make


# --- What cities gave --------------------------------------------------------------------------
@pytest.fixture
def answering_city(member_b: Member) -> int:
    """Montclair takes questions."""

    def work() -> int:
        with public():
            Disclosure.objects.create(
                city_id=member_b.city_id, subject_ref="card", key="card.answers", value=True,
                level="named", text_version="1", by_label="Test",
            )  # fmt: skip
        return member_b.city_id or 0

    return outside(work)


@pytest.fixture
def shared(member_b: Member) -> SimpleNamespace:
    """A sheet and a blueprint of Montclair."""

    def work() -> SimpleNamespace:
        with public():
            sheet = SharedSheet.objects.create(
                city_id=member_b.city_id, uid=uuid.uuid4(), subject_ref="CON-1",
                title="Titre sheet", content={}, by_label="Test",
            )  # fmt: skip
            model = SharedBlueprint.objects.create(
                city_id=member_b.city_id, uid=uuid.uuid4(), version=1, city_name="Montclair",
                title="Titre blueprint", manifest={}, content=b"", size=0, sha256="", by_label="T",
            )  # fmt: skip
        return SimpleNamespace(sheet=sheet.uid, model=model.uid)

    return outside(work)


@pytest.fixture
def twelve_cities(db, warm_directory):
    """The names of the demonstration's cities, without their schemas."""

    def work():
        with owner():
            for number, name in enumerate(sorted({one.city for one in people.PEOPLE.values()})):
                City.objects.create(
                    name=name, schema_name=f"t_demo{number:08d}", state="live",
                    provisioned_at=timezone.now(), reference_prefix=name,
                )  # fmt: skip

    outside(work)
