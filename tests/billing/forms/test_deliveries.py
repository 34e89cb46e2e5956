"""What is copied from Chorus Pro."""

from datetime import date, datetime

import pytest

from billing import clock
from billing.forms.deliveries import StatusForm
from billing.models import Chorus

NOW = datetime(2026, 3, 3, 9, 30, tzinfo=clock.PARIS)


@pytest.fixture(autouse=True)
def in_march():
    with clock.at(NOW):
        yield


def typed(**fields):
    form = StatusForm({"code": "DEPOSEE", "on": "2026-03-01"} | fields)
    assert form.is_valid(), form.errors
    return form.status()


def test_a_day_gone_by_is_its_noon_and_today_is_now():
    assert typed().at == clock.noon(date(2026, 3, 1))
    assert typed(on="2026-03-03").at == NOW


def test_what_goes_with_the_status_is_kept():
    found = typed(chorus_number="CPP-1", service_code="S1", engagement="E1", starts_over="on")
    assert (found.code, found.chorus_number, found.service_code, found.engagement) == (
        Chorus.DEPOSEE,
        "CPP-1",
        "S1",
        "E1",
    )
    assert found.starts_over


def test_a_status_that_chorus_does_not_have_is_refused():
    form = StatusForm({"code": "PAYEE", "on": "2026-03-01"})
    assert form.errors["code"] == ["Choisissez un statut de la liste."]


def test_the_form_proposes_today():
    assert StatusForm().initial["on"] == date(2026, 3, 3)
