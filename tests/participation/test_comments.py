"""Conversations: threads, stands, placeholders, and the same cost whatever their length."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agora.jobs.testing import run_pending
from agora.rules import SYSTEM, Refused
from participation.comments import audience
from participation.comments.actions import load_many, publish_comment, withdraw_comment
from participation.comments.models import Comment
from participation.comments.pages import anchor_of
from participation.comments.queries import conversation
from participation.contributions.models import Contribution
from tests.factories.consultations import make_component, make_consultation
from tests.factories.people import make_staff, make_user
from tests.factories.tools import make_comment, make_proposal
from tests.harness.fields import fields_of


def count_of(word):
    return Contribution.objects.get(pk=word.pk).comments_count


def test_a_comment_takes_a_stand_and_a_reply_does_not(city):
    word, person = make_proposal(), make_user()

    first = publish_comment(actor=person, target=word, body="Oui.", alignment=1)
    second = publish_comment(
        actor=person, target=word, body="Merci.", alignment=-1, parent=first.comment
    )

    assert (first.comment.alignment, first.comment.depth) == (1, 0)
    assert (second.comment.alignment, second.comment.depth) == (0, 1)
    assert second.comment.thread == first.comment
    assert count_of(word) == 2


def test_a_reply_too_deep_joins_the_last_level(city):
    word, person = make_proposal(), make_user()
    parent = None
    for number in range(6):
        said = publish_comment(actor=person, target=word, body=f"{number}", parent=parent)
        parent = said.comment

    assert list(Comment.objects.order_by("pk").values_list("depth", flat=True)) == [
        0,
        1,
        2,
        3,
        3,
        3,
    ]


@pytest.mark.parametrize("case", ["hidden", "withdrawn", "slow", "closed", "visitor"])
def test_who_may_not_comment(city, case):
    component = None
    if case == "closed":
        old = make_consultation(
            state="closed", starts_on=date(2020, 1, 1), ends_on=date(2020, 2, 1)
        )
        component = make_component(old, kind="proposals", phases=[])
    word, actor = make_proposal(component), make_user()
    match case:
        case "hidden":
            word.hidden_at, word.hidden_article = word.created_at, 3
        case "withdrawn":
            word.status = "withdrawn"
        case "slow":
            word.slow_until = word.created_at + timedelta(days=365)
        case "visitor":
            actor = type("Visitor", (), {"is_authenticated": False, "pk": None})()
    word.save()

    with pytest.raises(Refused):
        publish_comment(actor=actor, target=word, body="Non.")

    assert not Comment.objects.exists()


def test_one_withdraws_one_s_own_comment_only(city, client):
    word = make_proposal()
    said = make_comment(word, body="Je retire ceci.")

    with pytest.raises(Refused):
        withdraw_comment(actor=make_user(), contribution=said)
    client.force_login(said.author)
    client.post(f"/commentaires/{said.pk}/retirer/")

    assert count_of(word) == 0
    assert "Je retire ceci." not in client.get(f"/propositions/{word.pk}/").text


def test_only_the_machine_loads_many(city):
    word = make_proposal()
    said = make_comment(word)
    Comment.objects.all().delete()
    rows = [Comment(contribution=said, target=word)]

    with pytest.raises(Refused):
        load_many(actor=make_user(), comments=rows)
    load_many(actor=SYSTEM, comments=rows)

    assert count_of(word) == 1


def test_a_hidden_comment_leaves_a_placeholder_naming_the_article(city, client):
    word = make_proposal()
    said = make_comment(word, body="Une insulte que personne ne doit lire")
    said.hidden_at, said.hidden_article = said.created_at, 3
    said.save()

    page = client.get(f"/propositions/{word.pk}/").text

    assert "article 3 de la charte" in page
    assert said.body not in page


def test_a_comment_form_sent_twice_publishes_once(city, client):
    word = make_proposal()
    client.force_login(make_user())
    typed = {
        "body": "Bonne idée.",
        "alignment": "1",
        "form_key": "6b0f3c52-2c6c-4d0e-9e5f-7d3f6d1b2a10",
    }

    first = client.post(f"/commentaires/{word.pk}/", typed)
    second = client.post(f"/commentaires/{word.pk}/", typed)

    assert first["Location"] == second["Location"]
    assert first["Location"].startswith(f"/propositions/{word.pk}/#c")
    assert count_of(word) == 1


def test_words_corrected_after_back_are_a_comment_of_their_own(city, client):
    word = make_proposal()
    client.force_login(make_user())
    typed = {"alignment": "1", "form_key": "6b0f3c52-2c6c-4d0e-9e5f-7d3f6d1b2a10"}

    first = client.post(f"/commentaires/{word.pk}/", typed | {"body": "Bone idée."})
    second = client.post(f"/commentaires/{word.pk}/", typed | {"body": "Bonne idée."})

    assert first["Location"] != second["Location"]
    said = Comment.objects.values_list("contribution__body", flat=True)
    assert sorted(said) == ["Bone idée.", "Bonne idée."]
    assert count_of(word) == 2


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("", "Écrivez votre commentaire."),
        ("   \u202e ", "Écrivez votre commentaire."),
        ("a" * 1001, "Raccourcissez à 1000 caractères : il y en a 1001."),
    ],
)
def test_a_bad_comment_says_why_and_keeps_the_words(city, client, body, message):
    word = make_proposal()
    client.force_login(make_user())

    answer = client.post(f"/commentaires/{word.pk}/", {"body": body, "alignment": "-1"})

    assert answer.status_code == 422
    assert message in answer.text.replace("\u202f", "").replace("\xa0", " ")
    assert body.strip(" \u202e") in answer.text
    assert count_of(word) == 0


def test_a_visitor_s_words_come_back_after_signing_up(city, client):
    word, person = make_proposal(), make_user()
    url = f"/commentaires/{word.pk}/"

    answer = client.post(
        url, {"body": "Gardez ceci.", "alignment": "1"}, headers={"Origin": f"http://{client.host}"}
    )
    words = client.session["pending_words"]
    client.force_login(person)
    session = client.session
    session["pending_words"] = words
    session.save()
    page = client.get(url).text

    assert "/compte/" in answer["Location"]
    assert "Gardez ceci." in page
    assert count_of(word) == 0


def test_no_stand_is_taken_for_anybody(city, client):
    word = make_proposal()
    client.force_login(make_user())

    shown = client.get(f"/propositions/{word.pk}/").text
    again = client.post(f"/commentaires/{word.pk}/", {"body": ""}).text
    client.post(f"/commentaires/{word.pk}/", {"body": "Je me demande combien il en faudrait."})
    client.post(f"/commentaires/{word.pk}/", {"body": "Ni l’un ni l’autre.", "alignment": "0"})

    assert fields_of(shown)["alignment"] == []
    assert fields_of(again)["alignment"] == []
    assert list(Comment.objects.values_list("alignment", flat=True)) == [0, 0]


@pytest.mark.parametrize(("sent", "kept"), [({}, []), ({"alignment": "0"}, ["0"])])
def test_a_visitor_who_took_no_stand_finds_none_after_signing_up(city, client, sent, kept):
    word = make_proposal()
    url = f"/commentaires/{word.pk}/"

    client.post(url, {"body": "Gardez ceci."} | sent, headers={"Origin": f"http://{client.host}"})
    words = client.session["pending_words"]
    client.force_login(make_user())
    session = client.session
    session["pending_words"] = words
    session.save()

    assert fields_of(client.get(url).text)["alignment"] == kept


def test_answering_a_comment_of_another_page_is_refused(city, client):
    word, elsewhere = make_proposal(), make_comment(make_proposal())
    client.force_login(make_user())

    answer = client.post(f"/commentaires/{word.pk}/", {"body": "Oui.", "reponse": elsewhere.pk})

    assert answer.status_code == 404


def test_stands_filter_the_threads_and_the_tally_counts_them_all(city, client):
    word = make_proposal()
    for stand, body in (
        (1, "Texte pour"),
        (1, "Encore pour"),
        (-1, "Texte contre"),
        (0, "Texte neutre"),
    ):
        make_comment(word, alignment=stand, body=body)

    page = client.get(f"/propositions/{word.pk}/?avis=contre").text

    assert "Texte contre" in page
    assert "Texte pour" not in page
    assert "2 pour, 1 neutre ou sans avis et 1 contre." in page


def test_a_conversation_costs_the_same_at_any_length(city):
    costs = []
    for length in (1, 20, 60):
        word = make_proposal()
        tops = [make_comment(word) for _n in range(length)]
        for top in tops[:10]:
            make_comment(word, parent=top.comment)
        with _counted() as counted:
            talk = conversation(AnonymousUser(), word)
        costs.append(len(counted))
        assert len(talk.threads) == min(length, 20)
        assert talk.more == max(0, length - 20)

    assert len(set(costs)) == 1


def _counted():
    return CaptureQueriesContext(connection)


def test_the_author_and_the_followers_are_told(city):
    word = make_proposal()
    said = make_comment(word)
    answer = make_comment(word, parent=said.comment)

    assert set(audience.concerned(answer)) == {word.author, said.author}
    publish_comment(actor=make_user(), target=word, body="Bravo.")
    assert "notices.deliver" in run_pending()


def test_exports_hold_hidden_comments_for_the_team_alone(city):
    said = make_comment(make_proposal(), body="Caché")
    said.hidden_at, said.hidden_article = said.created_at, 2
    said.save()

    assert [row["hidden"] for row in audience.open_rows(make_staff(), {})] == [True]
    assert list(audience.open_rows(make_user(), {})) == []
    assert list(audience.open_rows(make_staff(), {"concertation": "x"})) == []


def test_a_comment_is_read_at_its_anchor(city, client):
    said = make_comment(make_proposal())

    assert anchor_of(said) == f"/propositions/{said.comment.target_id}/#c{said.pk}"
    assert client.get(f"/commentaires/{said.comment.target_id}/").status_code == 302
    assert client.get("/api/v1/comments/").json()["results"][0]["id"] == said.pk
