"""Folding: lower case, no accents, ligatures opened; the same in Python and in SQL.

"école" and "ecole" do not stem alike, so both the stored text and what people type
are folded before PostgreSQL reads them. Every function used is immutable: the
expression may feed a stored generated column or a unique index.
"""

import re
import unicodedata
from functools import lru_cache

from django.db.models import Func, TextField

_SQL = (
    "replace(replace(regexp_replace(lower(normalize({text}, NFD)), "
    "'[\\u0300-\\u036f]', '', 'g'), 'œ', 'oe'), 'æ', 'ae')"
)
A_WORD = 30
_MARKS = re.compile("[\u0300-\u036f]")


def fold(text: str) -> str:
    """Return `text` as the database folds it: "Cœur d'ÉTÉ" gives "coeur d'ete"."""
    return _word(text) if len(text) <= A_WORD else _folded(text)


@lru_cache(maxsize=4096)
def _word(text: str) -> str:
    """Words come back from page to page; they say nothing of the city they were read in."""
    return _folded(text)


def _folded(text: str) -> str:
    # Letter by letter: str.lower() on a whole word gives Greek its final sigma, SQL does not.
    lowered = "".join(letter.lower() for letter in unicodedata.normalize("NFD", text))
    return _MARKS.sub("", lowered).replace("œ", "oe").replace("æ", "ae")


def fold_sql(column: str) -> str:
    """Return the SQL that folds `column` (a column name or any text expression)."""
    return _SQL.format(text=column)


class Fold(Func):
    """The same folding as an ORM expression: `Fold("title")`."""

    arity = 1
    template = _SQL.format(text="%(expressions)s")
    output_field = TextField()
