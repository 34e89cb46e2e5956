"""Experience sheets for tests: in a city, and published in the club."""

from __future__ import annotations

import uuid
from typing import Any

from agora.context import public
from participation.consultations.models import Consultation
from participation.sharing.models import Sheet
from tenants.models import Disclosure, SharedSheet
from tests.factories.consultations import make_consultation
from tests.factories.contributions import make_contribution
from tests.factories.people import make_user


def make_sheet(consultation: Consultation | None = None, **fields: Any) -> Sheet:
    """A sheet of a city, written and not published; called inside it."""
    consultation = consultation or make_consultation("closed")
    content = {"context": "Un parc fermé depuis dix ans.", "result": "Le parc rouvre."}
    given = {"title": consultation.title, "content": content} | fields
    return Sheet.objects.create(
        consultation=consultation, subject_ref=consultation.reference, **given
    )


def talked(component: Any, people: int) -> None:
    """As many residents, each with an idea."""
    for _one in range(people):
        make_contribution(component, kind="proposal", author=make_user())


def make_shared_sheet(city_id: int, title: str = "Le parc rouvre", **fields: Any) -> SharedSheet:
    """A sheet as the club has it, written straight into its table; called outside every house."""
    given: dict[str, Any] = {
        "uid": uuid.uuid4(),
        "subject_ref": f"PART-{uuid.uuid4().hex[:8]}",
        "content": {"aim": "Rouvrir le parc.", "result": "Il rouvre.", "again": "L’urne en bois."},
        "kind": "consultation",
        "modules": ["proposals"],
        "by_label": "",
        "words": "Rouvrir le parc. Il rouvre. L’urne en bois.",
    } | fields
    with public():
        return SharedSheet.objects.create(city_id=city_id, title=title, **given)


def make_figure(sheet: SharedSheet, name: str, value: Any) -> Disclosure:
    """A figure that left with it; called outside every house."""
    with public():
        return Disclosure.objects.create(
            city_id=sheet.city_id,
            subject_ref=sheet.subject_ref,
            key=f"figures.{name}",
            value=value,
            level="aggregate",
            text_version="2026-11",
            by_ref="",
            by_label="Agent qui ne paraît pas",
        )
