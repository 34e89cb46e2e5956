"""What contributions show on the pages below."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.utils import timezone

from participation.contributions import blocks
from tests.factories.consultations import make_component, make_consultation, make_sector
from tests.factories.contributions import make_contribution, make_reply
from tests.factories.people import make_user

pytestmark = pytest.mark.usefixtures("city")


@pytest.fixture
def asked():
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    return request


def test_figures_begin_with_the_first_word(asked):
    component = make_component()
    assert blocks.figures(asked, component.consultation) is None

    make_contribution(component, supports_count=3)
    found = blocks.figures(asked, component.consultation)

    assert found["figures"]["supports"] == 3
    assert found["weeks"] == 1


def test_weeks_are_counted_while_it_is_open(asked):
    for fields in ({"state": "closed"}, {"starts_on": None, "ends_on": None}):
        component = make_component(make_consultation(**fields))
        make_contribution(component)
        assert blocks.figures(asked, component.consultation)["weeks"] == 0


def test_what_is_talked_about_is_what_people_support(asked):
    component = make_component()
    make_contribution(component)
    assert blocks.talked_about(asked, component.consultation) is None

    loved = make_contribution(component, supports_count=9)
    discussed = make_contribution(component, comments_count=2)

    rows = blocks.talked_about(asked, component.consultation)["rows"]
    assert rows == [loved, discussed]


def test_news_are_the_last_words_in_public():
    component = make_component()
    make_contribution(component, title="Ancien", published_at=timezone.now().replace(year=2020))
    make_contribution(component, title="Récent")
    make_contribution(component, hidden_at=timezone.now(), hidden_article=1)

    items = blocks.news(consultations=[component.consultation], limit=5)

    assert [item.title for item in items] == ["Récent", "Ancien"]
    assert items[0].url.startswith("/propositions/")


def test_the_front_page_quotes_the_last_answer(asked):
    assert blocks.answered(asked) is None
    make_reply(make_contribution(), published_at=timezone.now().replace(year=2020))
    latest = make_reply(make_contribution())
    make_reply(make_contribution(hidden_at=timezone.now(), hidden_article=1))

    found = blocks.answered(asked)

    assert found["reply"] == latest
    assert len(found["others"]) == 1


def test_the_map_needs_two_sectors(asked):
    berges = make_sector("Les Berges", number=1)
    assert blocks.neighbourhood(asked) is None
    make_sector("La Gare")
    make_contribution(make_component(make_consultation(sector=berges)))

    rows = blocks.neighbourhood(asked)["rows"]

    assert [(row["number"], row["value"]) for row in rows] == [("1", 1), ("2", 0)]
    assert rows[0]["url"] == f"/concertations/?secteur={berges.pk}"


def test_the_citys_figures(asked):
    make_user()
    make_contribution(origin="workshop")
    make_consultation(state="draft")

    figures = blocks.city_figures(asked)["figures"]

    assert figures == {
        "contributions": 1,
        "at_workshops": 1,
        "replies": 0,
        "people": 1,
        "consultations": 1,
    }


def test_signaler_is_offered_under_words_on_show():
    shown = make_contribution()
    hidden = make_contribution(hidden_at=timezone.now(), hidden_article=1)

    assert blocks.report_button(AnonymousUser(), [shown, hidden]) == {shown.pk: {}}
