"""The people of the club are those of the cities' teams."""

from club_utilisateurs.demo.people import PEOPLE
from participation.demo.cities import CITIES
from participation.demo.neighbours import NEIGHBOURS
from participation.demo.seed import TEAM


def test_each_member_holds_an_account_of_that_name_in_their_city():
    usual = {word: name for word, name, _roles in TEAM}
    known = {
        (city.name, f"{word}@{city.host.removesuffix('.localhost')}.example", name)
        for city in [*CITIES, *NEIGHBOURS]
        for word, name in (usual | city.names).items()
    }

    assert {(one.city, one.email, one.name) for one in PEOPLE.values()} <= known
    assert {one.city for one in PEOPLE.values()} == {city.name for city in [*CITIES, *NEIGHBOURS]}
