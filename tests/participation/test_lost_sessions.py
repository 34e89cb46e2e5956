"""A session that ends while one writes: the words are there again after signing in."""

import pytest

from participation.contributions.models import Contribution
from participation.contributions.queries import reply_url_of
from participation.proposals.models import Draft
from tests.factories.consultations import make_component, make_consultation
from tests.factories.people import make_staff, make_user
from tests.factories.tools import make_debate, make_meeting, make_proposal


def lose_and_find(client, person, url, typed):
    """Send a form when the session is gone, sign in again, open the page one is brought back to."""
    client.force_login(person)
    client.get(url)
    client.logout()
    sent = client.post(url, typed, headers={"Origin": f"http://{client.host}"})
    assert sent.status_code == 302
    assert sent.url.startswith("/compte/")
    words = client.session["pending_words"]
    client.force_login(person)
    kept = client.session
    kept["pending_words"] = words
    kept.save()
    return client.get(url).text


def test_a_comment(city, client):
    word = make_proposal()

    page = lose_and_find(
        client,
        make_user(),
        f"/commentaires/{word.pk}/",
        {"body": "Gardez ces mots.", "alignment": "-1"},
    )

    assert "Gardez ces mots." in page
    assert Contribution.objects.count() == 1


@pytest.mark.parametrize(
    ("step", "typed", "expected"),
    [
        ("", {"title": "Un banc bleu", "body": "Près du lac."}, ["Un banc bleu", "Près du lac."]),
        ("lieu/", {"place_label": "Devant l’école Neruda"}, ["Devant l’école Neruda"]),
        ("signature/", {"author_kind": "group", "signature": "Les Amis"}, ["Les Amis"]),
    ],
)
def test_each_step_of_an_idea(city, client, step, typed, expected):
    person, component = make_user(), make_component(kind="proposals")
    draft = Draft.objects.create(component=component, author=person, title="Un banc")

    page = lose_and_find(client, person, f"/propositions/brouillons/{draft.pk}/{step}", typed)

    assert all(words in page for words in expected)
    assert Draft.objects.get().title == "Un banc"


def test_an_official_reply_to_an_idea_and_to_other_words(city, client):
    person = make_staff()
    for word in (make_proposal(), make_debate()):
        page = lose_and_find(
            client,
            person,
            reply_url_of(word),
            {"state": "accepted", "body": "Deux bancs au printemps."},
        )
        assert "Deux bancs au printemps." in page


def test_a_workshop_sheet(city, client):
    consultation = make_consultation()
    ideas = make_component(consultation, kind="proposals")
    word = make_meeting(make_component(consultation, kind="meetings"), days=-3)

    page = lose_and_find(
        client,
        make_staff(),
        f"/gestion/reunions/{word.pk}/fiche/",
        {
            "notes": "Un banc\r\nUn arbre",
            "target": f"proposals:{ideas.pk}",
            "signature": "Atelier bleu",
        },
    )

    assert "Un arbre" in page
    assert "Atelier bleu" in page


def test_a_point_of_a_consultation_and_a_new_one(city, client):
    person, consultation = make_staff(), make_consultation()

    told = lose_and_find(
        client,
        person,
        f"/gestion/concertations/{consultation.slug}/fiche/decision/",
        {"how_decided": "Le conseil tranche en juin."},
    )
    new = lose_and_find(
        client, person, "/gestion/concertations/nouvelle/", {"title": "La place du marché"}
    )

    assert "Le conseil tranche en juin." in told
    assert "La place du marché" in new


def test_a_draft_of_somebody_else_stays_closed_after_signing_in(city, client):
    draft = Draft.objects.create(
        component=make_component(kind="proposals"), author=make_user(), title="Secret"
    )
    url = f"/propositions/brouillons/{draft.pk}/"

    visitor = client.get(url)
    client.force_login(make_user())

    assert visitor.url.startswith("/compte/connexion/")
    assert client.get(url).status_code == 404
