"""The task list that gates publishing, and this slice's own points."""

from datetime import timedelta

import pytest
from django.utils import timezone

from participation.consultations import readiness
from tests.factories.consultations import (
    make_component,
    make_consultation,
    make_department,
    make_phase,
    make_sector,
)
from tests.factories.people import make_staff

pytestmark = pytest.mark.usefixtures("city")


def points(consultation):
    return {point.key: point for point in readiness.points(consultation)}


def test_an_empty_draft_says_what_is_missing_everywhere():
    found = points(
        make_consultation(state="draft", objective="", how_decided="", starts_on=None, ends_on=None)
    )

    assert found["identity"].state == "todo"
    assert "objectif" in found["identity"].detail
    assert found["decided"].state == "todo"
    assert found["dates"].state == "todo"
    assert found["phases"].detail == "Ajoutez au moins une étape."
    assert found["tools"].state == "todo"
    assert found["animation"].state == "blocked"
    assert found["owner"].detail == "Choisissez d’abord la date."
    assert found["documents"].required is False


def test_a_department_is_asked_and_the_sector_may_be_the_whole_city():
    consultation = make_consultation(state="draft")
    assert "direction porteuse" in points(consultation)["identity"].detail
    consultation.department = make_department()
    assert "Toute la ville" in points(consultation)["identity"].detail
    consultation.sector = make_sector("La Gare")
    assert "La Gare" in points(consultation)["identity"].detail


def test_each_step_wants_its_animation():
    consultation = make_consultation(state="draft")
    make_phase(consultation, title="Étude")

    assert "« Étude »" in points(consultation)["animation"].detail.replace("\u00a0", " ")
    consultation.phases.update(animation="Marché")
    assert points(consultation)["animation"].state == "done"


def test_overlaps_are_permitted_and_said():
    consultation = make_consultation(state="draft")
    make_phase(consultation, start=0, end=9)
    make_phase(consultation, start=5, end=12)

    point = points(consultation)["phases"]

    assert point.state == "done"
    assert "c’est permis" in point.detail


def test_all_done_leaves_nothing_missing():
    consultation = make_consultation(
        state="draft",
        department=make_department(),
        grid="Bruit",
        communication_plan="Affiches",
        cover_alt="Un parc",
        restitution_due_on=timezone.localdate() + timedelta(days=90),
        restitution_owner=make_staff(full_name="Samira B."),
    )
    make_component(consultation, phases=[make_phase(consultation, animation="Marché")])

    found = points(consultation)

    assert readiness.missing(consultation) == []
    assert found["owner"].detail == "Samira B."
    assert found["grid"].detail == "1 code."
    assert [title for title, _ in readiness.sections(list(found.values()))] == [
        "1. Dire de quoi il s’agit",
        "2. Organiser",
        "3. Faire savoir",
        "4. Promettre la réponse",
        "5. Transmettre",
    ]


def test_a_promise_without_a_person_waits_for_one():
    found = points(make_consultation(state="draft", restitution_due_on=timezone.localdate()))

    assert found["promise"].state == "done"
    assert (found["owner"].state, found["owner"].detail) == ("todo", "Une personne de l’équipe.")
