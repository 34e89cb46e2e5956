"""What each slice gives of itself, and what it does with what another city gave."""

from datetime import date, timedelta

import pytest

from agora.rules import SYSTEM
from participation.consultations.models import State
from participation.contributions.models import Contribution
from participation.pages.actions import install_defaults
from participation.pages.models import CharterArticle
from tenants.registries import Feature, features, parts
from tests.factories.blueprints import setup_facts
from tests.factories.consultations import (
    make_component,
    make_consultation,
)
from tests.factories.tools import make_debate, make_meeting

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


# --- Debates and meetings ----------------------------------------------------------------------
def _question(**changes):
    return {"module": 0, "title": "Une cour ouverte ?", "body": "", "instructions": ""} | changes


def test_questions_go_to_the_module_of_their_rank(draft):
    make_component(draft, kind="proposals")
    modules = [make_component(draft, kind="debates", title=name) for name in ("Un", "Deux")]
    load("debates", [_question(module=1), _question(module=7)], draft)

    word = Contribution.objects.get()
    assert (word.component, word.signature, word.author_kind) == (modules[1], "Villeneuve", "city")
    assert parts["debates"].export(draft) == [_question(module=1)]


def test_a_consultation_without_questions_or_meetings_gives_none(city):
    consultation = make_consultation()

    assert parts["debates"].export(consultation) is None
    assert parts["meetings"].export(consultation) is None
    assert parts["pages"].export(consultation) is None


def test_a_hidden_question_and_one_of_a_resident_stay(city):
    component = make_component(kind="debates")
    kept = make_debate(component, title="Celle de la ville")
    make_debate(component, title="Masquée", hidden_at=kept.created_at, hidden_article=1)
    make_debate(component, title="Retirée", status="withdrawn")

    given = parts["debates"].export(component.consultation)
    assert [one["title"] for one in given] == ["Celle de la ville"]


def test_meetings_move_with_the_first_day_and_say_no_place(draft):
    component = make_component(draft, kind="meetings")
    meeting = make_meeting(component, title="Ouverture")
    [facts] = parts["meetings"].export(draft)
    assert "Salle des fêtes" not in str(facts)

    facts |= {"day": 3, "at": "18:30", "minutes": 90, "module": 0}
    meeting.meeting.delete()
    load("meetings", [facts, facts | {"module": 4}], draft)

    made = Contribution.objects.exclude(pk=meeting.pk).get().meeting
    assert made.starts_at.isoformat() == "2027-03-04T17:30:00+00:00"
    assert made.ends_at - made.starts_at == timedelta(minutes=90)
    assert made.venue == ""


@pytest.mark.parametrize("changes", [{"at": "24:00"}, {"minutes": 0}, {"kind": "party"},
                                     {"venue": "Chez moi"}, {"day": 1.5}])  # fmt: skip
def test_a_meeting_of_another_shape_is_refused(city, changes):
    good = {"module": 0, "kind": "public", "title": "Ouverture", "body": "", "day": 0,
            "at": "18:30", "minutes": None, "capacity": None}  # fmt: skip
    assert parts["meetings"].check([good])[0].state == "created"

    with pytest.raises(ValueError, match="meetings"):
        parts["meetings"].check([good | changes])


def test_meetings_are_missing_where_the_tool_is_off(city):
    with features.lending("meetings", Feature("Réunions", default=False)):
        assert parts["meetings"].check([])[0].state == "missing"


# --- Pages -------------------------------------------------------------------------------------
def test_a_charter_is_compared_and_never_written(city, draft):
    install_defaults(actor=SYSTEM)
    mine = list(CharterArticle.objects.values_list("number", "body"))
    given = parts["pages"].export(draft)
    assert len(given) == len(mine)
    assert not any("<" in one["body"] for one in given)

    given[0]["body"] = "Leur règle à eux"
    assert [one.state for one in parts["pages"].check(given)] == ["adapted"]
    load("pages", given, draft)

    assert list(CharterArticle.objects.values_list("number", "body")) == mine
    assert "Leur règle à eux" in dict(parts["pages"].texts(given)).values()


# --- All ---------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", ["consultations", "debates", "meetings", "pages"])
@pytest.mark.parametrize("data", [None, [], {}, [{}], {"a": 1}, "texte", 3, [[]]])
def test_a_part_of_another_shape_is_refused_in_words(city, name, data):
    if data == [] and name != "consultations":
        return
    with pytest.raises(ValueError, match="mal formé"):
        parts[name].check(data)


@pytest.mark.parametrize("name", ["consultations"])
def test_a_field_nobody_named_is_refused(city, name):
    with pytest.raises(ValueError, match="mal formé"):
        parts[name].check(setup_facts(secret_note="Mirabelle"))
