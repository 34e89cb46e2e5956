"""Whose turn it is, from statuses that skip and arrive in any order."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

import pytest

from billing.clock import noon
from billing.delivery import Turn, delivery
from billing.models import Chorus

FIRST = date(2026, 3, 2)


@dataclass(frozen=True)
class Status:
    code: str
    at: datetime
    attempt: int = 1


def told(*codes, attempt=1, start=FIRST):
    return [
        Status(code, noon(start + timedelta(days=3 * place)), attempt)
        for place, code in enumerate(codes)
    ]


def read(events):
    return delivery(events, payment_days=30)


def test_what_is_not_deposited_is_our_own_delay():
    found = read([])
    assert (found.turn, found.due_on, found.late_by(date(2030, 1, 1))) == (Turn.PROVIDER, None, 0)


@pytest.mark.parametrize(
    ("code", "turn"),
    [
        (Chorus.DEPOSEE, Turn.CITY),
        (Chorus.EN_COURS_ACHEMINEMENT, Turn.CITY),
        (Chorus.MISE_A_DISPOSITION, Turn.CITY),
        (Chorus.COMPLETEE, Turn.CITY),
        (Chorus.SERVICE_FAIT, Turn.CITY),
        (Chorus.MANDATEE, Turn.CITY),
        (Chorus.MISE_A_DISPOSITION_COMPTABLE, Turn.ACCOUNTANT),
        (Chorus.COMPTABILISEE, Turn.ACCOUNTANT),
        (Chorus.MISE_EN_PAIEMENT, Turn.ACCOUNTANT),
        (Chorus.A_RECYCLER, Turn.PROVIDER),
        (Chorus.SUSPENDUE, Turn.PROVIDER),
        (Chorus.REJETEE, Turn.PROVIDER),
    ],
)
def test_each_status_says_whose_turn_it_is(code, turn):
    assert read(told(code)).turn == turn


def test_the_term_runs_from_reception_and_not_from_the_deposit():
    found = read(told(Chorus.DEPOSEE, Chorus.MISE_A_DISPOSITION))
    assert found.received_on == FIRST + timedelta(days=3)
    assert found.due_on == FIRST + timedelta(days=33)
    assert found.days_left(FIRST + timedelta(days=30)) == 3
    assert found.late_by(FIRST + timedelta(days=40)) == 7


def test_a_suspended_invoice_has_no_term_and_a_completed_one_thirty_new_days():
    started = [Chorus.DEPOSEE, Chorus.MISE_A_DISPOSITION, Chorus.SUSPENDUE]
    assert read(told(*started)).due_on is None
    completed = read(told(*started, Chorus.COMPLETEE))
    assert completed.due_on == FIRST + timedelta(days=9 + 30)
    again = read(
        [*told(*started, Chorus.COMPLETEE), Status(Chorus.SUSPENDUE, noon(date(2026, 4, 1)))]
    )
    assert (again.status, again.due_on) == (Chorus.SUSPENDUE, None)


def test_a_new_attempt_forgets_the_one_before():
    first = told(Chorus.DEPOSEE, Chorus.A_RECYCLER)
    assert read(first).turn == Turn.PROVIDER
    found = read([*first, *told(Chorus.DEPOSEE, attempt=2, start=date(2026, 4, 1))])
    assert (found.attempt, found.status, found.received_on) == (2, Chorus.DEPOSEE, date(2026, 4, 1))


def test_order_and_repetition_change_nothing():
    story = told(
        Chorus.DEPOSEE,
        Chorus.MISE_A_DISPOSITION,
        Chorus.SUSPENDUE,
        Chorus.COMPLETEE,
        Chorus.MANDATEE,
    )
    wanted = read(story)
    random = Random(7)
    for _turn in range(50):
        mixed = random.choices(story, k=5) + random.sample(story, len(story))
        random.shuffle(mixed)
        assert read(mixed) == wanted


def test_a_day_is_that_of_paris():
    late = Status(Chorus.DEPOSEE, datetime.fromisoformat("2026-12-31T23:30:00+00:00"))
    assert read([late]).received_on == date(2027, 1, 1)
