"""Lines and posts drawn once: other facts give another drawing."""

import pytest
from django.utils import timezone

from club_utilisateurs.models import Topic
from club_utilisateurs.queries.people import city_names
from club_utilisateurs.queries.topics import as_rows, topics_of
from club_utilisateurs.templatetags.talk import signed_line, topic_rows
from tests.factories.club import make_topic

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("in_club"),
    pytest.mark.urls("agora.conf.urls_club"),
]


def line(member):
    rows = list(as_rows(topics_of(member, {})))
    return topic_rows(rows, member, city_names([row.author.city_id for row in rows]))


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Un autre titre"},
        {"kind": "idea"},
        {"posts_count": 4},
        {"locked_at": timezone.now()},
        {"last_number": 0},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_line_changes_with_what_it_shows(member_a, member_b, change):
    make_topic(member_a)
    before = line(member_b)
    again = line(member_b)
    Topic.objects.update(**change)

    assert (again == before, line(member_b) == before) == (True, False)


def test_a_line_is_signed_as_its_author_chose(member_a):
    names = city_names([member_a.city_id])
    shown = signed_line(member_a, names)
    member_a.shows_name = False

    assert (shown, signed_line(member_a, names)) == ("Samira Ould-Kaci, Villeneuve", "Villeneuve")
