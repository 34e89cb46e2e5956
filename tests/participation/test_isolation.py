"""Signed in on one city, its addresses are asked of another: nothing of it answers there."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from agora.files.actions import store
from agora.jobs.testing import run_pending
from agora.rules import SYSTEM
from participation.contributions.models import Contribution
from participation.follows.actions import follow
from participation.proposals.models import Draft
from tests.factories.consultations import make_component, make_consultation
from tests.factories.people import make_staff
from tests.factories.tools import make_comment, make_debate, make_meeting, make_proposal

PLANTED = "Mirabelle-secrète"


@pytest.fixture
def planted(city):
    """Words of Villeneuve, in every kind of place, and who may read them there."""
    person = make_staff(pseudonym=PLANTED)
    consultation = make_consultation(title=f"Concertation {PLANTED}", slug="mirabelle")
    ideas = make_component(consultation, kind="proposals")
    idea = make_proposal(ideas, title=f"Idée {PLANTED}", author=person)
    make_comment(idea, body=f"Avis {PLANTED}")
    debate = make_debate(make_component(consultation, kind="debates"), title=f"Débat {PLANTED}")
    meeting = make_meeting(make_component(consultation, kind="meetings"), title=f"Hall {PLANTED}")
    draft = Draft.objects.create(component=ideas, author=person, title=f"Brouillon {PLANTED}")
    picture = io.BytesIO()
    Image.new("RGB", (64, 48), "teal").save(picture, "PNG")
    photo = store(actor=SYSTEM, upload=SimpleUploadedFile("mirabelle.png", picture.getvalue()))
    follow(actor=person, contribution=idea)
    run_pending()
    return person, {
        "consultation": f"/concertations/{consultation.slug}/",
        "list": f"/concertations/{consultation.slug}/propositions/{ideas.pk}/",
        "idea": f"/propositions/{idea.pk}/",
        "debate": f"/debats/{debate.pk}/",
        "meeting": f"/reunions/{meeting.pk}/",
        "short": f"/r/{idea.reference}",
        "draft": f"/propositions/brouillons/{draft.pk}/",
        "photo": photo.url,
        "me": "/mon-espace/",
        "follows": "/mon-espace/suivis/",
        "profile": "/mon-espace/profil/",
        "week": "/gestion/",
        "plan": f"/gestion/concertations/{consultation.slug}/",
        "team": "/gestion/equipe/",
        "moderation": f"/gestion/contributions/{idea.pk}/",
        "sheet": f"/gestion/reunions/{meeting.pk}/fiche/",
        "journal": "/gestion/journal/",
        "export": "/gestion/exports/proposals.csv",
        "api_one": f"/api/v1/proposals/{idea.pk}/",
    }


def whole(answer):
    """Read an answer, streamed or not."""
    return b"".join(answer) if answer.streaming else answer.content


def test_every_page_answers_its_own_city(planted, client):
    person, pages = planted
    client.force_login(person)

    answers = {name: client.get(url) for name, url in pages.items()}

    assert PLANTED.encode() in b"".join(map(whole, answers.values()))
    assert {answer.status_code for answer in answers.values()} <= {200, 301, 302}


@pytest.mark.parametrize("cookies", ["kept", "none"])
def test_no_page_answers_another_city(planted, client, client_for, other_city, cookies):
    person, pages = planted
    client.force_login(person)
    there = client_for(other_city)
    if cookies == "kept":
        there.cookies = client.cookies

    for name, url in pages.items():
        answer = there.get(url)
        refused = answer.status_code in (403, 404) or (
            answer.status_code == 302 and answer.url.startswith("/compte/")
        )
        assert refused, (name, answer.status_code)
        assert PLANTED.encode() not in whole(answer), name


def test_public_lists_of_another_city_hold_none_of_it(planted, client_for, other_city):
    there = client_for(other_city)

    for url in (
        "/",
        "/concertations/",
        "/reunions/",
        f"/recherche/?q={PLANTED}",
        "/api/v1/proposals/",
        "/api/v1/consultations/",
    ):
        answer = there.get(url)
        assert answer.status_code == 200, url
        body = whole(answer).decode().replace(f"q={PLANTED}", "").replace(f'"{PLANTED}"', "")
        assert f"Idée {PLANTED}" not in body, url
        assert f"Concertation {PLANTED}" not in body, url


def test_a_form_sent_to_another_city_writes_nothing(planted, client, client_for, other_city):
    person, pages = planted
    client.force_login(person)
    there = client_for(other_city)
    there.cookies = client.cookies
    before = Contribution.objects.count()

    for url in (pages["draft"], pages["sheet"], f"{pages['idea']}soutenir/"):
        answer = there.post(url, {"title": "Ailleurs", "notes": "Ailleurs"})
        assert answer.status_code in (302, 403, 404)

    assert Contribution.objects.count() == before
    assert Draft.objects.get().title == f"Brouillon {PLANTED}"
