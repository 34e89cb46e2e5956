"""Reported words wait for those who decide."""

import pytest
from django.utils import timezone

from participation.contributions.duties import reported
from tests.factories.contributions import make_contribution, make_report
from tests.factories.people import make_staff

pytestmark = pytest.mark.usefixtures("city")


def test_the_most_reported_comes_first_with_its_reason():
    once, twice = make_contribution(title="Une fois"), make_contribution(title="", body="Deux")
    for word in (once, twice, twice):
        make_report(word, kind="personal_data")
    make_report(make_contribution(hidden_at=timezone.now(), hidden_article=1))

    first, second = reported(make_staff(), timezone.now())

    assert (first.title.strip("«»\u00a0 "), second.title) == ("Deux", "Une fois")
    assert first.badge == "Signalée 2 fois"
    assert "informations personnelles" in first.meta
    assert second.url == f"/gestion/contributions/{once.pk}/"


def test_who_may_not_decide_is_not_asked():
    make_report(make_contribution())

    assert list(reported(make_staff("reception"), timezone.now())) == []
