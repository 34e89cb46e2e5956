"""The team prepares, completes and publishes a consultation from its pages."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from participation.consultations.models import Consultation, Department, Sector, TeamMember
from tests.factories.consultations import (
    make_component,
    make_consultation,
    make_department,
    make_phase,
    make_sector,
)
from tests.factories.contributions import make_contribution, make_report
from tests.factories.people import make_staff, make_user

pytestmark = pytest.mark.usefixtures("city")

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def day(name, value):
    """A date as the three fields send it."""
    return {
        f"{name}_day": value.day,
        f"{name}_month": value.month,
        f"{name}_year": value.year,
    }


def new_form(**fields):
    today = timezone.localdate()
    return {
        "starter": "ideas",
        "title": "Le plan vélo du Coteau",
        **day("starts_on", today),
        **day("ends_on", today + timedelta(days=40)),
        **fields,
    }


def test_residents_have_no_business_in_gestion(client):
    client.force_login(make_user())

    for path in ("", "concertations/", "concertations/nouvelle/", "concertations/listes/"):
        assert client.get(f"/gestion/{path}").status_code == 403


def test_a_consultation_from_four_questions_to_online(client):
    owner = make_staff("platform_officer")
    director = make_staff()
    client.force_login(director)
    department, sector = make_department("Mobilités"), make_sector("Le Coteau")

    assert client.get("/gestion/concertations/nouvelle/").status_code == 200
    answer = client.post(
        "/gestion/concertations/nouvelle/",
        new_form(department=department.pk, sector=sector.pk),
    )
    base = answer.url
    listed = client.get(base).text
    assert "Avant de publier" in listed
    assert "Pas encore possible" in listed

    def fill(part, **data):
        done = client.post(f"{base}fiche/{part}/", data)
        assert done.status_code == 302, done.text

    fill(
        "identite",
        title="Le plan vélo",
        kind="consultation",
        objective="Tracer douze kilomètres",
        organiser="Ville",
        department=department.pk,
    )
    fill("decision", how_decided="Le conseil tranche en mars.")
    fill("grille", grid="Sécurité\nDétours")
    fill("communication", communication_plan="Affiches")
    due = timezone.localdate() + timedelta(days=70)
    fill("restitution", restitution_owner=owner.pk, **day("restitution_due_on", due))
    early = client.post(f"{base}publier/", follow=True)
    assert "Il manque encore" in early.text

    draft = Consultation.objects.get()
    for phase in draft.phases.all():
        done = client.post(
            f"{base}etapes/{phase.pk}/",
            {
                "title": phase.title,
                **day("first_day", timezone.localdate()),
                **day("last_day", timezone.localdate() + timedelta(days=9)),
                "animation": "Permanence au marché",
            },
        )
        assert done.status_code == 302, done.text
    assert "Publier la concertation" in client.get(base).text

    answer = client.post(f"{base}publier/")

    draft.refresh_from_db()
    assert answer.url == draft.get_absolute_url()
    assert draft.state == "open"
    client.logout()
    assert "Le plan vélo" in client.get(answer.url).text


def test_wrong_dates_and_no_title_are_said_at_the_field_with_what_was_typed(client):
    client.force_login(make_staff())
    today = timezone.localdate()

    answer = client.post(
        "/gestion/concertations/nouvelle/",
        new_form(title="", **day("ends_on", today - timedelta(days=3))),
    )

    assert answer.status_code == 422
    assert "Donnez un titre à la concertation." in answer.text
    assert "La date de fin vient avant la date de début." in answer.text
    assert "Erreur" in answer.text
    assert not Consultation.objects.exists()


def test_a_promise_before_the_end_is_refused(client):
    client.force_login(make_staff())
    draft = make_consultation(state="draft")

    answer = client.post(
        f"/gestion/concertations/{draft.slug}/fiche/restitution/",
        {
            **day("restitution_due_on", draft.ends_on - timedelta(days=1)),
            "restitution_owner": make_staff().pk,
        },
    )

    assert answer.status_code == 422
    assert "Choisissez une date après sa fin." in answer.text


def test_every_point_of_the_list_has_its_page(client):
    client.force_login(make_staff())
    component = make_component()
    base = f"/gestion/concertations/{component.consultation.slug}/"
    parts = [
        "identite",
        "presentation",
        "decision",
        "dates",
        "grille",
        "communication",
        "restitution",
    ]
    pages = ["", "apercu/", "annuler/", "restitution/", "couverture/", "documents/", "liens/"]
    pages += ["etapes/", "etapes/nouvelle/", "modules/", f"modules/{component.pk}/", "equipe/"]
    pages += ["modules/proposals/nouveau/", *(f"fiche/{part}/" for part in parts)]
    pages.append(f"etapes/{component.consultation.phases.get().pk}/")

    assert {page: client.get(base + page).status_code for page in pages} == dict.fromkeys(
        pages, 200
    )
    assert client.get(f"{base}fiche/zzz/").status_code == 404
    assert client.get(f"{base}modules/zzz/nouveau/").status_code == 404


def test_who_may_not_edit_reads_the_list_and_opens_no_form(client):
    client.force_login(make_staff("reception"))
    draft = make_consultation(state="draft")

    assert client.get(f"/gestion/concertations/{draft.slug}/").status_code == 200
    assert client.get(f"/gestion/concertations/{draft.slug}/etapes/").status_code == 403
    assert client.post(f"/gestion/concertations/{draft.slug}/publier/").status_code == 403
    assert client.get("/gestion/concertations/nouvelle/").status_code == 403


def test_phases_that_overlap_are_shown_and_moved_with_buttons(client):
    client.force_login(make_staff())
    consultation = make_consultation()
    first = make_phase(consultation, start=0, end=10, title="Un", position=0)
    second = make_phase(consultation, start=5, end=20, title="Deux", position=1)
    make_component(consultation, phases=[first])
    base = f"/gestion/concertations/{consultation.slug}/etapes/"

    page = client.get(base).text
    client.post(f"{base}{second.pk}/deplacer/", {"sens": "haut"})

    assert "en commun avec l’étape d’avant" in page
    assert "on peut déposer, commenter, soutenir" in page
    assert [phase.title for phase in consultation.phases.all()] == ["Deux", "Un"]
    client.post(f"{base}{second.pk}/deplacer/", {"sens": "bas"})
    client.post(f"{base}{second.pk}/retirer/")
    client.post(f"{base}nouvelle/", {"title": "Trois", **day("first_day", timezone.localdate())})
    assert [phase.title for phase in consultation.phases.all()] == ["Un", "Trois"]


def test_a_phase_that_ends_before_it_begins_is_refused(client):
    client.force_login(make_staff())
    consultation = make_consultation()
    today = timezone.localdate()

    answer = client.post(
        f"/gestion/concertations/{consultation.slug}/etapes/nouvelle/",
        {
            "title": "À l’envers",
            **day("first_day", today),
            **day("last_day", today - timedelta(days=1)),
        },
    )

    assert answer.status_code == 422
    assert "L’étape finit avant de commencer." in answer.text


def test_a_tool_is_opened_changed_and_removed_unless_it_was_used(client):
    client.force_login(make_staff())
    consultation = make_consultation()
    phase = make_phase(consultation)
    base = f"/gestion/concertations/{consultation.slug}/modules/"
    levels = {
        "level_contribute": "email_verified",
        "level_comment": "pseudonym",
        "level_support": "none",
    }

    client.post(
        f"{base}proposals/nouveau/",
        {"title": "Vos idées", f"phase_{phase.pk}": ["contribute"], **levels},
    )
    component = consultation.components.get()
    assert component.openings.get().actions == ["contribute"]
    assert component.settings["levels"]["contribute"] == "email_verified"
    client.post(f"{base}{component.pk}/", {"title": "Idées", **levels})
    component.refresh_from_db()
    assert (component.title, component.openings.count()) == ("Idées", 0)

    make_contribution(component)
    refused = client.post(f"{base}{component.pk}/retirer/", follow=True)
    assert "Ce module a reçu des contributions" in refused.text
    empty = make_component(consultation)
    client.post(f"{base}{empty.pk}/retirer/")
    assert list(consultation.components.all()) == [component]


def test_documents_are_checked_listed_with_format_and_size_then_removed(client):
    client.force_login(make_staff())
    consultation = make_consultation()
    base = f"/gestion/concertations/{consultation.slug}/documents/"

    refused = client.post(
        base, {"title": "Plan", "file": SimpleUploadedFile("plan.pdf", b"MZ not a pdf")}
    )
    done = client.post(base, {"title": "Plan", "file": SimpleUploadedFile("plan.pdf", PDF)})
    page = client.get(consultation.get_absolute_url()).text

    assert refused.status_code == 422
    assert done.status_code == 302, done.text
    assert "PDF" in page
    assert "Plan" in page
    client.post(f"{base}{consultation.documents.get().pk}/retirer/")
    assert not consultation.documents.exists()


def test_a_photo_becomes_the_cover_and_the_map_comes_back(client):
    client.force_login(make_staff())
    consultation = make_consultation()
    base = f"/gestion/concertations/{consultation.slug}/couverture/"
    drawn = BytesIO()
    Image.new("RGB", (640, 360), "#0b6e6e").save(drawn, "PNG")
    photo = SimpleUploadedFile("parc.png", drawn.getvalue())

    done = client.post(base, {"file": photo, "alt": "Le parc au printemps"})
    with_photo = client.get(consultation.get_absolute_url()).text
    client.post(f"{base}retirer/")

    assert done.status_code == 302, done.text
    assert "Le parc au printemps" in with_photo
    assert "Le parc au printemps" not in client.get(consultation.get_absolute_url()).text


def test_links_are_added_and_removed(client):
    client.force_login(make_staff())
    consultation = make_consultation()
    base = f"/gestion/concertations/{consultation.slug}/liens/"

    refused = client.post(base, {"kind": "radio", "title": "Nuit", "url": "pas une adresse"})
    client.post(base, {"kind": "radio", "title": "Nuit", "url": "https://radio.example/nuit"})

    assert refused.status_code == 422
    assert "Copiez l’adresse entière" in refused.text
    client.post(f"{base}{consultation.links.get().pk}/retirer/")
    assert not consultation.links.exists()


def test_roles_on_a_consultation_are_given_and_taken_back(client):
    client.force_login(make_staff())
    member, consultation = make_staff("reception"), make_consultation()
    base = f"/gestion/concertations/{consultation.slug}/equipe/"

    client.post(base, {"user": member.pk, "role": "project_officer"})
    assert TeamMember.objects.get().user == member
    assert member.display_name in client.get(base).text
    client.post(f"{base}{TeamMember.objects.get().pk}/retirer/")

    assert not TeamMember.objects.exists()


def test_the_citys_lists_are_kept_on_one_page(client):
    client.force_login(make_staff())
    base = "/gestion/concertations/listes/"

    client.post(f"{base}directions/", {"name": "Voirie"})
    double = client.post(f"{base}directions/", {"name": "voirie"})
    client.post(f"{base}secteurs/", {"name": "La Gare", "number": "6"})
    client.post(f"{base}themes/", {"name": "Eau"})
    department, sector = Department.objects.get(), Sector.objects.get()
    client.post(f"{base}directions/{department.pk}/", {"name": "Voirie et réseaux"})
    make_consultation(sector=sector)
    client.post(f"{base}directions/{department.pk}/retirer/")
    kept = client.post(f"{base}secteurs/{sector.pk}/retirer/", follow=True)

    assert "Une direction porte déjà ce nom." in double.text
    assert not Department.objects.exists()
    assert Sector.objects.exists()
    assert "sert encore" in kept.text
    assert client.get(f"{base}zzz/").status_code == 404


def test_cancelling_asks_why_and_restituting_publishes_the_answer(client):
    client.force_login(make_staff())
    consultation = make_consultation(state="closed")
    base = f"/gestion/concertations/{consultation.slug}/"

    refused = client.post(f"{base}annuler/", {"reason": "  "})
    client.post(
        f"{base}restitution/",
        {"text": "Les platanes restent.", **day("on", timezone.localdate())},
    )

    assert refused.status_code == 422
    page = client.get(consultation.get_absolute_url()).text
    assert "Les platanes restent." in page
    client.post(f"{base}archiver/")
    consultation.refresh_from_db()
    assert consultation.state == "archived"
    client.post(f"{base}annuler/", {"reason": "Erreur."})
    consultation.refresh_from_db()
    assert consultation.state == "cancelled"


def test_my_week_shows_what_waits_one_verb_per_row(client):
    client.force_login(make_staff())
    today = timezone.localdate()
    make_consultation(
        state="closed", title="La halle", restitution_due_on=today - timedelta(days=6)
    )
    make_consultation(title="Le vote", ends_on=today + timedelta(days=3))
    make_consultation(state="draft", title="Le plan vélo")
    make_report(make_contribution(title="Un numéro de téléphone"))

    page = client.get("/gestion/").text

    assert "En retard de 6 jours" in page
    assert "Le vote" in page
    assert "Le plan vélo" in page
    assert "Décider" in page


def test_a_department_is_asked_for_its_own_restitutions(client):
    lead = make_staff("department_lead")
    client.force_login(lead)
    ours = make_department()
    TeamMember.objects.create(user=lead, role="department_lead", department=ours)
    due = {"state": "closed", "restitution_due_on": timezone.localdate()}
    make_consultation(title="La nôtre", department=ours, **due)
    make_consultation(title="La leur", **due)

    page = client.get("/gestion/").text

    assert "La nôtre" in page
    assert "La leur" not in page


def test_the_list_is_filtered_and_taken_away_filtered(client):
    client.force_login(make_staff())
    make_consultation(state="draft", title="Brouillon du vélo")
    make_consultation(title="Le parc ouvert")

    page = client.get("/gestion/concertations/?etat=draft").text
    answer = client.get("/gestion/exports/consultations.csv?etat=draft")
    rows = b"".join(answer.streaming_content).decode()

    assert "Brouillon du vélo" in page and "Le parc ouvert" not in page
    assert "Brouillon du vélo" in rows and "Le parc ouvert" not in rows
