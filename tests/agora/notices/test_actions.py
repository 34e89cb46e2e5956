import pytest
from django.contrib.auth.models import AnonymousUser

from agora.notices.actions import choose_rhythms, mark_all_read, stop_mail
from agora.notices.models import Announcement, Notice, Preference
from agora.notices.queries import choices_of, unread_count
from agora.rules import Refused
from tests.factories.people import make_user


@pytest.fixture
def lila(city, news):
    return make_user()


def wishes(user):
    return dict(Preference.objects.filter(user=user).values_list("kind", "rhythm"))


def due(user, kind="test.news"):
    row = Announcement.objects.create(kind=kind, about_id=1)
    return Notice.objects.create(
        announcement=row, user=user, kind=kind, title="x", url="/", mail="due"
    )


def test_one_chooses_kind_by_kind(lila):
    choose_rhythms(actor=lila, person=lila, rhythms={"test.news": "daily"})
    choose_rhythms(actor=lila, person=lila, rhythms={"test.news": "never", "test.daily": "now"})

    assert wishes(lila) == {"test.news": "never", "test.daily": "now"}


def test_what_one_cannot_choose_is_left_alone(lila):
    choose_rhythms(actor=lila, person=lila, rhythms={"test.must": "never", "x": "never"})

    assert wishes(lila) == {}


def test_nobody_chooses_for_another(lila):
    for actor in (make_user(), AnonymousUser()):
        with pytest.raises(Refused):
            choose_rhythms(actor=actor, person=lila, rhythms={"test.news": "never"})
        with pytest.raises(Refused):
            stop_mail(actor=actor, person=lila, kind="*")
        with pytest.raises(Refused):
            mark_all_read(actor=actor, person=lila)

    assert wishes(lila) == {}


def test_stopping_one_kind_leaves_the_others(lila):
    stop_mail(actor=lila, person=lila, kind="test.news")

    assert wishes(lila) == {"test.news": "never"}


def test_stopping_everything_stops_all_that_is_optional(lila):
    stop_mail(actor=lila, person=lila, kind="*")

    assert set(wishes(lila)) == {key for key, _, _ in choices_of(lila)}
    assert set(wishes(lila).values()) == {"never"}
    assert "test.must" not in wishes(lila)


def test_what_is_stopped_is_taken_out_of_the_next_digest(lila):
    waiting, other = due(lila), due(lila, "test.daily")

    stop_mail(actor=lila, person=lila, kind="test.news")

    waiting.refresh_from_db()
    other.refresh_from_db()
    assert (waiting.mail, other.mail) == ("none", "due")


def test_what_waits_follows_the_new_rhythm(lila):
    weekly, now = due(lila), due(lila, "test.daily")

    choose_rhythms(actor=lila, person=lila, rhythms={"test.news": "weekly", "test.daily": "now"})

    weekly.refresh_from_db()
    now.refresh_from_db()
    assert (weekly.mail, now.mail) == ("week", "due")


def test_reading_all_reads_one_s_own(lila):
    ana = make_user()
    due(lila)
    due(ana)

    mark_all_read(actor=lila, person=lila)

    assert (unread_count(lila), unread_count(ana)) == (0, 1)
