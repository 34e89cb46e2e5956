"""Late invoices as conversations: what is to be said next, and what makes one wait."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from billing.delivery import Turn
from billing.models import DunningStep, Invoice, PaymentPromise, Step
from billing.queries import books
from billing.queries.books import Entry


@dataclass(frozen=True)
class Conversation:
    """An open invoice, the steps opened so far and the last promise.

    `began_on` is the day the running term began (reception, or completion); None while it does not
    run. `paused` says why nothing is to be done, in words; empty when something may be.
    """

    entry: Entry
    steps: tuple[DunningStep, ...]
    promise: PaymentPromise | None
    began_on: date | None
    paused: str

    @property
    def invoice(self) -> Invoice:
        """What it is about."""
        return self.entry.invoice

    @property
    def next_step(self) -> DunningStep | None:
        """The first step opened and not done."""
        return next((one for one in self.steps if one.done_at is None), None)

    @property
    def is_waiting(self) -> bool:
        """Whether a person has something to do."""
        return not self.paused and self.next_step is not None

    def reached(self, on: date) -> list[Step]:
        """Steps whose day has come and that are not opened yet; none while it is paused."""
        if self.paused or self.began_on is None:
            return []
        opened = {one.step for one in self.steps}
        age = (on - self.began_on).days
        return [step for step in Step if step <= age and step not in opened]

    def due_on(self, step: Step) -> date:
        """The day a step is reached; only while the term runs."""
        if self.began_on is None:
            raise ValueError("the term does not run")
        return self.began_on + timedelta(days=int(step))


def conversations(on: date) -> list[Conversation]:
    """Every open invoice, the one most days late first; four queries."""
    found = _with_words(books.open_documents())
    rows = [_conversation(one, on) for one in books.entries(found)]
    return sorted(rows, key=lambda one: (-one.entry.delivery.late_by(on), one.invoice.pk))


def conversation(invoice: Invoice, on: date) -> Conversation | None:
    """That of one invoice; None if nothing is owed on it."""
    found = _with_words(books.open_documents().filter(pk=invoice.pk)).first()
    return None if found is None else _conversation(books.entry(found), on)


def to_open(on: date) -> list[tuple[Conversation, list[Step]]]:
    """Conversations of which a step is reached and not opened yet."""
    return [(one, steps) for one in conversations(on) if (steps := one.reached(on))]


def waiting(on: date, *, found: Iterable[Conversation] | None = None) -> list[Conversation]:
    """Those in which a person has something to do."""
    return [one for one in (conversations(on) if found is None else found) if one.is_waiting]


def step_or_404(pk: int) -> DunningStep:
    """One step, with its invoice and payer."""
    found = DunningStep.objects.select_related("invoice__account").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def conversation_or_404(uid: UUID | str, on: date) -> Conversation:
    """That of an invoice on which something is owed."""
    found = _with_words(books.open_documents().filter(uid=uid)).first()
    if found is None:
        raise Http404
    return _conversation(books.entry(found), on)


def _with_words(found: QuerySet[Any]) -> QuerySet[Any]:
    steps = DunningStep.objects.order_by("step")
    return found.prefetch_related(Prefetch("dunning", steps), "promises")


def _conversation(entry: Entry, on: date) -> Conversation:
    invoice, way = entry.invoice, entry.delivery
    promise = max(invoice.promises.all(), key=lambda one: one.pk, default=None)
    return Conversation(
        entry=entry,
        steps=tuple(invoice.dunning.all()),
        promise=promise,
        began_on=way.due_on - timedelta(days=invoice.payment_days) if way.due_on else None,
        paused=_pause(entry, promise, on),
    )


def _pause(entry: Entry, promise: PaymentPromise | None, on: date) -> str:
    way = entry.delivery
    if not way.status:
        return _("Pas encore déposée\u00a0: le retard est le nôtre.")
    if way.suspended:
        return _("Suspendue dans Chorus Pro\u00a0: la ville attend notre réponse.")
    if way.turn == Turn.PROVIDER:
        return _("%(status)s dans Chorus Pro\u00a0: à nous de jouer.") % {"status": way.label}
    if promise is not None and promise.promised_on >= on:
        return _("Paiement promis pour le %(day)s.") % {"day": f"{promise.promised_on:%d/%m/%Y}"}
    return ""
