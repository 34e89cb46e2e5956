"""Which words may be kept."""

import re
from typing import Any

MAX_TERMS = 60
_PERSONAL = re.compile(r"@|\d{4}|https?:")


def can_note(*, actor: Any, terms: str) -> bool:
    """Allow short words that do not look like somebody's data (address, telephone, link)."""
    return 2 < len(terms) <= MAX_TERMS and not _PERSONAL.search(terms)
