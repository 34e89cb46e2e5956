"""Values made up from the schema: nothing crashes, nothing is invalid, the rules hold."""

import os

import pytest
from hypothesis import HealthCheck, given, settings

from tests.helm import render, rules, validity
from tests.helm.generated import served, values

pytestmark = pytest.mark.slow  # so that make fuzz takes it, at full size
FULL = os.environ.get("AGORA_FUZZ") == "full"


@settings(
    max_examples=300 if FULL else 30,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(values())
def test_whatever_the_schema_allows_is_valid_and_keeps_the_rules(made):
    found = render.loaded().objects(made)

    assert validity.all_faults(found) == []
    assert rules.faults_of(found) == []


def test_what_is_made_up_serves_every_queue():
    made = served({"site": {"baseDomain": "agora.example"}})

    assert {"rest", "last"} <= set(made["workers"])
