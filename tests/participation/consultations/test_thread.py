"""The thread « Où en est-on ? »."""

from datetime import date

import pytest
from django.utils import timezone

from participation.consultations import queries, thread
from tests.factories.consultations import make_component, make_consultation, make_phase

pytestmark = pytest.mark.usefixtures("city")


def stops_of(consultation):
    consultation.clock = timezone.now()
    phases = list(consultation.phases.all())
    components = queries.components_of(consultation, phases)
    return thread.stops(consultation, phases, components, timezone.now())


def test_past_present_and_future_say_so_in_words():
    consultation = make_consultation(restitution_due_on=date(2099, 1, 14))
    make_phase(consultation, start=-9, end=-5, title="S’informer")
    now = make_phase(consultation, start=-1, end=4)
    make_phase(consultation, start=6, end=9, title="Étudier")
    make_component(consultation, phases=[now])

    past, present, future, promise = stops_of(consultation)

    assert (past.tense, present.tense, future.tense) == ("past", "now", "future")
    assert "terminé" in past.when
    assert present.days == 5
    assert present.days_for == "pour déposer, soutenir, commenter"
    assert (promise.title, promise.tense) == ("Restitution", "future")
    assert "14 janvier 2099" in promise.when


def test_a_step_without_tools_counts_days_plainly():
    consultation = make_consultation()
    make_phase(consultation)
    make_phase(consultation, end=None)

    dated, endless = stops_of(consultation)

    assert dated.days_for == "avant la fin de cette étape"
    assert endless.days is None


def test_a_given_restitution_links_to_it():
    consultation = make_consultation(state="restituted", restituted_on=date(2026, 3, 1))

    [stop] = stops_of(consultation)

    assert (stop.url, stop.tense) == ("#restitution", "now")


def test_the_plan_flags_what_overlaps_the_step_before():
    consultation = make_consultation()
    a = make_phase(consultation, start=0, end=10)
    b = make_phase(consultation, start=5, end=20)
    c = make_phase(consultation, start=30, end=None)
    d = make_phase(consultation, start=40, end=50)

    flags = [stop.flag for stop in thread.plan([a, b, c, d], timezone.now())]

    assert flags[0] == ""
    assert flags[1] == "5 jours en commun avec l’étape d’avant"
    assert flags[2] == ""
    assert flags[3] == "L’étape d’avant n’a pas de fin."


def test_dates_without_steps_are_told_rather_than_called_unknown():
    over = make_consultation(starts_on=date(2019, 1, 16), ends_on=date(2019, 3, 15))
    ahead = make_consultation(starts_on=date(2099, 1, 16), ends_on=None)
    undated = make_consultation(starts_on=None, ends_on=None)

    [past], [future] = stops_of(over), stops_of(ahead)

    assert (past.tense, past.title) == ("past", "La concertation")
    assert past.when == "Du 16 janvier au 15 mars 2019, terminé"
    assert (future.tense, future.when) == ("future", "À partir du 16 janvier 2099")
    assert stops_of(undated) == []
