"""The news of the club: whom each reaches, once, and how soon."""

import uuid
from types import SimpleNamespace

import pytest

from agora.mail.models import OutgoingMail
from agora.notices import announce
from agora.notices.delivery import deliver
from agora.notices.digest import send_digests
from agora.notices.models import Announcement, Notice, Preference
from agora.notices.queries import choices_of
from club_utilisateurs.models import Follow, Mention
from club_utilisateurs.notice_kinds import KINDS
from tenants.models import BlueprintReuse, City, ClubGrant, Disclosure, SharedBlueprint
from tests.factories.club import in_public, make_answer, make_category, make_member, make_topic
from tests.factories.people import make_user


def let_in(member, *, active=True):
    in_public(
        lambda: ClubGrant.objects.create(
            city_id=member.city_id, staff_uid=member.staff_uid, active=active
        )
    )
    return member


@pytest.fixture
def asker(in_club, cities):
    """Samira of Villeneuve, who opens topics and hears of nothing she does."""
    return let_in(make_member(cities["villeneuve"], name="Samira Ould-Kaci"))


@pytest.fixture
def other(in_club, cities):
    """Bastien of Montclair."""
    return let_in(make_member(cities["montclair"], name="Bastien Ferrol"))


def asker_city(member):
    return SimpleNamespace(id=member.city_id)


def told():
    """Say who was told of what, by which mail."""
    rows = Notice.objects.order_by("user__member__name", "pk")
    return list(rows.values_list("user__member__name", "kind", "mail"))


def tell(kind, about, by):
    announce(kind, about=about, by=by.account)
    deliver_all()


def deliver_all():
    for number in Announcement.objects.filter(delivered_at=None).values_list("pk", flat=True):
        deliver(number)


def test_followers_of_a_shelf_and_the_people_who_look_after_the_club_hear_of_a_topic(asker, other):
    let_in(make_member(None, name="Maud"))
    Follow.objects.create(member=other, category=make_category())
    Follow.objects.create(member=asker, category=make_category())
    let_in(make_member(asker_city(asker), name="Follows nothing"))

    tell("topic.asked", make_topic(asker), asker)

    assert told() == [
        ("Bastien Ferrol", "topic.asked", "due"),
        ("Maud", "topic.asked", "due"),
    ]


def test_the_city_a_question_is_put_to_hears_at_once_and_once(asker, other):
    Follow.objects.create(member=other, category=make_category())
    topic = make_topic(asker, asked_city_id=other.city_id)
    Mention.objects.create(post=topic.posts.get(), city_id=other.city_id)

    announce("post.mentioned", about=topic.posts.get(), by=asker.account)
    announce("topic.asked", about=topic, by=asker.account)
    announce("topic.asked_of_city", about=topic, by=asker.account)
    deliver_all()

    [(name, _, mail)] = told()
    assert (name, mail) == ("Bastien Ferrol", "sent")
    assert OutgoingMail.objects.count() == 1


def test_one_announcement_takes_the_way_wanted_soonest(asker, other):
    Follow.objects.create(member=other, category=make_category())
    Preference.objects.create(user=other.account, kind="topic.asked_of_city", rhythm="weekly")

    tell("topic.asked", make_topic(asker, asked_city_id=other.city_id), asker)

    assert told() == [("Bastien Ferrol", "topic.asked", "due")]


@pytest.fixture
def like_us(other):
    """Make Montclair a city like Villeneuve: 20,000 people, the same tool."""

    def alike():
        City.objects.filter(pk=other.city_id).update(population=20_000)
        for city in City.objects.all():
            Disclosure.objects.create(
                city=city, subject_ref="card", key="card.modules", level="aggregate",
                value=["proposals"], text_version="1", by_ref="x", by_label="x",
            )  # fmt: skip

    in_public(alike)
    return other


def test_cities_like_the_asker_s_hear_of_its_question(asker, like_us):
    tell("topic.asked", make_topic(asker), asker)

    assert told() == [("Bastien Ferrol", "topic.like_us", "due")]
    assert Notice.objects.get().title.startswith("Villeneuve, une ville comme la vôtre, demande")


@pytest.mark.parametrize(("people", "tools"), [(50_000, ["proposals"]), (20_000, ["meetings"])])
def test_a_city_too_large_or_with_other_tools_is_not_alike(asker, like_us, people, tools):
    def change():
        City.objects.filter(pk=like_us.city_id).update(population=people)
        Disclosure.objects.filter(city_id=like_us.city_id).update(value=tools)

    in_public(change)

    tell("topic.asked", make_topic(asker), asker)

    assert told() == []


def test_the_provider_s_people_are_like_no_city(in_club, like_us):
    maud = let_in(make_member(None, name="Maud"))

    tell("topic.like_us", make_topic(maud), maud)

    assert told() == []


def test_followers_hear_of_an_answer_in_a_digest_and_the_asker_at_once(asker, other, cities):
    third = let_in(make_member(cities["montclair"], name="Zoé"))
    deaf = let_in(make_member(cities["montclair"], name="Deaf"))
    topic = make_topic(asker)
    for member in (asker, other, third):
        Follow.objects.create(member=member, topic=topic)
    Follow.objects.create(member=deaf, topic=topic, muted=True)

    tell("post.answered", make_answer(topic, other), other)

    assert told() == [
        ("Samira Ould-Kaci", "question.answered", "sent"),
        ("Zoé", "post.answered", "due"),
    ]


def test_who_silenced_their_own_question_hears_no_more_of_it(asker, other):
    topic = make_topic(asker)
    Follow.objects.create(member=asker, topic=topic, muted=True)

    tell("post.answered", make_answer(topic, other), other)

    assert told() == []


def test_a_mention_added_later_tells_only_who_is_new(asker, other, cities):
    post = make_topic(asker).posts.get()
    Mention.objects.create(post=post, member=other)
    tell("post.mentioned", post, asker)

    let_in(make_member(cities["montclair"], name="Zoé"))
    Mention.objects.create(post=post, city_id=other.city_id)
    tell("post.mentioned", post, asker)

    assert told() == [
        ("Bastien Ferrol", "post.mentioned", "sent"),
        ("Zoé", "post.mentioned", "sent"),
    ]


def test_the_writer_of_an_answer_hears_that_it_is_the_good_one(asker, other):
    tell("answer.accepted", make_answer(make_topic(asker), other), asker)

    assert told() == [("Bastien Ferrol", "answer.accepted", "due")]
    assert send_digests() == 1


def test_the_writer_of_a_hidden_message_always_hears_why_and_never_the_words(asker, other):
    post = make_answer(make_topic(asker), other, "Mme Untel habite au 3")
    post.hidden_at, post.hidden_reason = post.created_at, "Une personne y est nommée."
    type(post).objects.bulk_update([post], ["hidden_at", "hidden_reason"])

    tell("post.hidden", post, asker)

    letter = OutgoingMail.objects.get()
    assert letter.to == other.mail
    assert "Une personne y est nommée." in letter.text
    assert "Untel" not in letter.text + letter.html
    assert letter.unsubscribe_url == ""


def test_everybody_hears_what_the_club_announces(asker, other):
    maud = let_in(make_member(None, name="Maud"))

    tell("news.published", make_topic(maud, "Rencontre de juin", kind="news"), maud)

    assert [name for name, _, _ in told()] == ["Bastien Ferrol", "Samira Ould-Kaci"]


@pytest.mark.parametrize("hidden", ["post", "topic"])
def test_what_is_hidden_before_it_is_told_is_told_to_nobody(asker, other, hidden):
    topic = make_topic(asker, asked_city_id=other.city_id)
    post = make_answer(topic, asker)
    Follow.objects.create(member=other, topic=topic)
    Follow.objects.create(member=other, category=topic.category)
    row = {"post": post, "topic": topic}[hidden]
    type(row).objects.filter(pk=row.pk).update(hidden_at=topic.created_at)

    announce("post.answered", about=post, by=asker.account)
    if hidden == "topic":
        for kind in ("topic.asked", "topic.asked_of_city", "topic.like_us", "news.published"):
            announce(kind, about=topic, by=asker.account)
    deliver_all()

    assert told() == []


@pytest.mark.parametrize("how", ["off", "none", "left", "charter"])
def test_whoever_is_out_hears_nothing(asker, cities, how):
    given = {"left_at": asker.created_at} if how == "left" else {}
    given |= {"charter_version": ""} if how == "charter" else {}
    member = make_member(cities["montclair"], name="Out", **given)
    if how != "none":
        let_in(member, active=how != "off")
    topic = make_topic(asker, asked_city_id=member.city_id)
    Follow.objects.create(member=member, category=topic.category)

    tell("topic.asked", topic, asker)

    assert told() == []


def make_version(number, city_id, uid):
    return SharedBlueprint.objects.create(
        uid=uid, version=number, city_id=city_id, city_name="Villeneuve", title="Deux temps",
        manifest={}, content=b"x", size=1, sha256="0" * 64, by_label="x", news="Un calendrier",
    )  # fmt: skip


def test_a_city_that_took_a_blueprint_hears_of_its_next_version(asker, other):
    uid = uuid.uuid4()

    def publish():
        make_version(1, asker.city_id, uid)
        BlueprintReuse.objects.create(city_id=other.city_id, blueprint_uid=uid, version=1)
        BlueprintReuse.objects.create(city_id=asker.city_id, blueprint_uid=uid, version=1)
        return make_version(2, asker.city_id, uid)

    version = in_public(publish)
    Preference.objects.create(user=other.account, kind="blueprint.new_version", rhythm="now")

    announce("blueprint.new_version", about=version)
    deliver_all()

    assert told() == [("Bastien Ferrol", "blueprint.new_version", "sent")]
    letter = OutgoingMail.objects.get()
    assert "Villeneuve publie la version 2" in letter.text
    assert f"suite=/modeles/{uid}/" in letter.text


def test_a_member_chooses_about_all_of_them_but_the_last(asker):
    offered = [key for key, _, _ in choices_of(asker.account)]

    assert offered == [key for key, kind in KINDS.items() if kind.optional]
    assert set(KINDS) - set(offered) == {"post.hidden"}


def test_a_resident_is_not_asked_about_the_news_of_the_club(city):
    offered = {key for key, _, _ in choices_of(make_user())}

    assert offered
    assert not offered & set(KINDS)
