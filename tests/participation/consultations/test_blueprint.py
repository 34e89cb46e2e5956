"""What a consultation gives of itself, and what it takes from another city."""

from datetime import date, timedelta

import pytest
from PIL import Image

from agora.accounts.models import IdentityLevel
from agora.files import gateway
from agora.rules import SYSTEM
from participation.consultations.models import State
from participation.contributions.models import Contribution
from participation.sharing.rehearsal import rehearse
from tenants.registries import Feature, features, parts
from tests.factories.blueprints import make_blueprint, setup_facts
from tests.factories.consultations import (
    make_consultation,
    make_phase,
    make_theme,
)

FIRST = date(2027, 3, 1)


def shift(days):
    return FIRST + timedelta(days=days)


def states(found):
    return {(one.state, one.label) for one in found}


def load(name, data, consultation, files=None):
    parts[name].load(SYSTEM, consultation, data, shift, files or {})


@pytest.fixture
def draft(city):
    return make_consultation(State.DRAFT, starts_on=FIRST, ends_on=FIRST, organiser="Villeneuve")


def _question(**changes):
    return {"module": 0, "title": "Une cour ouverte ?", "body": "", "instructions": ""} | changes


def test_days_are_counted_from_the_first_day_or_the_first_step(city):
    consultation = make_consultation(starts_on=None, ends_on=None)
    make_phase(consultation, start=-5, end=5)
    make_phase(consultation, start=2, end=None)
    facts = parts["consultations"].export(consultation, ())

    assert [(one["first"], one["last"]) for one in facts["phases"]] == [(0, 10), (7, None)]
    assert facts["length"] is None


def test_a_step_that_ends_before_it_begins_is_refused(city):
    facts = setup_facts()
    facts["phases"][0] |= {"first": 5, "last": 2}

    with pytest.raises(ValueError, match="phases"):
        parts["consultations"].check(facts)


def test_what_is_unknown_here_is_adapted_not_dropped_in_silence(city, draft):
    make_theme("Écoles")
    facts = setup_facts(kind="assembly", themes=["écoles", "Radio"])
    facts["components"][0]["levels"] = {"contribute": "fingerprint", "support": "sms"}
    found = states(parts["consultations"].check(facts))
    assert {("adapted", "Thèmes"), ("adapted", "Type de démarche"),
            ("adapted", "Qui peut participer")} <= found  # fmt: skip

    load("consultations", facts, draft)

    assert draft.kind == "consultation"
    assert [str(one) for one in draft.themes.all()] == ["Écoles"]
    assert draft.components.get().settings == {"levels": {"support": IdentityLevel.SMS.code}}


def test_a_step_that_opens_only_unknown_actions_opens_nothing(draft):
    facts = setup_facts()
    facts["components"][0]["openings"] = [
        {"phase": 0, "actions": ["sing"]},
        {"phase": 1, "actions": ["sing", "support"]},
        {"phase": 9, "actions": []},
    ]
    load("consultations", facts, draft)

    [opening] = draft.components.get().openings.all()
    assert (opening.phase.title, opening.actions) == ("Déposer des idées", ["support"])


def test_a_tool_switched_off_here_is_said_and_the_rest_is_taken(draft):
    facts = setup_facts()
    facts["components"].insert(0, {
        "kind": "debates", "title": "Le débat", "introduction": "", "levels": {}, "openings": [],
    })  # fmt: skip
    with features.lending("debates", Feature("Débats", default=False)):
        found = {one.label: one for one in parts["consultations"].check(facts)}
        assert found["Module « Le débat »"].state == "missing"
        assert "coupé dans votre ville" in found["Module « Le débat »"].detail
        assert found["Module « Vos idées »"].state == "created"
        assert [one.state for one in parts["debates"].check([_question()])] == ["missing"]
        load("consultations", facts, draft)
        load("debates", [_question()], draft)

    assert [one.kind for one in draft.components.all()] == ["proposals"]
    assert Contribution.objects.count() == 0


def _document(name="plan.txt"):
    return {"file": f"{'0' * 8}-0000-0000-0000-{'0' * 12}.txt", "name": name, "title": "Le plan",
            "description": ""}  # fmt: skip


def test_a_document_is_kept_under_its_name_and_one_without_bytes_is_not(draft):
    facts = setup_facts(documents=[_document(), _document("autre.txt")])
    facts["documents"][1]["file"] = facts["documents"][1]["file"].replace("0.txt", "1.txt")
    load("consultations", facts, draft, {facts["documents"][0]["file"]: b"Un plan."})

    [document] = draft.documents.select_related("file")
    assert (document.title, document.file.name) == ("Le plan", "plan.txt")
    assert {one.label for one in parts["consultations"].check(facts)} >= {"2 documents"}


def test_a_photo_is_drawn_again_and_loses_what_it_knew(draft, tmp_path):
    photo = tmp_path / "a.jpg"
    exif = Image.Exif()
    exif[0x010E] = "Chez Mirabelle"
    Image.new("RGB", (64, 48), "teal").save(photo, "JPEG", exif=exif)
    assert b"Chez Mirabelle" in photo.read_bytes()
    name = _document()["file"].replace(".txt", ".jpg")
    facts = setup_facts(documents=[_document("photo.jpg") | {"file": name}])

    load("consultations", facts, draft, {name: photo.read_bytes()})

    file = draft.documents.get().file
    assert file.extension == "webp"
    assert b"Mirabelle" not in b"".join(gateway.read(file.key()))


def test_a_document_that_is_not_what_it_says_is_missing_and_the_rest_offered(city):
    name = _document()["file"].replace(".txt", ".pdf")
    seen = rehearse(make_blueprint(files={name: b"MZ program"}))

    assert seen.files == {}
    assert seen.can_begin
    assert [one.state for one in seen.findings if one.label == "Un document"] == ["missing"]
