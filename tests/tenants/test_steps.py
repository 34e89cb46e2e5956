"""The provider's own steps: each looks before it does."""

import pytest
from django.db import connection

from agora.accounts.models import Invitation
from agora.context import enter, owner, public
from agora.rules import SYSTEM
from tenants import directory, steps
from tenants.actions.cities import open_city
from tenants.models import City
from tenants.registries import SetupStep, ordered_steps, setup_steps

pytestmark = pytest.mark.django_db
FACTS = {"name": "Rivefort", "host": "rivefort.localhost", "admin_email": "c@rivefort.fr"}


@pytest.fixture
def city():
    with public():
        return directory.carry(open_city(actor=SYSTEM, **FACTS))


def test_a_name_left_in_the_database_by_others_is_not_taken(city):
    former = city.schema_name
    with owner(), connection.cursor() as cursor:
        cursor.execute(f"CREATE SCHEMA {former}")

    found = steps.reserve_id(city, city.setup)

    assert found["schema"] != former
    assert city.ref.schema == found["schema"]
    with public():
        assert City.objects.get(pk=city.pk).schema_name == found["schema"]


def test_a_free_name_is_kept(city):
    assert steps.reserve_id(city, city.setup) == {"schema": city.schema_name}


def test_files_live_below_the_schema_name(city):
    assert steps.reserve_storage(city, city.setup) == {"prefix": f"{city.schema_name}/"}


def test_the_first_administrator_is_invited_once(city):
    steps.take_schema(city, city.setup)
    first = steps.invite_first_admin(city, city.setup)

    assert steps.invite_first_admin(city, city.setup) == first
    with enter(city.ref):
        assert Invitation.objects.count() == 1


def test_slices_run_between_the_roles_and_the_invitation():
    names = [key for key, _step in ordered_steps()]

    assert names.index("roles") < names.index("pages") < names.index("first_admin")
    assert names[0] == "reserve_id"
    assert names[-2:] == ["smoke_test", "finish"]


def test_a_step_that_follows_nobody_known_is_refused():
    lost = SetupStep("Perdue", lambda city, run: None, after="nowhere")

    with setup_steps.lending("lost", lost), pytest.raises(LookupError, match="lost"):
        ordered_steps()
