"""What is written to a payer who is late; in French whoever works, since the payer reads it.

A draft for a person to read and change: amounts, where Chorus Pro has the invoice, whom to call.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import override

from agora.ui import french
from billing.clock import day_of
from billing.delivery import Turn
from billing.models import Provider
from billing.money import euros
from billing.queries.dunning import Conversation


@dataclass(frozen=True)
class Draft:
    """A subject and paragraphs separated by an empty line."""

    subject: str
    body: str


def message(talk: Conversation, provider: Provider) -> Draft:
    """The message to the accounting service, 31 days after reception."""
    return _draft(
        talk,
        provider,
        "Bonjour,",
        "Pouvez-vous nous dire où en est son règlement ? S’il vous manque une pièce ou une"
        " référence, nous vous l’envoyons le jour même.",
        f"Bien à vous,\n{provider.contact_name or provider.name}",
    )


def letter(talk: Conversation, provider: Provider) -> Draft:
    """The letter to the head of the administration, 60 days after reception."""
    return _draft(
        talk,
        provider,
        "Madame, Monsieur,",
        "Nos échanges avec vos services n’ont pas encore permis de la régler. Nous vous serions"
        " reconnaissants de nous indiquer la date à laquelle elle pourra l’être, ou ce qui y fait"
        " obstacle.",
        "Nous vous prions d’agréer, Madame, Monsieur, l’expression de notre considération"
        f" distinguée.\n{provider.contact_name or provider.name}",
    )


def _draft(talk: Conversation, provider: Provider, hello: str, ask: str, bye: str) -> Draft:
    invoice = talk.invoice
    with override("fr"):
        parts = [
            hello,
            _what(talk),
            _where(talk),
            ask,
            _whom(provider),
            "La plateforme reste ouverte aux habitants, quoi qu’il en soit.",
            bye,
        ]
        subject = f"Facture {invoice.number} : où en est son règlement ?"
    return Draft(subject.replace(" :", "\u00a0:").replace(" ?", "\u00a0?"), _spaced(parts))


def _spaced(parts: list[str]) -> str:
    text = "\n\n".join(part for part in parts if part)
    for sign in ":;?!»":
        text = text.replace(f" {sign}", f"\u00a0{sign}")
    return text.replace("« ", "«\u00a0")


def _what(talk: Conversation) -> str:
    invoice, due = talk.invoice, talk.entry.balance.due
    total = french.euros(euros(invoice.ttc_cents))
    on = _day(invoice.issued_on)
    words = f"Sauf erreur de notre part, la facture {invoice.number} du {on}, de {total} TTC,"
    if due == invoice.ttc_cents:
        words += " n’est pas encore réglée."
    else:
        words += f" n’est réglée qu’en partie : il reste {french.euros(euros(due))} à payer."
    if invoice.engagement:
        words += f" Elle porte l’engagement {invoice.engagement}."
    return words


def _where(talk: Conversation) -> str:
    way = talk.entry.delivery
    number = next(
        (one.chorus_number for one in talk.invoice.deliveries.all() if one.chorus_number), ""
    )
    known = f" sous le numéro {number}" if number else ""
    whose = (
        "auprès du comptable public" if way.turn == Turn.ACCOUNTANT else "auprès de vos services"
    )
    return (
        f"Chorus Pro la connaît{known} : reçue le {_day(way.received_on)}, elle est à l’état"
        f" « {way.label} » depuis le {_day(day_of(way.at) if way.at else None)}, {whose}."
        f" Le délai de paiement a pris fin le {_day(way.due_on)}."
    )


def _whom(provider: Provider) -> str:
    who = provider.contact_name or provider.name
    return f"Pour en parler : {who}, {provider.phone}, {provider.email}."


def _day(on: date | None) -> str:
    return french.day(on, "long") if on else "–"
