"""« Mon espace »."""

import json

from agora.accounts.models import User
from agora.accounts.registries import MyBlock, my_blocks
from agora.accounts.views.me import SHOWN
from tests.factories.contributions import make_contribution
from tests.factories.people import make_user, sign_in


def test_visitors_are_asked_to_sign_in_and_come_back(client):
    assert client.get("/mon-espace/").url == "/compte/connexion/?next=/mon-espace/"


def test_my_page_shows_what_slices_know_of_me(client, city):
    sign_in(client, make_user(pseudonym="Zoé"))
    block = MyBlock(template="ui/error_summary.html", context=lambda request: {})
    silent = MyBlock(template="absent.html", context=lambda request: None)

    with my_blocks.lending("test", block), my_blocks.lending("silent", silent):
        page = client.get("/mon-espace/").text

    assert "Bonjour Zoé" in page
    assert "encore rien écrit" not in page


def test_my_page_has_a_fixed_number_of_queries(client, city, django_assert_max_num_queries):
    sign_in(client, make_user())
    client.get("/mon-espace/profil/")

    with django_assert_max_num_queries(4):
        client.get("/mon-espace/profil/")


def test_my_profile_is_changed(client, city):
    user = make_user(pseudonym="Zoé")
    sign_in(client, user)

    answer = client.post(
        "/mon-espace/profil/", {"pseudonym": "Zoé du quai", "full_name": "", "language": "en"}
    )

    user.refresh_from_db()
    assert answer.status_code == 302
    assert (user.pseudonym, user.language) == ("Zoé du quai", "en")


def test_a_taken_name_is_refused_with_what_was_typed(client, city):
    make_user(pseudonym="Léo")
    sign_in(client, make_user(pseudonym="Zoé"))

    answer = client.post("/mon-espace/profil/", {"pseudonym": "LEO", "language": "fr"})

    assert answer.status_code == 422
    assert "déjà pris" in answer.text
    assert 'value="LEO"' in answer.text


def test_my_own_name_in_another_case_is_mine(client, city):
    user = make_user(pseudonym="Zoé")
    sign_in(client, user)

    client.post("/mon-espace/profil/", {"pseudonym": "ZOÉ", "language": "fr"})

    user.refresh_from_db()
    assert user.pseudonym == "ZOÉ"


def test_my_data_is_shown_and_handed_over(client, city):
    user = make_user(pseudonym="Zoé", full_name="Zoé Martin")
    sign_in(client, user)

    assert "Zoé Martin" in client.get("/mon-espace/donnees/").text
    answer = client.post("/mon-espace/donnees/fichier/")

    assert "attachment" in answer["Content-Disposition"]
    rows = json.loads(answer.content)["accounts.user"]["rows"]
    assert rows[0]["nom complet"] == "Zoé Martin"


def test_a_long_history_is_cut_on_the_page_and_whole_in_the_file(client, city):
    user = make_user()
    sign_in(client, user)
    for number in range(SHOWN + 2):
        make_contribution(author=user, title=f"Idée {number}")

    assert "Et 2 autres" in client.get("/mon-espace/donnees/").text
    parts = json.loads(client.post("/mon-espace/donnees/fichier/").content)
    assert max(len(part["rows"]) for part in parts.values()) == SHOWN + 2


def test_erasing_needs_the_word_typed_in_full(client, city):
    user = make_user()
    sign_in(client, user)

    answer = client.post("/mon-espace/donnees/supprimer/", {"word": "oui"})

    assert (answer.status_code, User.objects.get(pk=user.pk).erased_at) == (422, None)


def test_erasing_ends_the_session_and_the_account(client, city):
    user = make_user(pseudonym="Zoé")
    sign_in(client, user)

    client.post("/mon-espace/donnees/supprimer/", {"word": "supprimer"})

    assert User.objects.get(pk=user.pk).display_name == "Compte supprimé"
    assert "_auth_user_id" not in client.session
