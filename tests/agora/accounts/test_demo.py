"""The codes of a demonstration, and their absence everywhere else."""

import pytest
from django.http import Http404

from agora.accounts import demo
from tests.factories.people import SECRET, make_staff, make_user


def test_no_code_is_ever_shown_outside_the_demonstration(city):
    assert demo.current_code(make_staff()) == ""
    assert demo.code_of(SECRET) == ""
    with pytest.raises(Http404):
        demo.people_or_404()


def test_the_demonstration_shows_the_codes_of_its_team(city, settings):
    settings.DEMO = True
    make_staff("reception", full_name="Karim B.")

    before = demo.code_of(SECRET)
    [person] = demo.people_or_404()

    assert (person.name, person.jobs) == ("Karim B.", ["Accueil et accompagnement"])
    assert person.code in (before, demo.code_of(SECRET))  # it may change meanwhile
    assert demo.current_code(make_user()) == ""
