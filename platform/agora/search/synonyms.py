"""Words of town life that mean the same and share no stem; kept short on purpose."""

from agora.search.fold import fold

GROUPS = (
    ("vélo", "cyclable", "bicyclette"),
    ("voiture", "automobile"),
    ("stationnement", "parking"),
    ("bus", "autobus"),
    ("déchet", "ordure", "poubelle"),
    ("arbre", "végétalisation", "plantation"),
    ("parc", "jardin", "square"),
    ("cantine", "restauration"),
    ("école", "scolaire"),
    ("banc", "siège"),
    ("éclairage", "lampadaire", "lumière"),
    ("bruit", "nuisance"),
    ("senior", "aîné", "retraité"),
    ("handicap", "pmr", "accessibilité"),
    ("proposition", "proposer"),
    ("participation", "participer"),
    ("concertation", "consultation"),
    ("logement", "habitat"),
    ("propreté", "nettoyage"),
)


def _index() -> dict[str, tuple[str, ...]]:
    index: dict[str, tuple[str, ...]] = {}
    for group in GROUPS:
        folded = [fold(word) for word in group]
        for word in folded:
            index[word] = tuple(other for other in folded if other != word)
    return index


_BY_WORD = _index()


def alternatives(folded: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return the words of a folded query that have synonyms; a quoted query keeps its words.

    A plural the stemmer leaves alone (« vélos ») is sent to its singular on the way.
    """
    if '"' in folded:
        return []
    found: dict[str, tuple[str, ...]] = {}
    for word in folded.replace("'", " ").split():
        singular = word.removesuffix("s")
        if word in _BY_WORD:
            found[word] = _BY_WORD[word]
        elif singular in _BY_WORD:
            found[word] = (singular, *_BY_WORD[singular])
    return list(found.items())
