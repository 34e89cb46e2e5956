"""Numbers, sums, days and sizes as a French page writes them."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

NBSP, THIN = "\u00a0", "\u202f"


def number(value: Any, decimals: int = 0) -> str:
    """12400 as « 12 400 », with narrow spaces that do not break."""
    if type(value) is int and not decimals and 0 <= value < 1000:
        return str(value)  # most counts of a page
    amount = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    whole, _point, rest = f"{abs(amount):,.{decimals}f}".partition(".")
    sign = "\u2212" if amount < 0 else ""
    if _english():
        return f"{sign}{whole}{'.' if rest else ''}{rest}"
    return f"{sign}{whole.replace(',', THIN)}{',' if rest else ''}{rest}"


def euros(value: Any) -> str:
    """1800000 as « 1 800 000 € »; cents only where there are."""
    amount = Decimal(str(value))
    written = number(amount, 0 if amount == amount.to_integral_value() else 2)
    return f"€{written}" if _english() else f"{written}{NBSP}€"


def size(octets: int) -> str:
    """2400000 as « 2,4 Mo »."""
    amount = Decimal(octets)
    units = (_("octets"), _("Ko"), _("Mo"), _("Go"), _("To"))
    rank = 0
    while amount >= 1000 and rank < len(units) - 1:
        amount, rank = amount / 1000, rank + 1
    unit = units[rank]
    decimals = 1 if rank > 1 and amount < 100 else 0
    return f"{number(amount, decimals).removesuffix(',0').removesuffix('.0')}{NBSP}{unit}"


def day(value: date | datetime, style: str = "", *, today: date | None = None) -> str:
    """A day in words: « 12 octobre », the year when it is another one or when `long`."""
    on = local(value)
    this_year = (today or timezone.localdate()).year
    first = _("1er") if on.day == 1 and not _english() else str(on.day)
    month = date_format(on, "M" if style == "court" else "F").lower()
    if _english():
        month = date_format(on, "M" if style == "court" else "F")
    words = f"{first}{NBSP}{month}"
    if style in ("long", "semaine") or (style in ("", "court") and on.year != this_year):
        words += f"{NBSP}{on.year}"
    if style == "semaine":
        words = f"{date_format(on, 'l').lower()}{NBSP}{words}"
    return words


def hour(value: datetime) -> str:
    """18:30 as « 18 h 30 », 10:00 as « 10 h »."""
    at = local(value)
    if _english():
        return date_format(at, "P")
    return f"{at.hour}{NBSP}h" + (f"{NBSP}{at.minute:02d}" if at.minute else "")


def moment(value: datetime, style: str = "") -> str:
    """« 12 octobre à 18 h 30 »."""
    joined = pgettext("12 octobre à 18 h", "%(day)s à %(hour)s")
    return joined % {"day": day(value, style), "hour": hour(value)}


def local(value: Any) -> Any:
    """An aware moment, where people live; a date as it is."""
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


def _english() -> bool:
    return (get_language() or "fr").startswith("en")
