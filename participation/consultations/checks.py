"""This slice's own points of the task list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from participation.consultations import thread, words
from participation.consultations.models import Consultation
from participation.consultations.readiness import BLOCKED, DONE, TODO
from participation.consultations.registries import Check, readiness

Facts = Mapping[str, Any]

TELL = gettext_lazy("1. Dire de quoi il s’agit")
ORGANISE = gettext_lazy("2. Organiser")
SPREAD = gettext_lazy("3. Faire savoir")
PROMISE = gettext_lazy("4. Promettre la réponse")


def _done(condition: object) -> str:
    return DONE if condition else TODO


def _part(part: str) -> Any:
    return lambda consultation: reverse("consultations_staff:facts", args=[consultation.slug, part])


def _page(name: str) -> Any:
    return lambda consultation: reverse(f"consultations_staff:{name}", args=[consultation.slug])


def identity(consultation: Consultation, facts: Facts) -> str:
    """Title, objective, organiser and department; no sector means the whole city."""
    return _done(
        consultation.objective.strip()
        and consultation.organiser.strip()
        and consultation.department_id
    )


def identity_detail(consultation: Consultation, facts: Facts) -> str:
    sector = consultation.sector.name if consultation.sector else _("Toute la ville")
    if not consultation.objective:
        return _("Il manque l’objectif : à quoi serviront les contributions ?")
    if not consultation.department_id:
        return _("Il manque la direction porteuse.")
    return _("« %(objective)s ». %(sector)s.") % {
        "objective": consultation.objective,
        "sector": sector,
    }


def decided(consultation: Consultation, facts: Facts) -> str:
    return _done(consultation.how_decided.strip())


def cover(consultation: Consultation, facts: Facts) -> str:
    """Never missing: the map of the sector stands for a photo."""
    return DONE


def cover_detail(consultation: Consultation, facts: Facts) -> str:
    if consultation.cover_id:
        return consultation.cover_alt
    return _("Aucune photo : la carte du secteur s’affiche. C’est très bien ainsi.")


def dates(consultation: Consultation, facts: Facts) -> str:
    return _done(consultation.starts_on and consultation.ends_on)


def dates_detail(consultation: Consultation, facts: Facts) -> str:
    if not consultation.starts_on or not consultation.ends_on:
        return _("Choisissez le premier et le dernier jour.")
    return words.span_words(
        consultation.starts_on, consultation.ends_on, today=consultation.starts_on
    )


def phases(consultation: Consultation, facts: Facts) -> str:
    return _done(facts["phases"])


def phases_detail(consultation: Consultation, facts: Facts) -> str:
    rows = facts["phases"]
    if not rows:
        return _("Ajoutez au moins une étape.")
    n = len(rows)
    said = ngettext("%(n)d étape.", "%(n)d étapes.", n) % {"n": n}
    shared = [stop.flag for stop in thread.plan(rows, rows[0].starts_at) if stop.flag]
    if shared:
        said += " " + _("Deux se chevauchent : c’est permis, vérifiez que c’est voulu.")
    return said


def tools_ready(consultation: Consultation, facts: Facts) -> str:
    return _done(facts["components"])


def tools_detail(consultation: Consultation, facts: Facts) -> str:
    names = ", ".join(component.title for component in facts["components"])
    return names or _("Ajoutez un module : une boîte à idées, un débat, des réunions.")


def animation(consultation: Consultation, facts: Facts) -> str:
    if not facts["phases"]:
        return BLOCKED
    return _done(not facts["without_animation"])


def animation_detail(consultation: Consultation, facts: Facts) -> str:
    if not facts["phases"]:
        return _("Ajoutez d’abord les étapes.")
    missing = facts["without_animation"]
    if not missing:
        return _("Chaque étape a le sien.")
    return _("Il manque : %(phases)s. Une permanence suffit.") % {
        "phases": ", ".join(f"« {phase.title} »" for phase in missing)
    }


def grid(consultation: Consultation, facts: Facts) -> str:
    return _done(consultation.grid.strip())


def grid_detail(consultation: Consultation, facts: Facts) -> str:
    n = len([line for line in consultation.grid.splitlines() if line.strip()])
    if not n:
        return _("Les mots avec lesquels vous lirez les contributions.")
    return ngettext("%(n)d code.", "%(n)d codes.", n) % {"n": n}


def plan(consultation: Consultation, facts: Facts) -> str:
    return _done(consultation.communication_plan.strip())


def documents(consultation: Consultation, facts: Facts) -> str:
    return _done(facts["documents"])


def documents_detail(consultation: Consultation, facts: Facts) -> str:
    n = facts["documents"]
    if not n:
        return _("Facultatif : plans, études, comptes rendus.")
    return ngettext("%(n)d document.", "%(n)d documents.", n) % {"n": n}


def promise(consultation: Consultation, facts: Facts) -> str:
    return _done(consultation.restitution_due_on)


def promise_detail(consultation: Consultation, facts: Facts) -> str:
    if not consultation.restitution_due_on:
        return _("Proposée : trente jours après la fin.")
    return words.weekday_words(consultation.restitution_due_on)


def owner(consultation: Consultation, facts: Facts) -> str:
    if not consultation.restitution_due_on:
        return BLOCKED
    return _done(consultation.restitution_owner_id)


def owner_detail(consultation: Consultation, facts: Facts) -> str:
    if not consultation.restitution_due_on:
        return _("Choisissez d’abord la date.")
    if consultation.restitution_owner is None:
        return _("Une personne de l’équipe.")
    return str(consultation.restitution_owner.get_full_name())


CHECKS = {
    "identity": Check(
        gettext_lazy("Titre, objectif et secteur"),
        gettext_lazy("Écrire l’objectif et nommer la direction porteuse"),
        TELL,
        identity,
        _part("identite"),
        identity_detail,
        weight=10,
    ),
    "decided": Check(
        gettext_lazy("Comment c’est décidé"),
        gettext_lazy("Dire comment c’est décidé"),
        TELL,
        decided,
        _part("decision"),
        weight=20,
    ),
    "cover": Check(
        gettext_lazy("Image de couverture"),
        "",
        TELL,
        cover,
        _page("cover"),
        cover_detail,
        required=False,
        weight=30,
    ),
    "documents": Check(
        gettext_lazy("Documents"),
        "",
        TELL,
        documents,
        _page("documents"),
        documents_detail,
        required=False,
        weight=40,
    ),
    "dates": Check(
        gettext_lazy("Dates de la concertation"),
        gettext_lazy("Choisir les dates"),
        ORGANISE,
        dates,
        _part("dates"),
        dates_detail,
        weight=50,
    ),
    "phases": Check(
        gettext_lazy("Étapes et calendrier"),
        gettext_lazy("Ajouter une étape"),
        ORGANISE,
        phases,
        _page("phases"),
        phases_detail,
        weight=60,
    ),
    "tools": Check(
        gettext_lazy("Modules, et qui peut contribuer"),
        gettext_lazy("Ajouter un module"),
        ORGANISE,
        tools_ready,
        _page("components"),
        tools_detail,
        weight=70,
    ),
    "animation": Check(
        gettext_lazy("Un temps d’animation par étape"),
        gettext_lazy("Prévoir un temps d’animation par étape"),
        ORGANISE,
        animation,
        _page("phases"),
        animation_detail,
        weight=80,
    ),
    "grid": Check(
        gettext_lazy("Grille d’analyse"),
        gettext_lazy("Écrire la grille d’analyse"),
        ORGANISE,
        grid,
        _part("grille"),
        grid_detail,
        weight=90,
    ),
    "plan": Check(
        gettext_lazy("Plan de communication"),
        gettext_lazy("Écrire le plan de communication"),
        SPREAD,
        plan,
        _part("communication"),
        weight=100,
    ),
    "promise": Check(
        gettext_lazy("Date de restitution"),
        gettext_lazy("Fixer la date de restitution"),
        PROMISE,
        promise,
        _part("restitution"),
        promise_detail,
        weight=110,
    ),
    "owner": Check(
        gettext_lazy("Qui écrit la restitution"),
        gettext_lazy("Nommer qui écrit la restitution"),
        PROMISE,
        owner,
        _part("restitution"),
        owner_detail,
        weight=120,
    ),
}


def register() -> None:
    """Add the points; called once, by the hooks."""
    for key, check in CHECKS.items():
        readiness.add(key, check)
