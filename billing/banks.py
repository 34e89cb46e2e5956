"""Which account an invoice asks to be paid on: ours, or the one Stripe opened for the payer."""

from django.utils.translation import gettext_lazy as _

from billing.documents import Bank
from billing.einvoice.checks import NotValid, Refusal
from billing.models import BillingAccount, Rail
from billing.queries.stripe import bank_of

NOT_YET = Refusal(
    code="stripe-account-missing",
    field="account",
    text=_(
        "Stripe n’a pas encore donné le compte de ce payeur\u00a0: réessayez dans une heure, ou"
        " choisissez le virement sur notre compte."
    ),
)


def paid_at(account: BillingAccount) -> Bank | None:
    """None for our own account; raises NotValid while Stripe's is not known."""
    if account.rail != Rail.STRIPE_TRANSFER:
        return None
    found = bank_of(account)
    if found is None:
        raise NotValid([NOT_YET])
    return found
