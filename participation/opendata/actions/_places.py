"""Where moved-in words stand: one consultation per space, one module per component of the site."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from participation.consultations.models import Component, Consultation, Sector, State
from participation.consultations.references import next_ids, reference
from participation.opendata.decidim.records import Place, Record

_JOINED = re.compile(r"[-_]|(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])")
TOOLS = {"proposal": "proposals", "debate": "debates", "meeting": "meetings"}


def titles() -> dict[str, str]:
    """Return the title of a module made by an import, by type of what it holds."""
    return {
        "proposal": _("Propositions"),
        "debate": _("Débats"),
        "meeting": _("Réunions"),
        "": _("Pages non reprises"),
    }


class Places:
    """Consultations, modules and sectors of this import, each looked up or made once."""

    def __init__(self, *, now: datetime) -> None:
        self.now = now
        self.consultations: dict[str, Consultation] = {}
        self.made: list[Consultation] = []
        self._components: dict[str, Component] = {}
        self._sectors: dict[str, int] = {}

    def sector(self, name: str) -> int | None:
        """Return the id of the sector of that name, made if the city had none."""
        if not name:
            return None
        key = name.casefold()
        if key not in self._sectors:
            found = Sector.objects.filter(name__iexact=name[:120]).first()
            self._sectors[key] = (found or Sector.objects.create(name=name[:120])).pk
        return self._sectors[key]

    def consultation(self, place: Place, record: Record | None = None) -> Consultation:
        """Return the consultation of a space, made closed and dated when the city had none."""
        space = place.space or "site"
        source = f"decidim:{place.host}:space:{space.lower()}"
        known = self.consultations.get(source)
        if known is None:
            known = Consultation.objects.filter(source=source).first() or self._make(
                source, space, record
            )
            self.consultations[source] = known
        if record is not None:
            self._describe(known, record)
        return known

    def component(self, place: Place, *, holds: bool = True) -> Component:
        """Return the module of a component of the site; one for each type when it is unnamed.

        Until something comes that the tool itself `holds`, it is a list of missing pages.
        """
        tool = TOOLS.get(place.type, "")
        source = f"decidim:{place.host}:component:{place.component or place.space}:{tool}"
        known = self._components.get(source)
        if known is None:
            consultation = self.consultation(place)
            shown = place.type if tool and holds else ""
            known = Component.objects.filter(source=source).first() or Component.objects.create(
                consultation=consultation,
                kind=tool if shown else "absent",
                title=titles()[shown],
                position=len(self._components),
                source=source,
            )
            known.consultation = consultation
            self._components[source] = known
        if tool and holds and known.kind == "absent":
            known.kind, known.title = tool, titles()[place.type]
            known.save(update_fields=["kind", "title"])
        return known

    def _make(self, source: str, space: str, record: Record | None) -> Consultation:
        number = next_ids(Consultation)[0]
        title = (record.title if record else "") or _words(space)
        title = title[:1].upper() + title[1:200]
        created = (record.created_at if record else None) or self.now
        made = Consultation(
            pk=number,
            title=title,
            slug=f"{slugify(title)[:180] or 'reprise'}-{number}",
            reference=reference("PART", number, self.now),
            state=State.CLOSED,
            published_at=created,
            source=source,
        )
        made.save(force_insert=True)
        self.made.append(made)
        return made

    def _describe(self, consultation: Consultation, record: Record) -> None:
        """Write the facts that the space's own row gives; an empty cell leaves what is there."""
        facts: dict[str, Any] = {
            "title": record.title[:200],
            "summary": record.body,
            "organiser": record.author_name[:200],
            "starts_on": _day(record.starts_at),
            "ends_on": _day(record.ends_at),
            "source_reference": record.reference[:200],
            "sector_id": self.sector(record.sector),
        }
        consultation.extra = {**consultation.extra, **record.extra, "digest": record.digest}
        for name, value in facts.items():
            if value:
                setattr(consultation, name, value)
        if consultation.ends_on and consultation.ends_on >= self.now.date():
            consultation.state = State.OPEN
        consultation.save()


def _words(space: str) -> str:
    """Read « GrandDebat-de_Lille », the end of an address, as words."""
    return " ".join(_JOINED.sub(" ", space).split())


def _day(moment: datetime | None) -> date | None:
    return timezone.localtime(moment).date() if moment else None
