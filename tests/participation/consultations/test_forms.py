"""Filters and forms."""

import pytest

from participation.consultations.forms.calendar import ToolForm, action_label
from participation.consultations.forms.facts import IdentityForm
from participation.consultations.forms.filters import ConsultationFilter, StaffFilter
from tests.factories.consultations import make_consultation, make_sector

pytestmark = pytest.mark.usefixtures("city")


def test_unknown_values_are_not_filters_and_valid_ones_become_chips():
    sector = make_sector("Les Berges")
    form = ConsultationFilter({"secteur": str(sector.pk), "etat": "zzz", "q": "parc"})

    assert form.chosen() == {"secteur": sector, "q": "parc"}
    labels = [(chip["label"], chip["url"]) for chip in form.chips()]
    assert ("«\u00a0parc\u00a0»", f"?secteur={sector.pk}") in labels
    assert ("Les Berges", "?q=parc") in labels


def test_a_choice_is_named_by_its_words():
    form = StaffFilter({"etat": "draft"})

    assert [chip["label"] for chip in form.chips()] == ["Brouillon"]


def test_identity_asks_for_title_objective_and_organiser():
    form = IdentityForm({"kind": "consultation"}, instance=make_consultation())

    assert not form.is_valid()
    assert {"title", "objective", "organiser"} <= set(form.errors)


def test_tools_are_offered_when_they_do_something():
    assert [key for key, _label in ToolForm().fields["kind"].choices][:1] == ["proposals"]
    assert action_label("support") == "soutenir"
    assert action_label("dance") == "dance"
