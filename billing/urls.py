"""Addresses of billing: the provider's books, prices for everyone, a city's own pages."""

from django.urls import path

from billing import staff
from billing.views import (
    accounts,
    calculator,
    contracts,
    deliveries,
    due,
    dunning,
    exports,
    home,
    invoices,
    prices,
    provider,
    quotes,
    receipts,
    services,
    stripe,
    webhook,
)

urlpatterns = [
    # Prices, for everyone
    path("tarifs/", calculator.calculator, name="calculator"),
    path("tarifs/devis.pdf", calculator.indicative, name="indicative"),
    # Who sells, who pays
    path("facturation/prestataire/", provider.provider, name="provider"),
    path("facturation/prestataire/rib/", provider.bank, name="bank"),
    path("facturation/prestataire/rib/confirmer/", provider.confirm, name="bank_confirm"),
    path("facturation/prestataire/rib/retirer/", provider.drop, name="bank_drop"),
    path("facturation/comptes/", accounts.accounts, name="accounts"),
    path("facturation/comptes.csv", accounts.export, name="accounts_csv"),
    path("facturation/comptes/nouveau/", accounts.new, name="account_new"),
    path("facturation/comptes/<uuid:uid>/", accounts.account, name="account"),
    path("facturation/comptes/<uuid:uid>/modifier/", accounts.change, name="account_change"),
    path("facturation/comptes/<uuid:uid>/villes/", accounts.link, name="account_link"),
    path(
        "facturation/comptes/<uuid:uid>/villes/<int:pk>/retirer/",
        accounts.unlink,
        name="account_unlink",
    ),
    # Offers
    path("facturation/tarifs/", prices.prices, name="prices"),
    path("facturation/tarifs/grille/", prices.install, name="price_grid"),
    path("facturation/tarifs/<int:pk>/", prices.change, name="price"),
    path("facturation/tarifs/<int:pk>/retirer/", prices.drop, name="price_drop"),
    path("facturation/devis/", quotes.quotes, name="quotes"),
    path("facturation/comptes/<uuid:uid>/devis/", quotes.new, name="quote_new"),
    path("facturation/devis/<uuid:uid>/", quotes.quote, name="quote"),
    path("facturation/devis/<uuid:uid>/modifier/", quotes.change, name="quote_change"),
    path("facturation/devis/<uuid:uid>/lignes/", quotes.line, name="quote_line_new"),
    path("facturation/devis/<uuid:uid>/lignes/<int:pk>/", quotes.line, name="quote_line"),
    path(
        "facturation/devis/<uuid:uid>/lignes/<int:pk>/retirer/",
        quotes.drop_line,
        name="quote_line_drop",
    ),
    path("facturation/devis/<uuid:uid>/accord/", quotes.accept, name="quote_accept"),
    path("facturation/devis/<uuid:uid>/contrat/", contracts.new, name="contract_new"),
    path("facturation/devis/<uuid:uid>/<slug:verb>/", quotes.act, name="quote_act"),
    path("facturation/pieces/<uuid:uid>/", quotes.paper, name="paper"),
    path("facturation/contrats/", contracts.contracts, name="contracts"),
    path("facturation/contrats/<uuid:uid>/", contracts.contract, name="contract"),
    path("facturation/contrats/<uuid:uid>/denoncer/", contracts.notice, name="contract_notice"),
    path(
        "facturation/contrats/<uuid:uid>/resilier/", contracts.terminate, name="contract_terminate"
    ),
    path("facturation/prestations/", services.services, name="services"),
    path("facturation/comptes/<uuid:uid>/prestations/", services.new, name="service_new"),
    path("facturation/prestations/<uuid:uid>/", services.service, name="service"),
    path("facturation/prestations/<uuid:uid>/devis/", services.quote, name="service_quote"),
    path("facturation/prestations/<uuid:uid>/journees/", services.day, name="service_day"),
    path(
        "facturation/prestations/<uuid:uid>/journees/<int:pk>/retirer/",
        services.drop_day,
        name="service_day_drop",
    ),
    path("facturation/prestations/<uuid:uid>/facturer/", services.invoice, name="service_invoice"),
    path(
        "facturation/prestations/<uuid:uid>/sans-suite/", services.decline, name="service_decline"
    ),
    # What falls due
    path("facturation/echeances/", due.due, name="due"),
    path("facturation/echeances.csv", due.export, name="due_csv"),
    path("facturation/echeances/<uuid:uid>/", due.due_item, name="due_item"),
    path("facturation/echeances/<uuid:uid>/<slug:verb>/", due.act, name="due_act"),
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
    path("facturation/factures/pourquoi/<uuid:uid>/", deliveries.why, name="why"),
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
    path("facturation/stripe/", stripe.overview, name="stripe"),
    path("facturation/stripe/<int:pk>/rejouer/", stripe.replay, name="stripe_replay"),
    path("facturation/stripe/ecarts/<int:pk>/", stripe.close, name="stripe_close"),
    path("facturation/exports/", exports.listed, name="exports"),
    path("facturation/exports/<slug:name>.csv", exports.csv, name="export"),
    path("facturation/exports/livre/<int:year>/", exports.whole_book, name="book"),
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
