"""News of a version go out once; a member who is out takes nothing home."""

import pytest

from agora.context import enter
from agora.notices.models import Announcement
from agora.notices.registries import Kind, kinds
from agora.rules import SYSTEM, Refused
from club_utilisateurs.actions.blueprints import NEW_VERSION, pick_up, tell_version
from club_utilisateurs.models import AnnouncedVersion
from club_utilisateurs.queries.blueprints import on_shelf, untold
from club_utilisateurs.tasks import tell_new_versions
from tests.factories.blueprints import make_blueprint, offer
from tests.factories.people import make_user
from tests.harness.clients import outside


@pytest.fixture
def shelf(other_city):
    """Two versions of one, and a first one of another."""

    def work():
        with enter(other_city):
            first = offer(make_blueprint())
            offer(make_blueprint(uid=first.uid, version=2))
            offer(make_blueprint())
            return first

    return outside(work)


@pytest.fixture
def kind():
    if NEW_VERSION in kinds:
        yield
        return
    plain = Kind(
        "x", lambda one: None, lambda one: "x", "x", lambda one: "/", "tenants.SharedBlueprint"
    )
    with kinds.lending(NEW_VERSION, plain):
        yield


def test_a_new_version_is_told_once_and_a_first_one_never(shelf, in_club, kind):
    tell_new_versions()
    tell_new_versions()

    [told] = Announcement.objects.values_list("kind", flat=True)
    assert told == NEW_VERSION
    [mark] = AnnouncedVersion.objects.all()
    assert (mark.blueprint_uid, mark.version) == (shelf.uid, 2)
    assert list(untold()) == []


def test_two_jobs_at_once_tell_it_once(shelf, in_club, kind):
    [second] = untold()

    assert tell_version(actor=SYSTEM, blueprint=second)
    assert not tell_version(actor=SYSTEM, blueprint=second)
    assert Announcement.objects.count() == 1


def test_only_the_machine_tells(shelf, in_club, kind, member_a):
    with pytest.raises(Refused):
        tell_version(actor=member_a.account, blueprint=on_shelf().first())
    assert Announcement.objects.count() == 0


def test_whoever_is_out_takes_nothing_home(shelf, in_club, member_a):
    with pytest.raises(Refused):
        pick_up(actor=make_user(), blueprint=on_shelf().first())
