"""`agora demo_billing` writes on the embedded database alone."""

import pytest
from django.core.management import CommandError, call_command

from agora.jobs.running import perform
from billing.models import Contract, Provider
from tests.factories.billing import make_provider

pytestmark = pytest.mark.django_db


def test_it_refuses_any_other_database(db):
    with pytest.raises(CommandError, match="base embarquée"):
        call_command("demo_billing")


def test_the_job_behind_it_writes_nothing_elsewhere_either(books):
    make_provider(name="Vrai prestataire")
    perform("billing.write_demo", {})
    assert not Contract.objects.exists()
    assert Provider.objects.get().name == "Vrai prestataire"
