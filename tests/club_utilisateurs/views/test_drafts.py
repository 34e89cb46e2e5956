"""Drafts over HTTP: kept while typed, listed, thrown away, brought back."""

import pytest

from club_utilisateurs.actions.drafts import keep_draft
from club_utilisateurs.models import Draft
from tests.factories.club import make_topic

pytestmark = pytest.mark.usefixtures("in_club")
LIST = "/moi/brouillons/"


@pytest.fixture
def samira(club_browser, member_a):
    return club_browser(member_a)


@pytest.fixture
def draft(member_a):
    return keep_draft(
        actor=member_a.account, topic=None, typed={"title": "Mon titre", "body": "<b>Texte</b>"}
    )


def text(answer, status=200):
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def test_what_is_typed_is_kept_as_it_is(samira, member_a, member_b):
    topic = make_topic(member_b)

    new = samira.post("/sujets/nouveau/brouillon/", {"title": "Un", "body": "a", "kind": "idea"})
    answer = samira.post(f"/sujets/{topic.pk}/brouillon/", {"body": "b", "title": "non"})

    assert (new.status_code, answer.status_code) == (204, 204)
    kept = {draft.topic_id: draft.fields for draft in Draft.objects.filter(member=member_a)}
    assert kept[topic.pk] == {"body": "b"}
    assert (kept[None]["title"], kept[None]["body"], kept[None]["kind"]) == ("Un", "a", "idea")


def test_the_list_says_what_each_one_is(samira, member_a, member_b, draft):
    keep_draft(actor=member_a.account, topic=make_topic(member_b), typed={"body": "Réponse"})
    keep_draft(actor=member_b.account, topic=None, typed={"body": "PLANTÉ"})

    page = text(samira.get(LIST))

    assert "Mon titre" in page
    assert "Comment restituer" in page
    assert "&lt;b&gt;Texte&lt;/b&gt;" in page
    assert "PLANTÉ" not in page


def test_an_empty_list_says_what_to_do(samira):
    assert "Aucun brouillon en attente" in text(samira.get(LIST))


def test_a_draft_thrown_away_comes_back(samira, draft):
    page = text(samira.post(f"{LIST}{draft.pk}/supprimer/", follow=True))
    assert "Brouillon supprimé." in page
    assert f"{LIST}{draft.pk}/reprendre/" in page
    assert not Draft.objects.exists()

    page = text(samira.post(f"{LIST}{draft.pk}/reprendre/", follow=True))
    assert "Votre brouillon est revenu." in page
    assert Draft.objects.get().fields == draft.fields

    assert samira.post(f"{LIST}{draft.pk}/reprendre/").status_code == 302
    assert Draft.objects.count() == 1


def test_it_waits_while_another_has_its_place(samira, draft):
    samira.post(f"{LIST}{draft.pk}/supprimer/")
    samira.post("/sujets/nouveau/brouillon/", {"body": "Nouveau"})

    assert "un autre brouillon" in text(samira.post(f"{LIST}{draft.pk}/reprendre/", follow=True))
    assert Draft.objects.get().fields["body"] == "Nouveau"

    samira.post(f"{LIST}{Draft.objects.get().pk}/supprimer/")
    assert not Draft.objects.exists()


def test_a_draft_written_by_former_tables_is_no_error(samira, draft):
    session = samira.session
    session["dropped_talk_draft"] = {"pk": 7, "draft": "[{}]"}
    samira._inside(session.save)

    assert samira.post(f"{LIST}7/reprendre/")["Location"] == LIST


def test_nobody_throws_away_what_somebody_else_writes(club_browser, member_b, draft):
    browser = club_browser(member_b)

    assert browser.post(f"{LIST}{draft.pk}/supprimer/").status_code == 404
    assert browser.post(f"{LIST}{draft.pk}/reprendre/")["Location"] == LIST
    assert Draft.objects.count() == 1
