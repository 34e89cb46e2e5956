"""The post."""

from agora.jobs import task
from agora.mail import departure

# Two days and more of tries: a mail server may be down for a day.
PATIENCE, REST = 220, 15 * 60


@task("mail.send", queue="mail", scope="house", patience=PATIENCE, rest=REST)
def send(*, mail: int) -> None:
    """Take one letter away."""
    departure.leave(mail)


@task("mail.send_to_team", queue="mail", scope="house", patience=PATIENCE, rest=REST, asleep=True)
def send_to_team(*, mail: int) -> None:
    """Take one letter away even from a suspended city: it was written to its team."""
    departure.leave(mail)


@task("mail.send_bulk", queue="mail-bulk", scope="house", patience=PATIENCE, rest=REST)
def send_bulk(*, mail: int) -> None:
    """Take one of many letters away, after those somebody waits for."""
    departure.leave(mail)


@task("mail.forget_old", scope="house")
def forget_old() -> None:
    """Forget what left long ago."""
    departure.forget_old()
