"""What stands beside a topic."""

import pytest
from django.core.cache import caches
from django.utils import timezone

from agora.context import owner
from club_utilisateurs.models import Post, Topic
from club_utilisateurs.queries import beside
from club_utilisateurs.queries.beside import cities_like, neighbours, similar_topics
from tenants.models import City, Disclosure
from tests.factories.club import make_answer, make_topic
from tests.harness.clients import outside

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_club")]


@pytest.fixture(autouse=True)
def nothing_kept():
    """Each test begins without what another one found."""
    caches["local"].clear()


def lay_city(name, population, modules=None):
    def work():
        with owner():
            city = City.objects.create(
                name=name, population=population, state="live", reference_prefix="X",
                provisioned_at=timezone.now(),
            )  # fmt: skip
            if modules is not None:
                give(city.pk, "card.modules", modules)
            return city.pk

    return outside(work)


def give(city, key, value):
    def work():
        with owner():
            Disclosure.objects.create(
                city_id=city, subject_ref="card", key=key, value=value, level="named",
                text_version="1", by_ref="", by_label="",
            )  # fmt: skip

    outside(work)


def withdraw(key, city):
    def work():
        with owner():
            Disclosure.objects.filter(city_id=city, key=key).delete()

    outside(work)


def close(city):
    def work():
        with owner():
            City.objects.filter(pk=city).update(state="archived")

    outside(work)


def test_titles_that_share_words_are_similar_most_alike_first(member_a, member_b):
    make_topic(member_a, "Le vote du budget des écoles")
    both = make_topic(member_a, "Restituer un budget participatif")
    one = make_topic(member_a, "Restituer à voix haute")
    make_answer(one, member_b, "budget participatif")  # an answer is no title

    found = similar_topics("Comment restituer le budget participatif ?")

    titles = [topic.title for topic in found]
    assert (titles[0], len(titles)) == (both.title, 3)


def test_at_most_five_are_shown_none_hidden_and_none_for_small_words(member_a):
    for number in range(8):
        make_topic(member_a, f"Restitution {number}")
    Topic.objects.filter(title="Restitution 7").update(hidden_at=timezone.now())
    Post.objects.filter(topic__title="Restitution 6").update(hidden_at=timezone.now())

    found = {topic.title for topic in similar_topics("restitution")}

    assert len(found) == 5
    assert found & {"Restitution 6", "Restitution 7"} == set()
    assert (similar_topics("à la"), similar_topics("")) == ([], [])


def test_only_the_newest_are_compared(member_a, monkeypatch):
    monkeypatch.setattr(beside, "CANDIDATES", 1)
    make_topic(member_a, "Restitution ancienne")
    newest = make_topic(member_a, "Restitution récente")

    assert similar_topics("restitution") == [newest]


def test_neighbours_leave_the_topic_itself_out_and_hide_what_is_hidden_since(member_a):
    topic, other = make_topic(member_a, "La restitution"), make_topic(member_a, "Restitutions")
    before = neighbours(topic)
    Topic.objects.filter(pk=other.pk).update(hidden_at=timezone.now())

    assert (before, neighbours(topic)) == ([other], [])


def test_cities_within_half_of_the_population_and_our_tools_the_nearest_first(member_a, cities):
    give(cities["villeneuve"].id, "card.modules", ["proposals", "ballot"])
    lay_city("Trop grande", 90_000, ["proposals", "ballot"])
    lay_city("Sans nos outils", 24_000, ["proposals"])
    lay_city("Lointaine", 36_000, ["proposals", "ballot", "budget"])
    lay_city("Proche", 26_000, ["ballot", "proposals"])

    found = cities_like(member_a)

    assert [card.name for card in found.cities] == ["Proche", "Lointaine"]
    assert (found.least, found.most, found.same_tools) == (12_150, 36_450, True)


def test_three_are_enough_and_nothing_is_said_of_tools_we_do_not_tell(member_a):
    for number in range(5):
        lay_city(f"Ville {number}", 24_000 + 1_000 * number, ["proposals"])

    found = cities_like(member_a)

    assert [card.name for card in found.cities] == ["Ville 0", "Ville 1", "Ville 2"]
    assert not found.same_tools


def test_what_a_city_withdraws_or_a_city_that_closes_is_gone_at_once(member_a, cities):
    near = lay_city("Proche", 24_000, ["proposals"])
    give(near, "card.programmes", ["La halle"])
    before = cities_like(member_a).cities[0].programmes
    withdraw("card.programmes", near)
    after = cities_like(member_a).cities[0].programmes
    close(near)

    assert (before, after, cities_like(member_a)) == (["La halle"], [], None)


def test_the_provider_and_a_city_without_population_have_none_like_them(facilitator, member_a):
    def work():
        with owner():
            City.objects.filter(pk=member_a.city_id).update(population=0)

    outside(work)

    assert (cities_like(facilitator), cities_like(member_a)) == (None, None)
