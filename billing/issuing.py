"""The job behind « Émettre »: a rehearsal that locks nothing, then the one transaction."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from agora.rules import SYSTEM
from billing.actions.issue import issue_invoice, note_refusal
from billing.banks import paid_at
from billing.clock import today
from billing.documents import demands_of, document_of
from billing.einvoice.checks import NotValid, Refusal
from billing.einvoice.seal import rehearse
from billing.einvoice.validation import ValidatorDown
from billing.models import Invoice, InvoiceState, Provider
from billing.series import DateWentBack

DOWN = Refusal(
    code="validator-down",
    field="invoice",
    text=_("Contrôle indisponible\u00a0: aucun numéro consommé. Nous réessayons."),
)
BACK = Refusal(
    code="date-went-back",
    field="invoice",
    text=_("La dernière facture porte une date plus récente\u00a0: vérifiez l’horloge."),
)


def issue(invoice_id: int) -> Invoice | None:
    """Issue a draft, or keep on it what prevents that; safe to run again.

    Raises ValidatorDown, after saying so on the draft, so that the job comes back later.
    """
    invoice = Invoice.objects.select_related("account", "corrects").filter(pk=invoice_id).first()
    if invoice is None or invoice.state == InvoiceState.ISSUED:
        return invoice
    try:
        with override("fr"):
            document = document_of(
                invoice, provider=Provider.objects.get(), on=today(), bank=paid_at(invoice.account)
            )
            rehearse(document, demands=demands_of(invoice.account))
        return issue_invoice(actor=SYSTEM, invoice=invoice)
    except NotValid as refused:
        return note_refusal(actor=SYSTEM, invoice=invoice, refusals=refused.refusals)
    except DateWentBack:
        return note_refusal(actor=SYSTEM, invoice=invoice, refusals=[BACK])
    except ValidatorDown:
        note_refusal(actor=SYSTEM, invoice=invoice, refusals=[DOWN])
        raise
