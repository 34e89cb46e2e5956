"""How a manifest reads: weeks, what one receives, how it goes to one's own city."""

from club_utilisateurs.library import Reading, figures_of
from tenants.models import Disclosure
from tenants.registries import Disclosed, disclosures, module_labels
from tests.factories.blueprints import setup_facts


def reading(**facts):
    return Reading({"parts": {"consultations": setup_facts(**facts)}, "files": {}})


def test_days_are_told_by_the_day_then_by_the_week():
    phases = [
        {"title": "Avant", "description": "", "animation": "", "first": -3, "last": None},
        {"title": "Un", "description": "", "animation": "", "first": 0, "last": 6},
        {"title": "Trois", "description": "", "animation": "", "first": 14, "last": 20},
    ]

    assert [one.when for one in reading(phases=phases).steps] == ["Avant", "Jour 1", "Semaine 3"]


def test_its_length_is_that_of_its_last_day():
    assert reading(length=6, phases=[]).weeks_words == "1 semaine"
    assert reading(length=None).weeks_words == "6 semaines"
    assert reading(length=120).weeks_words == "18 semaines"


def test_it_counts_what_one_receives():
    found = Reading(
        {
            "parts": {
                "consultations": setup_facts(grid="Ombre\n\nBruit", communication_plan="Affiches"),
                "debates": [{}, {}],
                "pages": [{}],
            },
            "files": {"a": "b"},
        }
    ).received

    assert found == [
        "2 étapes, dates à caler",
        "1 module et ses règles",
        "Grille d’analyse, 2 codes",
        "2 questions à débattre",
        "1 document",
        "1 article de charte, à comparer",
        "Plan de communication",
        "Textes de présentation, à adapter",
    ]


def test_it_goes_to_a_city_by_the_tools_she_uses():
    assert reading().fit([]) is None
    assert reading().fit(["proposals"]).unused == []
    fit = reading().fit(["meetings"])
    assert (fit.good, fit.total, fit.unused) == (2, 3, [module_labels()["proposals"]])


def test_a_manifest_of_another_shape_tells_nothing():
    empty = Reading({"parts": {"consultations": ["x"]}})

    assert (empty.steps, empty.received, empty.tools, empty.weeks) == ([], [], [], 1)
    assert Reading({"parts": 3}).received == []


def test_figures_read_as_they_left():
    item = Disclosed("voix", "", "", lambda _: 1, level="aggregate", unit="€")
    rows = [
        (1_400, "1\u00a0400\u00a0€"),
        ({"below": 10}, "moins de 10"),
        ({"cells": {"a": 12}, "total": 12}, "12\u00a0€"),
        ({"cells": {"a": None}, "total": None}, "moins de 10"),
        (["liste"], None),
    ]
    for value, said in rows:
        with disclosures.lending("figures.voices", item):
            shown = figures_of([Disclosure(key="figures.voices", value=value)])
        found = [(one.value.replace("\u202f", "\u00a0"), one.is_small) for one in shown]
        assert found == ([] if said is None else [(said, "moins" in said)])
