"""Who wrote, on one line."""

from club_utilisateurs.queries.people import city_names
from club_utilisateurs.templatetags.club_care import signed


def test_a_name_that_is_not_shown_leaves_the_city_alone(in_club, member_a):
    names = city_names([member_a.city_id])
    assert signed(member_a, names) == "Samira Ould-Kaci, Villeneuve"

    member_a.shows_name = False

    assert signed(member_a, names) == "Villeneuve"
