"""What may tell of a person is found however it is written, and ordinary words are left alone."""

import pytest

from participation.sharing.scan import MAIL, NAME, PHONE, findings

TEAM = ["Camille Lefèvre", "Jean-Noël Petit", "Ève Roy"]


def kinds(text, names=TEAM):
    return [(found.kind, found.excerpt) for found in findings(text, names)]


@pytest.mark.parametrize(
    "written",
    [
        "camille@ville.fr",
        "Camille.Martin+club@mairie-ville.gouv.fr",
        "camille\uff20ville.fr",
        "camille (at) ville.fr",
        "camille [arobase] ville . fr",
        "camille arobase ville.fr",
        "camille&#64;ville.fr",
        "cami\u200blle@vil\u00adle.fr",
    ],
)
def test_a_mail_address_is_found_however_it_is_written(written):
    assert kinds(f"Écrire à {written}, svp") == [(MAIL, written)]


@pytest.mark.parametrize(
    "written",
    [
        "06 12 34 56 78",
        "0612345678",
        "06.12.34.56.78",
        "06-12 34.56 78",
        "06\u00a012\u202f34\u00a056\u00a078",
        "06 123 456 78",
        "+33 6 12 34 56 78",
        "+33 (0)6 12 34 56 78",
        "0033612345678",
        "06 12 34 56 78".translate({n: n + 0xFEE0 for n in range(48, 58)}),
        "06 12\u200b 34 56 78",
    ],
)
def test_a_phone_number_is_found_however_it_is_written(written):
    assert kinds(f"Appelez le {written} le matin") == [(PHONE, written)]


@pytest.mark.parametrize(
    "written",
    [
        "Camille Lefèvre",
        "camille lefevre",
        "LEFEVRE Camille",
        "Mme Lefèvre",
        "Camille\u00a0Lefe\u0300vre",
        "Jean Noel Petit",
        "M. Petit",
    ],
)
def test_a_name_of_the_team_is_found_in_any_order_and_accent(written):
    [(kind, excerpt)] = kinds(f"Merci à {written}.")

    assert kind == NAME
    assert written.endswith(excerpt)


@pytest.mark.parametrize(
    "ordinary",
    [
        "Un petit groupe de 12 personnes, du 01/02/2026 au 03/04/2026.",
        "Du 01/02/2026 - 03/04/2026, budget de 1 200 000 000 euros.",
        "Les camilles et les lefevrettes ; Royan et ses plages ; Ève est venue.",
        "Rendez-vous à la mairie (place de la République), de 10 h 30 à 12 h.",
        "",
    ],
)
def test_ordinary_words_dates_and_amounts_are_left_alone(ordinary):
    assert kinds(ordinary) == []


def test_what_is_found_comes_in_the_order_of_the_text_with_its_place():
    text = "Appelez Camille Lefèvre au 01 23 45 67 89 ou camille.lefevre@ville.fr"

    found = findings(text, TEAM)

    assert [one.kind for one in found] == [NAME, PHONE, MAIL]
    assert [text[one.start : one.end] for one in found] == [one.excerpt for one in found]


def test_an_address_ends_where_its_sentence_does():
    assert kinds("Écrire à lea@ville.fr. Merci") == [(MAIL, "lea@ville.fr")]


def test_a_confirmation_holds_for_the_same_wording_and_for_no_other():
    [first] = findings("01 23 45 67 89", [])
    [again] = findings("Le 01 23 45 67 89", [])
    [other] = findings("01 23 45 67 88", [])

    assert first.mark == again.mark != other.mark


def test_a_name_of_a_single_word_says_too_little_to_be_looked_for():
    assert kinds("Accueil du mardi", ["Accueil"]) == []
