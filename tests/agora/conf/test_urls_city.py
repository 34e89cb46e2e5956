import pytest


def test_residents_are_at_the_root_and_the_team_below_gestion(client, city):
    assert client.get("/concertations/").status_code == 200
    assert client.get("/gestion/").status_code == 302


def test_figures_are_below_api(client, city):
    assert client.get("/api/v1/schema/").status_code == 200


@pytest.mark.parametrize("page", ["/villes/", "/versions/"])
def test_the_console_is_on_no_city_host(client, city, page):
    assert client.get(page).status_code == 404
