"""Somebody of Villeneuve who may enter."""

import uuid

import pytest

from tests.factories.club import grant


@pytest.fixture
def villeneuve(cities):
    """The city most of them come from."""
    return cities["villeneuve"]


@pytest.fixture
def subject(villeneuve, warm_directory):
    """Somebody of Villeneuve whose grant is open."""
    uid = uuid.uuid4()
    grant(villeneuve, uid)
    return uid
