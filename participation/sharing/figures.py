"""The figures of a consultation that a city may let out, each with the words one agrees to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from participation.consultations.models import Consultation
from participation.sharing.models import Sheet
from participation.sharing.queries import figures
from tenants.disclosure.levels import SMALLEST
from tenants.disclosure.sheets import FIGURES
from tenants.models import Level
from tenants.registries import Disclosed, disclosures, subjects

COMPARE = _("Dire aux autres villes ce que la démarche a donné, pour qu’elles comparent.")
PREPARE = _("Aider les autres villes à prévoir le temps et l’argent d’une démarche semblable.")


def find(subject_ref: str) -> Consultation | None:
    """The consultation a figure was computed from, if it is still there."""
    return Consultation.objects.filter(reference=subject_ref).first()


def duration_days(consultation: Consultation) -> int | None:
    """From its first day to its last, both counted."""
    if not consultation.starts_on or not consultation.ends_on:
        return None
    return (consultation.ends_on - consultation.starts_on).days + 1


def cost_per_participant(consultation: Consultation) -> float | None:
    """The euros of the sheet over the participants.

    The cost is public: over fewer participants than may be said, it would tell how many they were.
    """
    sheet = Sheet.objects.filter(subject_ref=consultation.reference).first()
    euros = sheet.content.get("euros") if sheet else None
    people = figures.participants(consultation)
    if euros is None or people < SMALLEST:
        return None
    return round(float(euros) / people, 2)


def _figure(
    name: str,
    label: Any,
    text: Any,
    compute: Callable[[Consultation], Any],
    *,
    purpose: Any = COMPARE,
    unit: Any = "",
    counts_people: bool = True,
    weight: int,
) -> None:
    disclosures.add(
        f"{FIGURES}{name}",
        Disclosed(
            label=label, text=text, purpose=purpose, compute=compute, level=Level.AGGREGATE,
            counts_people=counts_people,
            unit=unit,  weight=weight,
        ),
    )  # fmt: skip


def register() -> None:
    """Tell the disclosure module what may leave, and from what it is computed."""
    subjects.add("consultation", find)
    _register_words()
    _register_rooms()
    _register_means()


def _register_words() -> None:
    _figure(
        "participants",
        _("personnes ont participé"),
        _("Le nombre de personnes différentes qui ont écrit ou soutenu, sans aucun nom."),
        figures.participants,
        weight=210,
    )
    _figure(
        "contributions",
        _("contributions"),
        _("Le nombre de contributions publiques, en tout et par outil, sans aucun texte."),
        figures.contributions_by_tool,
        weight=220,
    )
    _figure(
        "supports",
        _("soutiens"),
        _("Le nombre de soutiens donnés aux contributions."),
        figures.supports,
        weight=230,
    )
    _figure(
        "comments",
        _("commentaires"),
        _("Le nombre de commentaires publics, sans aucun texte."),
        figures.comments,
        weight=240,
    )
    _figure(
        "moderation_acts",
        _("décisions de modération"),
        _("Le nombre de fois où l’équipe a masqué, rétabli ou gardé un texte signalé."),
        figures.moderation_acts,
        weight=270,
    )


def _register_rooms() -> None:
    _figure(
        "meetings",
        _("réunions, ateliers, permanences"),
        _("Le nombre de rencontres tenues."),
        figures.meetings,
        counts_people=False,
        weight=250,
    )
    _figure(
        "attendance",
        _("personnes présentes aux rencontres"),
        _("Le nombre de personnes comptées dans les salles, toutes rencontres ensemble."),
        figures.attendance,
        weight=260,
    )


def _register_means() -> None:
    _figure(
        "duration_days",
        _("jours, du premier au dernier"),
        _("La durée de la démarche, en jours."),
        duration_days,
        purpose=PREPARE,
        counts_people=False,
        weight=280,
    )
    _figure(
        "cost_per_participant",
        _("par personne qui a participé"),
        _("Le coût écrit dans la fiche, divisé par le nombre de personnes qui ont participé."),
        cost_per_participant,
        purpose=PREPARE,
        unit="€",
        counts_people=False,
        weight=290,
    )
