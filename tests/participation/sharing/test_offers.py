"""What would leave is shown as it would leave, and what is out as it is out."""

import pytest

from participation.sharing.actions.sheets import choose_figures
from participation.sharing.models import Sheet
from participation.sharing.offers import offered
from tenants.disclosure.levels import HIDDEN
from tests.factories.consultations import make_component
from tests.factories.people import make_staff
from tests.factories.sheets import make_sheet, talked

pytestmark = pytest.mark.usefixtures("city")

PEOPLE, DAYS = "figures.participants", "figures.duration_days"


def by_key(sheet):
    return {offer.key: offer for offer in offered(sheet)}


def test_nothing_is_out_in_advance_and_small_numbers_are_hidden_already():
    sheet = make_sheet()
    talked(make_component(sheet.consultation), 4)

    found = by_key(sheet)

    assert not any(offer.is_out for offer in found.values())
    assert found[PEOPLE].figure.value == HIDDEN
    assert "figures.attendance" not in found  # nobody counted: nothing to give


def test_what_is_out_is_shown_as_it_left_until_it_is_counted_again():
    sheet = make_sheet()
    component = make_component(sheet.consultation)
    talked(component, 12)
    choose_figures(actor=make_staff(full_name="Karim Benali"), sheet=sheet, keys=[PEOPLE, DAYS])
    talked(component, 3)

    found = by_key(sheet)

    assert (found[PEOPLE].figure.value, found[PEOPLE].stale) == (12, True)
    assert found[PEOPLE].by_label == "Karim Benali"
    assert not found[DAYS].stale


def test_without_its_consultation_what_is_out_remains_and_nothing_is_offered():
    sheet = make_sheet()
    choose_figures(actor=make_staff(), sheet=sheet, keys=[DAYS])
    sheet.consultation.delete()

    [offer] = offered(Sheet.objects.get())

    assert (offer.key, offer.is_out, offer.stale) == (DAYS, True, False)
