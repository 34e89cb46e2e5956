"""Addresses of billing: a city's own under /gestion/facturation/."""

from django.urls import path

from billing import staff

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
