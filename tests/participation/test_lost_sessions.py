"""A session that ends while one writes: the words are there again after signing in."""

from datetime import timedelta

import pytest
from django.utils import timezone

from participation.consultations.models import Opening
from participation.contributions.models import Contribution
from participation.contributions.queries import reply_url_of
from participation.proposals.models import Draft
from tests.factories.consultations import (
    make_component,
    make_consultation,
    make_phase,
    make_sector,
    make_theme,
)
from tests.factories.people import make_staff, make_user
from tests.factories.tools import make_debate, make_meeting, make_proposal
from tests.harness.fields import fields_of


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


def day(name, when, hour=""):
    """A date as the three fields send it."""
    parts = {f"{name}_day": str(when.day), f"{name}_month": str(when.month)}
    return parts | {f"{name}_year": str(when.year)} | ({f"{name}_time": hour} if hour else {})


def comes_back(client, person, url, typed):
    """Assert that each control sent holds again what was typed in it."""
    shown = fields_of(lose_and_find(client, person, url, typed))
    expected = {name: [words] if isinstance(words, str) else words for name, words in typed.items()}
    assert {name: shown[name] for name in expected} == expected


SOON = timezone.localdate() + timedelta(days=40)
LATER = SOON + timedelta(days=30)


@pytest.mark.parametrize(
    ("where", "typed"),
    [
        ("fiche/dates/", day("starts_on", SOON) | day("ends_on", LATER)),
        ("fiche/restitution/", day("restitution_due_on", LATER)),
        ("etapes/nouvelle/", {"title": "Écrire"} | day("first_day", SOON) | day("last_day", LATER)),
        ("liens/", {"title": "Le reportage", "publisher": "La radio"} | day("published_on", SOON)),
        ("restitution/", {"text": "Ce qui est décidé."} | day("on", SOON)),
        ("annuler/", {"reason": "Le chantier est reporté."}),
    ],
)
def test_the_dates_of_a_consultation(city, client, where, typed):
    slug = make_consultation().slug

    comes_back(client, make_staff(), f"/gestion/concertations/{slug}/{where}", typed)


def test_the_dates_of_a_new_consultation(city, client):
    typed = {"title": "La place du marché", "starter": "debate"}
    typed |= day("starts_on", SOON) | day("ends_on", LATER) | {"sector": str(make_sector().pk)}

    comes_back(client, make_staff(), "/gestion/concertations/nouvelle/", typed)


def test_a_date_half_typed_or_wrong(city, client):
    slug = make_consultation().slug
    typed = {"starts_on_day": "31", "starts_on_month": "", "starts_on_year": "20"}
    typed |= {"ends_on_day": "31", "ends_on_month": "2", "ends_on_year": "2027"}

    comes_back(client, make_staff(), f"/gestion/concertations/{slug}/fiche/dates/", typed)


def test_a_date_taken_out_stays_out(city, client):
    consultation = make_consultation()
    phase = make_phase(consultation)
    typed = {"title": "Écrire"} | day("first_day", SOON)
    typed |= {"last_day_day": "", "last_day_month": "", "last_day_year": ""}

    comes_back(
        client,
        make_staff(),
        f"/gestion/concertations/{consultation.slug}/etapes/{phase.pk}/",
        typed,
    )


def test_what_each_step_of_a_module_allows(city, client):
    consultation = make_consultation()
    first, second = make_phase(consultation), make_phase(consultation, start=6, end=9)
    tool = make_component(consultation, kind="proposals", phases=[])
    for phase in (first, second):
        Opening.objects.create(component=tool, phase=phase, actions=["contribute", "support"])
    ticked = {f"phase_{first.pk}": ["comment", "support"], "level_comment": "sms"}

    for where in (f"modules/{tool.pk}/", "modules/proposals/nouveau/"):
        url = f"/gestion/concertations/{consultation.slug}/{where}"
        shown = fields_of(lose_and_find(client, make_staff(), url, {"title": "Idées"} | ticked))
        assert shown[f"phase_{first.pk}"] == ["comment", "support"]
        assert shown[f"phase_{second.pk}"] == []
        assert shown["level_comment"] == ["sms"]
        assert shown["title"] == ["Idées"]


def test_the_themes_of_a_consultation_one_or_several_or_none(city, client):
    consultation = make_consultation()
    themes = [str(make_theme().pk) for _ in range(3)]
    consultation.themes.set(themes)
    url = f"/gestion/concertations/{consultation.slug}/fiche/identite/"

    for ticked in (themes[:2], themes[:1], []):
        page = lose_and_find(client, make_staff(), url, {"title": "Le lac", "themes": ticked})
        assert fields_of(page)["themes"] == ticked


def test_the_roles_of_a_colleague(city, client):
    url = f"/gestion/equipe/{make_staff('moderator').uid}/"

    for ticked in (["platform_officer", "reception"], ["reception"]):
        page = lose_and_find(client, make_staff(), url, {"roles": ticked})
        assert sorted(fields_of(page)["roles"]) == ticked


def test_the_hours_of_a_meeting(city, client):
    word = make_meeting()
    tool = word.component
    typed = {"kind": "workshop", "title": "Atelier du lac", "capacity": "40"}
    typed |= day("starts_at", SOON, "18:30") | day("ends_at", SOON, "20:00")

    for url in (f"{tool.consultation.slug}/{tool.pk}/", ""):
        where = f"nouvelle/{url}" if url else f"{word.pk}/"
        comes_back(client, make_staff(), f"/gestion/reunions/{where}", typed)


def test_a_step_announced_and_a_paper_idea(city, client):
    word = make_proposal()
    tool = word.component

    comes_back(
        client,
        make_staff(),
        f"/gestion/propositions/{word.pk}/etapes/",
        {"title": "Vote du conseil", "happens_on": "2027-03-04"},
    )
    comes_back(
        client,
        make_staff(),
        f"/gestion/propositions/saisie/{tool.consultation.slug}/{tool.pk}/",
        {"title": "Un banc", "occurred_on": "2026-01-09", "origin": "desk"},
    )


@pytest.mark.parametrize(
    ("url", "typed"),
    [
        ("equipe/inviter/", {"email": "lea@ville.exemple.fr"}),
        ("pages/charte/nouvel-article/", {"title": "Écouter"}),
        ("pages/nouvelle/", {"title": "Venir à la mairie"}),
        ("concertations/listes/themes/", {"name": "Les arbres"}),
        ("identite/", {"tagline": "Parlons-en"}),
    ],
)
def test_the_other_forms_of_the_team(city, client, url, typed):
    comes_back(client, make_staff(), f"/gestion/{url}", typed)


def test_a_question_and_its_conclusions(city, client):
    word = make_debate()
    tool = word.component

    for url, typed in {
        f"nouveau/{tool.consultation.slug}/{tool.pk}/": {"title": "Et les vélos ?"},
        f"{word.pk}/": {"title": "Et les autobus ?"},
        f"{word.pk}/conclure/": {"conclusions": "Les deux."},
    }.items():
        comes_back(client, make_staff(), f"/gestion/debats/{url}", typed)


def test_a_text_being_hidden(city, client):
    word = make_proposal()

    comes_back(
        client,
        make_staff(),
        f"/gestion/contributions/{word.pk}/masquer/",
        {"reason": "Une adresse privée."},
    )


def test_how_often_news_come(city, client):
    person, url = make_user(), "/mon-espace/notifications/preferences/"
    client.force_login(person)
    typed = dict.fromkeys(set(fields_of(client.get(url).text)) - {"csrfmiddlewaretoken"}, "never")

    assert typed
    comes_back(client, person, url, typed)


def test_the_words_come_back_once_and_only_on_their_own_page(city, client):
    person, consultation = make_staff(), make_consultation()
    url = f"/gestion/concertations/{consultation.slug}/fiche"

    first = lose_and_find(client, person, f"{url}/dates/", day("starts_on", SOON))
    beside = fields_of(client.get(f"{url}/restitution/").text)
    again = fields_of(client.get(f"{url}/dates/").text)

    assert fields_of(first)["starts_on_day"] == [str(SOON.day)]
    assert beside["restitution_due_on_day"] != [""]
    assert again["starts_on_day"] == [str(consultation.starts_on.day)]
