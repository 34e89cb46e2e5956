"""What billing offers to lower storeys: roles, sentences of the journal, menus."""

from django.utils.translation import gettext_lazy as _

from agora.audit.registries import sentences
from agora.rules import Role, roles
from agora.ui.registries import MenuEntry, menus
from billing.rules import reads_billing

_ROLES = {
    "provider_billing_reader": (_("Facturation, lecture"), _("Lire devis, factures et comptes.")),
    "provider_billing": (_("Facturation"), _("Devis, contrats, factures, encaissements.")),
    "provider_billing_approver": (
        _("Facturation, responsable"),
        _("Tarifs, avoirs, confirmation d’un RIB."),
    ),
    "billing_viewer": (_("Finances, lecture"), _("Lire les factures et le contrat.")),
    "billing_contact": (
        _("Finances"),
        _("Donner l’engagement et le bon de commande, demander une prestation."),
    ),
}
for _place, (_name, (_label, _does)) in enumerate(_ROLES.items()):
    roles.add(_name, Role(_label, _does, weight=100 + 10 * _place))

_SENTENCES = {
    "invoice.drafted": _("a préparé une facture"),
    "invoice.draft_thrown": _("a jeté un brouillon de facture"),
    "invoice.issue_asked": _("a demandé l’émission d’une facture"),
    "invoice.issue_refused": _("a noté ce qui empêche d’émettre une facture"),
    "invoice.issued": _("a émis une facture"),
    "invoice.credit_drafted": _("a préparé un avoir"),
    "invoice.delivery_noted": _("a noté un statut Chorus Pro"),
    "stripe.hint_noted": _("a reçu un signal de Stripe"),
    "stripe.hints_settled": _("a traité des signaux de Stripe"),
    "stripe.linked": _("a relié une pièce à Stripe"),
    "stripe.money_found": _("a relevé des paiements chez Stripe"),
    "stripe.gap_noted": _("a noté un écart avec Stripe"),
    "stripe.hint_replayed": _("a fait retraiter un signal de Stripe"),
    "stripe.gap_closed": _("a clos un écart avec Stripe"),
    "stripe.gaps_closed": _("a clos des écarts avec Stripe"),
    "stripe.read_until": _("a relevé les événements de Stripe"),
}
for _verb, _sentence in _SENTENCES.items():
    sentences.add(_verb, _sentence)

menus.add(
    "billing",
    MenuEntry(
        label=_("Facturation"),
        url_name="billing:home",
        place="provider",
        rule=reads_billing,
        weight=15,
        icon="doc",
    ),
)
