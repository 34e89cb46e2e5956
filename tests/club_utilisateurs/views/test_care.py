"""The pages of the provider's people."""

import uuid

import pytest

from agora.context import club
from club_utilisateurs.actions import care
from club_utilisateurs.models import CareAct, Category, Post, Report, Topic
from tenants.models import SharedBlueprint, SharedSheet
from tests.factories.club import in_public, make_answer, make_topic
from tests.harness.clients import outside

WORDS = "Mme Untel habite au 3"


def inside(work):
    def there():
        with club():
            return work()

    return outside(there)


@pytest.fixture
def answer(member_a, member_b):
    return inside(lambda: make_answer(make_topic(member_a), member_b, WORDS))


@pytest.fixture
def maud(club_browser, facilitator):
    return club_browser(facilitator)


def report_it(post, member):
    inside(
        lambda: care.report(
            actor=member.account, post=post, reason="personal", note="Un nom est écrit."
        )
    )


def fresh(row):
    return inside(lambda: type(row).objects.get(pk=row.pk))


def test_an_empty_queue_says_so(maud):
    assert "Rien n’attend" in maud.get("/moderation/").text
    assert "Rien n’est masqué" in maud.get("/moderation/?etat=masques").text


def test_what_is_reported_waits_with_its_motive_and_leads_to_the_decision(maud, answer, member_a):
    report_it(answer, member_a)

    queue = maud.get("/moderation/").text
    assert "Des données personnelles" in queue
    assert "Bastien Ferrol, Montclair" in queue
    detail = maud.get(f"/moderation/messages/{answer.pk}/").text
    assert WORDS in detail
    assert "Un nom est écrit." in detail
    assert detail.count("btn-main") == 1


def test_the_queue_costs_the_same_however_long(
    maud, member_a, member_b, django_assert_max_num_queries
):
    def many():
        topic = make_topic(member_a)
        for _ in range(15):
            Report.objects.create(
                post=make_answer(topic, member_b), member=member_a, reason="wrong"
            )

    inside(many)

    with django_assert_max_num_queries(9):
        assert "Comment restituer" in maud.get("/moderation/").text


def test_hiding_asks_for_a_reason_then_offers_to_take_it_back(maud, answer):
    page = f"/moderation/messages/{answer.pk}/"
    refused = maud.post(page, {"reason": " "})
    assert refused.status_code == 422
    assert "tous les membres le liront" in refused.text
    assert fresh(answer).hidden_at is None

    done = maud.post(page, {"reason": "Un nom y est écrit."}, follow=True)

    assert f'action="{page}retablir/"' in done.text
    assert fresh(answer).hidden_at is not None
    assert WORDS not in maud.get("/moderation/journal/").text
    assert "Comment restituer" in maud.get("/moderation/?etat=masques").text
    maud.post(f"{page}retablir/")
    assert fresh(answer).hidden_at is None


def test_a_report_is_settled_and_taken_up_again(maud, answer, member_a):
    report_it(answer, member_a)
    page = f"/moderation/messages/{answer.pk}/"

    done = maud.post(f"{page}classer/", follow=True)

    assert f'action="{page}rouvrir/"' in done.text
    assert "Rien n’attend" in done.text
    maud.post(f"{page}rouvrir/")
    assert "Signalé" in maud.get("/moderation/").text


def test_a_topic_moves_and_one_click_takes_it_back(maud, answer):
    topic = answer.topic
    other = inside(lambda: Category.objects.create(slug="budget", name="Budget"))
    page = f"/moderation/sujets/{topic.pk}/"
    assert maud.post(f"{page}deplacer/", {"category": 10**6}).status_code == 422

    done = maud.post(f"{page}deplacer/", {"category": other.pk}, follow=True)

    assert f'action="{page}deplacer/restitution/"' in done.text
    assert fresh(topic).category_id == other.pk
    maud.post(f"{page}deplacer/restitution/", follow=True)
    assert fresh(topic).category_id == topic.category_id
    same = maud.post(f"{page}deplacer/restitution/", follow=True)
    assert "est maintenant dans" not in same.text


def test_a_topic_closes_with_or_without_a_reason_and_opens_again(maud, answer):
    topic, page = answer.topic, f"/moderation/sujets/{answer.topic_id}/"
    refused = maud.post(f"{page}fermer/", {"reason": "x" * 301})
    assert refused.status_code == 422
    assert "x" * 301 in refused.text

    done = maud.post(f"{page}fermer/", {"reason": "Tout est dit."}, follow=True)

    assert "Tout est dit." in done.text
    assert f'action="{page}rouvrir/"' in done.text
    assert fresh(topic).locked_at is not None
    maud.post(f"{page}rouvrir/")
    assert fresh(topic).locked_at is None


@pytest.fixture
def shared(member_b):
    """A sheet and a blueprint of Montclair, by the word of their address."""
    uid, city = uuid.uuid4(), member_b.city_id

    def work():
        SharedSheet.objects.create(
            uid=uid, city_id=city, subject_ref="x", title="La fiche", content={}, by_label="x"
        )
        SharedBlueprint.objects.create(
            uid=uid, version=1, city_id=city, city_name="Montclair", title="Le modèle",
            manifest={}, content=b"x", size=1, sha256="0" * 64, by_label="x",
        )  # fmt: skip

    in_public(work)
    return uid


@pytest.mark.parametrize(("word", "model"), [("fiches", SharedSheet), ("modeles", SharedBlueprint)])
def test_a_sheet_or_a_blueprint_is_hidden_and_shown_again(maud, shared, word, model):
    page = f"/moderation/{word}/{shared}/"
    assert maud.post(page, {"reason": ""}).status_code == 422

    done = maud.post(page, {"reason": "Un nom y est écrit."}, follow=True)

    assert f'action="{page}retablir/"' in done.text
    assert inside(lambda: model.objects.get().hidden_reason) == "Un nom y est écrit."
    maud.post(f"{page}retablir/")
    assert inside(lambda: model.objects.get().hidden_at) is None


def test_what_is_no_more_is_not_found(maud, shared):
    for path in (
        "messages/999999/", "sujets/999999/", f"fiches/{uuid.uuid4()}/", f"autres/{shared}/",
    ):  # fmt: skip
        assert maud.get(f"/moderation/{path}").status_code == 404


POSTS = ("", "retablir/", "classer/", "rouvrir/")


def test_a_member_opens_none_of_it_and_changes_nothing(club_browser, member_b, answer, shared):
    member = club_browser(member_b)
    here = [f"/moderation/messages/{answer.pk}/{act}" for act in POSTS]
    here += [
        f"/moderation/sujets/{answer.topic_id}/{act}"
        for act in ("", "deplacer/", "deplacer/budget/", "fermer/", "rouvrir/")
    ]
    here += [f"/moderation/{word}/{shared}/" for word in ("fiches", "modeles")]
    here += [f"/moderation/{word}/{shared}/retablir/" for word in ("fiches", "modeles")]

    assert member.get("/moderation/").status_code == 403
    for path in here:
        assert member.post(path, {"reason": "x"}).status_code == 403, path
    assert WORDS not in member.get(here[0]).text

    def untouched():
        return (
            CareAct.objects.count(),
            Post.objects.exclude(hidden_at=None).count(),
            Topic.objects.exclude(locked_at=None).count(),
            SharedSheet.objects.exclude(hidden_at=None).count(),
        )

    assert inside(untouched) == (0, 0, 0, 0)
