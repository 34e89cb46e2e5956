from agora.context import public
from agora.notices.models import Preference
from agora.notices.queries import choices_of, rhythms_of
from agora.notices.registries import kinds
from tests.factories.people import make_user


def test_without_a_wish_the_kind_decides(city, news):
    lila, ana = make_user(), make_user()
    Preference.objects.create(user=ana, kind="test.daily", rhythm="now")

    assert rhythms_of([lila, ana], "test.daily") == {lila.pk: "daily", ana.pk: "now"}
    assert rhythms_of([], "test.daily") == {}


def test_one_chooses_among_the_kinds_of_one_s_house(db, news):
    elsewhere = [key for key, kind in kinds.items() if kind.model.startswith("contributions.")]
    with public():
        offered = {key for key, _, _ in choices_of(make_user())}

    assert {"test.news", "test.daily"} <= offered
    assert "test.must" not in offered
    assert offered.isdisjoint(elsewhere)
    assert elsewhere
