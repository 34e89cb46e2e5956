from agora.notices.models import Announcement, Notice, Preference
from agora.notices.personal import (
    erase_notices,
    erase_preferences,
    export_notices,
    export_preferences,
)
from tests.factories.people import make_user


def test_one_s_notices_are_exported_and_erased(city):
    row = Announcement.objects.create(kind="test.news", about_id=1)
    lila, ana = make_user(), make_user()
    for person in (lila, ana):
        Notice.objects.create(announcement=row, user=person, kind="test.news", title="x", url="/")

    [exported] = export_notices(lila)
    assert (exported["titre"], exported["lue le"]) == ("x", None)
    erase_notices(lila)
    assert export_notices(lila) == []
    assert len(export_notices(ana)) == 1


def test_one_s_wishes_are_exported_and_erased(city):
    lila, ana = make_user(), make_user()
    for person in (lila, ana):
        Preference.objects.create(user=person, kind="test.news", rhythm="daily")

    assert export_preferences(lila) == [{"genre": "test.news", "rythme": "daily"}]
    erase_preferences(lila)
    assert export_preferences(lila) == []
    assert len(export_preferences(ana)) == 1
