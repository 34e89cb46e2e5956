"""What billing offers to lower storeys: roles, sentences of the journal, menus."""

from django.utils.translation import gettext_lazy as _

from agora.audit.registries import sentences
from agora.rules import Role, roles

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
    "receipt.typed": _("a saisi un encaissement"),
    "receipt.file_read": _("a lu un relevé de la banque"),
    "receipt.allocated": _("a affecté un encaissement à des factures"),
    "receipt.allocation_undone": _("a annulé l’affectation d’un encaissement"),
    "receipt.set_aside": _("a écarté un encaissement"),
    "receipt.taken_back": _("a repris un encaissement écarté"),
    "dunning.opened": _("a ouvert une étape de relance"),
    "dunning.message_sent": _("a envoyé un message de relance"),
    "dunning.step_noted": _("a noté une étape de relance"),
    "dunning.promised": _("a noté une promesse de paiement"),
}
for _verb, _sentence in _SENTENCES.items():
    sentences.add(_verb, _sentence)
