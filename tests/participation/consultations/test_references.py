"""References for life."""

from datetime import UTC, datetime

from participation.consultations.models import Consultation
from participation.consultations.references import city_zone, next_ids, reference


def test_numbers_are_taken_once(city):
    first, second = next_ids(Consultation, 2), next_ids(Consultation)

    assert len({*first, *second}) == 3


def test_the_month_is_that_of_the_citys_clock(city):
    last_evening = datetime(2026, 8, 31, 23, 30, tzinfo=UTC)

    assert str(city_zone()) == "Europe/Paris"
    assert reference("PART", 14, last_evening).endswith("-PART-2026-09-14")
