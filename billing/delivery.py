"""Whose turn it is, read from the statuses of Chorus Pro; nothing of the payment is in it.

Statuses skip and come in any order, so all is computed from the whole list: the last attempt
counts, and in it the status of the highest rank. The legal term runs from reception (code de la
commande publique, art. R. 2192-12 to R. 2192-27): it stops while the invoice is suspended, and
begins anew once it is completed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from django.db import models
from django.utils.translation import gettext_lazy as _

from billing.clock import day_of
from billing.models import Chorus


class Turn(models.TextChoices):
    """Who has the ball."""

    PROVIDER = "provider", _("À nous")
    CITY = "city", _("À la ville")
    ACCOUNTANT = "accountant", _("Au comptable public")
    NOBODY = "nobody", _("Plus rien à faire")


RANKS: Sequence[str] = (
    Chorus.DEPOSEE,
    Chorus.EN_COURS_ACHEMINEMENT,
    Chorus.MISE_A_DISPOSITION,
    Chorus.SUSPENDUE,
    Chorus.COMPLETEE,
    Chorus.SERVICE_FAIT,
    Chorus.MANDATEE,
    Chorus.MISE_A_DISPOSITION_COMPTABLE,
    Chorus.COMPTABILISEE,
    Chorus.MISE_EN_PAIEMENT,
    Chorus.A_RECYCLER,
    Chorus.REJETEE,
)
_RANK = {code: place for place, code in enumerate(RANKS)}
_OURS = {Chorus.A_RECYCLER, Chorus.SUSPENDUE, Chorus.REJETEE}
_ACCOUNTANTS = {
    Chorus.MISE_A_DISPOSITION_COMPTABLE,
    Chorus.COMPTABILISEE,
    Chorus.MISE_EN_PAIEMENT,
}
_RECEIVED = set(RANKS) - {Chorus.DEPOSEE, Chorus.EN_COURS_ACHEMINEMENT, Chorus.A_RECYCLER}


class Seen(Protocol):
    """A status, as far as the computation needs it."""

    @property
    def attempt(self) -> int: ...

    @property
    def code(self) -> str: ...

    @property
    def at(self) -> datetime: ...


@dataclass(frozen=True)
class Delivery:
    """Where an invoice is on its way to whoever pays it.

    `status` is empty before the first deposit; `received_on` and `due_on` are days in Paris;
    `due_on` is None while the term does not run (not deposited, to send again, suspended).
    """

    status: str
    turn: Turn
    attempt: int
    at: datetime | None
    received_on: date | None
    due_on: date | None

    @property
    def label(self) -> str:
        """The status in French."""
        return str(Chorus(self.status).label) if self.status else str(_("À déposer"))

    @property
    def suspended(self) -> bool:
        """Whether the term is stopped by the city's question."""
        return self.status == Chorus.SUSPENDUE

    def late_by(self, on: date) -> int:
        """Days past the term, 0 if none."""
        return max(0, (on - self.due_on).days) if self.due_on else 0

    def days_left(self, on: date) -> int | None:
        """Days until the term, below zero once past; None while it does not run."""
        return (self.due_on - on).days if self.due_on else None

    def age(self, on: date) -> int | None:
        """Days since reception; None before."""
        return (on - self.received_on).days if self.received_on else None


def delivery(events: Iterable[Seen], *, payment_days: int) -> Delivery:
    """Read where a delivery stands from its statuses, in any order and number."""
    seen = list(events)
    if not seen:
        return Delivery("", Turn.PROVIDER, 0, None, None, None)
    attempt = max(one.attempt for one in seen)
    last = [one for one in seen if one.attempt == attempt]
    current = _current(last)
    received = _received(last)
    return Delivery(
        status=current.code,
        turn=_turn(current.code),
        attempt=attempt,
        at=current.at,
        received_on=received,
        due_on=_due(last, current, received, payment_days),
    )


def _current(last: list[Seen]) -> Seen:
    top = max(last, key=lambda one: (_RANK[one.code], one.at))
    if top.code == Chorus.COMPLETEE:
        # Suspended again after having been completed: the later of the two holds.
        pair = [one for one in last if one.code in (Chorus.COMPLETEE, Chorus.SUSPENDUE)]
        return max(pair, key=lambda one: (one.at, _RANK[one.code]))
    return top


def _turn(code: str) -> Turn:
    if code in _OURS:
        return Turn.PROVIDER
    return Turn.ACCOUNTANT if code in _ACCOUNTANTS else Turn.CITY


def _received(last: list[Seen]) -> date | None:
    """The day the buyer had it: the first status it gave, else the deposit we made."""
    for codes in (_RECEIVED, {Chorus.EN_COURS_ACHEMINEMENT, Chorus.DEPOSEE}):
        if days := [one.at for one in last if one.code in codes]:
            return day_of(min(days))
    return None


def _due(last: list[Seen], current: Seen, received: date | None, term: int) -> date | None:
    if current.code in (Chorus.SUSPENDUE, Chorus.A_RECYCLER, Chorus.REJETEE) or received is None:
        return None
    completed = [one.at for one in last if one.code == Chorus.COMPLETEE]
    start = day_of(max(completed)) if completed else received
    return start + timedelta(days=term)
