"""Jobs of billing may run twice."""

from datetime import date

import pytest

from agora.mail.models import OutgoingMail
from billing import clock, tasks
from billing.models import Chorus, DunningStep
from tests.factories.billing import issued, make_account, note_status

pytestmark = pytest.mark.django_db


def test_the_daily_job_opens_each_step_once_and_sends_nothing(books):
    invoice = issued(make_account())
    note_status(invoice, Chorus.MISE_A_DISPOSITION, on=date(2026, 2, 10))
    issued(make_account())
    with clock.at(date(2026, 3, 29)):
        tasks.open_dunning()
        tasks.open_dunning()

    assert list(DunningStep.objects.values_list("invoice", "step")) == [
        (invoice.pk, 31),
        (invoice.pk, 45),
    ]
    assert not OutgoingMail.objects.exists()
