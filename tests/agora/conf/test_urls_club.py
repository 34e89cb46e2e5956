import pytest
from django.urls import Resolver404, resolve

CLUB = "agora.conf.urls_club"


def test_one_signs_in_at_the_club_too():
    assert resolve("/compte/connexion/", CLUB).url_name == "account_login"


def test_no_page_of_a_city_is_at_the_club():
    with pytest.raises(Resolver404):
        resolve("/concertations/", CLUB)
