"""The public calculator: everything in the address, nothing kept."""

import io
from datetime import date

import pytest
from django.core.cache import caches
from pypdf import PdfReader

from agora.rules import SYSTEM
from billing import clock
from billing.actions.prices import set_grid
from billing.models import Provider, Quote
from billing.views import calculator

ASKED = "?population=24300&starts_on=2026-08-01&training_days=1&advice_days=&renewals=3"


@pytest.fixture
def grid(books):
    set_grid(actor=SYSTEM, valid_from=date(2026, 1, 1))


@pytest.fixture(autouse=True)
def june():
    with clock.at(date(2026, 6, 10)):
        yield


def test_anyone_may_ask_and_no_cookie_is_left(console, grid):
    for where in ("/tarifs/", f"/tarifs/{ASKED}", f"/tarifs/devis.pdf{ASKED}"):
        answer = console.get(where)
        assert answer.status_code == 200
        assert not answer.cookies
    assert not Quote.objects.exists()


def test_each_line_is_said_apart_with_the_whole_and_the_threshold(console, grid):
    page = console.get(f"/tarifs/{ASKED}").text

    for said in (
        "11\u202f000\u00a0€",  # a year
        "0,45\u00a0€",  # an inhabitant
        "2\u202f900,00\u00a0€",  # set-up
        "2\u202f766,58\u00a0€",  # hosting until 31 December
        "1\u202f844,38\u00a0€",  # maintenance
        "153/365 jours",
        "8\u202f710,96\u00a0€",  # the first year
        "41\u202f710,96\u00a0€",  # four years
        "C’est moins que le seuil de dispense de 60\u202f000,00\u00a0€",
    ):
        assert said in page
    assert page.count("btn-main") == 1
    assert "<script>" not in page


def test_above_the_threshold_says_what_the_law_asks(console, grid):
    page = console.get(f"/tarifs/{ASKED}".replace("24300", "120 000")).text

    assert "votre commune doit mettre en concurrence" in page


def test_a_large_city_is_on_quote(console, grid):
    where = f"/tarifs/{ASKED}".replace("24300", "250000")
    page = console.get(where).text

    assert "Sur devis" in page
    assert "facturation@agora.example" in page
    assert "Télécharger" not in page
    assert console.get(where.replace("/tarifs/", "/tarifs/devis.pdf")).status_code == 404


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("24300", ""), "Écrivez un nombre d’habitants"),
        (("24300", "-3"), "Écrivez un nombre d’habitants"),
        (("24300", "99999999999999999999"), "Écrivez un nombre d’habitants"),
        (("2026-08-01", "2026-02-30"), "Cette date n’existe pas"),
        (("2026-08-01", "2046-01-01"), "dans les trois ans"),
        (("training_days=1", "training_days=1e9"), "Comptez par demi-journées"),
        (("renewals=3", "renewals=77"), "77"),
    ],
)
def test_what_makes_no_sense_is_said_at_its_field(console, grid, change, said):
    answer = console.get(f"/tarifs/{ASKED}".replace(*change))

    assert answer.status_code == 422
    assert said in answer.text


def test_without_a_grid_the_page_says_so(console, books):
    assert "Les tarifs paraîtront ici bientôt" in console.get("/tarifs/").text


def test_without_us_there_is_no_paper(console, grid):
    Provider.objects.all().delete()

    assert console.get(f"/tarifs/{ASKED}").status_code == 200
    assert console.get(f"/tarifs/devis.pdf{ASKED}").status_code == 404


def test_the_paper_is_one_page_that_nobody_signs(console, grid):
    answer = console.get(f"/tarifs/devis.pdf{ASKED}")

    read = PdfReader(io.BytesIO(answer.content))
    text = read.pages[0].extract_text()
    assert len(read.pages) == 1
    assert "indicatif" in text
    assert "Bon pour accord" not in text
    assert "41\u00a0710,96" in text
    assert answer["Cache-Control"] == "public, max-age=600"


def test_the_same_answers_are_drawn_once_and_too_many_are_put_off(console, grid, monkeypatch):
    caches["local"].clear()
    monkeypatch.setattr(calculator, "DRAWN_A_MINUTE", 1)

    assert console.get(f"/tarifs/devis.pdf{ASKED}").status_code == 200
    assert console.get(f"/tarifs/devis.pdf{ASKED}").status_code == 200
    late = console.get(f"/tarifs/devis.pdf{ASKED}".replace("24300", "24301"))
    assert (late.status_code, late["Retry-After"]) == (429, "60")


def test_a_single_year_is_told_in_the_singular(console, grid):
    page = console.get(f"/tarifs/{ASKED}".replace("renewals=3", "renewals=0")).text

    assert "Sur 1 an" in page
    assert "Une seule année" in page
