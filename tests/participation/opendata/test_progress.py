"""How far an import is, told from outside its transaction."""

import pytest
from django.db import transaction

from agora.context.threads import executor
from participation.opendata.models import ImportRun
from participation.opendata.progress import show_progress


class Stopped(Exception):
    """The load came to nothing."""


@pytest.mark.django_db(transaction=True)
def test_progress_is_seen_although_the_load_is_one_transaction(city):
    run, other = ImportRun.objects.create(), ImportRun.objects.create()

    with pytest.raises(Stopped), transaction.atomic(), executor(max_workers=1) as pool:
        pool.submit(show_progress, run.pk, 40).result()
        raise Stopped

    run.refresh_from_db()
    other.refresh_from_db()
    assert (run.progress, other.progress) == (40, 0)
