"""Delivering what was announced."""

from agora.jobs import task
from agora.notices import delivery
from agora.notices import digest as digests


@task("notices.deliver", scope="house")
def deliver(*, announcement: int) -> None:
    """Tell everybody concerned by one announcement."""
    delivery.deliver(announcement)


@task("notices.digest", scope="house")
def digest() -> None:
    """Write the letters of those who want one a day."""
    digests.send_digests()


@task("notices.forget_old", scope="house")
def forget_old() -> None:
    """Forget what is a year old."""
    digests.forget_old()
