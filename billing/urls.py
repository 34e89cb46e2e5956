"""Addresses of billing: the provider's books, prices for everyone, a city's own pages."""

from django.urls import path

from billing import staff
from billing.views import deliveries, dunning, exports, home, invoices, receipts, webhook

urlpatterns = [
    # Invoices
    path("facturation/factures/", invoices.invoices, name="invoices"),
    path("facturation/factures/brouillon/", invoices.draft, name="draft"),
    path("facturation/factures/<uuid:uid>/", invoices.invoice, name="invoice"),
    path("facturation/factures/<uuid:uid>/emettre/", invoices.issue, name="issue"),
    path("facturation/factures/<uuid:uid>/jeter/", invoices.throw, name="throw"),
    path("facturation/factures/<uuid:uid>/avoir/", invoices.credit, name="credit"),
    path("facturation/factures/<uuid:uid>/<slug:kind>/", invoices.artifact, name="artifact"),
    path("facturation/", home.home, name="home"),
    # After the invoice: deposit, money, dunning, exports.
    path("facturation/a-deposer/", deliveries.to_deposit, name="to_deposit"),
    path("facturation/a-deposer/<uuid:uid>/deposee/", deliveries.deposited, name="deposited"),
    path("facturation/a-deposer/<uuid:uid>/", deliveries.note_status, name="note_status"),
    path("facturation/pourquoi/<uuid:uid>/", deliveries.why, name="why"),
    path("facturation/a-deposer/<uuid:uid>/<slug:kind>", deliveries.original, name="original"),
    path("facturation/encaissements/", receipts.listed, name="receipts"),
    path("facturation/encaissements/nouveau/", receipts.typed, name="receipt_type"),
    path("facturation/encaissements/releve/", receipts.from_file, name="receipt_file"),
    path("facturation/encaissements/<uuid:uid>/", receipts.one, name="receipt"),
    path("facturation/encaissements/<uuid:uid>/ecarter/", receipts.set_aside, name="receipt_aside"),
    path(
        "facturation/encaissements/<uuid:uid>/reprendre/", receipts.take_back, name="receipt_back"
    ),
    path("facturation/affectations/<uuid:uid>/annuler/", receipts.undo, name="allocation_undo"),
    path("facturation/relances/", dunning.listed, name="dunning"),
    path("facturation/relances/<int:pk>/", dunning.step, name="dunning_step"),
    path("facturation/relances/<int:pk>/courrier/", dunning.letter, name="dunning_letter"),
    path("facturation/relances/<uuid:uid>/promesse/", dunning.promise, name="dunning_promise"),
    path("facturation/exports/", exports.listed, name="exports"),
    path("facturation/exports/<slug:name>.csv", exports.csv, name="export"),
    path("facturation/exports/fec/<int:year>/", exports.accounting, name="fec"),
    # What Stripe tells
    path("stripe/webhook", webhook.receive, name="stripe_webhook"),
]

# A city's side, below /gestion/.
staff_urlpatterns = [
    path("facturation/", staff.to_do, name="todo"),
    path("facturation/echeances/<uuid:uid>/", staff.give, name="give"),
    path("facturation/echeances/<uuid:uid>/bon-de-commande/", staff.give_scan, name="give_scan"),
    path("facturation/factures/", staff.invoices, name="invoices"),
    path("facturation/factures.csv", staff.invoices_csv, name="invoices_csv"),
    path("facturation/factures/<uuid:uid>/", staff.invoice, name="invoice"),
    path("facturation/factures/<uuid:uid>/<slug:kind>/", staff.artifact, name="artifact"),
    path("facturation/pieces/<uuid:uid>/", staff.paper, name="paper"),
    path("facturation/echeancier/", staff.schedule, name="schedule"),
    path("facturation/contrat/", staff.contract, name="contract"),
    path("facturation/rib/", staff.bank, name="bank"),
    path("facturation/prestations/", staff.services, name="services"),
    path("facturation/prestations/demander/", staff.ask, name="ask"),
]
