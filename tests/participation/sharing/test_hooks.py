"""What sharing offers to the storeys below."""

import uuid
from dataclasses import replace

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


@pytest.mark.parametrize(("name", "row"), [("sheet", OwnSheet), ("blueprint", OwnBlueprint)])
def test_what_is_out_has_a_page_and_a_way_back(city, name, row):
    pages, given = shared_pages.get(name), row(uid=uuid.uuid4())

    assert pages.page(given).startswith("/gestion/club/")
    assert str(given.uid) in pages.withdraw(given)


@pytest.mark.parametrize("name", ["sharing.sheet", "sharing.blueprint"])
def test_sharing_is_a_point_of_the_list_once_residents_were_asked(city, name):
    assert point(name, make_consultation("draft")) == BLOCKED
    assert point(name, make_consultation("closed")) == TODO
    assert not readiness.get(name).required


@pytest.mark.parametrize("name", ["sharing.sheet", "sharing.blueprint"])
def test_a_resting_city_is_not_asked_to_share(cities, name):
    with enter(replace(cities["villeneuve"], state="read_only")):
        assert point(name, make_consultation("closed")) == BLOCKED


def test_the_point_is_done_when_the_sheet_is_out(city):
    sheet = make_sheet()
    publish_sheet(actor=make_staff(), sheet=sheet, seen=sheet.state)

    assert point("sharing.sheet", sheet.consultation) == DONE
