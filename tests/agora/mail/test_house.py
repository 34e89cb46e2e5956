import pytest

from agora.context import club, public
from agora.mail.house import (
    absolute,
    absolute_at,
    address_may_close,
    address_of,
    letterhead,
    link_for,
    origin,
)
from agora.mail.registries import Correspondence, houses
from tests.factories.people import make_user


@pytest.mark.parametrize(
    ("https", "port", "address"),
    [
        (False, 8000, "http://villeneuve.localhost:8000/x"),
        (False, 80, "http://villeneuve.localhost/x"),
        (True, 443, "https://villeneuve.localhost/x"),
    ],
)
def test_links_lead_to_the_house_that_writes(city, settings, https, port, address):
    settings.HTTPS, settings.PUBLIC_PORT = https, port

    assert absolute("/x") == address


@pytest.mark.parametrize("whole", ["https://exemple.fr/x", "//exemple.fr", "mailto:a@b.fr"])
def test_whole_addresses_stay(city, whole):
    assert absolute(whole) == whole


def test_the_provider_and_the_club_have_their_own_host(db, settings):
    settings.PUBLIC_PORT = 80
    with public():
        assert absolute("/") == "http://console.localhost/"
    with club():
        assert absolute("/") == "http://club.localhost/"


def test_the_letterhead_knows_the_sender(city):
    head = letterhead()

    assert head["house"].name == "Villeneuve"
    assert set(head["colours"]) == {"light", "dark"}


def test_an_origin_is_written_as_browsers_do(settings):
    settings.HTTPS, settings.PUBLIC_PORT = True, 443
    assert origin("club.exemple.fr") == "https://club.exemple.fr"
    settings.PUBLIC_PORT = 8443
    assert origin("club.exemple.fr") == "https://club.exemple.fr:8443"


def test_without_a_word_of_the_house_people_have_their_own_address(city):
    lila = make_user()

    assert address_of(lila) == lila.email
    assert link_for(lila, "/x/") == absolute("/x/")
    assert not address_may_close()


def test_a_house_may_say_where_its_people_are_written_to_and_how_they_come_in(city):
    told = Correspondence(address=lambda user: "a@b.fr", link=lambda user, path: f"via{path}")

    with houses.lending("city", told):
        assert address_of(make_user()) == "a@b.fr"
        assert link_for(make_user(), "/x/") == "via/x/"
        assert address_may_close()


def test_another_house_of_ours_has_the_same_scheme_and_port(db, settings):
    settings.HTTPS, settings.PUBLIC_PORT = True, 8443

    assert absolute_at("nanterre.fr", "/x/") == "https://nanterre.fr:8443/x/"
