from dataclasses import dataclass

import pytest

from agora.registry import RegistrationError, Registry


@dataclass(frozen=True)
class Thing:
    weight: int = 100


def test_what_is_registered_is_found():
    registry = Registry("things")

    thing = registry.add("b", Thing())

    assert registry.get("b") is registry["b"] is thing
    assert "b" in registry
    assert "c" not in registry
    assert len(registry) == 1
    assert repr(registry) == "<Registry things: 1>"


def test_the_same_key_twice_is_refused_and_the_first_stays():
    registry = Registry("things")
    first = registry.add("a", Thing())

    with pytest.raises(RegistrationError, match="things: 'a' is registered twice"):
        registry.add("a", Thing())

    assert registry.get("a") is first


def test_an_unknown_key_names_the_registry_unless_a_default_is_given():
    registry = Registry("things")

    with pytest.raises(KeyError, match="things: nothing is registered as 'x'"):
        registry.get("x")
    assert registry.get("x", None) is None


def test_iteration_goes_by_weight_then_by_key():
    registry = Registry("things")
    registry.add("late", Thing(weight=200))
    registry.add("b", Thing())
    registry.add("a", "no weight: a hundred")
    registry.add("first", Thing(weight=1))

    assert list(registry) == ["first", "a", "b", "late"]
    assert list(registry.keys()) == list(registry)
    assert [key for key, _ in registry.items()] == list(registry)
    assert list(registry.values())[-1] == Thing(weight=200)


def test_what_is_lent_is_given_back_also_after_an_error():
    registry = Registry("things")

    with pytest.raises(ZeroDivisionError), registry.lending("a", Thing()):
        assert list(registry) == ["a"]
        _ = 1 / 0

    assert list(registry) == []


def test_a_weight_that_is_no_number_counts_as_a_hundred():
    registry = Registry("things")
    registry.add("b", Thing(weight="heavy"))
    registry.add("a", Thing(weight=101))

    assert list(registry) == ["b", "a"]
