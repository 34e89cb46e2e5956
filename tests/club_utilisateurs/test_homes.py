"""The way from the club to a city."""

from django.http import HttpResponse

from club_utilisateurs.homes import at_home, lets_go


def test_the_address_is_the_citys_own(in_club):
    there = at_home("villeneuve.localhost", "/gestion/modeles/")

    assert there == "http://villeneuve.localhost:8000/gestion/modeles/"


def test_a_page_lets_its_forms_lead_there_and_nowhere_else(in_club):
    answer = lets_go(HttpResponse(), "villeneuve.localhost")

    assert answer._csp_update == {"form-action": ["http://villeneuve.localhost:8000"]}
