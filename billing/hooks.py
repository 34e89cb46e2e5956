"""What billing offers to lower storeys: roles, sentences of the journal, menus."""

from django.utils.translation import gettext_lazy as _

from agora.audit.registries import sentences
from agora.rules import Role, roles
from agora.ui.registries import MenuEntry, menus
from billing.rules import city_reads
from tenants.registries import open_views

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
}
for _verb, _sentence in _SENTENCES.items():
    sentences.add(_verb, _sentence)

# The city's side.
_OWN_ROWS = {
    "provider": "whom to call and where to pay",
    "account": "who pays for it",
    "invoice": "its invoices, issued",
    "invoiceline": "their lines",
    "delivery": "their statuses in Chorus Pro",
    "fact": "their payments",
    "artifact": "their bytes",
    "contract": "its contracts",
    "contractline": "their lines",
    "dueitem": "what falls due",
    "serviceorder": "the services it asked for",
    "serviceday": "the days given",
    "quote": "its quotes, sent",
    "paper": "its quotes and orders as files",
}
for _view, _shown in _OWN_ROWS.items():
    open_views.add(f"billing_own_{_view}", _shown)

for _verb, _sentence in {
    "billing.reference_given": _("a donné les références d’une facture"),
    "billing.order_given": _("a déposé un bon de commande"),
    "billing.service_asked": _("a demandé une prestation"),
}.items():
    sentences.add(_verb, _sentence)

menus.add(
    "billing.city",
    MenuEntry(
        label=_("Facturation"),
        url_name="billing_staff:todo",
        place="staff",
        rule=city_reads,
        weight=85,
        icon="doc",
    ),
)
