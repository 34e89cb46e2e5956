"""Invented residents."""

from itertools import islice

import pytest

from agora.accounts import names
from participation.demo.cities import CITIES
from participation.demo.people import NICKNAMES, pseudonyms


@pytest.fixture(scope="module", params=[city.population for city in CITIES])
def crowd(request):
    return list(islice(pseudonyms(request.param), 900))


def test_nobody_has_somebody_else_s_name_nor_the_given_resident_s(crowd):
    keys = {names.key(name) for name in crowd}

    assert len(keys) == len(crowd)
    assert names.key("Odile T.") not in keys


def test_each_is_a_name_that_the_sign_up_would_take(crowd):
    assert [names.clean(name) for name in crowd] == crowd
    assert [name for name in crowd if names.looks_official(name)] == []


def test_people_choose_as_people_do(crowd):
    nicknamed = sum(name.rsplit(" ", 1)[0] in NICKNAMES for name in crowd)

    assert 0.2 < nicknamed / len(crowd) < 0.4


def test_the_same_city_has_the_same_people_and_another_has_others():
    first, again, other = (list(islice(pseudonyms(seed), 50)) for seed in (1, 1, 2))

    assert first == again != other
