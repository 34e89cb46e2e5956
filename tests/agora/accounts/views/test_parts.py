"""What our pages have in common with allauth's views."""

import pytest

from tests.factories.people import make_user, sign_in

CODE = "/compte/code/"


def test_a_page_that_is_only_read_is_not_refused(city, client):
    answer = client.get(CODE)

    assert answer.status_code == 200
    assert 'aria-invalid="true"' not in answer.text


def test_a_refused_form_says_so_by_its_status_and_keeps_what_was_typed(city, client):
    answer = client.post(CODE, {"email": "pas une adresse"})

    assert answer.status_code == 422
    assert 'value="pas une adresse"' in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert "Erreur" in answer.text.partition("</title>")[0]


def test_an_accepted_form_leads_elsewhere(city, client):
    assert client.post(CODE, {"email": make_user().email}).status_code == 302


@pytest.mark.parametrize(
    "path", ["/compte/connexion/", "/compte/inscription/", CODE, "/compte/mot-de-passe/oublie/"]
)
def test_allauth_s_pages_wear_our_clothes(city, client, path):
    answer = client.get(path)

    assert answer.status_code == 200
    assert "Villeneuve" in answer.text
    assert "/static/ui/" in answer.text


def test_one_s_own_pages_are_one_s_own(city, client, client_for):
    me, other = make_user(pseudonym="Zoé du quai"), make_user(pseudonym="Karim B.")

    mine = sign_in(client, me).get("/mon-espace/profil/").text
    theirs = sign_in(client_for(city), other).get("/mon-espace/profil/").text

    assert "Zoé du quai" in mine
    assert "Zoé du quai" not in theirs
