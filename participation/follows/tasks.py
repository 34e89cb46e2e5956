"""Telling followers, once the words are kept."""

from agora.jobs import task
from agora.notices import announce
from participation.consultations.models import Consultation
from participation.contributions.models import Contribution


@task("follows.announce_closed")
def announce_closed(consultation: int) -> None:
    """Tell the followers of a consultation that it has ended."""
    if found := Consultation.objects.filter(pk=consultation).first():
        announce("follow.closed", about=found)


@task("follows.announce_added")
def announce_added(contribution: int) -> None:
    """Tell the followers of a consultation that something was said in it."""
    if found := Contribution.objects.filter(pk=contribution).first():
        announce("follow.added", about=found)
