"""What sharing offers to the storeys below."""

import pytest

from agora.action import verbs
from agora.audit.registries import sentences
from agora.context import enter
from participation.consultations.readiness import BLOCKED, DONE, TODO
from participation.consultations.registries import readiness
from participation.sharing.actions import blueprints, sheets
from participation.sharing.actions.sheets import publish_sheet
from tenants.models import OwnBlueprint, OwnSheet
from tenants.registries import shared_pages
from tests.factories.consultations import make_consultation
from tests.factories.people import make_staff
from tests.factories.sheets import make_sheet


def point(name, consultation):
    return readiness.get(name).state(consultation, {})


def test_every_verb_of_sharing_has_its_sentence():
    homes = {sheets.__name__, blueprints.__name__}
    ours = {name for name, verb in verbs.items() if verb.function.__module__ in homes}

    assert len(ours) > 8
    assert ours - set(sentences) == set()


def test_what_is_out_has_a_page_and_a_way_back(city):
    for name, row in (("sheet", OwnSheet(uid=make_sheet().uid)), ("blueprint", OwnBlueprint())):
        row.uid = row.uid or make_sheet().uid
        pages = shared_pages.get(name)

        assert pages.page(row).startswith("/gestion/club/")
        assert pages.withdraw(row) != pages.page(row)


@pytest.mark.parametrize("name", ["sharing.sheet", "sharing.blueprint"])
def test_sharing_is_a_point_of_the_list_once_residents_were_asked(city, name):
    assert point(name, make_consultation("draft")) == BLOCKED
    assert point(name, make_consultation("closed")) == TODO
    assert not readiness.get(name).required


@pytest.mark.parametrize("name", ["sharing.sheet", "sharing.blueprint"])
def test_a_resting_city_is_not_asked_to_share(resting_city, name):
    with enter(resting_city):
        assert point(name, make_consultation("closed")) == BLOCKED


def test_the_point_is_done_when_the_sheet_is_out(city):
    sheet = make_sheet()
    publish_sheet(actor=make_staff(), sheet=sheet, seen=sheet.state)

    assert point("sharing.sheet", sheet.consultation) == DONE
