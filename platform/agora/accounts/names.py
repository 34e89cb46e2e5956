"""What a public name may be: readable, nobody else's, and not the town hall's."""

import re
import unicodedata
from collections.abc import Collection, Iterator

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from agora.search.fold import fold

LONGEST = 40

# Letters of other alphabets that the eye takes for Latin ones.
_LOOK_ALIKES = str.maketrans(
    # Cyrillic: a ie o er es u ha i je dze komi-de shha ka em te ve ghe pe
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u0501\u04bb"
    "\u043a\u043c\u0442\u0432\u0433\u043f"
    # Greek: alpha omicron epsilon rho tau upsilon nu kappa iota eta omega; Latin: dotless i
    "\u03b1\u03bf\u03b5\u03c1\u03c4\u03c5\u03bd\u03ba\u03b9\u03b7\u03c9\u0131",
    "aeopcyxijsdhkmtbrnaoeptuvkinwi",
)
# Signs that stand for letters in disguised words: "M4irie", "MaIrie" written with an l.
_DISGUISES = str.maketrans("013457l|!$@", "oieastiiisa")

_OFFICIAL_WORDS = """
mairie maire adjoint adjointe prefet prefete prefecture commune municipalite conseil elu elue elus
moderation moderateur moderatrice administrateur administratrice administration admin agora
support police gendarmerie securite officiel officielle
"""
_OFFICIAL_STARTS = ("ville de", "la ville", "service de", "services de", "equipe de")
_OFFICIAL_WHOLES = frozenset({"ville", "equipe", "service", "compte supprime", "anonyme"})


def key(name: str) -> str:
    """Return what makes two names the same name: no case, accents, spaces or look-alikes.

    >>> key("Élodie D.") == key("elodie-d")
    True
    """
    flat = fold(unicodedata.normalize("NFKC", name)).translate(_LOOK_ALIKES)
    return "".join(letter for letter in flat if letter.isalnum())


def disguise_key(name: str) -> str:
    """Return `key` with digits and signs read as the letters they imitate."""
    return key(name.lower().translate(_DISGUISES))


def clean(name: str) -> str:
    """Return `name` tidied, or raise a `ValidationError` that says what to do."""
    tidy = " ".join(unicodedata.normalize("NFC", name).split())
    refuse_invisible(name.strip())
    if len(key(tidy)) < 2:
        raise ValidationError(
            _("Choisissez un pseudonyme d’au moins deux lettres ou chiffres."), code="short"
        )
    if len(tidy) > LONGEST:
        raise ValidationError(
            _("Choisissez un pseudonyme de %(most)d caractères au plus.") % {"most": LONGEST},
            code="long",
        )
    if "@" in tidy or "://" in tidy:
        raise ValidationError(
            _("Ce nom sera public : n’y mettez ni adresse ni lien."), code="address"
        )
    return tidy


def refuse_invisible(name: str) -> None:
    """Refuse letters nobody sees: they turn a line around, or hide in a look-alike."""
    if any(unicodedata.category(letter).startswith("C") for letter in name):
        raise ValidationError(
            _("Ce nom contient des caractères invisibles. Écrivez-le au clavier."),
            code="invisible",
        )


def looks_official(name: str, *, city: str = "") -> bool:
    """Say whether readers could take `name` for the town hall or its team."""
    words = re.findall(r"\w+", fold(unicodedata.normalize("NFKC", name)).translate(_LOOK_ALIKES))
    phrase = " ".join(words)
    if phrase in _OFFICIAL_WHOLES or phrase.startswith(_OFFICIAL_STARTS):
        return True
    if city and disguise_key(name) == disguise_key(city):
        return True
    spread = disguise_key(name)
    return spread in _OFFICIAL or any(disguise_key(word) in _OFFICIAL for word in words)


def numbered(name: str, *, taken: Collection[str]) -> str:
    """Return the first of "name 2", "name 3"... whose key is not in `taken`."""
    return next(other for other in _variants(name) if key(other) not in taken)


def variants(name: str, count: int = 20) -> list[str]:
    """Return the names `numbered` will try, to look them all up at once."""
    wanted = _variants(name)
    return [next(wanted) for _unused in range(count)]


_OFFICIAL = frozenset(disguise_key(word) for word in _OFFICIAL_WORDS.split())


def _variants(name: str) -> Iterator[str]:
    number = 2
    while True:
        tail = f" {number}"
        yield name[: LONGEST - len(tail)].rstrip() + tail
        number += 1
