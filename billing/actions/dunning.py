"""The conversation about a late invoice. A job opens its steps; people alone take them.

Nothing leaves by itself, and nothing here can cut or slow what a city uses.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from agora import mail
from agora.action import action
from billing import rules
from billing.clock import now, today
from billing.models import DunningStep, Invoice, PaymentPromise, Provider, Step, signed_by
from billing.queries import dunning
from billing.queries.dunning import Conversation
from billing.refusals import NotPossible


@action("dunning.opened", rule=rules.machine_only)
def open_steps(*, actor: Any, invoice: Invoice) -> Sequence[DunningStep]:
    """Open the steps an invoice has reached, once each, if the conversation still runs."""
    on = today()
    # Locked before looking: the job run twice at once opens each step once.
    Invoice.objects.select_for_update(of=("self",), no_key=True).get(pk=invoice.pk)
    found = dunning.conversation(invoice, on)
    if found is None:
        return []
    rows = [
        DunningStep(invoice=invoice, step=step, due_on=found.due_on(step))
        for step in found.reached(on)
    ]
    return DunningStep.objects.bulk_create(rows)


@action("dunning.message_sent", rule=rules.runs_billing, operator=True)
def send_message(*, actor: Any, step: DunningStep, subject: str, body: str, to: str) -> DunningStep:
    """Send the message a person has read and edited, once; raises NotPossible."""
    found = _locked(step)
    if found.step != Step.MESSAGE:
        raise NotPossible("not_message", "body", _("Cette étape n’est pas un message."))
    provider = Provider.objects.get()
    mail.send(
        to=to,
        template="billing/mail/dunning",
        context={"title": subject, "body": body, "provider": provider},
        reply_to=provider.email,
    )
    return _done(actor, found, _("Message envoyé\u00a0: %(subject)s") % {"subject": subject})


@action("dunning.step_noted", rule=rules.runs_billing, operator=True)
def note_step(
    *, actor: Any, step: DunningStep, note: str, promised_on: date | None = None
) -> DunningStep:
    """Note what was said in a call, a letter or a meeting, and a promise; raises NotPossible."""
    found = _done(actor, _locked(step), note)
    if promised_on is not None:
        note_promise(actor=actor, invoice=found.invoice, promised_on=promised_on, note=note[:200])
    return found


@action("dunning.promised", rule=rules.runs_billing, operator=True)
def note_promise(
    *, actor: Any, invoice: Invoice, promised_on: date, note: str = ""
) -> PaymentPromise:
    """Note the day the payer said it would pay on: the conversation rests until it is past."""
    if promised_on < today():
        raise NotPossible(
            "past", "promised_on", _("Cette date est passée\u00a0: écrivez celle promise.")
        )
    if dunning.conversation(invoice, today()) is None:
        raise NotPossible("settled", "promised_on", _("Rien n’est plus dû sur cette facture."))
    return PaymentPromise.objects.create(
        invoice=invoice, promised_on=promised_on, note=note, **signed_by(actor)
    )


def _locked(step: DunningStep) -> DunningStep:
    """Lock a step that may still be taken: not done, something owed, nothing to wait for."""
    found = DunningStep.objects.select_for_update(of=("self",)).get(pk=step.pk)
    if found.done_at is not None:
        raise NotPossible(
            "done",
            "",
            _("Étape déjà faite le %(day)s par %(who)s.")
            % {"day": f"{found.done_at:%d/%m/%Y}", "who": found.by_label},
        )
    talk: Conversation | None = dunning.conversation(found.invoice, today())
    if talk is None:
        raise NotPossible("settled", "", _("Rien n’est plus dû sur cette facture."))
    if talk.paused:
        raise NotPossible("paused", "", talk.paused)
    return found


def _done(actor: Any, step: DunningStep, note: str) -> DunningStep:
    step.done_at, step.note = now(), note[:500]
    for name, value in signed_by(actor).items():
        setattr(step, name, value)
    step.save(update_fields=["done_at", "note", "by_ref", "by_label"])
    return step
