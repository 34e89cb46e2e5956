"""A form sent twice has one effect; titles lose what cannot be read."""

import re
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from agora.accounts.models import User
from participation.consultations.models import Consultation
from participation.contributions.models import Contribution, OfficialReply
from participation.contributions.queries import reply_url_of
from participation.proposals.models import Draft
from participation.supports.models import Support
from tests.factories.consultations import make_component, make_consultation
from tests.factories.people import make_staff, make_user
from tests.factories.tools import make_debate, make_meeting, make_proposal

KEY = re.compile(r'name="form_key"[^>]*value="([^"]+)"')


def twice(client, url, typed, corrected=None):
    """Open a page, then send its form two times, its hidden key with it.

    `corrected`: what « Back » lets one type over before sending again.
    """
    key = KEY.search(client.get(url).text)
    sent = typed | ({"form_key": key[1]} if key else {})
    return [client.post(url, one) for one in (sent, sent | (corrected or {}))]


def new_consultation(title="Le plan vélo du Coteau"):
    today = timezone.localdate()
    typed = {"starter": "ideas", "title": title}
    for name, day in (("starts_on", today), ("ends_on", today + timedelta(days=40))):
        typed |= {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}
    return typed


def test_a_sign_up(city, client_for):
    typed = {"email": "zoe@exemple.fr", "pseudonym": "Zoé", "password": "", "consent": "on"}

    for browser in (client_for(city), client_for(city)):
        browser.post("/compte/inscription/", typed)

    assert User.objects.filter(email="zoe@exemple.fr").count() == 1


def test_a_new_consultation(city, client):
    client.force_login(make_staff())

    first, second = twice(client, "/gestion/concertations/nouvelle/", new_consultation())

    assert first["Location"] == second["Location"]
    assert Consultation.objects.count() == 1


@pytest.mark.parametrize("make", [make_proposal, make_debate])
def test_an_official_reply(city, client, make):
    word = make()
    client.force_login(make_staff())

    first, second = twice(
        client, reply_url_of(word), {"state": "accepted", "body": "Oui, au printemps."}
    )

    assert (first.status_code, second.status_code) == (302, 302)
    assert OfficialReply.objects.get().body == "Oui, au printemps."


@pytest.mark.parametrize("make", [make_proposal, make_debate])
def test_an_official_reply_corrected_after_back(city, client, make):
    word = make()
    client.force_login(make_staff())

    twice(
        client,
        reply_url_of(word),
        {"state": "accepted", "body": "Oui, au printems."},
        {"body": "Oui, au printemps."},
    )

    assert OfficialReply.objects.get().body == "Oui, au printemps."


def test_a_workshop_sheet(city, client):
    consultation = make_consultation()
    ideas = make_component(consultation, kind="proposals")
    word = make_meeting(make_component(consultation, kind="meetings"), days=-3)
    client.force_login(make_staff())

    twice(
        client,
        f"/gestion/reunions/{word.pk}/fiche/",
        {"notes": "Un banc\nUn arbre", "target": f"proposals:{ideas.pk}", "signature": "Atelier"},
    )

    assert Contribution.objects.filter(kind="proposal").count() == 2


def test_an_idea(city, client):
    person = make_user()
    client.force_login(person)
    draft = Draft.objects.create(
        component=make_component(kind="proposals"), author=person, title="Un banc"
    )
    url = f"/propositions/brouillons/{draft.pk}/signature/"

    first, second = twice(client, url, {"author_kind": "person"})

    word = Contribution.objects.get(kind="proposal")
    assert first["Location"] == second["Location"] == f"/propositions/{word.pk}/?thanks"


def test_an_idea_without_its_key(city, client):
    person = make_user()
    client.force_login(person)
    draft = Draft.objects.create(
        component=make_component(kind="proposals"), author=person, title="Un banc"
    )
    url = f"/propositions/brouillons/{draft.pk}/signature/"

    first, second, odd = (
        client.post(url, {"author_kind": "person"} | key)
        for key in ({}, {}, {"form_key": "\x00 nothing like a key"})
    )

    word = Contribution.objects.get(kind="proposal")
    assert str(word.pk) in first["Location"]
    # The draft itself is the key: it can be taken once.
    assert first["Location"] == second["Location"] == odd["Location"]


def test_the_first_step_of_an_idea_kept_meanwhile_by_the_page(city, client):
    tool = make_component(kind="proposals")
    base = f"/concertations/{tool.consultation.slug}/propositions/{tool.pk}/"
    kept = client.post(f"{base}garder/", {"title": "Un ban", "body": ""}).json()["draft"]

    first, second = twice(client, f"{base}nouvelle/", {"title": "Un banc", "draft": kept})

    assert first["Location"] == second["Location"] == f"/propositions/brouillons/{kept}/lieu/"
    assert Draft.objects.get().title == "Un banc"


def first_step():
    tool = make_component(kind="proposals")
    return f"/concertations/{tool.consultation.slug}/propositions/{tool.pk}/nouvelle/"


def test_the_first_step_of_an_idea_corrected_after_back(city, client):
    url, key = first_step(), str(uuid.uuid4())

    for title in ("Un ban", "Un banc", "Un ban", "Un bac"):
        led = client.post(url, {"title": title, "form_key": key})["Location"]

        # One draft throughout, which says what was typed last.
        draft = Draft.objects.get()
        assert draft.title == title
        assert led == f"/propositions/brouillons/{draft.pk}/lieu/"
        assert f'value="{title}"' in client.get(led.replace("lieu/", "")).text


def test_the_first_step_sent_again_from_another_device_begins_its_own_draft(city, client_for):
    url, key = first_step(), str(uuid.uuid4())

    for title in ("Un banc", "Un arbre"):
        client_for(city).post(url, {"title": title, "form_key": key})

    assert set(Draft.objects.values_list("title", flat=True)) == {"Un banc", "Un arbre"}


def test_a_first_signature_sent_again_with_another_name_leads_to_the_idea(city, client):
    begun = client.post(first_step(), {"title": "Un banc"})
    typed = {"pseudonym": "Chouete", "email": "chouette@exemple.fr", "consent": "on"}
    url = begun["Location"].replace("lieu", "signature")

    first, second = twice(client, url, typed, {"pseudonym": "Chouette"})

    word = Contribution.objects.get(kind="proposal")
    assert first["Location"] == second["Location"] == f"/propositions/{word.pk}/?thanks"


def test_a_support(city, client):
    word = make_proposal()
    client.force_login(make_user())

    for _ in range(2):
        client.post(f"/contributions/{word.pk}/soutenir/")

    assert Support.objects.count() == 1


@pytest.mark.parametrize("title", ["Le plan \u202eoléV du Coteau", "Le plan \x07 vélo", "\u202e"])
def test_a_title_with_letters_nobody_sees_is_refused(city, client, title):
    client.force_login(make_staff())
    consultation = make_consultation(state="draft")

    answers = [
        client.post("/gestion/concertations/nouvelle/", new_consultation(title)),
        client.post(
            f"/gestion/concertations/{consultation.slug}/fiche/identite/", {"title": title}
        ),
    ]

    for answer in answers:
        assert answer.status_code == 422
        assert "Ce texte contient des caractères invisibles." in answer.text
    assert Consultation.objects.count() == 1
