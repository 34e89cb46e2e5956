"""Official codes and host names: what is well formed, said in words that help."""

import re
import unicodedata

import idna
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

INSEE = re.compile(r"(?:0[1-9]|[13-8]\d|2[1-9]|2A|2B|9[0-5])\d{3}|97[1-8]\d{2}|98[4-8]\d{2}")
LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")
HIDDEN = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})


def check_siren(value: str) -> None:
    """Nine digits, the last one a Luhn key."""
    if not re.fullmatch(r"\d{9}", value):
        raise ValidationError(_("Un numéro SIREN a neuf chiffres, par exemple 219 200 508."))
    doubled = (int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(value)))
    if sum(number - 9 if number > 9 else number for number in doubled) % 10:
        raise ValidationError(
            _("Ce numéro SIREN n’existe pas\u00a0: un chiffre est sans doute faux. Relisez-le.")
        )


def check_insee(value: str) -> None:
    """Five signs; Corsica writes 2A and 2B, overseas begins with 97 or 98."""
    if not INSEE.fullmatch(value):
        raise ValidationError(
            _(
                "Un code INSEE a cinq signes, par exemple 92050, 2A004 (Corse) ou 97411 "
                "(outre-mer). Relisez-le."
            )
        )


def read_host(typed: str) -> str:
    """Return the host as the directory writes it: lower case, IDNA, no scheme, port or dot."""
    bare = re.sub(r"^https?://", "", typed.strip().lower()).split("/")[0]
    bare = bare.split(":")[0].rstrip(".")
    try:
        host = idna.encode(bare, uts46=True).decode() if bare else ""
    except idna.IDNAError:
        host = ""
    labels = host.split(".")
    wrong = len(labels) < 2 or len(host) > 253 or not all(map(LABEL.fullmatch, labels))
    if wrong or labels[-1].isdigit():
        raise ValidationError(
            _(
                "Écrivez une adresse de site, par exemple participez.maville.fr, sans «\u00a0https://\u00a0»."
            )
        )
    return host


def check_words(value: str) -> None:
    """Refuse signs that cannot be seen: they disguise a name."""
    if any(unicodedata.category(sign) in HIDDEN and sign not in "\n\r\t" for sign in value):
        raise ValidationError(
            _("Ce texte contient des signes invisibles. Écrivez-le de nouveau au clavier.")
        )
