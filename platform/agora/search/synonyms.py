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
    """Return the words of a folded query that have synonyms; a quoted query keeps its words."""
    if '"' in folded:
        return []
    found = {}
    for word in folded.replace("'", " ").replace("’", " ").split():
        for form in (word, word.removesuffix("s")):
            if form in _BY_WORD:
                found[form] = _BY_WORD[form]
                break
    return list(found.items())
