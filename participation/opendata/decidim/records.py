"""From a row to what it means: one `Record`, whatever the year of the site that wrote it.

Known columns are mapped, every other non-empty one is kept in `extra`, so nothing is dropped in
silence. Cell positions are worked out once per file: a row costs a few list look-ups.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from participation.opendata.decidim import cells
from participation.opendata.decidim.entities import (
    COMMENTS,
    DEBATES,
    LABELS,
    MEETINGS,
    PROPOSALS,
    SPACES,
    base,
    entity_of,
)
from participation.opendata.decidim.reader import BadFile, CsvFile

TYPES = {
    "Decidim::Proposals::Proposal": "proposal",
    "Decidim::Debates::Debate": "debate",
    "Decidim::Meetings::Meeting": "meeting",
    "Decidim::Comments::Comment": "comment",
    "Decidim::Budgets::Project": "project",
    "Decidim::Accountability::Result": "result",
    "Decidim::Blogs::Post": "post",
}
SEGMENTS = {"proposals": "proposal", "debates": "debate", "meetings": "meeting",
            "projects": "project", "results": "result", "posts": "post"}  # fmt: skip
ENTITY_TYPES = {SPACES: "space", DEBATES: "debate", PROPOSALS: "proposal", MEETINGS: "meeting",
                COMMENTS: "comment"}  # fmt: skip
ANSWERS = {"": "none", "not_answered": "none", "evaluating": "evaluating",
           "accepted": "accepted", "rejected": "rejected", "withdrawn": "none"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Key:
    """What identifies a thing among all sites: host, type, id. Numbers alone collide."""

    host: str
    type: str
    id: str

    def __str__(self) -> str:
        """Return the form stored in `source`."""
        return f"decidim:{self.host}:{self.type}:{self.id}"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a thing stands on its site: the space (its slug), the component, its path."""

    host: str
    space: str
    component: str
    path: str
    type: str = ""
    id: str = ""


@dataclass(slots=True)
class Record:
    """One row, understood. Empty text where the export says nothing; moments carry their offset."""

    key: Key
    place: Place
    line: int
    digest: str
    title: str = ""
    body: str = ""
    author_id: str = ""
    author_name: str = ""
    author_kind: str = "person"
    origin: str = "import"
    created_at: datetime | None = None
    ends_at: datetime | None = None
    starts_at: datetime | None = None
    withdrawn: bool = False
    state: str = "none"
    reference: str = ""
    answer: str = ""
    answered_at: datetime | None = None
    votes: int | None = None
    comments: int | None = None
    category: str = ""
    sector: str = ""
    address: str = ""
    latitude: float | None = None
    longitude: float | None = None
    parent: Key | None = None
    root: Key | None = None
    alignment: int = 0
    depth: int = 0
    extra: dict[str, str] = field(default_factory=dict)


def place_of(url: str) -> Place:
    """Read `http(s)://host/processes/<space>/f/<component>/<plural>/<id>`; parts may be missing."""
    parts = cells.address(url)
    steps = [s for s in parts.path.split("/") if s]
    found = dict(pairwise(steps))
    kind, number = "", ""
    for segment, type_ in SEGMENTS.items():
        if segment in found:
            kind, number = type_, found[segment]
    space = found.get("processes") or found.get("assemblies") or found.get("initiatives") or ""
    return Place(
        (parts.hostname or "").lower(),
        space,
        found.get("f", ""),
        parts.path.rstrip("/"),
        kind,
        number,
    )


class Rows:
    """The rows of one file as records; `entity` is None when the file is not one we know."""

    def __init__(self, file: CsvFile, *, locale: str = "fr") -> None:
        self.file, self.locale = file, locale
        self.entity = entity_of(file.columns)
        self._at = {column: number for number, column in enumerate(file.columns)}
        self._used: set[str] = set()
        self._finders: dict[str, tuple[int, ...]] = {}

    @property
    def label(self) -> str:
        """What the rows are, in French."""
        return str(LABELS.get(self.entity or "", _("fichier inconnu")))

    def __iter__(self) -> Iterator[Record]:
        """Yield every row as a record; raise BadFile with the line and the column of a bad cell."""
        build = self._builders()[self.entity or ""]
        for line, row in self.file.rows():
            yield self._record(build, line, row)

    def _builders(self) -> dict[str, Callable[["_Cells", Record], None]]:
        return {
            SPACES: _space,
            DEBATES: _debate,
            PROPOSALS: _proposal,
            MEETINGS: _meeting,
            COMMENTS: _comment,
        }

    def _record(
        self, build: Callable[["_Cells", Record], None], line: int, row: list[str]
    ) -> Record:
        reading = _Cells(self, line, row)
        url = reading.raw("root_commentable_url" if self.entity == COMMENTS else "url")
        place = place_of(url)
        if not place.host:
            raise self.bad(_("adresse absente ou illisible."), line, "url")
        if not reading.raw("id").strip():
            raise self.bad(_("numéro absent."), line, "id")
        key = Key(place.host, ENTITY_TYPES[self.entity or ""], reading.raw("id").strip())
        digest = hashlib.blake2b("\x1f".join(row).encode(), digest_size=12).hexdigest()
        record = Record(key=key, place=place, line=line, digest=digest)
        record.created_at = reading.when("created_at")
        build(reading, record)
        record.extra = reading.rest()
        return record

    def bad(self, message: str, line: int, column: str) -> BadFile:
        """Return the error for one cell, with the file's name."""
        return BadFile(message, name=self.file.name, line=line, column=column)

    def find(self, name: str) -> tuple[int, ...]:
        """Return the positions of a column: the wished locale first, then plain, then any other."""
        known = self._finders.get(name)
        if known is None:
            wished, spare = f"{name}/{self.locale}", []
            for column in self.file.columns:
                if column != wished and column != name and base(column) == name:
                    spare.append(column)
            names = [c for c in (wished, name, *spare) if c in self._at]
            self._used.update(names)
            known = self._finders[name] = tuple(self._at[c] for c in names)
        return known

    def unused(self) -> list[tuple[str, int]]:
        """Return the columns that no mapping asked for, with their positions."""
        return [(c, at) for c, at in self._at.items() if c not in self._used]


# Translated when a cell is bad, not for each of a hundred thousand good ones.
_BAD_DATE = gettext_lazy("date illisible : attendu 2019-01-17 08:05:30 +0100.")
_BAD_NUMBER = gettext_lazy("nombre illisible.")


class _Cells:
    """One row under reading: cells by the name of their column."""

    def __init__(self, rows: Rows, line: int, row: list[str]) -> None:
        self.rows, self.line, self.row = rows, line, row

    def raw(self, name: str) -> str:
        for at in self.rows.find(name):
            if self.row[at]:
                return self.row[at]
        return ""

    def text(self, name: str) -> str:
        return cells.plain(self.raw(name))

    def title(self, name: str) -> str:
        return cells.translated(self.raw(name), self.rows.locale)

    def when(self, name: str) -> datetime | None:
        return self._typed(name, cells.moment, _BAD_DATE)

    def number(self, name: str) -> int | None:
        return self._typed(name, cells.whole, _BAD_NUMBER)

    def _typed(self, name: str, read: Callable[[str], Any], message: Any) -> Any:
        try:
            return read(self.raw(name))
        except ValueError as error:
            raise self.rows.bad(str(message), self.line, name) from error

    def rest(self) -> dict[str, str]:
        return {c: cells.unguarded(self.row[at]) for c, at in self.rows.unused() if self.row[at]}


def _author(cell: _Cells, record: Record) -> None:
    record.author_id = cell.raw("author/id") or cell.raw("author_id")
    record.author_name = cells.one_line(cell.raw("user_group/name") or cell.raw("author/name"))
    if cell.raw("user_group/name"):
        record.author_kind = "group"
    if cell.raw("author/url").rstrip("/").rpartition("/")[0].endswith("/meetings"):
        record.author_kind, record.origin = "meeting", "workshop"


def _common(cell: _Cells, record: Record) -> None:
    record.title = cells.one_line(cell.raw("title"))
    record.reference = cell.raw("reference").strip()
    record.comments = cell.number("comments")
    record.category = cell.title("taxonomies/name") or cell.title("category/name")
    record.sector = cell.title("scope/name")
    record.address = cells.one_line(cell.raw("address"))
    record.latitude = cells.coordinate(cell.raw("latitude"))
    record.longitude = cells.coordinate(cell.raw("longitude"))
    if None in (record.latitude, record.longitude):
        record.latitude = record.longitude = None
    cell.raw("component/id")


def _space(cell: _Cells, record: Record) -> None:
    _common(cell, record)
    record.body = cell.text("short_description") or cell.text("description")
    record.sector = cell.title("participatory_scope") or record.sector
    record.author_name = cell.title("developer_group")
    record.starts_at, record.ends_at = cell.when("start_date"), cell.when("end_date")


def _debate(cell: _Cells, record: Record) -> None:
    _common(cell, record)
    _author(cell, record)
    record.body = cell.text("description")
    record.answer = cell.text("conclusions")
    record.answered_at = cell.when("closed_at")
    record.starts_at, record.ends_at = cell.when("start_time"), cell.when("end_time")


def _proposal(cell: _Cells, record: Record) -> None:
    _common(cell, record)
    _author(cell, record)
    record.body = cell.text("body")
    record.created_at = record.created_at or cell.when("published_at")
    votes, supports = cell.number("votes"), cell.number("supports")
    record.votes = votes if votes is not None else supports
    state = cell.raw("state").strip()
    record.state = ANSWERS.get(state, "none")
    record.withdrawn = state == "withdrawn" or cells.truth(cell.raw("withdrawn"))
    record.answer = cell.text("answer")
    record.answered_at = cell.when("answered_at") or cell.when("state_published_at")
    if cells.truth(cell.raw("created_in_meeting")):
        record.author_kind, record.origin = "meeting", "workshop"
    original = cell.raw("original_proposal/url")
    if original:
        place = place_of(original)
        record.parent = Key(place.host, "proposal", place.id)


def _meeting(cell: _Cells, record: Record) -> None:
    _common(cell, record)
    _author(cell, record)
    record.body = cell.text("description")
    record.starts_at, record.ends_at = cell.when("start_time"), cell.when("end_time")
    record.created_at = record.created_at or record.starts_at
    record.withdrawn = cells.truth(cell.raw("withdrawn"))
    place = cells.one_line(cell.raw("location"))
    record.address = ", ".join(part for part in (place, record.address) if part)


def _comment(cell: _Cells, record: Record) -> None:
    _author(cell, record)
    record.body = cell.text("body")
    record.alignment = max(-1, min(1, cell.number("alignment") or 0))
    record.depth = cell.number("depth") or 0
    type_ = TYPES.get(cell.raw("commentable_type").strip())
    if type_ is None:
        raise cell.rows.bad(_("type de commentaire inconnu."), cell.line, "commentable_type")
    record.parent = Key(record.place.host, type_, cell.raw("commentable_id").strip())
    record.root = Key(record.place.host, record.place.type, record.place.id)
    if not record.place.type:
        record.root = record.parent if type_ != "comment" else None
    if record.root is None:
        raise cell.rows.bad(_("page commentée inconnue."), cell.line, "root_commentable_url")
