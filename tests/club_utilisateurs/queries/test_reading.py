"""The posts of one page of a topic."""

import pytest
from django.utils import timezone

from agora.files.models import StoredFile
from club_utilisateurs.models import Attachment, Bookmark, Mention, Post, Reaction
from club_utilisateurs.queries.reading import sheet_of
from club_utilisateurs.queries.topics import topic_or_404
from tests.factories.club import make_answer, make_topic

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_club")]


@pytest.fixture
def talk(member_a, member_b):
    """A question and sixty answers, the fifty-fifth accepted."""
    topic = make_topic(member_a)
    posts = [make_answer(topic, member_b, f"Réponse {number}") for number in range(2, 62)]
    topic.accepted = posts[53]
    topic.save()
    return topic


def read(topic, member, page=1):
    return sheet_of(topic_or_404(topic.pk, member), member, page)


def test_fifty_posts_make_a_page_and_the_accepted_answer_comes_with_the_first(talk, member_a):
    first, second = read(talk, member_a), read(talk, member_a, 2)

    assert [post.number for post in first.posts] == list(range(1, 51))
    assert [post.number for post in second.posts] == list(range(51, 62))
    assert (first.accepted.number, second.accepted.number) == (55, 55)


def test_a_hidden_answer_is_not_put_forward(talk, member_a):
    Post.objects.filter(pk=talk.accepted_id).update(hidden_at=timezone.now())

    assert read(talk, member_a).accepted is None


def test_marks_are_those_of_the_reader(talk, member_a, member_b):
    post = talk.posts.get(number=2)
    Reaction.objects.create(member=member_a, post=post)
    Bookmark.objects.create(member=member_b, post=post)

    of_a, of_b = (read(talk, member).posts[1] for member in (member_a, member_b))

    assert (of_a.thanked, of_a.kept) == (True, False)
    assert (of_b.thanked, of_b.kept) == (False, True)


def test_files_and_mentions_come_with_their_post_and_the_names_of_their_cities(
    talk, member_a, member_b
):
    first, second = talk.posts.filter(number__lte=2).order_by("number")
    file = StoredFile.objects.create(
        kind="document", name="guide.pdf", extension="pdf", content_type="application/pdf",
        size=2048, sha256="0" * 64,
    )  # fmt: skip
    Attachment.objects.create(post=first, file=file)
    Mention.objects.create(post=second, city_id=member_a.city_id)
    Mention.objects.create(post=second, member=member_b)

    sheet = read(talk, member_a)

    assert [one.file.name for one in sheet.posts[0].files] == ["guide.pdf"]
    assert [len(post.naming) for post in sheet.posts[:3]] == [0, 2, 0]
    assert {str(sheet.names[one.city_id]) for one in (member_a, member_b)} == {
        "Villeneuve", "Montclair",
    }  # fmt: skip


def test_a_page_takes_four_queries_at_any_length(talk, member_a, django_assert_num_queries):
    topic = topic_or_404(talk.pk, member_a)
    with django_assert_num_queries(4):
        sheet = sheet_of(topic, member_a, 1)
        assert {post.author.shown_name for post in sheet.posts} == {
            "Samira Ould-Kaci", "Bastien Ferrol",
        }  # fmt: skip
        assert {post.topic.pk for post in sheet.posts} == {talk.pk}
