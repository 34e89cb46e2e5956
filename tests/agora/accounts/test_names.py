"""What a public name may be."""

import pytest
from django.core.exceptions import ValidationError

from agora.accounts import names


@pytest.mark.parametrize(
    "other", ["elodie d", "ÉLODIE-D.", "Élodie  D", "Elodie_D", "\u0435lodie d", "\uff45lodie d"]
)
def test_names_that_read_alike_are_the_same_name(other):
    assert names.key(other) == names.key("Élodie D")


def test_different_names_stay_different():
    assert len({names.key(name) for name in ("Marie", "Mario", "Maria", "Marie 2")}) == 4


def test_spaces_are_tidied():
    assert names.clean("  Léo   du   quai ") == "Léo du quai"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("\u202eeiriam", "invisible"),
        ("Lé\u200bo", "invisible"),
        ("Léo\x07", "invisible"),
        ("Léo\x00", "invisible"),
        ("   ", "short"),
        ("x", "short"),
        ("?!", "short"),
        ("a" * 41, "long"),
        ("leo@exemple.fr", "address"),
        ("https://exemple.fr", "address"),
    ],
)
def test_a_name_nobody_could_read_or_type_is_refused(name, code):
    with pytest.raises(ValidationError) as refusal:
        names.clean(name)

    assert refusal.value.code == code


@pytest.mark.parametrize(
    "name",
    [
        "Mairie",
        "MAIRIE",
        "La mairie",
        "Mairie de Villeneuve",
        "M4irie",
        "Malrie",
        "\u041cairie",
        "Ville de Villeneuve",
        "villeneuve",
        "Élu",
        "L’équipe, modération",
        "Service des sports",
        "Compte supprimé",
        "Adm1n",
    ],
)
def test_names_of_the_town_hall_are_reserved(name):
    assert names.looks_official(name, city="Villeneuve") is (
        name != "Service des sports, service de"
    )


@pytest.mark.parametrize(
    "name", ["Marie", "Mario", "Rémi du marché", "Elsa", "Conseillère", "Léo 4"]
)
def test_residents_keep_their_own_names(name):
    assert not names.looks_official(name, city="Villeneuve")


def test_outside_cities_no_city_is_imitated():
    assert not names.looks_official("Villeneuve")


def test_a_free_name_is_found_close_by():
    taken = {names.key("Camille 2"), names.key("Camille 3")}

    assert names.numbered("Camille", taken=taken) == "Camille 4"


def test_a_long_name_is_cut_to_make_room_for_its_number():
    assert names.numbered("a" * 40, taken=()) == "a" * 38 + " 2"


def test_variants_are_those_numbered_will_try():
    assert names.variants("Léo", 3) == ["Léo 2", "Léo 3", "Léo 4"]
