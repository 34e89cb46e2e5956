"""What billing offers to lower storeys: roles, sentences of the journal, menus."""

import logging
from typing import Any

from django.utils.translation import gettext_lazy as _

from agora.audit.registries import sentences
from agora.jobs.running import perform
from agora.rules import Role, roles
from agora.ui.registries import MenuEntry, menus
from billing.rules import city_reads, reads_billing
from tenants.registries import SetupStep, open_views, setup_steps

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
    # Offers: who sells, who pays, at which price, until when.
    "provider.described": _("a mis à jour l’identité du prestataire"),
    "provider.bank_proposed": _("a proposé un nouveau RIB"),
    "provider.bank_confirmed": _("a confirmé un nouveau RIB"),
    "provider.bank_dropped": _("a retiré un RIB proposé"),
    "payer.opened": _("a créé un compte payeur"),
    "payer.described": _("a mis à jour un compte payeur"),
    "payer.city_linked": _("a relié une ville à son payeur"),
    "payer.city_unlinked": _("a détaché une ville de son payeur"),
    "payer.new_city_linked": _("a cherché le payeur d’une nouvelle ville"),
    "prices.grid_set": _("a mis une grille de tarifs en vigueur"),
    "prices.changed": _("a changé un tarif"),
    "prices.change_dropped": _("a renoncé à un changement de tarif"),
    "quote.drafted": _("a préparé un devis"),
    "quote.described": _("a modifié un devis"),
    "quote.line_written": _("a écrit une ligne de devis"),
    "quote.line_dropped": _("a retiré une ligne de devis"),
    "quote.thrown": _("a jeté un brouillon de devis"),
    "quote.sent": _("a envoyé un devis"),
    "quote.accepted": _("a enregistré l’accord sur un devis"),
    "quote.refused": _("a noté le refus d’un devis"),
    "quote.expired": _("a constaté l’expiration d’un devis"),
    "quote.replaced": _("a préparé une nouvelle version d’un devis"),
    "contract.signed": _("a ouvert un contrat"),
    "contract.notice_given": _("a noté la dénonciation d’un contrat"),
    "contract.renewed": _("a reconduit un contrat"),
    "contract.ended": _("a constaté la fin d’un contrat"),
    "contract.terminated": _("a résilié un contrat"),
    "contract.planned": _("a prévu les échéances d’un contrat"),
    "due.reference_asked": _("a demandé la référence d’échéances"),
    "due.made_ready": _("a constaté des échéances prêtes à facturer"),
    "due.reference_given": _("a saisi la référence d’une échéance"),
    "due.cancelled": _("a annulé une échéance"),
    "due.restored": _("a rétabli une échéance"),
    "service.asked": _("a noté une demande de prestation"),
    "service.quoted": _("a chiffré une prestation"),
    "service.declined": _("a classé une demande de prestation"),
    "service.day_ticked": _("a noté une journée réalisée"),
    "service.day_unticked": _("a retiré une journée notée"),
    "service.days_invoiced": _("a mis des journées réalisées à facturer"),
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


def _link_payer(city: Any, run: Any) -> dict[str, Any]:
    """Done at once in the provider's house; whatever fails is left to a person, on our pages."""
    try:
        perform("billing.link_city", {"town": city.pk})
    except Exception:
        logging.getLogger("agora.billing").exception("no payer was looked for")
    return {}


setup_steps.add(
    "billing_customer",
    SetupStep(_("Chercher qui paie pour la ville"), _link_payer, after="roles", weight=60),
)
