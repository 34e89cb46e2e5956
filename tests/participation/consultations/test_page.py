"""What the page of a consultation gathers."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from participation.consultations import page, queries
from participation.consultations.registries import Block, blocks
from tests.factories.consultations import make_component, make_consultation, make_phase

pytestmark = pytest.mark.usefixtures("city")


def shown(consultation):
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    found = queries.consultation_or_404(request.user, consultation.slug)
    return page.consultation_page(request, found)


def test_the_main_button_is_the_first_tool_one_may_write_in():
    consultation = make_consultation()
    closed = make_phase(consultation, start=9, end=12)
    make_component(consultation, title="Plus tard", phases=[closed], position=0)
    make_component(consultation, title="Vos idées", position=1)

    found = shown(consultation)

    assert found.main.component.title == "Vos idées"
    assert found.main.call == "Déposer mon idée"
    assert [one.is_open for one in found.tools] == [False, True]
    assert str(found.badge.label) == "Ouvert aux idées"


def test_nothing_open_leaves_no_button_and_the_plain_state():
    found = shown(make_consultation(state="closed"))

    assert found.main is None
    assert found.days is None
    assert str(found.badge.label) == "Restitution attendue"


def test_blocks_go_where_their_place_and_weight_say():
    def always(request, consultation):
        return {}

    def never(request, consultation):
        return None

    with (
        blocks.lending("a", Block("a.html", always, place="first")),
        blocks.lending("b", Block("b.html", always, weight=10)),
        blocks.lending("c", Block("c.html", always, weight=90)),
        blocks.lending("d", Block("d.html", never)),
    ):
        found = shown(make_consultation())

    assert ("a.html", {}) in found.first
    assert ("b.html", {}) in found.main_blocks
    assert ("c.html", {}) in found.last
    assert all(template != "d.html" for template, _ in found.last)
