"""What the front page says."""

import pytest
from django.utils import timezone

from agora.context import owner
from club_utilisateurs.models import Follow, Topic
from club_utilisateurs.queries.front import front_of
from club_utilisateurs.reading import note_read
from tenants.models import Disclosure
from tests.factories.club import make_answer, make_topic
from tests.harness.clients import outside

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_club")]


def use(city, *tools):
    def work():
        with owner():
            Disclosure.objects.create(
                city_id=city.id, subject_ref="card", key="card.modules", value=list(tools),
                level="named", text_version="1", by_ref="", by_label="",
            )  # fmt: skip

    outside(work)


def titles(topics):
    return [topic.title for topic in topics]


def test_what_one_follows_is_there_until_it_is_read(member_a, member_b):
    topic = make_topic(member_a, "suivi", kind="idea")
    make_topic(member_a, "autre", kind="idea")
    Follow.objects.create(member=member_b, topic=topic)
    before = front_of(member_b)
    note_read(member=member_b.pk, topic=topic.pk, number=1)
    after = front_of(member_b)

    assert (titles(before.unread), before.unread_count, before.is_quiet) == (["suivi"], 1, False)
    assert (titles(after.unread), after.unread_count, after.is_quiet) == ([], 0, True)


def test_beyond_five_the_rest_is_counted(member_a, member_b):
    for number in range(7):
        Follow.objects.create(
            member=member_b, topic=make_topic(member_a, f"Sujet {number}", kind="idea")
        )

    front = front_of(member_b)

    assert (len(front.unread), front.unread_count) == (5, 7)


def test_a_question_to_my_city_stays_until_an_answer_is_accepted(member_a, member_b, facilitator):
    topic = make_topic(member_a, "demandé", asked_city_id=member_b.city_id)
    note_read(member=member_b.pk, topic=topic.pk, number=1)
    before = titles(front_of(member_b).asked)
    topic.accepted = make_answer(topic, member_b)
    topic.save()

    assert (before, titles(front_of(member_b).asked)) == (["demandé"], [])
    assert front_of(facilitator).asked == []


def test_questions_of_cities_with_the_same_tools_come_before_others(
    member_a, member_b, facilitator, cities
):
    make_topic(facilitator, "de l’équipe")
    make_topic(member_a, "de Villeneuve")
    make_topic(member_b, "la mienne")
    without_tools = titles(front_of(member_b).helpful)
    use(cities["villeneuve"], "proposals", "map")
    use(cities["montclair"], "proposals")

    assert sorted(without_tools) == ["de Villeneuve", "de l’équipe"]
    assert titles(front_of(member_b).helpful) == ["de Villeneuve"]


def test_a_question_that_was_answered_closed_or_hidden_asks_for_nobody(member_a, member_b):
    make_answer(make_topic(member_a, "répondue"), member_b)
    make_topic(member_a, "fermée", locked_at=timezone.now())
    make_topic(member_a, "masquée", hidden_at=timezone.now())

    assert front_of(member_b).helpful == []


def test_announcements_come_latest_first(facilitator, member_b):
    for title in ("une", "deux", "trois", "quatre"):
        make_topic(facilitator, title, kind="news")
    Topic.objects.filter(title="une").update(last_at=timezone.now())

    assert titles(front_of(member_b).news) == ["une", "quatre", "trois"]


def test_a_full_front_page_takes_eight_queries_at_any_volume(
    member_a, member_b, django_assert_num_queries
):
    for number in range(12):
        topic = make_topic(member_a, f"Sujet {number}", asked_city_id=member_b.city_id)
        Follow.objects.create(member=member_b, topic=topic)
        make_topic(member_a, f"Question {number}")
    with django_assert_num_queries(8):
        front = front_of(member_b)
    assert (front.unread_count, len(front.asked), len(front.helpful)) == (12, 5, 5)
    assert front.latest == []


def test_a_quiet_one_takes_nine(member_a, member_b, django_assert_num_queries):
    make_topic(member_a, "une idée", kind="idea")
    make_topic(member_a, "question")

    with django_assert_num_queries(9):
        front_of(member_b)


def test_what_is_said_stands_there_once(member_a, member_b):
    make_topic(member_a, "une idée", kind="idea")
    make_topic(member_a, "sans réponse")

    front = front_of(member_b)

    assert titles(front.helpful) == ["sans réponse"]
    assert titles(front.latest) == ["une idée"]
