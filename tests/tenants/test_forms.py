"""What operators and cities type, and what they are told."""

import pytest

from agora.context import enter, public
from tenants import queries
from tenants.forms import IdentityForm, OpenCityForm
from tests.tenants.operators import OPENING

pytestmark = pytest.mark.django_db


def errors(**changes):
    with public():
        form = OpenCityForm(OPENING | changes)
        return {name: " ".join(messages) for name, messages in form.errors.items()}


def test_a_well_filled_form_is_accepted_and_cleaned():
    with public():
        form = OpenCityForm(OPENING | {"insee": "2a004", "admin_email": "Claire@Rivefort.fr"})
        assert form.is_valid(), form.errors

    said = form.cleaned_data
    assert (said["siren"], said["insee"]) == ("219200508", "2A004")
    assert said["admin_email"] == "claire@rivefort.fr"
    assert said["population"] == 12_300


def test_codes_may_stay_empty():
    assert errors(siren="", insee="") == {}


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("name", "   ", "Écrivez le nom"),
        ("name", "Nan\u202eterre", "invisibles"),
        ("population", "beaucoup", "Écrivez un nombre"),
        ("population", "-3", "Écrivez un nombre"),
        ("host", "", "où les habitants viendront"),
        ("host", "pas une adresse", "participez.maville.fr"),
        ("host", "console.localhost", "réservée"),
        ("admin_email", "", "qui gérera le site"),
        ("admin_email", "claire(at)ville", "prenom.nom@maville.fr"),
        ("siren", "219200509", "n’existe pas"),
        ("siren", "12", "neuf chiffres"),
        ("insee", "20004", "2A004"),
    ],
)
def test_a_wrong_field_says_what_to_do(field, typed, told):
    found = errors(**{field: typed})

    assert list(found) == [field]
    assert told in found[field]


def test_a_host_taken_by_another_city_is_refused(cities):
    assert "répond déjà" in errors(host="VILLENEUVE.localhost:8000")["host"]


def identity(city, **typed):
    with enter(city):
        own = queries.own_city()
        return IdentityForm({"theme_colour": "#0b6e6e", "word": "consultation"} | typed, city=own)


def test_a_colour_has_one_spelling(city):
    form = identity(city)

    assert form.is_valid(), form.errors
    assert form.identity(None)["theme_colour"] == form.colour() == "#0B6E6E"
    assert "logo_url" not in form.identity(None)
    assert form.identity("/l.png")["logo_url"] == "/l.png"


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("theme_colour", "rouge", "#0B6E6E"),
        ("contact_email", "mairie", "prenom.nom@maville.fr"),
        ("phone", "appelez-nous", "01 47 29 50 50"),
        ("tagline", "a\u202eb", "invisibles"),
    ],
)
def test_a_wrong_word_of_the_identity_says_what_to_do(city, field, typed, told):
    form = identity(city, **{field: typed})

    assert told in " ".join(form.errors[field])


def test_a_colour_being_refused_leaves_the_city_its_own(city):
    form = identity(city, theme_colour="rouge")
    form.is_valid()

    assert form.colour() == "#0B6E6E"
