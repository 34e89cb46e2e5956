"""Delivering what was announced."""

from agora.jobs import task
from agora.notices import delivery
from agora.notices import digest as digests
from agora.notices.models import Rhythm


@task("notices.deliver", scope="house")
def deliver(*, announcement: int) -> None:
    """Tell everybody concerned by one announcement."""
    delivery.deliver(announcement)


@task("notices.digest", scope="house")
def digest() -> None:
    """Write the letters of those who want one a day."""
    digests.send_digests(Rhythm.DAILY)


@task("notices.weekly_digest", scope="house")
def weekly_digest() -> None:
    """Write the letters of those who want one a week."""
    digests.send_digests(Rhythm.WEEKLY)


@task("notices.forget_old", scope="house")
def forget_old() -> None:
    """Forget what is a year old."""
    digests.forget_old()
