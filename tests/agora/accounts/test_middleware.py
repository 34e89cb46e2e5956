"""What every request of a signed-in person goes through."""

import re

import pytest
from django.test import Client

from tests.factories.people import make_staff, make_user, sign_in


def test_the_team_sets_a_second_factor_before_anything(client, city):
    sign_in(client, make_staff(second_factor=False), second_factor=False)

    answer = client.get("/mon-espace/?page=2")

    assert answer.url == "/compte/double-verification/installer/?next=%2Fmon-espace%2F%3Fpage%3D2"


def test_a_session_older_than_the_second_factor_shows_it(client, city):
    sign_in(client, make_staff(), second_factor=False)

    assert client.post("/mon-espace/profil/").url == "/compte/confirmer/code/?next=%2F"


@pytest.mark.parametrize("path", ["/compte/deconnexion/", "/compte/securite/"])
def test_leaving_and_securing_stay_open(client, city, path):
    sign_in(client, make_staff(second_factor=False), second_factor=False)

    assert client.get(path).status_code == 200


@pytest.mark.parametrize("path", ["/favicon.ico", "/theme-0b6e6e-1.css", "/icone-0b6e6e-1.svg"])
def test_what_the_set_up_page_fetches_is_not_sent_to_it(client, city, path):
    sign_in(client, make_staff(second_factor=False), second_factor=False)

    assert "installer" not in client.get(path).headers.get("Location", "")


def test_a_set_up_page_opened_twice_shows_one_secret(client, city):
    sign_in(client, make_staff(second_factor=False), second_factor=False)

    pages = [client.get("/compte/double-verification/installer/").text for _ in range(2)]

    secrets = {re.search(r'class="code">([A-Z2-7]{32})<', page)[1] for page in pages}
    assert len(secrets) == 1


def test_residents_are_not_asked(client, city):
    sign_in(client, make_user(), second_factor=False)

    assert client.get("/mon-espace/").status_code == 200


def test_the_site_speaks_the_person_s_language(client, city):
    sign_in(client, make_user(language="en"))

    assert 'lang="en"' in client.get("/mon-espace/").text


def test_a_form_sent_after_the_session_ended_waits_for_its_author(client, city):
    user = make_user()

    answer = client.post("/mon-espace/profil/", {"pseudonym": "Zoé", "full_name": "Zoé M."})
    assert answer.url.startswith("/compte/connexion/")

    kept = client.session["pending_words"]["form:/mon-espace/profil/"]["data"]
    assert kept == {"pseudonym": ["Zoé"], "full_name": ["Zoé M."]}
    client.post("/compte/code/", {"email": user.email})
    assert "Votre texte est gardé" in client.get("/compte/connexion/").text


def test_words_survive_the_sign_in(client, city):
    user = make_user(password="trois-petits-chats-verts")
    client.post("/mon-espace/profil/", {"pseudonym": "Zoé du quai", "language": "fr"})

    client.post(
        "/compte/connexion/?next=/mon-espace/profil/",
        {"login": user.email, "password": "trois-petits-chats-verts"},
    )

    assert 'value="Zoé du quai"' in client.get("/mon-espace/profil/").text


def test_a_flood_of_lost_forms_is_not_kept(city, client_for):
    browsers = [client_for(city) for _ in range(61)]
    for browser in browsers:
        browser.post("/mon-espace/profil/", {"pseudonym": "Zoé"})

    assert isinstance(browsers[-1], Client)
    assert "pending_words" not in browsers[-1].session
