"""The pages of billing, at the provider's and in a city, in the order of the work."""

from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from agora.ui.menu import Link, mark_current

TABS: list[tuple[Any, str]] = [
    (_("Tableau de bord"), "billing:home"),
    (_("Comptes"), "billing:accounts"),
    (_("Tarifs"), "billing:prices"),
    (_("Devis et contrats"), "billing:quotes"),
    (_("Échéances"), "billing:due"),
    (_("Factures"), "billing:invoices"),
    (_("À déposer"), "billing:to_deposit"),
    (_("Encaissements"), "billing:receipts"),
    (_("Relances"), "billing:dunning"),
    (_("Stripe"), "billing:stripe"),
    (_("Exports"), "billing:exports"),
]
"""The provider's."""

CITY_TABS: list[tuple[Any, str]] = [
    (_("À faire"), "billing_staff:todo"),
    (_("Factures"), "billing_staff:invoices"),
    (_("Échéancier"), "billing_staff:schedule"),
    (_("Contrat"), "billing_staff:contract"),
    (_("RIB"), "billing_staff:bank"),
    (_("Prestations"), "billing_staff:services"),
]
"""A city's."""

PART_OF = {
    "billing:provider": "billing:accounts",
    "billing:contracts": "billing:quotes",
    "billing:services": "billing:quotes",
}
"""Lists that share the tab of another one."""


def tabs(request: HttpRequest, pages: list[tuple[Any, str]] = TABS) -> list[Link]:
    """The links, the one where the reader stands marked."""
    urlconf = getattr(request, "urlconf", None)
    links = []
    for label, name in pages:
        try:
            links.append(Link(label=label, url=reverse(name, urlconf=urlconf)))
        except NoReverseMatch:
            continue
    return mark_current(links, _standing(request.path, urlconf) if pages is TABS else request.path)


def _standing(path: str, urlconf: Any) -> str:
    """The path, or that of the tab which its list shares."""
    for name, tab in PART_OF.items():
        if path.startswith(reverse(name, urlconf=urlconf)):
            return reverse(tab, urlconf=urlconf) + "autre"
    return path
