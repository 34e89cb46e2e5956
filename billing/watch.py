"""Watching the mirror: what was never told is looked up, and every amount is compared."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils.translation import gettext as _

from agora.rules import SYSTEM
from billing import gateway, mirror, rail_jobs
from billing.actions import stripe as keep
from billing.clock import now
from billing.models import StripeGap
from billing.queries import stripe as known
from billing.queries.stripe import Sums
from billing.rail import Mirrored
from billing.webhook import Hint, about

AGAIN = timedelta(hours=1)
"""What was read is read again: events appear out of order."""
KEPT = timedelta(days=30)
"""How long Stripe keeps its events."""
SILENCE = timedelta(hours=1)


def catch_up() -> int:
    """Take the events that no webhook told, and show what was never shown; return how many."""
    began, last = now(), known.cursor("events")
    if known.unheard_of(before=began - SILENCE):
        keep.note_gap(
            actor=SYSTEM,
            what=_("Une facture ouverte depuis une heure sans nouvelle\u00a0: vérifiez le webhook"),
        )
    oldest = began - KEPT
    since = max(last - AGAIN, oldest) if last else oldest
    told = gateway.events(since=int(since.timestamp()))
    heard = known.hints_known(one.id for one in told)
    fresh = [one for one in told if one.id not in heard]
    for one in fresh:
        hint = Hint(one.id, one.type, one.at, about(one.payload))
        keep.note_hint(actor=SYSTEM, hint=hint)
    _show_the_rest()
    keep.move_cursor(actor=SYSTEM, name="events", at=began)
    if last is None or last < oldest:
        rail_jobs.compare()
    return len(fresh)


def _show_the_rest() -> None:
    for account in known.accounts_to_mirror().values_list("pk", flat=True):
        rail_jobs.mirror_account(account)
    for invoice in known.invoices_to_mirror().values_list("pk", flat=True):
        rail_jobs.mirror_invoice(invoice)
    for credit in known.credits_to_mirror().values_list("pk", flat=True):
        rail_jobs.mirror_credit(credit)
    for part in known.receipts_to_mirror().values_list("pk", flat=True):
        rail_jobs.mirror_receipt(part)


def compare() -> list[StripeGap]:
    """Hold every invoice against its mirror, to the cent; return the differences left.

    Where they differ, Stripe is asked once more before it is said.
    """
    books, gaps, seen = known.sums(), [], set()
    for theirs in gateway.invoices():
        seen.add(theirs.id)
        here = books.get(theirs.id)
        if here is not None:
            gaps += _compared(here, theirs)
        elif not known.is_ours(theirs.ref):
            mirror.note_foreign(theirs.id)
    for stripe_id, here in books.items():
        if stripe_id not in seen:
            what = _("Facture absente de Stripe")
            gaps.append(
                keep.note_gap(actor=SYSTEM, what=what, invoice=here.invoice, stripe_id=stripe_id)
            )
    keep.move_cursor(actor=SYSTEM, name="compare", at=now())
    return gaps


def _compared(here: Sums, theirs: Mirrored) -> list[StripeGap]:
    found = list(differences(here, theirs))
    if found:
        mirror.pull(theirs.id)
        found = list(differences(known.sums(theirs.id)[theirs.id], theirs))
    if not found:
        if known.open_gaps(here.invoice, theirs.id).exists():
            keep.close_gaps(
                actor=SYSTEM,
                invoice=here.invoice,
                stripe_id=theirs.id,
                note=_("Montants égaux à la comparaison suivante"),
            )
        return []
    return [
        keep.note_gap(
            actor=SYSTEM,
            what=what,
            invoice=here.invoice,
            stripe_id=theirs.id,
            ours=ours,
            theirs=other,
        )
        for what, ours, other in found
    ]


def differences(here: Sums, theirs: Mirrored) -> Iterator[tuple[str, int, int]]:
    """Name the amounts that are not the same: ours, theirs, in cents."""
    for what, ours, other in (
        (_("Total différent"), here.cents, theirs.cents),
        (_("Avoirs différents"), here.credited, theirs.credited),
        (_("Paiements différents"), here.paid, theirs.paid),
    ):
        if ours != other:
            yield what, ours, other
