"""The job that follows the calendar (its writing is tested with the actions)."""

from agora.audit.models import Entry
from agora.jobs import enqueue
from agora.jobs.testing import run_pending
from tests.factories.consultations import make_consultation


def test_nothing_moved_leaves_no_line_in_the_journal(city):
    make_consultation(state="archived")
    enqueue("consultations.refresh_states")

    run_pending()

    assert not Entry.objects.exists()
