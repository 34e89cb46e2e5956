"""« Pourquoi cet état ? »: the facts of an invoice in order, and what is owed after each."""

from dataclasses import dataclass
from datetime import date

from billing.why import why


@dataclass(frozen=True)
class Fact:
    pk: int
    kind: str
    cents: int
    effective_on: date
    source_system: str = "bank"
    source_id: str = "x"


STORY = [
    Fact(1, "invoice", 100, date(2026, 2, 2), "ours", "invoice:1"),
    Fact(2, "payment", 60, date(2026, 3, 1)),
    Fact(3, "reversal", 60, date(2026, 3, 5)),
    Fact(4, "credit", 30, date(2026, 2, 20), "ours"),
    Fact(5, "payment", 80, date(2026, 4, 1), "stripe"),
]


def test_facts_stand_in_the_order_of_their_days_with_what_is_owed_after_each():
    lines = why(STORY)

    assert [(one.on.day, one.cents, one.owed) for one in lines] == [
        (2, 100, 100),
        (20, -30, 70),
        (1, -60, 10),
        (5, 60, 70),
        (1, -80, -10),
    ]
    assert [str(one.source) for one in lines][:3] == ["Nos documents", "Nos documents", "Banque"]


def test_the_order_in_which_they_are_told_changes_nothing():
    assert why(reversed(STORY)) == why(STORY)
