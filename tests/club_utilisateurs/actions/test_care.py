"""Moderation by the provider's people: each act does one thing, once, can be undone, is logged."""

import uuid
from datetime import timedelta

import pytest

from agora.notices.models import Announcement
from agora.rules import Refused
from club_utilisateurs.actions import care
from club_utilisateurs.models import CareAct, Category, Post, Report, Topic
from tenants.models import SharedBlueprint, SharedSheet
from tests.factories.club import in_public, make_answer, make_topic

SECRET = "Mme Untel habite au 3"


@pytest.fixture
def topic(in_club, member_a):
    return make_topic(member_a)


@pytest.fixture
def answer(topic, member_b):
    return make_answer(topic, member_b, SECRET)


def log():
    return list(CareAct.objects.order_by("pk").values_list("kind", "label", "reason"))


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def test_a_member_reports_once_while_it_is_open(answer, member_a):
    first = care.report(actor=member_a.account, post=answer, reason="personal", note=" un nom ")
    again = care.report(actor=member_a.account, post=answer, reason="wrong")

    assert again == first
    assert (first.reason, first.note) == ("personal", "un nom")


def test_nobody_reports_their_own_words_nor_what_is_hidden(answer, member_a, member_b):
    with pytest.raises(Refused):
        care.report(actor=member_b.account, post=answer, reason="wrong")
    for row in (answer.topic, answer):
        type(row).objects.filter(pk=row.pk).update(hidden_at=answer.created_at)
        with pytest.raises(Refused):
            care.report(actor=member_a.account, post=fresh(answer), reason="wrong")

    assert not Report.objects.exists()


def test_hiding_keeps_the_words_settles_reports_tells_the_writer_and_is_logged(
    answer, member_a, facilitator
):
    care.report(actor=member_a.account, post=answer, reason="personal")

    care.hide_post(actor=facilitator.account, post=answer, reason=" Une personne y est nommée. ")

    row = fresh(answer)
    assert (row.body, row.hidden_reason) == (SECRET, "Une personne y est nommée.")
    assert row.hidden_at is not None
    assert fresh(answer.topic).hidden_at is None
    assert (fresh(answer.topic).posts_count, fresh(answer.topic).cities_count) == (1, 1)
    assert not Report.objects.filter(settled_at=None).exists()
    assert log() == [("hide", "Message 2", "Une personne y est nommée.")]
    assert list(Announcement.objects.values_list("kind", "about_id")) == [
        ("post.hidden", answer.pk)
    ]


def test_hiding_twice_is_once_and_showing_takes_it_back(answer, facilitator):
    care.hide_post(actor=facilitator.account, post=answer, reason="x")
    assert care.hide_post(actor=facilitator.account, post=answer, reason="y") is None

    care.show_post(actor=facilitator.account, post=answer)
    assert care.show_post(actor=facilitator.account, post=answer) is None

    assert (fresh(answer).hidden_at, fresh(answer).hidden_reason) == (None, "")
    assert (fresh(answer.topic).posts_count, fresh(answer.topic).cities_count) == (2, 2)
    assert [kind for kind, _, _ in log()] == ["hide", "show"]


def test_with_the_first_message_the_whole_topic_goes_and_comes_back(topic, facilitator):
    first = topic.posts.get()

    care.hide_post(actor=facilitator.account, post=first, reason="Publicité")
    assert fresh(topic).hidden_reason == "Publicité"

    care.show_post(actor=facilitator.account, post=first)
    assert (fresh(topic).hidden_at, fresh(topic).hidden_reason) == (None, "")


def test_a_report_is_settled_without_action_and_taken_up_again(answer, member_a, facilitator):
    care.report(actor=member_a.account, post=answer, reason="wrong")

    care.keep_post(actor=facilitator.account, post=answer)
    assert care.keep_post(actor=facilitator.account, post=answer) is None
    assert not Report.objects.filter(settled_at=None).exists()

    care.reopen_reports(actor=facilitator.account, post=answer)
    assert Report.objects.filter(settled_at=None).count() == 1
    assert fresh(answer).hidden_at is None
    assert [kind for kind, _, _ in log()] == ["keep", "reopen"]


def test_only_the_last_settlement_is_taken_back_and_nobody_has_two_reports(
    answer, member_a, facilitator
):
    assert care.reopen_reports(actor=facilitator.account, post=answer) is None
    old = care.report(actor=member_a.account, post=answer, reason="wrong")
    care.keep_post(actor=facilitator.account, post=answer)
    Report.objects.filter(pk=old.pk).update(settled_at=answer.created_at - timedelta(days=9))
    care.report(actor=member_a.account, post=answer, reason="charter")

    assert care.reopen_reports(actor=facilitator.account, post=answer) is None
    care.keep_post(actor=facilitator.account, post=answer)
    care.reopen_reports(actor=facilitator.account, post=answer)

    assert [row.reason for row in Report.objects.filter(settled_at=None)] == ["charter"]


def test_a_topic_moves_and_comes_back(topic, facilitator):
    home, other = topic.category, Category.objects.create(slug="budget", name="Budget")

    care.move_topic(actor=facilitator.account, topic=topic, category=other)
    assert care.move_topic(actor=facilitator.account, topic=topic, category=other) is None
    assert fresh(topic).category == other
    care.move_topic(actor=facilitator.account, topic=topic, category=home)

    assert fresh(topic).category == home
    assert log()[0] == ("move", "Sujet", "vers «\u00a0Budget\u00a0»")


def test_a_topic_closes_and_opens_again(topic, facilitator):
    care.lock_topic(actor=facilitator.account, topic=topic, reason="Répondu")
    assert care.lock_topic(actor=facilitator.account, topic=topic) is None
    assert fresh(topic).locked_at is not None

    care.unlock_topic(actor=facilitator.account, topic=topic)
    assert care.unlock_topic(actor=facilitator.account, topic=topic) is None

    assert fresh(topic).locked_at is None
    assert log() == [("lock", "Sujet", "Répondu"), ("unlock", "Sujet", "")]


def make_shared(city_id):
    """A sheet and two versions of a blueprint of one city."""
    uid = uuid.uuid4()

    def work():
        sheet = SharedSheet.objects.create(
            uid=uid, city_id=city_id, subject_ref="x", title=SECRET, content={}, by_label="x"
        )
        for version in (1, 2):
            blueprint = SharedBlueprint.objects.create(
                    uid=uid, version=version, city_id=city_id, city_name="Montclair",
                    title=SECRET, manifest={}, content=b"x", size=1, sha256="0" * 64,
                    by_label="x",
                )  # fmt: skip
        return sheet, blueprint

    return in_public(work)


def test_a_sheet_and_all_versions_of_a_blueprint_are_hidden_and_shown(
    in_club, member_b, facilitator
):
    sheet, blueprint = make_shared(member_b.city_id)

    for thing in (sheet, blueprint):
        care.hide_shared(actor=facilitator.account, thing=thing, reason="Un nom y est écrit.")
        assert care.hide_shared(actor=facilitator.account, thing=thing, reason="x") is None
    assert not SharedSheet.objects.filter(hidden_at=None).exists()
    assert not SharedBlueprint.objects.filter(hidden_at=None).exists()
    assert SharedSheet.objects.get().hidden_reason == "Un nom y est écrit."

    for thing in (sheet, blueprint):
        care.show_shared(actor=facilitator.account, thing=thing)
        assert care.show_shared(actor=facilitator.account, thing=thing) is None
    assert SharedBlueprint.objects.filter(hidden_at=None, hidden_reason="").count() == 2
    assert [label for _, label, _ in log()[:2]] == [
        "Fiche d’expérience, Montclair",
        "Modèle de concertation, Montclair",
    ]


def test_a_blueprint_of_a_city_that_is_no_more_can_be_hidden(in_club, facilitator):
    uid = uuid.uuid4()

    def work():
        return SharedBlueprint.objects.create(
                uid=uid, version=1, city_id=None, city_name="X", title="x", manifest={},
                content=b"x", size=1, sha256="0" * 64, by_label="x",
            )  # fmt: skip

    act = care.hide_shared(actor=facilitator.account, thing=in_public(work), reason="x")

    assert act.label == "Modèle de concertation, ancienne ville"


def test_the_log_never_repeats_what_is_hidden_nor_says_who(answer, member_a, facilitator):
    sheet, _ = make_shared(member_a.city_id)
    care.hide_post(actor=facilitator.account, post=answer, reason="Motif")
    care.hide_shared(actor=facilitator.account, thing=sheet, reason="Motif")

    said = " ".join(" ".join(row) for row in log())

    assert SECRET not in said
    assert facilitator.name not in said


def acts(post, category):
    return [
        (care.hide_post, {"post": post, "reason": "x"}),
        (care.show_post, {"post": post}),
        (care.keep_post, {"post": post}),
        (care.reopen_reports, {"post": post}),
        (care.move_topic, {"topic": post.topic, "category": category}),
        (care.lock_topic, {"topic": post.topic}),
        (care.unlock_topic, {"topic": post.topic}),
    ]


def test_a_city_moderates_nothing_not_even_its_own(answer, member_b):
    other = Category.objects.create(slug="budget", name="Budget")
    sheet, _ = make_shared(member_b.city_id)
    before = [fresh(answer).__dict__, fresh(answer.topic).__dict__]

    for act, facts in [
        *acts(answer, other),
        (care.hide_shared, {"thing": sheet, "reason": "x"}),
        (care.show_shared, {"thing": sheet}),
    ]:
        with pytest.raises(Refused):
            act(actor=member_b.account, **facts)

    def bare(facts):
        return {key: value for key, value in facts.items() if key[0] != "_"}

    assert bare(before[0]) == bare(fresh(answer).__dict__)
    assert bare(before[1]) == bare(fresh(answer.topic).__dict__)
    assert log() == []
    assert Post.objects.count() == 2
    assert Topic.objects.count() == 1
