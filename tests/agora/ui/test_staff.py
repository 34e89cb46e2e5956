"""The gallery: for the team only, every component and every letter."""

import re

from agora.ui.letters import letter_names
from tests.factories.people import make_staff, make_user, sign_in


def test_the_gallery_is_for_the_team(client, city):
    assert client.get("/gestion/kit/").status_code == 302
    sign_in(client, make_user())
    assert client.get("/gestion/kit/").status_code == 403


def test_the_gallery_shows_every_component(client, city):
    sign_in(client, make_staff())
    page = client.get("/gestion/kit/").text

    for words in ("Boutons", "États", "Le fil", "Cartes", "Listes", "Graphiques", "Formulaires"):
        assert words in page
    assert "style=" not in re.sub(r"<meta[^>]*>", "", page)
    assert not re.search(r"<script(?![^>]*src=)", page)


def test_no_id_is_given_twice(client, city):
    sign_in(client, make_staff())
    ids = re.findall(r'\sid="([^"]+)"', client.get("/gestion/kit/").text)

    assert sorted(ids) == sorted(set(ids))


def test_every_letter_can_be_looked_at(client, city):
    sign_in(client, make_staff())

    assert client.get("/gestion/kit/mails/").status_code == 200
    for name in letter_names():
        answer = client.get(f"/gestion/kit/mails/{name}")
        assert answer.status_code == 200, name
        assert "<title></title>" not in answer.text, name
        assert 'lang="fr"' in answer.text


def test_a_letter_may_hold_its_style_and_nothing_else_may(client, city):
    sign_in(client, make_staff())
    letter = client.get("/gestion/kit/mails/ui/kit/letter")["Content-Security-Policy"]
    page = client.get("/gestion/kit/")["Content-Security-Policy"]

    assert "style-src 'self' 'unsafe-inline'" in letter
    assert "unsafe-inline" not in page


def test_a_letter_nobody_wrote_does_not_exist(client, city):
    sign_in(client, make_staff())

    assert client.get("/gestion/kit/mails/../../etc/passwd").status_code == 404
    assert client.get("/gestion/kit/mails/accounts/mail/rien").status_code == 404
