"""VAT by territory and kind of service (CGI art. 278, 296, 294-1, 261-4-4°)."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _


class Territory(models.TextChoices):
    """Where the buyer is: the VAT rate hangs on it."""

    METROPOLE = "metropole", _("France métropolitaine")
    CORSE = "corse", _("Corse")
    GUADELOUPE = "guadeloupe", _("Guadeloupe")
    MARTINIQUE = "martinique", _("Martinique")
    REUNION = "reunion", _("La Réunion")
    GUYANE = "guyane", _("Guyane")
    MAYOTTE = "mayotte", _("Mayotte")


class VatRule(models.TextChoices):
    """What decides the VAT of a line."""

    STANDARD = "standard", _("Taux du territoire")
    TRAINING_EXEMPT = "training_exempt", _("Formation exonérée")


@dataclass(frozen=True)
class Vat:
    """VAT of a line: category (UNTDID 5305), rate in percent, and why when there is none."""

    category: str
    rate: Decimal
    code: str = ""
    reason: str = ""


NORMAL = Vat("S", Decimal("20.00"))
OVERSEAS = Vat("S", Decimal("8.50"))
TRAINING = Vat("E", Decimal("0.00"), "VATEX-EU-132-1I", "Exonération, art. 261-4-4° a du CGI")
NOT_APPLIED = Vat("E", Decimal("0.00"), "", "TVA non applicable, art. 294-1 du CGI")

_OVERSEAS = {Territory.GUADELOUPE, Territory.MARTINIQUE, Territory.REUNION}
_NOT_APPLIED = {Territory.GUYANE, Territory.MAYOTTE}


class TerritoryClosed(Exception):
    """The accountant has not confirmed yet how this territory is invoiced."""


def vat_of(territory: str, rule: str, *, training_exempt: bool, overseas_open: bool) -> Vat:
    """VAT of a line sold to a territory.

    `training_exempt`: the provider holds the certificate that exempts training;
    `overseas_open`: the accountant confirmed Guyane and Mayotte. Raises TerritoryClosed.
    """
    if rule == VatRule.TRAINING_EXEMPT and training_exempt:
        return TRAINING
    if territory in _NOT_APPLIED:
        if not overseas_open:
            raise TerritoryClosed(territory)
        return NOT_APPLIED
    return OVERSEAS if territory in _OVERSEAS else NORMAL
