"""What cities pay, invoiced the way French town halls can pay: quote to contract, invoice, receipt.

Every table lives in the provider's house. Our database is the engine and the only legal original;
Stripe is a rail and a mirror, reached through `billing.gateway` alone. An invoice has two axes
that never merge: its delivery (Chorus Pro) and its payment, computed from facts. Nothing here can
restrict a city: a late invoice never touches a resident's page.
"""
