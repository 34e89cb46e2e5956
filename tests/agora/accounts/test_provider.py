"""The provider's people: accounts of their own house, on the console."""

import pytest

from agora.accounts import actions, queries
from agora.accounts.models import Invitation, User
from agora.context import public
from tests.factories.people import PASSWORD, SECRET, make_user, sign_in


@pytest.fixture
def operator(db, warm_directory):
    with public():
        user = make_user(pseudonym="Ops", password=PASSWORD)
        actions.set_second_factor(actor=user, user=user, secret=SECRET)
        yield user


def test_an_operator_is_one_in_their_own_house(operator):
    assert operator.is_operator
    assert User.objects.get(pk=operator.pk).is_operator


def test_an_operator_needs_a_second_factor_on_the_console(console, operator):
    sign_in(console, operator, second_factor=False)

    assert console.get("/mon-espace/").url.startswith("/compte/confirmer/code/")


def test_operators_invite_their_colleagues(console, operator):
    sign_in(console, operator)
    assert "Ops" in console.get("/equipe/").text

    answer = console.post(
        "/equipe/inviter/", {"email": "ana@prestataire.fr", "roles": ["provider_operations"]}
    )

    assert answer.url == "/equipe/"
    assert Invitation.objects.get().invited_by == operator
    found = set(queries.known_roles())
    assert "provider_operations" in found and "director" not in found


def test_the_cookie_of_the_console_opens_no_city(console, client, operator):
    sign_in(console, operator)

    client.cookies = console.cookies

    assert client.get("/gestion/equipe/").url.startswith("/compte/connexion/")


def test_a_visitor_of_the_console_sees_nobody(console, operator):
    assert console.get("/equipe/").url.startswith("/compte/connexion/")


def test_the_provider_s_people_read_and_take_what_is_held_on_them(console, operator):
    sign_in(console, operator)

    assert console.get("/mon-espace/").status_code == 200
    assert operator.email in console.get("/mon-espace/donnees/").text
    taken = console.post("/mon-espace/donnees/fichier/").json()
    assert "accounts.user" in taken
    assert "contributions" not in taken


def test_what_is_held_on_an_operator_can_be_erased(operator):
    address = operator.email

    actions.erase_account(actor=operator, user=operator)

    assert not User.objects.filter(email=address).exists()
