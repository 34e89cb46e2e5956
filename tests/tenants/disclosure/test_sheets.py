"""How a sheet reads: its calendar as steps, its figures with their words, nothing said twice."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from tenants.disclosure.levels import HIDDEN
from tenants.disclosure.sheets import KINDS, SECTIONS, Figure, Read, figures_of, words_of

AT = datetime(2026, 10, 12, tzinfo=UTC)


def row(key, value):
    return SimpleNamespace(key=key, value=value, computed_at=AT)


def keys(read):
    return [section.key for section, _text in read.sections]


def test_sections_read_in_their_order_and_empty_ones_are_left_out():
    content = {"result": "Il rouvre.", "context": "Un parc.", "again": " ", "euros": 0}

    assert keys(Read("Le parc", content, [])) == ["context", "cost", "result"]


def test_a_short_aim_stands_under_the_title_and_a_long_one_in_its_section():
    short, long = Read("", {"aim": "Rouvrir."}, []), Read("", {"aim": "Rouvrir. " * 60}, [])

    assert (short.lead, keys(short)) == ("Rouvrir.", [])
    assert (long.lead, keys(long)) == ("", ["aim"])
    assert Read("", {"aim": "Rouvrir.\n\nVite."}, []).lead == ""


@pytest.mark.parametrize(
    ("line", "when", "what"),
    [
        ("3 mars\u00a0: Déposer", "3 mars", "Déposer"),
        ("3 mars : Voter : à la mairie", "3 mars", "Voter : à la mairie"),
        ("Voter dans la cour", "", "Voter dans la cour"),
        ("à 18:30", "", "à 18:30"),
    ],
)
def test_each_line_of_the_calendar_is_a_step(line, when, what):
    [step] = Read("", {"calendar": f"\n{line}\n\n"}, []).steps

    assert (step.when, step.what) == (when, what)


@pytest.mark.parametrize(("days", "said"), [(14, "14"), (2.5, "2,5"), (0, "0")])
def test_days_of_work_are_written_as_people_say_them(days, said):
    read = Read("", {"days": days}, [])

    assert read.has_cost
    assert read.days_words == said


def test_figures_bear_the_words_of_their_registration_in_their_order():
    found = figures_of(
        [row("figures.duration_days", 31), row("figures.participants", 12), row("card.place", [])]
    )

    assert [(one.name, one.number, one.at) for one in found] == [
        ("participants", 12, AT),
        ("duration_days", 31, AT),
    ]
    assert str(found[0].label) == "personnes ont participé"


def test_a_promised_figure_that_is_out_no_more_is_gone_and_an_unknown_one_is_nothing():
    [gone] = figures_of([], ["figures.participants", "figures.never_heard_of", 7])

    assert (gone.name, gone.is_gone, gone.is_small, gone.number) == (
        "participants", True, False, None,
    )  # fmt: skip


def test_a_small_figure_says_so_and_a_zero_is_a_number():
    assert Figure("figures.x", "x", value=HIDDEN).is_small
    assert Figure("figures.x", "x", value={"cells": {"a": None}, "total": None}).is_small
    zero = Figure("figures.x", "x", value=0)
    assert not zero.is_small and not zero.is_gone and zero.number == 0


def test_a_table_is_drawn_when_two_lines_can_be_shown():
    drawn = Figure("figures.x", "x", value={"cells": {"a": 12, "b": None, "c": 40}, "total": 60})
    alone = Figure("figures.x", "x", value={"cells": {"a": 12, "b": None}, "total": None})

    assert drawn.rows == [("c", 40), ("a", 12)]
    assert drawn.hides
    assert alone.rows == []
    assert Read("", {}, [drawn, alone]).charts == [drawn]


def test_search_reads_every_text_and_no_number():
    content = {"again": "Oui.", "context": "Un parc.", "euros": 900, "figures": ["figures.x"]}

    assert words_of(content) == "Un parc.\nOui."


def test_every_section_and_kind_has_a_name():
    assert len({section.key for section in SECTIONS}) == 11
    assert all(str(section.label) for section in SECTIONS)
    assert all(str(label) for label in KINDS.values())
