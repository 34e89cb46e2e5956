"""What the demonstration offers to the journal."""

from agora.rules import SYSTEM
from participation.demo.actions import make_account
from tests.factories.people import make_staff, sign_in


def test_the_journal_says_that_an_account_is_only_shown_off(city, client):
    make_account(actor=SYSTEM, email="odile@ville.example", name="Odile T.")

    page = sign_in(client, make_staff("director")).get("/gestion/journal/").text

    assert "a créé un compte de démonstration" in page
