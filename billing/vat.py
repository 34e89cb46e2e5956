"""VAT of what we sell: the rule of a line, the territory of its buyer, and what is confirmed."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from billing.einvoice import vat
from billing.einvoice.vat import Treatment


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


_TO_CONFIRM = {Territory.GUYANE, Territory.MAYOTTE}


class TerritoryClosed(Exception):
    """The accountant has not confirmed yet how this territory is invoiced."""


def vat_of(
    territory: str, rule: str, *, on: date, training_exempt: bool, overseas_open: bool
) -> Treatment:
    """How a line sold to a territory on a day is taxed.

    `training_exempt`: the provider holds the certificate that exempts training;
    `overseas_open`: the accountant confirmed Guyane and Mayotte. Raises
    TerritoryClosed, or ValueError on a day before the known rates.
    """
    if rule == VatRule.TRAINING_EXEMPT and training_exempt:
        return vat.TRAINING
    if territory in _TO_CONFIRM and not overseas_open:
        raise TerritoryClosed(territory)
    return vat.services(territory, on)
