"""The stored tsvector column of a searchable model, its index and what one may ask of it.

class Page(TenantModel):
    search = SearchColumn("title", "body")         # weights A, B, C, D in that order
    class Meta:
        indexes = [SearchIndex(fields=["search"], name="page_search")]

Page.objects.filter(search__matches=words_query("pistes cyclables"))
"""

from typing import Any

from django.core.exceptions import FieldError
from django.db import connection, models
from django.db.models import F, Func, Value
from django.db.models.lookups import Lookup
from django.db.models.sql import Query

from agora.search.fold import Fold, fold
from agora.search.synonyms import alternatives

_WEIGHTS = "ABCD"
_CONFIG = "'pg_catalog.french'"
# Under the locale `C` the parser takes every letter beyond ASCII for a word's: "l’ecole" and
# "«\u00a0banc" would be words. These become spaces before it reads, in texts and in queries.
_SPACES = "’\u2018\u2039\u203a«»“”„…–—·•\u00a0\u202f\u2009"
_SPACED = str.maketrans(_SPACES, " " * len(_SPACES))
_QUOTES = str.maketrans("«»“”„", '"' * 5)


class TsVectorField(models.Field):  # type: ignore[type-arg]
    """A tsvector that never travels: only the database reads it."""

    def db_type(self, connection: Any) -> str:
        return "tsvector"

    def select_format(self, compiler: Any, sql: str, params: Any) -> tuple[str, Any]:
        """Keep the vector out of every SELECT; filters and ranks still use the column."""
        return "NULL::tsvector", []


class TsQueryField(models.Field):  # type: ignore[type-arg]
    """The type of a parsed query; no column has it."""

    def db_type(self, connection: Any) -> str:
        return "tsquery"


@TsVectorField.register_lookup
class Matches(Lookup):
    """`search__matches=words_query("…")`."""

    lookup_name = "matches"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        left, left_params = self.process_lhs(compiler, connection)
        right, right_params = self.process_rhs(compiler, connection)
        return f"{left} @@ {right}", [*left_params, *right_params]


class Vector(Func):
    """Folded columns as one weighted vector."""

    output_field = TsVectorField()

    def __init__(self, *columns: str) -> None:
        if not 1 <= len(columns) <= len(_WEIGHTS):
            raise FieldError("A search column reads one to four columns.")
        super().__init__(*(Fold(F(column)) for column in columns))

    def as_sql(
        self, compiler: Any, connection: Any, *_args: Any, **context: Any
    ) -> tuple[str, Any]:
        parts: list[str] = []
        params: list[Any] = []
        for weight, source in zip(_WEIGHTS, self.source_expressions, strict=False):
            sql, more = compiler.compile(source)
            text = f"translate(coalesce({sql}, ''), '{_SPACES}', '{' ' * len(_SPACES)}')"
            parts.append(f"setweight(to_tsvector({_CONFIG}, {text}), '{weight}')")
            params += more
        return f"({' || '.join(parts)})", params


class SearchColumn(models.GeneratedField):
    """Stored generated vector over `columns`, the first weighing most."""

    db_returning = False  # type: ignore[assignment]  # no INSERT needs it back

    def __init__(self, *columns: str, **kwargs: Any) -> None:
        self.columns = columns
        for derived in ("expression", "output_field", "db_persist"):
            kwargs.pop(derived, None)
        super().__init__(
            expression=Vector(*columns), output_field=TsVectorField(), db_persist=True, **kwargs
        )

    def deconstruct(self) -> tuple[str, str, list[str], dict[str, Any]]:
        name, path, _, kwargs = super().deconstruct()
        for derived in ("expression", "output_field", "db_persist"):
            kwargs.pop(derived, None)
        return name, path, list(self.columns), kwargs


class SearchIndex(models.Index):
    """GIN index on a search column, without its list of pending entries.

    That list makes writes cheaper and each search read it whole, until a vacuum comes by: ten
    times the cost of a search was measured. Here one searches more than one writes.
    """

    suffix = "gin"

    def create_sql(self, model: Any, schema_editor: Any, using: str = "", **kwargs: Any) -> Any:
        sql = super().create_sql(model, schema_editor, using=" USING gin", **kwargs)
        sql.parts["extra"] = " WITH (fastupdate = off)"  # type: ignore[assignment]
        return sql


class _Parsed(Func):
    output_field = TsQueryField()


class _Widened(Func):
    """A query where one word also accepts its synonyms."""

    output_field = TsQueryField()

    def as_sql(
        self, compiler: Any, connection: Any, *_args: Any, **context: Any
    ) -> tuple[str, Any]:
        query, *words = self.source_expressions
        sql, params = compiler.compile(query)
        accepted, values = [], []
        for word in words:
            word_sql, word_params = compiler.compile(word)
            accepted.append(f"plainto_tsquery({_CONFIG}, {word_sql})")
            values.append(word_params)
        flat = [value for word_params in values for value in word_params]
        return (
            f"ts_rewrite({sql}, {accepted[0]}, ({' || '.join(accepted)}))",
            [*params, *values[0], *flat],
        )


def words_query(text: str) -> Func:
    """Parse what a person typed: all words, quotes for a phrase, minus to leave one out."""
    folded = _readable(text.translate(_QUOTES))
    template = f"websearch_to_tsquery({_CONFIG}, %(expressions)s)"
    query: Func = _Parsed(Value(folded), template=template)
    for word, others in alternatives(folded):
        query = _Widened(query, *(Value(accepted) for accepted in [word, *others]))
    return query


def parsed(query: Func) -> Func:
    """Let the database read a query once, for a question that asks it many times over."""
    # No table is named: as in Django's own Q.check().
    sql, params = Query(None).get_compiler(connection=connection).compile(query)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT ({sql})::text", params)
        [read] = cursor.fetchone()
    return _Parsed(Value(read), template="%(expressions)s::tsquery")


def _readable(text: str) -> str:
    """Fold, and leave only what the parser reads alike in every locale."""
    return fold(text.replace("\x00", " ")).translate(_SPACED)


def similar_query(text: str) -> Func:
    """Any of the words of `text`: to find what resembles a title being typed."""
    folded = _readable(text)
    template = f"replace(plainto_tsquery({_CONFIG}, %(expressions)s)::text, '&', '|')::tsquery"
    return _Parsed(Value(folded), template=template)


class Rank(Func):
    """How well the column `vector` answers `query`; weights A to D count 1, .4, .2, .1."""

    function = "ts_rank"
    output_field = models.FloatField()

    def __init__(self, query: Func, vector: str = "search", **extra: Any) -> None:
        super().__init__(F(vector), query, **extra)
