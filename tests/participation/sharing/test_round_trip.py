"""A set-up given, taken up and given again is the same file, byte for byte."""

import os
import random
import time
import uuid

import pytest

from agora.context import current_city
from participation.consultations import blueprint as blueprint_of_consultations
from participation.consultations.blueprint import first_day
from participation.sharing.actions.blueprints import draft_from
from participation.sharing.composing import compose
from participation.sharing.queries.blueprints import files_of
from participation.sharing.rehearsal import rehearse
from tenants.disclosure.blueprints import Blueprint, read, write
from tests.factories.blueprints import a_setup
from tests.factories.people import make_staff

FULL = os.environ.get("AGORA_FUZZ") == "full"
SETUPS = 500 if FULL else 50


def given_again(consultation, first: Blueprint, *, came_from) -> bytes:
    files = [file.uid for file in files_of(consultation)]
    again = compose(
        consultation,
        title=first.title,
        summary=first.summary,
        ticked=files,
        version=first.version,
        uid=first.uid,
    )
    assert again.parent.uid == came_from
    return write(Blueprint(**{**vars(again), "parent": first.parent}))


@pytest.mark.slow
def test_export_load_export_is_byte_equal(city, figure):
    seed = os.environ.get("AGORA_FUZZ_SEED") or str(time.time_ns())
    agent = make_staff("project_officer")
    different = []
    weight = 0
    for number in range(SETUPS):
        dice = random.Random(f"{seed}:{number}")
        consultation = a_setup(dice)
        ticked = [file.uid for file in files_of(consultation)]
        uid = uuid.uuid4()
        blueprint = compose(
            consultation, title="Modèle", summary=consultation.summary, ticked=ticked, uid=uid
        )
        first = write(blueprint)
        weight += len(first)
        found = read(first)
        seen = rehearse(found)
        draft = draft_from(
            actor=agent,
            blueprint=found,
            usable=seen.parts,
            files=seen.files,
            title=f"Brouillon {number}",
            starts_on=first_day(consultation),
        )
        if given_again(draft, blueprint, came_from=uid) != first:
            different.append(number)
    figure("blueprint_round_trips", SETUPS, "set-ups", "500", ok=SETUPS == 500 or not FULL)
    figure("blueprint_round_trips_different", len(different), "files", "0", ok=not different)
    assert different == [], f"AGORA_FUZZ_SEED={seed}, {current_city().name}"
    assert weight > SETUPS * 500, "the set-ups say nothing"


def test_a_text_that_is_cleaned_once_too_little_is_seen(city, monkeypatch):
    dice = random.Random(7)
    consultation = a_setup(dice)
    consultation.objective = "<i>&lt;b&gt; gras</i>"
    blueprint = compose(consultation, title="Modèle")

    monkeypatch.setattr(blueprint_of_consultations, "plain", lambda text: text.upper())
    changed = compose(consultation, title="Modèle")

    assert blueprint.parts["consultations"]["objective"] == "gras"
    assert write(changed) != write(blueprint)
