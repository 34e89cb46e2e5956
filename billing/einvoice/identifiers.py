"""Keys of French identifiers: what a typing error cannot pass. No network, no register is asked."""

from __future__ import annotations

import re

_SIRET = re.compile(r"[0-9]{14}\Z")
_VAT = re.compile(r"FR[0-9]{11}\Z")
_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}\Z")


def is_siret(siret: str) -> bool:
    """14 digits, no space, whose SIREN and whole both have their key (La Poste has its own)."""
    from stdnum.fr import siret as key  # noqa: PLC0415  (slow to load, asked at writes only)

    return bool(_SIRET.match(siret)) and key.is_valid(siret)


def is_vat_id(vat_id: str, *, siret: str) -> bool:
    """FR, two digits, nine of the SIREN: the key is right and the SIREN that of this party."""
    from stdnum.fr import tva as key  # noqa: PLC0415  (slow to load, asked at writes only)

    return bool(_VAT.match(vat_id)) and vat_id[4:] == siret[:9] and key.is_valid(vat_id)


def is_iban(iban: str) -> bool:
    """No space, upper case; the international key and the national one (the French RIB's)."""
    from schwifty import IBAN  # noqa: PLC0415  (slow to load, asked at writes only)
    from schwifty.exceptions import SchwiftyException  # noqa: PLC0415

    if not _IBAN.match(iban):
        return False
    try:
        IBAN(iban, validate_bban=True)
    except SchwiftyException:
        return False
    return True


def is_bic(bic: str) -> bool:
    """Eight or eleven characters of ISO 9362 in a country that exists."""
    from schwifty import BIC  # noqa: PLC0415  (slow to load, asked at writes only)
    from schwifty.exceptions import SchwiftyException  # noqa: PLC0415

    try:
        BIC(bic)
    except SchwiftyException:
        return False
    return True
