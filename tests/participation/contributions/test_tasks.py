"""The nightly job."""

from agora.jobs import enqueue
from agora.jobs.testing import run_pending
from participation.contributions.models import Contribution
from tests.factories.contributions import make_contribution


def test_each_night_words_are_dealt_anew(city):
    word = make_contribution()
    before = Contribution.objects.get(pk=word.pk).shuffle
    enqueue("contributions.keep_tables")

    run_pending()

    word.refresh_from_db()
    assert word.shuffle != before
