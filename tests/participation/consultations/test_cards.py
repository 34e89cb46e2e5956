"""Cards of lists."""

from django.utils import timezone

from participation.consultations.cards import cards
from tests.factories.consultations import make_component, make_consultation
from tests.factories.contributions import make_contribution


def test_a_card_says_days_left_dates_and_what_was_gathered(city):
    component = make_component()
    make_contribution(component)
    past = make_consultation(state="archived")
    bare = make_consultation(starts_on=None, ends_on=None)

    lively, over, plain = cards([component.consultation, past, bare], timezone.now())

    assert (lively.days, lively.line) == (21, "1 contribution")
    assert (over.days, over.line) == (None, "")
    assert over.dates
    assert (plain.days, plain.dates) == (None, "")
