"""Names that carry the house."""

from contextvars import Context

import pytest

from agora.context import CityRef, NoCurrentCity, enter, public
from agora.context.keys import cache_key, keep_tags, last_tags, log_tags, storage_prefix

A = CityRef(schema="t_a", id=1, state="live", name="A")


def test_keys_carry_the_house():
    with enter(A):
        assert (cache_key("menu", 3), storage_prefix()) == ("t_a:menu:3", "t_a/")
    with public():
        assert (cache_key("menu"), storage_prefix()) == ("public:menu", "public/")


@pytest.mark.parametrize("key", [cache_key, storage_prefix])
def test_nowhere_has_no_keys(key):
    with pytest.raises(NoCurrentCity):
        key()


def test_a_log_line_always_says_where_it_was_written():
    assert log_tags() == {"house": "none", "state": "none"}
    with enter(A):
        assert log_tags() == {"house": "t_a", "state": "city"}


def test_what_is_told_of_a_request_after_it_left_its_house_names_that_house():
    def lived():
        with enter(A):
            keep_tags()
        here = log_tags()["house"], last_tags()["house"]
        with public():
            return *here, last_tags()["house"]

    assert Context().run(lived) == ("none", A.schema, "public")
