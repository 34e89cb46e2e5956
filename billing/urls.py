"""Addresses of billing: the provider's books below facturation/, prices for everyone."""

from django.urls import path

from billing.views import invoices, webhook

urlpatterns = [
    # Invoices
    path("facturation/factures/", invoices.invoices, name="invoices"),
    path("facturation/factures/brouillon/", invoices.draft, name="draft"),
    path("facturation/factures/<uuid:uid>/", invoices.invoice, name="invoice"),
    path("facturation/factures/<uuid:uid>/emettre/", invoices.issue, name="issue"),
    path("facturation/factures/<uuid:uid>/jeter/", invoices.throw, name="throw"),
    path("facturation/factures/<uuid:uid>/avoir/", invoices.credit, name="credit"),
    path("facturation/factures/<uuid:uid>/<slug:kind>/", invoices.artifact, name="artifact"),
    # What Stripe tells
    path("stripe/webhook", webhook.receive, name="stripe_webhook"),
]
