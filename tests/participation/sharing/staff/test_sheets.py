"""The team begins, writes, chooses the figures, reads again, publishes and takes back a sheet."""

import re

import pytest
from django.utils import timezone

from agora.context import public
from participation.sharing.models import Sheet
from tenants.models import OwnDisclosure, OwnSheet, SharedSheet
from tests.factories.consultations import (
    make_component,
    make_consultation,
    make_department,
    make_member,
)
from tests.factories.people import make_staff, make_user
from tests.factories.sheets import make_sheet, talked
from tests.harness.clients import outside

pytestmark = pytest.mark.usefixtures("city")

BASE = "/gestion/club/fiches/"


@pytest.fixture
def team(client):
    client.force_login(make_staff(full_name="Hélène Vasseur-Toma"))
    return client


@pytest.fixture
def sheet():
    return make_sheet(title="Le parc rouvre")


def step(sheet, name=""):
    return f"{BASE}{sheet.uid}/{name}"


def typed(**fields):
    return {"title": "Le parc rouvre", "result": "Il rouvre."} | fields


def seen(page):
    return re.search(r'name="seen" value="([^"]+)"', page).group(1)


def publish(team, sheet, **fields):
    page = team.get(step(sheet, "publier/")).text
    data = {"seen": seen(page), "signature": "city"} | fields
    return team.post(step(sheet, "publier/"), data)


def test_residents_and_strangers_have_no_business_here(client, sheet):
    client.force_login(make_user())
    assert client.get(BASE).status_code == 403

    client.force_login(make_staff("moderator"))
    assert client.get(BASE).status_code == 200
    for name in ("", "chiffres/", "publier/"):
        assert client.get(step(sheet, name)).status_code == 403
    assert client.post(step(sheet, "retirer/")).status_code == 403


def test_from_the_task_list_to_the_club(team):
    consultation = make_consultation("closed", objective="Rouvrir le parc")
    talked(make_component(consultation), 12)
    tasks = team.get(f"/gestion/concertations/{consultation.slug}/").text
    begin = f"{BASE}nouvelle/{consultation.slug}/"
    assert f'href="{begin}"' in tasks

    assert "Comptez quinze minutes" in team.get(begin).text
    answer = team.post(begin)
    sheet = Sheet.objects.get()
    assert answer.url == step(sheet)
    page = team.get(step(sheet)).text
    assert "Rouvrir le parc</textarea>" in page
    assert "Repris de\u00a0: «\u00a0Objectif\u00a0» de la concertation." in page

    answer = team.post(step(sheet), typed(euros="12500", days="2,5"))
    assert answer.url == step(sheet, "chiffres/")
    page = team.get(answer.url).text
    assert "<b>12</b> personnes ont participé" in page
    assert " checked" not in page

    answer = team.post(answer.url, {"keys": ["figures.participants"]})
    assert answer.url == step(sheet, "publier/")
    page = team.get(answer.url).text
    assert "<b>12</b><span>personnes ont participé" in page
    assert "<b>2,5</b>" in page

    answer = publish(team, sheet, signature="mine", public="on")
    assert answer.url == BASE
    row = OwnSheet.objects.get()
    assert (row.by_label, row.public) == ("Hélène Vasseur-Toma", True)
    assert row.content["figures"] == ["figures.participants"]
    assert "Dans le club" in team.get(BASE).text
    tasks = team.get(f"/gestion/concertations/{consultation.slug}/").text
    assert re.search(r'id="sharing\.sheet">.*?Terminé', tasks)


def test_a_sheet_begun_is_opened_again(team, sheet):
    answer = team.get(f"{BASE}nouvelle/{sheet.consultation.slug}/")

    assert answer.url == step(sheet)


def test_nothing_is_begun_of_a_draft(team):
    draft = make_consultation("draft")

    assert team.get(f"{BASE}nouvelle/{draft.slug}/").status_code == 403
    tasks = team.get(f"/gestion/concertations/{draft.slug}/").text
    assert re.search(r'id="sharing\.sheet"><span class="t-off">', tasks)


def test_the_list_offers_what_has_no_sheet_yet(team, sheet):
    waiting = make_consultation("open", title="Le plan vélo")
    make_consultation("draft", title="Pas commencée")

    page = team.get(BASE).text

    assert f"{BASE}nouvelle/{waiting.slug}/" in page
    assert f"{BASE}nouvelle/{sheet.consultation.slug}/" not in page
    assert "Pas commencée" not in page
    assert step(sheet) in page


def test_a_lead_is_offered_the_consultations_of_their_department(client):
    lead = make_staff("department_lead")
    department = make_department()
    make_member(lead, "department_lead", department=department)
    make_consultation("open", title="La nôtre", department=department)
    make_member(lead, "department_lead", consultation=make_consultation("open", title="À moi"))
    make_consultation("open", title="La leur", department=make_department())
    client.force_login(lead)

    page = client.get(BASE).text

    assert "La nôtre" in page and "À moi" in page
    assert "La leur" not in page


def test_without_sheet_nor_consultation_the_list_says_what_to_do(team):
    assert "Une fiche se commence dès" in team.get(BASE).text
    make_consultation("open")
    assert "déjà à moitié écrite" in team.get(BASE).text


def test_what_is_typed_wrong_is_said_at_its_field_and_kept(team, sheet):
    answer = team.post(step(sheet), typed(title="", euros="beaucoup", days="-1", again="Oui."))

    assert answer.status_code == 422
    page = answer.text
    assert "Erreur\u00a0: " in page
    for words in ("Donnez un titre", "Écrivez un nombre entier", "beaucoup", "Oui.</textarea>"):
        assert words in page
    assert Sheet.objects.get().content == sheet.content


def test_too_long_a_text_is_refused_and_nothing_is_lost(team, sheet):
    answer = team.post(step(sheet), typed(context="a" * 5001))

    assert answer.status_code == 422
    assert "a" * 5001 in answer.text


def test_the_script_keeps_what_is_typed_and_says_when(team, sheet):
    answer = team.post(step(sheet, "garder/"), typed(again="Oui."), headers={"X-Autosave": "1"})

    assert answer.json()["said"].startswith("Brouillon enregistré à ")
    assert Sheet.objects.get().content["again"] == "Oui."
    wrong = team.post(step(sheet, "garder/"), typed(title="", again="Non."))
    assert (wrong.status_code, wrong.content) == (204, b"")
    assert Sheet.objects.get().content["again"] == "Oui."


def test_each_figure_is_shown_as_it_would_leave(team, sheet):
    talked(make_component(sheet.consultation), 4)

    page = team.get(step(sheet, "chiffres/")).text

    assert "<b>moins de 10</b> personnes ont participé" in page
    assert "<b>4</b>" not in page
    assert "Propositions\u00a0: pas montré" in page


def test_a_figure_is_counted_again_on_its_own(team, sheet):
    component = make_component(sheet.consultation)
    talked(component, 12)
    team.post(step(sheet, "chiffres/"), {"keys": ["figures.participants"]})
    talked(component, 8)

    page = team.get(step(sheet, "chiffres/")).text
    assert "Il a changé depuis." in page
    assert "<b>12</b> personnes" in page

    team.post(
        step(sheet, "chiffres/"),
        {"keys": ["figures.participants"], "refresh": "figures.participants"},
    )
    assert OwnDisclosure.objects.get().value == 20


def test_a_figure_nobody_offers_is_refused(team, sheet):
    answer = team.post(step(sheet, "chiffres/"), {"keys": ["card.contact"]})

    assert answer.status_code == 422
    assert not OwnDisclosure.objects.exists()


def test_who_may_only_write_sees_the_figures_and_chooses_none(client, sheet):
    client.force_login(make_staff("project_officer"))

    page = client.get(step(sheet, "chiffres/")).text
    assert "choisissent les chiffres" in page and " disabled" in page
    answer = client.post(step(sheet, "chiffres/"), {"keys": ["figures.duration_days"]})
    assert answer.status_code == 403
    page = client.get(step(sheet, "publier/")).text
    assert "publient la fiche" in page
    data = {"seen": seen(page), "signature": "city"}
    assert client.post(step(sheet, "publier/"), data).status_code == 403
    assert not OwnSheet.objects.exists() and not OwnDisclosure.objects.exists()


def test_each_doubt_is_shown_and_confirmed_one_by_one(team, sheet):
    Sheet.objects.update(content={"result": "Voir lea@ville.fr, ou Hélène Vasseur-Toma."})
    page = team.get(step(sheet, "publier/")).text
    assert "2 passages peuvent désigner" in page
    assert "<mark>lea@ville.fr</mark>" in page
    marks = re.findall(r'name="confirmed" id="d-\d" value="(\w+)"', page)

    answer = publish(team, sheet, confirmed=marks[:1])
    assert answer.status_code == 422
    assert "confirmez un par un" in answer.text
    assert f'value="{marks[0]}" checked' in answer.text
    assert not OwnSheet.objects.exists()

    assert publish(team, sheet, confirmed=marks).status_code == 302
    assert OwnSheet.objects.count() == 1


def test_a_sheet_without_a_lesson_says_what_is_missing(team, sheet):
    Sheet.objects.update(content={"context": "Un parc."})

    answer = publish(team, sheet)

    assert answer.status_code == 422
    assert "Dites au moins le résultat" in answer.text


def test_a_sheet_changed_meanwhile_is_read_again_before_it_leaves(team, sheet):
    before = seen(team.get(step(sheet, "publier/")).text)
    team.post(step(sheet), typed(result="Tout autre chose."))

    answer = team.post(step(sheet, "publier/"), {"seen": before, "signature": "city"})

    assert answer.status_code == 422
    assert "Relisez-la" in answer.text and "Tout autre chose." in answer.text
    assert not OwnSheet.objects.exists()
    again = {"seen": seen(answer.text), "signature": "city"}
    assert team.post(step(sheet, "publier/"), again).status_code == 302


def test_the_name_of_who_signed_before_stays_unless_another_signs(client, team, sheet):
    publish(team, sheet, signature="mine")
    client.force_login(make_staff(full_name="Karim Benali"))

    page = client.get(step(sheet, "publier/")).text
    assert "Hélène Vasseur-Toma, Villeneuve" in page and "Karim Benali, Villeneuve" in page
    publish(client, sheet, signature="kept")
    assert OwnSheet.objects.get().by_label == "Hélène Vasseur-Toma"
    publish(client, sheet, signature="city")
    assert OwnSheet.objects.get().by_label == ""


def test_who_has_no_name_here_signs_for_the_city(client, sheet):
    client.force_login(make_staff())

    page = client.get(step(sheet, "publier/")).text

    assert 'value="mine"' not in page
    assert publish(client, sheet).status_code == 302


def test_taken_back_with_one_click_and_put_back_with_another(team, sheet):
    publish(team, sheet)

    page = team.post(step(sheet, "retirer/"), follow=True).text
    assert not OwnSheet.objects.exists()
    undo = step(sheet, "remettre/")
    assert f'action="{undo}"' in page

    team.post(undo)
    assert OwnSheet.objects.get().uid == sheet.uid


def test_the_team_is_told_that_the_club_hid_its_sheet_and_why(team, sheet):
    publish(team, sheet)

    def moderate():
        with public():
            SharedSheet.objects.update(hidden_at=timezone.now(), hidden_reason="Trop précis")

    outside(moderate)

    assert "Masquée par l’équipe du club" in team.get(BASE).text
    assert "Trop précis" in team.get(step(sheet, "publier/")).text


def test_once_the_consultation_is_gone_the_sheet_stays_with_its_dated_figures(team, sheet):
    team.post(step(sheet, "chiffres/"), {"keys": ["figures.duration_days"]})
    sheet.consultation.delete()

    assert "la concertation a été supprimée" in team.get(BASE).text
    page = team.get(step(sheet, "chiffres/")).text
    assert "On ne peut plus les compter à nouveau." in page
    assert "Actualiser" not in page and " checked" in page
    answer = team.post(
        step(sheet, "chiffres/"),
        {"keys": ["figures.duration_days"], "refresh": "figures.duration_days"},
    )
    assert answer.status_code == 422
    assert "on ne peut plus compter" in answer.text
    assert OwnDisclosure.objects.count() == 1

    team.post(step(sheet, "chiffres/"), {})
    assert not OwnDisclosure.objects.exists()
    assert "Aucun chiffre à partager" in team.get(step(sheet, "chiffres/")).text


def test_a_sheet_of_another_city_is_not_found(team):
    assert team.get(f"{BASE}7f9c24e8-3b1a-4c55-9d0e-2a6f1b7c8d90/").status_code == 404


def test_the_list_costs_a_fixed_number_of_queries(team, django_assert_num_queries):
    for _one in range(2):
        publish(team, make_sheet())
    make_consultation("open")
    team.get(BASE)
    with django_assert_num_queries(LIST):
        team.get(BASE)
    for _one in range(6):
        make_sheet()
        make_consultation("open")

    with django_assert_num_queries(LIST):
        team.get(BASE)


LIST = 6
