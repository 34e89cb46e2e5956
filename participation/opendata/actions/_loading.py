"""The loading itself: files in order, a thousand rows at a time, known rows left alone.

A row is known by its `source`, "decidim:<host>:<type>:<id>". A comment whose page is in no file
gets a stub page « absente de l’export », filled when a later file brings the real one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import chain, islice
from typing import Any

from django.utils.translation import gettext as _

from participation.comments.models import Comment
from participation.consultations.references import next_ids, reference
from participation.contributions.models import Contribution, OfficialReply
from participation.debates.models import Debate
from participation.meetings.models import Meeting
from participation.opendata.actions._places import Places
from participation.opendata.actions._rows import (
    CODES,
    Known,
    as_known,
    code_of,
    comment_row,
    debate_row,
    extra_of,
    spot_of,
    stub_of,
)
from participation.opendata.actions._settling import announced, date_by_words, recount
from participation.opendata.actions._tables import as_json, copy_addresses, copy_rows
from participation.opendata.decidim.entities import COMMENTS, IMPORTED, SPACES
from participation.opendata.decidim.records import Key, Record, Rows
from participation.opendata.report import FileReport, Report
from participation.proposals.models import Proposal

CHUNK = 1000


class Loading:
    """One import under way: what it knows, what it counts. Used inside one transaction."""

    def __init__(self, *, now: datetime, tick: Callable[[int], None] | None = None) -> None:
        self.now, self.tick = now, tick or (lambda rows: None)
        self.report = Report()
        self.places = Places(now=now)
        self.touched: set[int] = set()
        self._prefixes = {code: reference(code, 0, now)[:-1] for code in (*CODES.values(), "PAGE")}
        self._done = 0

    def run(self, files: Sequence[Rows]) -> Report:
        """Load every file, roots before answers, and return the report."""
        for rows in sorted(files, key=lambda f: IMPORTED.index(f.entity or "")):
            entry = FileReport(
                name=rows.file.name,
                entity=rows.entity or "",
                label=rows.label,
                encoding=rows.file.encoding,
            )
            self.report.files.append(entry)
            self._file(rows, entry)
            entry.kept_columns = [column for column, _at in rows.unused()]
        self._settle()
        return self.report

    def _settle(self) -> None:
        """Recount what grew and date the consultations that came without dates."""
        recount(self.touched)
        for consultation in self.places.consultations.values():
            date_by_words(consultation)
            self.report.consultations.append(
                {
                    "title": consultation.title,
                    "slug": consultation.slug,
                    "new": consultation in self.places.made,
                }
            )
        self.report.announced = announced(c.pk for c in self.places.consultations.values())

    def _file(self, rows: Rows, entry: FileReport) -> None:
        late: list[Record] = []
        for chunk in _chunks(rows):
            entry.rows += len(chunk)
            self._count_hosts(entry, chunk)
            if rows.entity == SPACES:
                self._spaces(chunk, entry)
            elif rows.entity == COMMENTS:
                late += self._comments(chunk, entry)
            else:
                self._roots(chunk, entry)
            self._done += len(chunk)
            self.tick(self._done)
        while late:  # answers that came before what they answer: level by level
            waiting = self._comments(late, entry)
            if len(waiting) == len(late):
                self._orphans(late, entry)
                break
            late = waiting

    @staticmethod
    def _count_hosts(entry: FileReport, chunk: Iterable[Record]) -> None:
        for record in chunk:
            entry.hosts[record.key.host] = entry.hosts.get(record.key.host, 0) + 1

    def _spaces(self, chunk: Sequence[Record], entry: FileReport) -> None:
        for record in chunk:
            before = len(self.places.made)
            place = record.place
            known = self.places.consultation(place)
            if len(self.places.made) > before:
                entry.new += 1
            elif known.extra.get("digest") == record.digest:
                entry.unchanged += 1
                continue
            else:
                entry.changed += 1
            self.places.consultation(place, record)

    # -- what stands on its own: proposals, debates, meetings ----------------------------------

    def _roots(self, chunk: Sequence[Record], entry: FileReport) -> None:
        known = self.known(record.key for record in chunk)
        fresh: dict[Key, Record] = {}
        for record in chunk:
            if record.key in fresh:
                entry.repeated += 1
            elif record.key not in known:
                fresh[record.key] = record
            elif known[record.key].kind == "absent":
                self._fill(known[record.key], record)
                entry.new += 1
                self.report.filled_stubs += 1
            elif known[record.key].digest == record.digest:
                entry.unchanged += 1
            else:
                self._change(known[record.key], record)
                entry.changed += 1
        entry.new += len(fresh)
        self._insert_roots(list(fresh.values()))

    def _insert_roots(self, records: Sequence[Record]) -> None:
        if not records:
            return
        numbers = next_ids(Contribution, len(records))
        pairs = list(zip(numbers, records, strict=True))
        spots = {number: self.places.component(record.place) for number, record in pairs}
        for record in records:  # asked now: no question can be put while COPY runs
            self.places.sector(record.sector)
        copy_rows(
            Contribution,
            (self.row(n, r, kind=r.key.type, spot=spot_of(spots[n])) for n, r in pairs),
        )
        self._details(pairs)
        copy_addresses((r.key.host, r.place.path, n) for n, r in pairs if r.place.path)

    def _details(self, pairs: Sequence[tuple[int, Record]]) -> None:
        models = {"proposal": (Proposal, self._proposal), "debate": (Debate, debate_row),
                  "meeting": (Meeting, self._meeting)}  # fmt: skip
        for type_, (model, build) in models.items():
            mine = [(n, r) for n, r in pairs if r.key.type == type_]
            if mine:
                copy_rows(model, (build(n, r) for n, r in mine))
        answered = [(n, r) for n, r in pairs if r.answer and r.key.type == "proposal"]
        if answered:
            copy_rows(
                OfficialReply,
                ((n, r.answer, _("La ville"), r.answered_at or self.now) for n, r in answered),
            )

    def _proposal(self, number: int, record: Record) -> tuple[Any, ...]:
        at = None if record.state == "none" else record.answered_at or record.created_at or self.now
        return (number, record.category[:160], record.state, at, None)

    def _meeting(self, number: int, record: Record) -> tuple[Any, ...]:
        starts = record.starts_at or record.created_at or self.now
        ends = record.ends_at if record.ends_at and record.ends_at > starts else None
        return (number, "public", starts, ends, "", record.address[:240], "", "")

    # -- comments ------------------------------------------------------------------------------

    def _comments(self, chunk: Sequence[Record], entry: FileReport) -> list[Record]:
        """Insert the comments whose parent is known; return those that must wait."""
        wanted = chain.from_iterable((r.key, r.parent, r.root) for r in chunk)
        known = self.known(key for key in wanted if key)
        fresh: dict[Key, Record] = {}
        for record in chunk:
            if record.key in fresh:
                entry.repeated += 1
            elif record.key not in known:
                fresh[record.key] = record
            elif known[record.key].digest == record.digest:
                entry.unchanged += 1
            else:
                self._change(known[record.key], record)
                entry.changed += 1
        self._stubs(fresh.values(), known)
        numbers = iter(next_ids(Contribution, len(fresh)) if fresh else ())
        ready: list[tuple[int, Record, Known, Known | None]] = []
        waiting: list[Record] = []
        for record in fresh.values():
            root = known[record.root]  # type: ignore[index]
            parent = known.get(record.parent) if record.parent != record.root else None  # type: ignore[arg-type]
            if record.parent != record.root and parent is None:
                waiting.append(record)
                continue
            number = next(numbers)
            ready.append((number, record, root, parent))
            known[record.key] = as_known(number, record, root, parent)
        entry.new += len(ready)
        self._insert_comments(ready)
        return waiting

    def _insert_comments(self, ready: Sequence[tuple[int, Record, Known, Known | None]]) -> None:
        if not ready:
            return
        copy_rows(
            Contribution,
            (
                self.row(n, r, kind="comment", spot=(root.component, root.consultation))
                for n, r, root, _parent in ready
            ),
        )
        copy_rows(Comment, (comment_row(n, r, root, parent) for n, r, root, parent in ready))
        self.touched.update(root.pk for _n, _r, root, _parent in ready)

    def _orphans(self, late: Sequence[Record], entry: FileReport) -> None:
        """Attach to the page itself the answers whose comment is in no file."""
        entry.orphans += len(late)
        for record in late:
            record.extra["decidim_parent"] = str(record.parent)
            record.parent = record.root
        self._comments(late, entry)

    def _stubs(self, records: Iterable[Record], known: dict[Key, Known]) -> None:
        """Make one stub for each page that is commented and that nobody has."""
        missing = {r.root: r for r in records if r.root and r.root not in known}
        if not missing:
            return
        numbers = next_ids(Contribution, len(missing))
        rows, addresses = [], []
        for number, (key, record) in zip(numbers, missing.items(), strict=True):
            component = self.places.component(record.place, holds=False)
            stub = stub_of(key, record)
            rows.append(self.row(number, stub, kind="absent", spot=spot_of(component)))
            if record.place.path:
                addresses.append((key.host, record.place.path, number))
            known[key] = Known(number, "absent", component.pk, component.consultation_id, "")
            self.report.stubs[key.host] = self.report.stubs.get(key.host, 0) + 1
        copy_rows(Contribution, rows)
        copy_addresses(addresses)

    # -- rows ----------------------------------------------------------------------------------

    def known(self, keys: Iterable[Key]) -> dict[Key, Known]:
        """Return what the city already has of these keys, in one query."""
        wanted = {str(key): key for key in keys}
        found = Contribution.objects.filter(source__in=list(wanted)).values_list(
            "source", "pk", "kind", "component_id", "consultation_id", "extra__digest",
            "comment__thread_id", "comment__depth",
        )  # fmt: skip
        return {
            wanted[source]: Known(
                pk, kind, component, consultation, digest or "", thread, depth or 0
            )
            for source, pk, kind, component, consultation, digest, thread, depth in found
        }

    def row(
        self, number: int, record: Record, *, kind: str, spot: tuple[int, int]
    ) -> tuple[Any, ...]:
        """Return the contribution's cells for COPY, in the order of `_tables.CONTRIBUTION`."""
        said = record.created_at
        if said is None:
            self.report.undated += 1
            said = self.now
        status = "withdrawn" if record.withdrawn else "published"
        sector = self.places.sector(record.sector)
        title, body = record.title[:200], record.body
        if not (title or body):
            body = _("(texte vide dans l’export)")
        return (
            number, f"{self._prefixes[code_of(record)]}{number}", kind, *spot, record.author_kind,
            (record.author_name or _("Nom non transmis"))[:200], record.origin, 0,
            said, said, title, body, sector, record.address[:200], record.latitude,
            record.longitude, status, str(record.key), record.reference[:200],
            as_json(extra_of(record)), "", 0, 0, 0, 0,
        )  # fmt: skip

    # -- what was there already ----------------------------------------------------------------

    def _change(self, known: Known, record: Record) -> None:
        """Write the difference that a later export brings to a row already here."""
        Contribution.objects.filter(pk=known.pk).update(
            title=record.title[:200],
            body=record.body or _("(texte vide dans l’export)"),
            status="withdrawn" if record.withdrawn else "published",
            extra=extra_of(record),
        )
        self._change_detail(known.pk, record)

    def _change_detail(self, number: int, record: Record) -> None:
        if record.key.type == "proposal":
            _number, category, state, at, _original = self._proposal(number, record)
            Proposal.objects.filter(pk=number).update(
                category=category, answer_state=state, answered_at=at
            )
            if record.answer:
                OfficialReply.objects.update_or_create(
                    contribution_id=number,
                    defaults={
                        "body": record.answer,
                        "signature": _("La ville"),
                        "published_at": record.answered_at or self.now,
                    },
                )
        elif record.key.type == "debate":
            Debate.objects.filter(pk=number).update(
                category=record.category[:160], conclusions=record.answer
            )
        elif record.key.type == "meeting":
            _number, _kind, starts, ends, _venue, address, *_rest = self._meeting(number, record)
            Meeting.objects.filter(pk=number).update(
                starts_at=starts, ends_at=ends, address=address
            )

    def _fill(self, known: Known, record: Record) -> None:
        """Turn a stub into the page that has now come, comments and reference kept."""
        component = self.places.component(record.place)
        said = record.created_at or self.now
        Contribution.objects.filter(pk=known.pk).update(
            kind=record.key.type,
            component=component,
            author_kind=record.author_kind,
            signature=(record.author_name or _("Nom non transmis"))[:200],
            created_at=said,
            published_at=said,
            sector=self.places.sector(record.sector),
            place_label=record.address[:200],
            latitude=record.latitude,
            longitude=record.longitude,
            source_reference=record.reference[:200],
        )
        self._details([(known.pk, record)])
        self._change(known, record)


def _chunks(rows: Iterable[Record]) -> Iterator[tuple[Record, ...]]:
    reading = iter(rows)
    while chunk := tuple(islice(reading, CHUNK)):
        yield chunk
