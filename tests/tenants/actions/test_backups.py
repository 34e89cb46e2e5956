"""The table of backups is the machine's own."""

import pytest
from django.core.management import call_command

from agora.audit.models import Entry
from agora.context import public
from agora.rules import Refused
from tenants.actions.backups import record_backup
from tenants.models import Backup
from tests.factories.people import make_staff

pytestmark = pytest.mark.django_db


def test_the_command_leaves_a_row_and_a_line_in_the_journal(cities):
    call_command("record_backup", "base", "--ok", "--size=12", "--seconds=1.5", "--note=hier")
    call_command("record_backup", "proof", "--note=" + "x" * 500)

    with public():
        proof, base = Backup.objects.order_by("-pk")
        assert (base.kind, base.ok, base.size, base.seconds) == ("base", True, 12, 1.5)
        assert (proof.ok, proof.note) == (False, "x" * 300)
        assert Entry.objects.filter(verb="backup.recorded").count() == 2


def test_no_person_records_one_not_even_the_provider(cities):
    with public():
        with pytest.raises(Refused):
            record_backup(actor=make_staff("operator"), kind="base", ok=True)
        assert not Backup.objects.exists()
