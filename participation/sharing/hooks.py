"""What sharing offers to the storeys below."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agora.action import city_rests
from agora.audit.registries import sentences
from participation.consultations.readiness import BLOCKED, DONE, TODO
from participation.consultations.registries import Check, readiness
from participation.sharing import figures
from participation.sharing.composing import uid_of
from participation.sharing.queries.blueprints import on_shelf
from participation.sharing.queries.sheets import BEGUN, is_out
from tenants.registries import SharedPages, shared_pages

figures.register()
shared_pages.add(
    "sheet",
    SharedPages(
        page=lambda row: reverse("sharing_staff:sheet", args=[row.uid]),
        withdraw=lambda row: reverse("sharing_staff:sheet_take_back", args=[row.uid]),
    ),
)
shared_pages.add(
    "blueprint",
    SharedPages(
        page=lambda row: reverse("sharing_staff:blueprints"),
        withdraw=lambda row: reverse("sharing_staff:withdraw_blueprint", args=[row.uid]),
    ),
)
readiness.add(
    "sharing.sheet",
    Check(
        label=_("Partager notre expérience avec les autres villes"),
        todo=_("la fiche d’expérience"),
        section=_("5. Transmettre"),
        state=lambda consultation, facts: (
            BLOCKED
            if consultation.state not in BEGUN or city_rests()
            else (DONE if is_out(consultation) else TODO)
        ),
        url=lambda consultation: reverse("sharing_staff:sheet_begin", args=[consultation.slug]),
        required=False,
        weight=900,
    ),
)
readiness.add(
    "sharing.blueprint",
    Check(
        label=_("Donner la démarche aux autres villes"),
        todo=_("le modèle de concertation"),
        section=_("5. Transmettre"),
        state=lambda consultation, facts: (
            BLOCKED
            if consultation.state not in BEGUN or city_rests()
            else (DONE if on_shelf(uid_of(consultation)) else TODO)
        ),
        url=lambda consultation: reverse("sharing_staff:share_blueprint", args=[consultation.slug]),
        required=False,
        weight=910,
    ),
)
for verb, sentence in {
    "sheet.begun": _("a commencé une fiche d’expérience"),
    "sheet.saved": _("a écrit dans une fiche d’expérience"),
    "sheet.figures_chosen": _("a choisi les chiffres d’une fiche d’expérience"),
    "sheet.figure_refreshed": _("a compté à nouveau un chiffre d’une fiche"),
    "sheet.published": _("a publié une fiche d’expérience dans le club"),
    "sheet.taken_back": _("a retiré une fiche d’expérience du club"),
    "sheet.put_back": _("a remis une fiche d’expérience dans le club"),
    "blueprint.published": _("a donné au club la démarche d’une concertation"),
    "blueprint.drafted": _("a préparé une concertation à partir d’un modèle"),
    "blueprint.file_received": _("a chargé le fichier d’un modèle"),
    "blueprint.files_swept": _("a effacé les fichiers de modèles restés sans suite"),
}.items():
    sentences.add(verb, sentence)
