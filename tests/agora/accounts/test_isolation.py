"""Two cities: what is an account here is nothing there."""

from agora.accounts.models import User
from tests.factories.people import PASSWORD, make_staff, make_user, sign_in


def test_an_account_of_one_city_does_not_exist_in_the_other(city, other_city, client_for):
    make_user(email="zoe@exemple.fr", password=PASSWORD)

    there = client_for(other_city)
    there.post("/compte/connexion/", {"login": "zoe@exemple.fr", "password": PASSWORD})

    assert "_auth_user_id" not in there.session


def test_the_cookie_of_one_city_is_nothing_in_the_other(city, other_city, client_for):
    here, there = sign_in(client_for(city), make_staff()), client_for(other_city)
    assert here.get("/mon-espace/").status_code == 200

    there.cookies = here.cookies

    for path in ("/mon-espace/", "/gestion/equipe/", "/compte/securite/"):
        assert there.get(path).url.startswith("/compte/connexion/")


def test_the_same_address_signs_up_in_both(city, other_city, client_for):
    for place, name in ((city, "Zoé"), (other_city, "Autre")):
        client_for(place).post(
            "/compte/inscription/",
            {"email": "zoe@exemple.fr", "pseudonym": name, "password": "", "consent": "on"},
        )

    assert User.objects.get().pseudonym == "Zoé"


def test_guesses_are_counted_apart(city, other_city, client_for):
    make_user(email="zoe@exemple.fr", password=PASSWORD)
    there = client_for(other_city)
    for _ in range(6):
        there.post("/compte/connexion/", {"login": "zoe@exemple.fr", "password": "faux"})

    here = client_for(city)
    here.post("/compte/connexion/", {"login": "zoe@exemple.fr", "password": PASSWORD})

    assert "_auth_user_id" in here.session
