"""Writes about Stripe, by jobs alone: hints received, things linked, money found, differences."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext_noop

from agora.action import action
from billing import ledger, rail_jobs, rules
from billing.clock import now, today
from billing.models import (
    FactKind,
    Invoice,
    Source,
    StripeCursor,
    StripeEvent,
    StripeGap,
    StripeObject,
)
from billing.queries.stripe import UNDO, Told, open_gaps, told_facts
from billing.rail import Payment, Refund
from billing.webhook import Hint

KEPT = gettext_noop("gardé")
"""What came of a hint that leads to no money."""
_OPPOSITE = {FactKind.PAYMENT: FactKind.REVERSAL, FactKind.REVERSAL: FactKind.PAYMENT}


@action("stripe.hint_noted", rule=rules.machine_only)
def note_hint(*, actor: Any, hint: Hint) -> None:
    """Keep a hint once, and have what it speaks of looked at: told twice, looked at twice.

    Nothing of its content is kept but the name of the thing.
    """
    kept = StripeEvent(event_id=hint.id, type=hint.type, object_id=hint.about)
    if not rail_jobs.leads_to_money(hint.about):
        kept.done_at, kept.outcome = now(), KEPT
    StripeEvent.objects.bulk_create([kept], ignore_conflicts=True)
    rail_jobs.pull(hint.about)


@action("stripe.hint_replayed", rule=rules.runs_billing, operator=True)
def replay_hint(*, actor: Any, event: StripeEvent) -> StripeEvent:
    """Have what a hint speaks of looked at again."""
    StripeEvent.objects.filter(pk=event.pk).update(done_at=None, outcome="")
    rail_jobs.pull(event.object_id)
    return event


@action("stripe.hints_settled", rule=rules.machine_only)
def settle_hints(*, actor: Any, about: str, before: datetime, outcome: str) -> int:
    """Write on the hints about a thing, received before it was looked at, what came of it."""
    return StripeEvent.objects.filter(
        object_id=about, received_at__lte=before, done_at__isnull=True
    ).update(done_at=now(), outcome=outcome[:200], attempts=F("attempts") + 1)


@action("stripe.linked", rule=rules.machine_only)
def keep_link(
    *, actor: Any, kind: str, ours: UUID, stripe_id: str, facts: dict[str, Any] | None = None
) -> StripeObject:
    """Remember which thing at Stripe is the mirror of ours."""
    return StripeObject.objects.update_or_create(
        kind=kind, ours=ours, defaults={"stripe_id": stripe_id, "facts": facts or {}}
    )[0]


@action("stripe.money_found", rule=rules.machine_only)
def keep_money(
    *, actor: Any, invoice: Invoice, payments: Iterable[Payment], refunds: Iterable[Refund]
) -> Invoice:
    """Add the facts that are missing for the ledger to say what Stripe says of an invoice.

    `payments` and `refunds` are all there are now. What is there and unknown is noted; what was
    noted and is gone is undone, and that is undone if it comes back: rows are only ever added.
    """
    Invoice.objects.select_for_update(of=("self",)).get(pk=invoice.pk)
    told = told_facts(invoice)
    for kind, found in ((FactKind.PAYMENT, payments), (FactKind.REVERSAL, refunds)):
        for one in found:
            last = told.pop(one.id, None)
            if last is None:
                _note(invoice, Told(kind, one.cents, one.id, True), one.on)
            elif not last.stands:
                _undo(invoice, last)
    for gone in told.values():
        if gone.stands:
            _undo(invoice, gone)
    return invoice


def _note(invoice: Invoice, told: Told, on: Any) -> None:
    ledger.note(
        ledger.Fact(
            kind=told.kind,
            invoice=invoice,
            cents=told.cents,
            source_system=Source.STRIPE,
            source_id=told.source_id,
            effective_on=on,
        )
    )


def _undo(invoice: Invoice, last: Told) -> None:
    kind = _OPPOSITE[FactKind(last.kind)]
    _note(invoice, Told(kind, last.cents, UNDO + last.source_id, not last.stands), today())


@action("stripe.gap_noted", rule=rules.machine_only)
def note_gap(
    *,
    actor: Any,
    what: str,
    invoice: Invoice | None = None,
    stripe_id: str = "",
    ours: int | None = None,
    theirs: int | None = None,
) -> StripeGap:
    """Show a person a difference, once while it is open."""
    facts = {"what": what[:200], "ours_cents": ours, "theirs_cents": theirs}
    known = open_gaps(invoice, stripe_id).filter(**facts).first()
    return known or StripeGap.objects.create(invoice=invoice, stripe_id=stripe_id, **facts)


@action("stripe.gaps_closed", rule=rules.machine_only)
def close_gaps(*, actor: Any, invoice: Invoice, stripe_id: str, note: str) -> int:
    """Settle the differences of an invoice whose amounts are the same again."""
    found = open_gaps(invoice, stripe_id).filter(ours_cents__isnull=False)
    return found.update(closed_at=now(), closed_note=note[:200])


@action("stripe.gap_closed", rule=rules.runs_billing, operator=True)
def close_gap(*, actor: Any, gap: StripeGap, note: str) -> StripeGap:
    """Settle a difference, saying how."""
    gap.closed_at, gap.closed_note = now(), note[:200]
    gap.save(update_fields=["closed_at", "closed_note"])
    return gap


@action("stripe.read_until", rule=rules.machine_only)
def move_cursor(*, actor: Any, name: str, at: datetime) -> StripeCursor:
    """Remember how far one has read."""
    return StripeCursor.objects.update_or_create(name=name, defaults={"at": at})[0]
