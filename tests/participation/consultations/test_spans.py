"""Openings come with their module, in the order of the steps, and meet those already read."""

import pytest
from django.utils import timezone

from participation.consultations.models import Component, Opening
from participation.consultations.rules import closed_because
from participation.consultations.spans import opened, spans
from tests.factories.consultations import make_component, make_consultation, make_phase

pytestmark = pytest.mark.usefixtures("city")


def read(component):
    return Component.objects.annotate(spans=spans()).get(pk=component.pk)


def test_openings_tell_what_the_rows_say(django_assert_num_queries):
    consultation = make_consultation()
    later = make_phase(consultation, position=2, start=9, end=None)
    first = make_phase(consultation, position=1)
    component = make_component(consultation, phases=[later, first])
    Opening.objects.filter(component=component, phase=first).update(actions=["comment"])

    with django_assert_num_queries(1):
        found = read(component)
        rows = opened(found, found.spans).opening_rows

    assert [(row.phase.title, row.actions) for row in rows] == [
        (first.title, ["comment"]),
        (later.title, []),
    ]
    assert (rows[0].phase.starts_at, rows[0].phase.ends_at) == (first.starts_at, first.ends_at)
    assert (rows[1].phase.starts_at, rows[1].phase.ends_at) == (later.starts_at, None)


def test_phases_already_read_are_the_same_objects():
    consultation = make_consultation()
    phase = make_phase(consultation)
    found = read(make_component(consultation, phases=[phase]))

    [row] = opened(found, found.spans, {phase.pk: phase}).opening_rows

    assert row.phase is phase


def test_rules_ask_nothing_more(django_assert_num_queries):
    consultation = make_consultation()
    found = read(make_component(consultation, kind="proposals", phases=[make_phase(consultation)]))
    opened(found, found.spans)
    found.consultation, found.clock = consultation, timezone.now()

    with django_assert_num_queries(0):
        assert closed_because(found, "contribute") is None
