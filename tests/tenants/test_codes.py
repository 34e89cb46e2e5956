"""Official codes and hosts: what is well formed."""

import pytest
from django.core.exceptions import ValidationError

from tenants import codes


@pytest.mark.parametrize("siren", ["219200508", "217500016", "200054781"])
def test_a_true_siren_is_accepted(siren):
    codes.check_siren(siren)


@pytest.mark.parametrize("siren", ["219200509", "12345678", "1234567890", "21920050a", "²19200508"])
def test_a_wrong_siren_is_refused_and_says_why(siren):
    with pytest.raises(ValidationError, match=r"SIREN"):
        codes.check_siren(siren)


@pytest.mark.parametrize("insee", ["92050", "01004", "2A004", "2B033", "97411", "98818", "75056"])
def test_a_true_insee_code_is_accepted(insee):
    codes.check_insee(insee)


@pytest.mark.parametrize("insee", ["20004", "2C004", "9205", "920500", "96001", "97911", "00001"])
def test_a_wrong_insee_code_is_refused_with_examples(insee):
    with pytest.raises(ValidationError, match="2A004"):
        codes.check_insee(insee)


@pytest.mark.parametrize(
    ("typed", "host"),
    [
        ("Participez.Nanterre.fr", "participez.nanterre.fr"),
        ("https://participez.nanterre.fr/accueil", "participez.nanterre.fr"),
        ("nanterre.localhost:8000", "nanterre.localhost"),
        ("évry.exemple.fr.", "xn--vry-9la.exemple.fr"),
    ],
)
def test_a_host_is_written_as_the_directory_does(typed, host):
    assert codes.read_host(typed) == host


@pytest.mark.parametrize("typed", ["", "nanterre", "a b.fr", "-a.fr", "10.0.0.1", "a..fr", "."])
def test_what_is_no_host_is_refused_with_an_example(typed):
    with pytest.raises(ValidationError, match=r"participez\.maville\.fr"):
        codes.read_host(typed)


def test_signs_that_cannot_be_seen_are_refused():
    with pytest.raises(ValidationError, match="invisibles"):
        codes.check_words("Nan\u202eterre")

    codes.check_words("Saint-Ouen-l’Aumône\n(Val-d’Oise)")
