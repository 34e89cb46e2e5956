"""Zones for whoever speaks of domains."""

from dataclasses import replace

import pytest

from tests.harness.zones import Zones, answering
from tests.tenants.edges import CA, EDGE


@pytest.fixture
def zone(settings):
    """Zones that the test writes, where the site looks."""
    zones = Zones()
    with answering(zones) as resolver:
        settings.EDGE = replace(
            settings.EDGE, host=EDGE, addresses=(), authority=CA, resolver=resolver
        )
        yield zones
