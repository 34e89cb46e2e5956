"""Sheets in the club: what members read, what the web reads, and nothing once it is taken back."""

import uuid

import pytest
from django.utils import timezone

from agora.context import club, public
from tenants.models import Disclosure, SharedBlueprint, SharedSheet
from tests.factories.club import grant, make_topic
from tests.factories.sheets import make_figure, make_shared_sheet
from tests.harness.clients import outside


@pytest.fixture
def reader(club_browser, member_a):
    return club_browser(member_a)


@pytest.fixture
def sheet(cities, member_a):
    return make_shared_sheet(cities["montclair"].id, by_label="Bastien Ferrol")


def changed(sheet, **fields):
    with public():
        SharedSheet.objects.filter(pk=sheet.pk).update(**fields)


def address(sheet):
    return f"/fiches/{sheet.uid}/"


# --- One sheet, for members ----------------------------------------------------------------------


def test_a_member_reads_all_of_a_sheet(reader, sheet):
    changed(sheet, content=sheet.content | {
        "context": "Un parc fermé.\n\nDix ans.",
        "calendar": "3 mars\u00a0: Déposer\nVoter dans la cour",
        "euros": 12500,
        "days": 14.5,
    })  # fmt: skip
    make_figure(sheet, "participants", 2310)
    make_figure(sheet, "comments", {"below": 10})
    make_figure(sheet, "cost_per_participant", 5.41)

    page = reader.get(address(sheet)).text

    assert '<h1 class="mt">Le parc rouvre</h1>' in page
    assert "<p>Dix ans.</p>" in page
    assert '<span class="when">3 mars</span><h3>Déposer</h3>' in page
    assert "<h3>Voter dans la cour</h3>" in page
    assert "<b>2\u202f310</b><span>personnes ont participé" in page
    assert "moins de 10 commentaires" in page
    assert "<b>5,41\u00a0€</b><span>par personne" in page
    assert "12\u202f500\u00a0€" in page and "<b>14,5</b>" in page
    assert "Ce que Montclair referait, ou pas" in page
    assert "<footer>Bastien Ferrol, Montclair</footer>" in page
    assert "Agent qui ne paraît pas" not in page


def test_what_cities_write_is_text_and_never_markup(reader, sheet):
    changed(sheet, title="<script>alert(1)</script>", content={
        "again": "<img src=x onerror=alert(1)>",
        "calendar": "<b>1 mai</b> : <i>Déposer</i>",
    })  # fmt: skip

    page = reader.get(address(sheet)).text

    for evil in ("<script>alert", "<img src=x", "<i>Déposer"):
        assert evil not in page
    assert "&lt;img src=x" in page


def test_a_figure_taken_back_says_so_and_never_its_old_value(reader, sheet):
    changed(sheet, content=sheet.content | {"figures": ["figures.participants"]})
    figure = make_figure(sheet, "participants", 2310)
    assert "2\u202f310" in reader.get(address(sheet)).text

    with public():
        Disclosure.objects.filter(pk=figure.pk).delete()

    page = reader.get(address(sheet)).text
    assert 'id="chiffre-participants"' in page
    assert "La ville a retiré ce chiffre." in page
    assert "2\u202f310" not in page


def test_a_table_with_two_lines_to_show_is_drawn_and_its_hidden_lines_are_not_told(reader, sheet):
    table = {"cells": {"Propositions": 120, "Débats": 40, "Réunions": None, "Vote": None}}
    make_figure(sheet, "contributions", table | {"total": 175})

    page = reader.get(address(sheet)).text

    assert "<b>175</b><span>contributions" in page
    assert "<figcaption>Contributions</figcaption>" in page
    assert "<svg" in page and ">120<" in page
    assert "moins de dix personnes ne sont pas montrées" in page


def test_a_table_with_one_line_is_a_number_alone(reader, sheet):
    make_figure(sheet, "contributions", {"cells": {"Propositions": 12}, "total": 12})

    assert "<figcaption>Contributions</figcaption>" not in reader.get(address(sheet)).text


def test_figures_of_another_city_with_the_same_reference_do_not_mix(reader, sheet, cities):
    twin = make_shared_sheet(cities["villeneuve"].id, subject_ref=sheet.subject_ref)
    make_figure(twin, "participants", 7777)

    assert "7\u202f777" not in reader.get(address(sheet)).text


def test_the_blueprint_and_the_talk_about_it_stand_beside(reader, sheet, member_b, cities):
    with public():
        for version, withdrawn in ((1, None), (2, None), (3, timezone.now())):
            SharedBlueprint.objects.create(
                uid=uuid.UUID(int=7), version=version, city_id=cities["montclair"].id,
                city_name="Montclair", title=f"Budget des écoles {version}", manifest={},
                content=b"x", size=1, sha256="0", by_label="", sheet_uid=sheet.uid,
                withdrawn_at=withdrawn,
            )  # fmt: skip

    def talk():
        with club():
            make_topic(member_b, "Et l’urne ?", about_kind="sheet", about_uid=sheet.uid)
            make_topic(
                member_b, "Caché", about_kind="sheet", about_uid=sheet.uid,
                hidden_at=timezone.now(),
            )  # fmt: skip
            make_topic(member_b, "Autre chose", about_kind="blueprint", about_uid=sheet.uid)

    outside(talk)

    page = reader.get(address(sheet)).text

    assert "Budget des écoles 2" in page
    assert "Budget des écoles 1" not in page and "Budget des écoles 3" not in page
    assert "Et l’urne" in page
    assert "Caché" not in page and "Autre chose" not in page


def test_a_hidden_sheet_is_a_placeholder_with_its_reason(reader, sheet):
    changed(sheet, hidden_at=timezone.now(), hidden_reason="Nomme une habitante")

    page = reader.get(address(sheet)).text

    assert "Nomme une habitante" in page
    assert "L’urne en bois" not in page and "Le parc rouvre" not in page


def test_a_sheet_that_never_was_is_not_found(reader):
    assert reader.get(f"/fiches/{uuid.uuid4()}/").status_code == 404


# --- On the web ----------------------------------------------------------------------------------


def test_a_public_sheet_is_read_by_anybody_with_the_sentence_to_copy(club_browser, sheet, member_b):
    changed(sheet, public=True)
    make_figure(sheet, "participants", 2310)

    def talk():
        with club():
            make_topic(member_b, "Entre nous", about_kind="sheet", about_uid=sheet.uid)

    outside(talk)

    answer = club_browser().get(address(sheet))
    page = answer.text

    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-cache"
    assert "2\u202f310" in page and "L’urne en bois." in page
    assert "CC BY-SA 4.0" in page
    assert f'<link rel="canonical" href="http://club.localhost{address(sheet)}">' in page
    assert "«\u00a0Le parc rouvre\u00a0», fiche d’expérience de Bastien Ferrol, Montclair" in page
    assert "Entre nous" not in page and "En parler" not in page
    assert "/sujets/" not in page


def test_taken_back_it_is_gone_from_the_web_at_the_next_request(club_browser, sheet):
    changed(sheet, public=True)
    visitor = club_browser()
    assert visitor.get(address(sheet)).status_code == 200

    with public():
        SharedSheet.objects.filter(pk=sheet.pk).delete()

    answer = visitor.get(address(sheet))
    assert answer.status_code == 302
    assert answer["Cache-Control"] == "no-cache"


def test_hidden_by_moderation_it_is_not_found_on_the_web(club_browser, sheet):
    changed(sheet, public=True, hidden_at=timezone.now(), hidden_reason="Nomme une habitante")

    answer = club_browser().get(address(sheet))

    assert answer.status_code == 404
    assert "L’urne en bois" not in answer.text and "Nomme une habitante" not in answer.text


def test_a_visitor_is_told_the_same_of_a_members_sheet_and_of_none(club_browser, sheet):
    visitor = club_browser()
    unknown = uuid.uuid4()

    theirs, none = visitor.get(address(sheet)), visitor.get(f"/fiches/{unknown}/")

    assert theirs.status_code == none.status_code == 302
    assert theirs.url.replace(str(sheet.uid), "-") == none.url.replace(str(unknown), "-")
    assert "L’urne en bois" not in theirs.text


def test_whoever_was_let_out_reads_what_is_on_the_web_and_no_more(
    club_browser, sheet, member_a, cities
):
    gone = club_browser(member_a)

    grant(cities["villeneuve"], member_a.staff_uid, active=False)
    assert gone.get(address(sheet)).status_code == 403

    changed(sheet, public=True)
    page = gone.get(address(sheet)).text
    assert "L’urne en bois" in page and "En parler" not in page


# --- The list ------------------------------------------------------------------------------------


def test_the_list_is_for_members(club_browser):
    assert club_browser().get("/fiches/").status_code == 302


def test_the_list_shows_each_sheet_with_its_large_figures(reader, sheet):
    make_figure(sheet, "participants", 2310)
    make_figure(sheet, "duration_days", 31)

    answer = reader.get("/fiches/")
    page = answer.text

    assert f'href="{address(sheet)}"' in page
    assert "Montclair" in page and "Concertation" in page
    assert "2\u202f310" in page
    assert "jours, du premier" not in page
    assert answer["Cache-Control"] == "no-cache"


def test_without_a_sheet_the_page_says_how_to_write_the_first(reader):
    page = reader.get("/fiches/").text

    assert "Partager notre expérience" in page
    assert ">0<" not in page


def test_filters_that_match_nothing_can_be_removed(reader, sheet):
    page = reader.get("/fiches/?q=piscine&module=meetings").text

    assert "Aucune fiche ne correspond" in page
    assert "«\u00a0piscine\u00a0»" in page
    assert 'href="?module=meetings"' in page
    assert "Le parc rouvre" not in page


def test_the_list_costs_as_many_queries_for_twelve_sheets_as_for_two(
    reader, cities, django_assert_num_queries
):
    for number in range(2):
        make_figure(
            make_shared_sheet(cities["montclair"].id, f"Fiche {number}"), "participants", 20
        )
    reader.get("/fiches/")
    with django_assert_num_queries(LIST):
        reader.get("/fiches/?module=proposals")
    for number in range(10):
        make_figure(
            make_shared_sheet(cities["villeneuve"].id, f"Autre {number}"), "participants", 20
        )

    with django_assert_num_queries(LIST):
        reader.get("/fiches/?module=proposals")


def test_a_sheet_costs_a_fixed_number_of_queries(reader, sheet, django_assert_num_queries):
    for name in ("participants", "supports", "comments", "meetings"):
        make_figure(sheet, name, 20)
    reader.get(address(sheet))

    with django_assert_num_queries(ONE):
        reader.get(address(sheet))


LIST, ONE = 7, 8
