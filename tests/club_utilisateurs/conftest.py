"""The club in tests: its house, and browsers that speak to its host.

    def test_something(in_club, member_a, club_browser):    # the test stands inside the club
        browser = club_browser(member_a)
        assert browser.get("/sujets/").status_code == 200

`member_a` is of Villeneuve, `member_b` of Montclair, `facilitator` of the provider; all may enter.
"""

import uuid
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from agora.context import club, public
from agora.context.directory import Place
from club_utilisateurs.models import Member
from tenants.models import Disclosure, SharedBlueprint, SharedSheet
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
