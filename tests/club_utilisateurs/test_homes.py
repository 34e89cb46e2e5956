"""The way from the club to a city."""

from django.http import HttpResponse

from club_utilisateurs.homes import lets_go


def test_a_page_lets_its_forms_lead_to_one_city_and_nowhere_else():
    answer = lets_go(HttpResponse(), "villeneuve.localhost")

    assert answer._csp_update == {"form-action": ["http://villeneuve.localhost:8000"]}
