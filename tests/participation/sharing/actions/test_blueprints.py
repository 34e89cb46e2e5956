"""Giving and taking, as actions: who may, and what is kept in the journal."""

from datetime import date

import pytest

from agora.action import CityRests
from agora.audit.models import Entry
from agora.rules import SYSTEM, Refused
from participation.consultations.models import Consultation
from participation.sharing.actions.blueprints import draft_from, keep_file, publish_blueprint
from participation.sharing.composing import compose
from tenants.disclosure.blueprints import BlueprintError
from tenants.models import OwnBlueprint
from tests.factories.blueprints import make_blueprint, setup_facts
from tests.factories.consultations import make_consultation
from tests.factories.people import make_staff, make_user


def take(actor, blueprint, **facts):
    given = {
        "title": "Chez nous",
        "starts_on": date(2027, 4, 5),
        "usable": blueprint.parts,
        "files": {},
    }
    return draft_from(actor=actor, blueprint=blueprint, **given | facts)


def test_whoever_begins_consultations_takes_one_up_even_without_rights_on_others(city):
    draft = take(make_staff("department_lead"), make_blueprint())

    assert draft.phases.count() == 2
    assert "blueprint.drafted" in Entry.objects.values_list("verb", flat=True)


@pytest.mark.parametrize("role", ["communication", ""])
def test_others_do_not(city, role):
    person = make_staff(role) if role else make_user()
    with pytest.raises(Refused):
        take(person, make_blueprint())
    with pytest.raises(Refused):
        publish_blueprint(
            actor=person, consultation=make_consultation(), blueprint=make_blueprint()
        )
    with pytest.raises(Refused):
        keep_file(actor=person, content=b"")
    assert Consultation.objects.filter(title="Chez nous").count() == 0


def test_a_load_that_fails_leaves_nothing(city):
    hostile = setup_facts()
    del hostile["phases"]
    with pytest.raises(KeyError):
        take(make_staff(), make_blueprint(), usable={"consultations": hostile})

    assert Consultation.objects.count() == 0


def test_a_file_whose_signature_does_not_hold_is_not_kept(city):
    with pytest.raises(BlueprintError):
        keep_file(actor=SYSTEM, content=b"n'importe quoi")


def test_the_journal_names_the_consultation_and_no_text(city):
    director = make_staff("director")
    consultation = make_consultation()
    blueprint = compose(consultation, title="Mirabelle", summary="Mirabelle")
    publish_blueprint(actor=director, consultation=consultation, blueprint=blueprint)

    assert OwnBlueprint.objects.get().title == "Mirabelle"
    verbs = Entry.objects.filter(verb__in=("blueprint.published", "club.blueprint_shared"))
    assert verbs.count() == 2
    assert "Mirabelle" not in str(list(verbs.values()))


def test_a_city_at_rest_takes_nothing_up(city, monkeypatch):
    monkeypatch.setattr("agora.action.city_rests", lambda: True)
    with pytest.raises(CityRests):
        take(make_staff(), make_blueprint())
