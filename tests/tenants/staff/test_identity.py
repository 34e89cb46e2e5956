"""The identity of a city, written by its own team."""

import io

import pytest
from PIL import Image

from agora.context import directory, enter
from agora.ui import theme
from tenants import queries
from tests.factories.people import make_staff, make_user, sign_in

pytestmark = pytest.mark.django_db
ADDRESS = "/gestion/identite/"
SAID = {
    "theme_colour": "#e8b400",
    "word": "démarche",
    "tagline": "Une ville qui écoute",
    "address": "1 place de la Mairie\n92000 Villeneuve",
    "phone": "01 47 29 50 50",
    "contact_email": "participer@villeneuve.fr",
    "publisher": "Mme la maire",
    "legal_notice": "Ville de Villeneuve.",
}


@pytest.fixture
def staff(client, city):
    return sign_in(client, make_staff("communication"))


def picture():
    kept = io.BytesIO()
    Image.new("RGB", (80, 40), "red").save(kept, "PNG")
    kept.seek(0)
    kept.name = "logo.png"
    return kept


def own(city):
    with enter(city):
        return queries.own_city()


def test_only_those_who_keep_it_see_the_page(client, city):
    assert client.get(ADDRESS).status_code == 302
    sign_in(client, make_user())
    assert client.get(ADDRESS).status_code == 403
    sign_in(client, make_staff("reception"))
    assert client.get(ADDRESS).status_code == 403


def test_the_chosen_colour_stands_beside_the_readable_shade(staff):
    page = staff.get(ADDRESS).content.decode()

    assert "Votre couleur" in page
    assert "La nuance lisible" in page
    assert theme.derive("#0B6E6E")["light"]["city_ink"] in page
    assert "elle est gardée" in page


def test_a_colour_is_tried_before_it_is_kept(staff, city):
    page = staff.post(ADDRESS, SAID | {"theme_colour": "#cccccc", "preview": "1"})

    assert page.status_code == 200
    assert "/theme-cccccc-" in page.content.decode()
    assert own(city).theme_colour == "#0B6E6E"


def test_the_identity_is_kept_and_served_at_once(staff, city, client):
    assert staff.post(ADDRESS, SAID).status_code == 302

    kept = own(city)
    assert (kept.theme_colour, kept.word, kept.publisher) == ("#E8B400", "démarche", "Mme la maire")
    directory.forget()
    assert directory.resolve(city.host).city.extra["identity"]["tagline"] == SAID["tagline"]


def test_a_wrong_word_is_shown_again_and_nothing_is_kept(staff, city):
    answer = staff.post(ADDRESS, SAID | {"contact_email": "mairie"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count("Écrivez une adresse e-mail complète") == 2
    assert "Une ville qui écoute" in page
    assert own(city).tagline == ""


def test_a_logo_is_kept_shown_then_removed(staff, city):
    staff.post(ADDRESS, SAID | {"logo": picture()})
    address = own(city).logo_url
    assert address.startswith("/fichiers/")
    assert address in staff.get(ADDRESS).content.decode()

    staff.post(ADDRESS, SAID)
    assert own(city).logo_url == address

    staff.post(ADDRESS, SAID | {"remove_logo": "on"})
    assert own(city).logo_url == ""


def test_a_logo_that_is_no_picture_says_so(staff, city):
    fake = io.BytesIO(b"<html>")
    fake.name = "logo.png"

    answer = staff.post(ADDRESS, SAID | {"logo": fake})

    assert answer.status_code == 422
    assert own(city).tagline == ""
