"""Meetings: announced, moved, noted post-it by post-it, and given to one's own calendar."""

import io
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from agora.files.actions import store
from agora.rules import SYSTEM, Refused
from participation.contributions.models import Contribution
from participation.follows.actions import follow
from participation.meetings.actions import (
    Note,
    change_meeting,
    keep_sheet_photo,
    load_details,
    plan_meeting,
    type_notes,
)
from participation.meetings.audience import invited
from participation.meetings.calendar import as_ics
from participation.meetings.models import Meeting, WorkshopNote
from tests.factories.consultations import make_component, make_consultation, make_sector
from tests.factories.contributions import make_contribution
from tests.factories.people import make_staff, make_user
from tests.factories.tools import make_meeting


def workshop():
    consultation = make_consultation()
    ideas = make_component(consultation, kind="proposals")
    word = make_meeting(make_component(consultation, kind="meetings"), days=-3)
    return word, ideas


def test_forty_post_its_are_signed_by_the_workshop_and_dated_of_its_day(city, client):
    word, ideas = workshop()
    agent = make_staff("reception")
    client.force_login(agent)
    lines = "\r\n".join(f"Post-it {n}" for n in range(1, 40)) + "\r\n\r\nUn banc // à l’ombre\r\n"

    answer = client.post(
        f"/gestion/reunions/{word.pk}/fiche/",
        {
            "notes": lines,
            "target": f"proposals:{ideas.pk}",
            "signature": "Atelier du 9 janvier 2019",
        },
    )
    notes = Contribution.objects.filter(kind="proposal").order_by("pk")

    assert answer["Location"] == f"/reunions/{word.pk}/"
    assert notes.count() == 40
    last = notes.last()
    assert (last.title, last.body) == ("Un banc", "à l’ombre")
    assert (last.author_kind, last.author_name, last.origin) == (
        "meeting",
        "Atelier du 9 janvier 2019",
        "workshop",
    )
    assert last.occurred_on == timezone.localtime(word.meeting.starts_at).date()
    assert last.entered_by == agent
    assert list(WorkshopNote.objects.values_list("position", flat=True)) == list(range(1, 41))
    page = client.get(answer["Location"]).text
    assert "40 post-its de l’atelier" in page
    assert "40 post-its publiés." in page


@pytest.mark.parametrize(
    ("notes", "message"),
    [
        ("", "Tapez au moins un post-it."),
        (" \n ", "Tapez au moins un post-it."),
        ("Bien\n" + "x" * 121, "Post-it 2 : raccourcissez à 120 caractères"),
        ("// sans titre", "Post-it 1 : écrivez quelque chose avant //."),
        ("\n".join(["a"] * 201), "201 post-its : envoyez-les par 200 au plus."),
    ],
)
def test_a_bad_sheet_names_the_line_and_keeps_everything(city, client, notes, message):
    word, ideas = workshop()
    client.force_login(make_staff("reception"))

    answer = client.post(
        f"/gestion/reunions/{word.pk}/fiche/",
        {"notes": notes, "target": f"proposals:{ideas.pk}", "signature": "Atelier"},
    )

    assert answer.status_code == 422
    assert message in answer.text.replace("\xa0", " ").replace("\u202f", "")
    assert notes.strip()[:200] in answer.text
    assert not Contribution.objects.filter(kind="proposal").exists()


def test_a_sheet_whose_photo_cannot_be_kept_publishes_nothing_and_says_so(
    city, client, monkeypatch
):
    word, ideas = workshop()
    client.force_login(make_staff("reception"))
    drawn = io.BytesIO()
    Image.new("RGB", (640, 480), "teal").save(drawn, "JPEG")
    monkeypatch.setattr(settings, "DATA_DIR", "/dev/null")

    answer = client.post(
        f"/gestion/reunions/{word.pk}/fiche/",
        {
            "notes": "Un banc",
            "target": f"proposals:{ideas.pk}",
            "signature": "Atelier",
            "photo": SimpleUploadedFile("feuille.jpg", drawn.getvalue()),
        },
    )

    assert answer.status_code == 422
    assert "notre stockage ne répond pas" in answer.text
    assert "Un banc" in answer.text
    assert not Contribution.objects.filter(kind="proposal").exists()


def test_a_sheet_without_a_module_says_what_to_do(city, client):
    word = make_meeting()
    client.force_login(make_staff("reception"))

    assert "Ajoutez-lui un module" in client.get(f"/gestion/reunions/{word.pk}/fiche/").text


def test_only_those_who_run_meetings_do(city, client):
    word, ideas = workshop()
    person = make_user()

    with pytest.raises(Refused):
        type_notes(
            actor=person,
            meeting=word,
            entry="proposals",
            component=ideas,
            notes=[Note("x")],
            signature="y",
        )
    with pytest.raises(Refused):
        plan_meeting(actor=person, component=word.component, title="x", facts={})
    with pytest.raises(Refused):
        load_details(actor=person, details=[])
    client.force_login(make_staff("communication"))
    for page in ("", "fiche/", "compte-rendu/"):
        assert client.get(f"/gestion/reunions/{word.pk}/{page}").status_code == 403
    slug, number = word.consultation.slug, word.component_id
    assert client.get(f"/gestion/reunions/nouvelle/{slug}/{number}/").status_code == 403


def test_a_meeting_is_planned_then_moved(city):
    component, sector = make_component(kind="meetings"), make_sector()
    starts = timezone.now() + timedelta(days=4)
    facts = {
        "kind": "workshop",
        "starts_at": starts,
        "ends_at": None,
        "venue": "Salle",
        "capacity": 12,
    }

    word = plan_meeting(
        actor=make_staff("reception"),
        component=component,
        title="Atelier",
        facts=facts,
        sector=sector,
    )

    assert (word.signature, word.sector) == (component.consultation.organiser, sector)
    assert Meeting.objects.get().capacity == 12


def test_a_consultation_without_organiser_signs_for_the_city(city):
    component = make_component(kind="meetings")
    component.consultation.organiser = ""

    word = plan_meeting(
        actor=SYSTEM, component=component, title="Balade", facts={"starts_at": timezone.now()}
    )

    assert word.signature == "Ville"


def test_minutes_are_published_and_their_date_stays(city, client):
    word = make_meeting(days=-2)
    client.force_login(make_staff("director"))

    bad = client.post(f"/gestion/reunions/{word.pk}/compte-rendu/", {"minutes": ""})
    client.post(
        f"/gestion/reunions/{word.pk}/compte-rendu/",
        {"minutes": "On a parlé d’ombre.", "attendance": "23"},
    )
    Meeting.objects.update(minutes_on="2026-01-02")
    client.post(
        f"/gestion/reunions/{word.pk}/compte-rendu/", {"minutes": "Et d’eau.", "attendance": ""}
    )
    meeting = Meeting.objects.get()

    assert bad.status_code == 422
    assert (meeting.minutes, str(meeting.minutes_on), meeting.attendance) == (
        "Et d’eau.",
        "2026-01-02",
        None,
    )
    assert "Et d’eau." in client.get(f"/reunions/{word.pk}/").text


def test_the_agenda_shows_what_comes_and_what_has_been(city, client):
    ahead, past = make_meeting(days=3, title="Demain"), make_meeting(days=-3, title="Hier")

    coming, gone = client.get("/reunions/").text, client.get("/reunions/?quand=passees").text

    assert ("Demain" in coming, "Hier" in coming) == (True, False)
    assert ("Demain" in gone, "Hier" in gone) == (False, True)
    assert ahead.title in client.get("/").text
    slug = past.consultation.slug
    assert "Hier" in client.get(f"/concertations/{slug}/reunions/{past.component_id}/").text
    assert "Hier" in client.get(f"/concertations/{slug}/").text
    assert client.get("/api/v1/meetings/").json()["results"][0]["venue"] == "Salle des fêtes"
    assert client.get("/reunions/999999/").status_code == 404


def test_an_empty_agenda_says_where_to_look(city, client):
    assert "Aucune réunion annoncée" in client.get("/reunions/").text
    assert "Aucune réunion passée ici" in client.get("/reunions/?quand=passees").text


def test_the_calendar_file_is_folded_and_escaped(city, client):
    word = make_meeting(title="Atelier ; " + "é" * 60)

    text = as_ics([word], "ville.exemple.fr")
    answer = client.get(f"/reunions/{word.pk}/agenda.ics")

    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "SUMMARY:Atelier \\; é" in text
    assert f"UID:{word.reference}@ville.exemple.fr" in text
    assert answer["Content-Type"].startswith("text/calendar")
    assert client.get("/reunions/agenda.ics").text.count("BEGIN:VEVENT") == 1


def test_the_team_s_list_and_forms_open(city, client):
    word, _ideas = workshop()
    client.force_login(make_staff("director"))

    assert word.title in client.get("/gestion/reunions/?quand=passees").text
    assert client.get(f"/gestion/reunions/{word.pk}/").status_code == 200
    slug, number = word.consultation.slug, word.component_id
    url = f"/gestion/reunions/nouvelle/{slug}/{number}/"
    assert client.get(url).status_code == 200
    assert client.post(url, {"title": ""}).status_code == 422


def test_followers_are_invited_and_the_machine_alone_loads(city):
    word, person = make_meeting(), make_user()
    follow(actor=person, consultation=word.consultation)
    other = make_contribution(word.component, kind="meeting")

    assert list(invited(word)) == [person]
    load_details(actor=SYSTEM, details=[Meeting(contribution=other, starts_at=timezone.now())])
    assert Meeting.objects.count() == 2


def test_a_meeting_moves_and_keeps_its_photo(city):
    word, agent = make_meeting(), make_staff("reception")
    photo = store(actor=agent, upload=picture(), use="image")
    later = timezone.now() + timedelta(days=9)

    change_meeting(
        actor=agent,
        meeting=word,
        title="Déplacée",
        facts={"starts_at": later, "venue": " Gymnase "},
    )
    keep_sheet_photo(actor=agent, meeting=word, photo=photo)

    meeting = Meeting.objects.get()
    assert (meeting.starts_at, meeting.venue, meeting.sheet_photo) == (later, "Gymnase", photo)
    assert Contribution.objects.get(pk=word.pk).title == "Déplacée"


def picture():
    file = io.BytesIO()
    Image.new("RGB", (320, 240), "teal").save(file, "JPEG")
    return SimpleUploadedFile("feuille.jpg", file.getvalue(), "image/jpeg")
