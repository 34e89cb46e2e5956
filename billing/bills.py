"""An invoice as its city reads it: how far its delivery went, what is paid, whose turn it is.

Both axes stay apart: `delivery` says where the paper is, `balance` where the money is.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from billing.balance import Balance, Payment
from billing.delivery import Delivery, Turn, delivery
from billing.models import Chorus, OwnInvoice

_WHO = {
    Turn.PROVIDER: gettext_lazy("À nous, votre prestataire"),
    Turn.CITY: gettext_lazy("À vos services"),
    Turn.ACCOUNTANT: gettext_lazy("Au comptable public"),
    Turn.NOBODY: gettext_lazy("Plus rien à faire"),
}
_NEXT = {
    "": gettext_lazy("Nous devons la déposer sur Chorus Pro. Rien à faire de votre côté."),
    Chorus.DEPOSEE: gettext_lazy("Chorus Pro la transmet à vos services."),
    Chorus.EN_COURS_ACHEMINEMENT: gettext_lazy("Chorus Pro la transmet à vos services."),
    Chorus.MISE_A_DISPOSITION: gettext_lazy(
        "Vos services l’ont reçue sur Chorus Pro\u00a0: reste à attester le service fait."
    ),
    Chorus.COMPLETEE: gettext_lazy(
        "Nous l’avons complétée\u00a0: reste à attester le service fait. Un nouveau délai court."
    ),
    Chorus.SERVICE_FAIT: gettext_lazy("Le service fait est attesté\u00a0: reste à la mandater."),
    Chorus.MANDATEE: gettext_lazy("Elle est mandatée\u00a0: reste à la transmettre au comptable."),
    Chorus.MISE_A_DISPOSITION_COMPTABLE: gettext_lazy("Le comptable public doit la prendre."),
    Chorus.COMPTABILISEE: gettext_lazy("Le comptable public l’a prise en charge."),
    Chorus.MISE_EN_PAIEMENT: gettext_lazy("Le comptable public a ordonné le virement."),
    Chorus.SUSPENDUE: gettext_lazy(
        "Vos services l’ont suspendue\u00a0: nous devons leur répondre. Le délai s’arrête."
    ),
    Chorus.A_RECYCLER: gettext_lazy(
        "Elle était mal adressée\u00a0: nous devons la renvoyer, sous le même numéro."
    ),
    Chorus.REJETEE: gettext_lazy(
        "Vos services l’ont rejetée\u00a0: nous devons l’annuler par un avoir."
    ),
}
_LOOKS = {
    Payment.UNPAID: "neutral",
    Payment.PART_PAID: "warn",
    Payment.PAID: "ok",
    Payment.OVERPAID: "info",
    Payment.CREDITED: "cancelled",
}


@dataclass(frozen=True)
class Bill:
    """An invoice and where it stands on a day."""

    invoice: OwnInvoice
    delivery: Delivery
    balance: Balance
    on: date

    @property
    def closed(self) -> bool:
        """Whether nothing more is awaited: a credit note, or nothing left to pay."""
        return self.invoice.is_credit_note or self.balance.due <= 0

    @property
    def turn(self) -> Turn:
        """Who has the ball."""
        return Turn.NOBODY if self.closed else self.delivery.turn

    @property
    def who(self) -> str:
        """Whose turn it is, said to the city."""
        return str(_WHO[self.turn])

    @property
    def next(self) -> str:
        """What is to be done, in a sentence."""
        if self.invoice.is_credit_note:
            return _("Cet avoir vient en déduction de la facture qu’il corrige.")
        if self.closed:
            return _("Rien ne reste à payer.")
        return str(_NEXT[self.delivery.status])

    @property
    def days_left(self) -> int | None:
        """Days until the legal term, below zero once past; None where it does not run."""
        return None if self.closed else self.delivery.days_left(self.on)

    @property
    def term(self) -> str:
        """The days left, in words; nothing once closed."""
        if self.closed:
            return ""
        left = self.days_left
        if left is None:
            return _("Le délai de paiement ne court pas.")
        if left < 0:
            words = ngettext("Délai dépassé de %(n)d jour", "Délai dépassé de %(n)d jours", -left)
            return words % {"n": -left}
        if left == 0:
            return _("Le délai se termine aujourd’hui.")
        return ngettext("Il reste %(n)d jour", "Il reste %(n)d jours", left) % {"n": left}

    @property
    def is_late(self) -> bool:
        """Whether the term is past."""
        return (self.days_left or 0) < 0

    @property
    def payment(self) -> str:
        """Where the payment stands; a credit note has none of its own."""
        return "" if self.invoice.is_credit_note else str(self.balance.state.label)

    @property
    def look(self) -> str:
        """The badge of its payment."""
        return "late" if self.is_late else _LOOKS[self.balance.state]

    @property
    def chorus_number(self) -> str:
        """The last number Chorus Pro gave it."""
        given = [one.chorus_number for one in self.invoice.deliveries.all() if one.chorus_number]
        return given[-1] if given else ""


def bill_of(invoice: OwnInvoice, *, on: date) -> Bill:
    """Read where an invoice stands; its `deliveries` are best prefetched."""
    return Bill(
        invoice=invoice,
        delivery=delivery(invoice.deliveries.all(), payment_days=invoice.payment_days),
        balance=Balance(
            owed=invoice.owed,
            credited=invoice.credited,
            received=invoice.received,
            returned=invoice.returned,
        ),
        on=on,
    )
