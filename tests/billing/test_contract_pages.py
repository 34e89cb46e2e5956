"""A contract told in time."""

from datetime import date
from decimal import Decimal

from billing.contract_pages import coming, notice_until, thread
from billing.models import Contract, ContractLine, DueItem, Unit


def contract(**fields):
    given = {
        "state": "active",
        "signed_on": date(2025, 12, 15),
        "starts_on": date(2026, 1, 1),
        "ends_on": date(2026, 12, 31),
        "max_renewals": 2,
    }
    return Contract(**given | fields)


def told(found, on=date(2026, 6, 10)):
    return [(step.on, step.title, step.now) for step in thread(found, on)]


def test_a_contract_in_its_first_term():
    assert told(contract()) == [
        (date(2025, 12, 15), "Signé", False),
        (date(2026, 1, 1), "Début du service", False),
        (date(2026, 6, 10), "Aujourd’hui", True),
        (date(2026, 10, 2), "Dernier jour pour dénoncer", False),
        (date(2027, 1, 1), "Reconduction 1 sur 2", False),
        (date(2028, 12, 31), "Fin du contrat", False),
    ]


def test_a_contract_in_its_last_term():
    found = contract(renewals_used=2, ends_on=date(2028, 12, 31), signed_on=None)

    assert told(found, date(2028, 6, 1)) == [
        (date(2026, 1, 1), "Début du service", False),
        (date(2027, 1, 1), "Reconduction 1 sur 2", False),
        (date(2028, 1, 1), "Reconduction 2 sur 2", False),
        (date(2028, 6, 1), "Aujourd’hui", True),
        (date(2028, 12, 31), "Fin du contrat", False),
    ]
    assert [step.text for step in thread(found, date(2028, 6, 1)) if step.now] == ["Dernier terme."]


def test_a_denounced_contract_stops_at_its_term():
    found = contract(state="notice_given", notice_on=date(2026, 5, 1))

    assert told(found)[-3:] == [
        (date(2026, 5, 1), "Dénoncé", False),
        (date(2026, 6, 10), "Aujourd’hui", True),
        (date(2026, 12, 31), "Fin", False),
    ]


def test_a_contract_that_is_over_says_why():
    found = contract(state="terminated", closed_note="Fusion", ends_on=date(2026, 6, 30))
    last = thread(found, date(2026, 8, 1))[-1]

    assert (last.title, last.text, last.now) == ("Résilié", "Fusion", False)


def test_years_to_come_are_those_not_planned_yet():
    lines = [
        ContractLine(unit=Unit.YEAR, unit_cents=8_000_00, quantity=Decimal(1)),
        ContractLine(unit=Unit.ONCE, unit_cents=1, quantity=Decimal(1)),
    ]
    planned = [DueItem(period_start=date(2026, 1, 1))]

    ahead = coming(contract(), lines, planned)

    assert [(one.start.year, one.cents, one.if_renewed) for one in ahead] == [
        (2027, 8_000_00, True),
        (2028, 8_000_00, True),
    ]
    assert coming(contract(state="ended"), lines, []) == []
    assert coming(contract(), lines[1:], []) == []
    assert len(coming(contract(state="notice_given"), lines, [])) == 1


def test_the_last_day_to_denounce_counts_the_notice():
    assert notice_until(contract(notice_days=0)) == date(2026, 12, 31)
    assert notice_until(contract(notice_days=90)) == date(2026, 10, 2)
