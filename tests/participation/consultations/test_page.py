"""What the page of a consultation gathers."""

from datetime import date

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


def test_what_ended_on_a_former_site_promises_nothing_here():
    moved_in = make_consultation(state="closed", source="decidim:parole.exemple.fr:space:parc")
    promised = make_consultation(
        state="closed", source="decidim:x.fr:space:a", restitution_due_on=date(2099, 1, 1)
    )

    assert str(shown(moved_in).badge.label) == "Terminée"
    assert str(shown(promised).badge.label) == "Restitution attendue"


def test_a_tool_that_is_over_is_not_called_closed_for_now():
    consultation = make_consultation()
    past, ahead = (
        make_phase(consultation, start=-9, end=-5),
        make_phase(consultation, start=9, end=12),
    )
    make_component(consultation, phases=[past], position=0)
    make_component(consultation, phases=[ahead], position=1)
    make_component(consultation, phases=[past, ahead], position=2)

    assert [one.is_over for one in shown(consultation).tools] == [True, False, False]


def test_only_steps_are_offered_to_a_calendar(client):
    without, dated = make_consultation(starts_on=date(2019, 1, 16)), make_consultation()
    make_phase(dated)

    def offers(one):
        return f"{one.get_absolute_url()}calendrier.ics" in client.get(one.get_absolute_url()).text

    assert (offers(without), offers(dated)) == (False, True)


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
