"""Answering, editing one's own words, accepting an answer."""

import pytest
from django.utils import timezone

from agora.files.actions import store
from agora.files.models import StoredFile
from agora.notices.models import Announcement
from agora.rules import Refused
from club_utilisateurs.actions.posts import accept, answer, edit, release
from club_utilisateurs.models import Attachment, Draft, Follow, Mention, Post, Topic
from club_utilisateurs.refusals import EditedMeanwhile, TalkRefused
from tests.club_utilisateurs.news import heard
from tests.club_utilisateurs.papers import text_file
from tests.factories.club import make_answer, make_topic

pytestmark = pytest.mark.usefixtures("in_club")


@pytest.fixture
def topic(member_a):
    return make_topic(member_a)


def announced(kind):
    return list(Announcement.objects.filter(kind=kind).values_list("about_id", "by_id"))


def fresh(row):
    return type(row).objects.get(pk=row.pk)


# --- Answering ---------------------------------------------------------------------------------
def test_an_answer_takes_the_next_number_and_moves_the_counts(topic, member_a, member_b):
    first = answer(actor=member_b.account, topic=topic, body="Chez nous, en deux temps.")
    second = answer(actor=member_b.account, topic=topic, body="Et puis…")

    now = fresh(topic)
    assert (first.number, second.number) == (2, 3)
    assert (now.posts_count, now.last_number, now.cities_count) == (3, 3, 2)
    assert (now.last_author, now.last_at) == (member_b, second.created_at)
    assert announced("post.answered") == [
        (first.pk, member_b.account_id), (second.pk, member_b.account_id),
    ]  # fmt: skip


def test_the_writer_follows_the_topic_from_then_on_unless_silenced(topic, member_a, member_b):
    Follow.objects.create(member=member_a, topic=topic, muted=True)

    for member in (member_a, member_b):
        answer(actor=member.account, topic=topic, body="Merci")

    muted = dict(Follow.objects.filter(topic=topic).values_list("member", "muted"))
    assert muted == {member_a.pk: True, member_b.pk: False}


def test_the_draft_of_this_answer_is_gone(topic, member_b):
    Draft.objects.create(member=member_b, topic=topic, fields={"body": "Chez"})
    kept = Draft.objects.create(member=member_b, fields={"title": "Autre"})

    answer(actor=member_b.account, topic=topic, body="Chez nous")

    assert list(Draft.objects.all()) == [kept]


def test_files_are_given_in_their_order(topic, member_b):
    files = [store(actor=member_b.account, upload=text_file(name), use="document")
             for name in ("b.txt", "a.txt")]  # fmt: skip

    post = answer(actor=member_b.account, topic=topic, body="Voici", files=files)

    assert [given.file.name for given in post.attachments.all()] == ["b.txt", "a.txt"]


@pytest.mark.parametrize("closed", ["locked_at", "hidden_at"])
def test_a_closed_topic_takes_no_answer_even_if_it_was_just_closed(topic, member_b, closed):
    Topic.objects.filter(pk=topic.pk).update(**{closed: timezone.now()})

    with pytest.raises(TalkRefused, match="brouillons"):
        answer(actor=member_b.account, topic=topic, body="PLANTÉ")

    assert topic.posts.count() == 1


def test_whoever_is_out_answers_nothing(topic, member_b):
    member_b.left_at = timezone.now()
    member_b.save()

    with pytest.raises(Refused):
        answer(actor=member_b.account, topic=topic, body="PLANTÉ")


def test_whoever_is_named_is_kept_and_told(topic, member_a, member_b):
    post = answer(
        actor=member_b.account, topic=topic, body="Demandez à @samira ould-kaci et @Villeneuve"
    )

    named = set(Mention.objects.filter(post=post).values_list("member", "city_id"))
    assert named == {(member_a.pk, None), (None, member_a.city_id)}
    assert heard() == [("post.mentioned", member_a.account_id)]


# --- Editing -----------------------------------------------------------------------------------
def test_an_edit_leaves_what_was_said_before(topic, member_a):
    post = topic.posts.get()

    edit(actor=member_a.account, post=post, version=1, title="Comment faire ?", body="Autrement")

    now, before = fresh(post), post.revisions.get()
    assert (now.title, now.body, now.version) == ("Comment faire ?", "Autrement", 2)
    assert now.edited_at is not None
    assert (before.version, before.title, before.body) == (1, post.title, post.body)
    assert before.by == member_a
    assert fresh(topic).title == "Comment faire ?"


def test_an_answer_has_no_title_to_edit(topic, member_b):
    post = make_answer(topic, member_b)

    edit(actor=member_b.account, post=post, version=1, title="PLANTÉ", body="Mieux dit")

    assert (fresh(post).title, fresh(post).body) == ("", "Mieux dit")
    assert fresh(topic).title == topic.title


def test_the_second_of_two_edits_is_shown_the_first_and_nothing_is_lost(topic, member_a):
    post = topic.posts.get()
    edit(actor=member_a.account, post=post, version=1, title=post.title, body="Premier onglet")

    with pytest.raises(EditedMeanwhile) as other:
        edit(actor=member_a.account, post=post, version=1, title=post.title, body="Second onglet")

    assert (other.value.post.body, other.value.post.version) == ("Premier onglet", 2)
    assert fresh(post).body == "Premier onglet"
    assert post.revisions.count() == 1


def test_the_same_edit_sent_twice_is_one_version(topic, member_a):
    post = topic.posts.get()

    for _time in range(2):
        edit(actor=member_a.account, post=post, version=1, title=post.title, body="Pareil")

    assert fresh(post).version == 2


def test_nobody_rewrites_the_words_of_somebody_else(topic, member_b, facilitator):
    post = topic.posts.get()

    for member in (member_b, facilitator):
        with pytest.raises(Refused):
            edit(actor=member.account, post=post, version=1, body="PLANTÉ")

    assert fresh(post).body == post.body


def test_what_is_hidden_stays_as_it_was(topic, member_a):
    post = topic.posts.get()
    Post.objects.filter(pk=post.pk).update(hidden_at=timezone.now())

    with pytest.raises(TalkRefused, match="masqué"):
        edit(actor=member_a.account, post=post, version=1, body="PLANTÉ")
    with pytest.raises(Refused):
        edit(actor=member_a.account, post=fresh(post), version=1, body="PLANTÉ")


def test_an_edit_names_anew_and_tells_only_of_somebody_new(topic, member_a, member_b):
    post = topic.posts.get()
    bodies = ["Merci @Bastien Ferrol", "Merci beaucoup @Bastien Ferrol", "Merci"]

    for version, body in enumerate(bodies, start=1):
        edit(actor=member_a.account, post=post, version=version, title=post.title, body=body)

    assert announced("post.mentioned") == [(post.pk, member_a.account_id)]
    assert not Mention.objects.exists()


def test_a_file_is_taken_away_for_good_and_only_ones_own(topic, member_a, member_b):
    mine, theirs = topic.posts.get(), make_answer(topic, member_b)
    for post, member in ((mine, member_a), (theirs, member_b)):
        file = store(actor=member.account, upload=text_file("plan.txt"), use="document")
        Attachment.objects.create(post=post, file=file)
    every = list(Attachment.objects.values_list("pk", flat=True))

    edit(actor=member_a.account, post=mine, version=1, title=mine.title, body=mine.body,
         without=every)  # fmt: skip

    assert [given.post for given in Attachment.objects.all()] == [theirs]
    assert StoredFile.objects.count() == 1
    assert fresh(mine).version == 1


# --- Accepting ---------------------------------------------------------------------------------
def test_whoever_asked_accepts_one_answer_changes_and_takes_it_back(topic, member_a, member_b):
    first, second = make_answer(topic, member_b), make_answer(topic, member_b)

    for post in (first, first, second):
        accept(actor=member_a.account, post=post)

    assert fresh(topic).accepted == second
    assert announced("answer.accepted") == [
        (first.pk, member_a.account_id), (second.pk, member_a.account_id),
    ]  # fmt: skip
    release(actor=member_a.account, post=first)
    assert fresh(topic).accepted == second
    release(actor=member_a.account, post=second)
    assert fresh(topic).accepted is None


def test_whoever_looks_after_the_club_may_too(topic, member_b, facilitator):
    accept(actor=facilitator.account, post=make_answer(topic, member_b))

    assert fresh(topic).accepted is not None


def test_nobody_else_accepts(topic, member_a, member_b):
    post = make_answer(topic, member_b)
    member_a.charter_version = ""
    member_a.save()

    for member in (member_b, member_a):
        with pytest.raises(Refused):
            accept(actor=member.account, post=post)

    assert fresh(topic).accepted is None


def test_only_an_answer_that_is_seen_of_a_question_is_accepted(topic, member_a, member_b):
    idea = make_topic(member_a, kind="idea")
    hidden = make_answer(topic, member_b)
    hidden.hidden_at = timezone.now()

    for post in (topic.posts.get(number=1), make_answer(idea, member_b), hidden):
        with pytest.raises(Refused):
            accept(actor=member_a.account, post=post)
