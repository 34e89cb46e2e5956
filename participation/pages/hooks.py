"""What pages offer to the storeys below."""

from typing import Any

from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _

from agora.audit.registries import sentences
from agora.context import enter
from agora.exports.registries import BOOLEAN, DATETIME, INTEGER, Column, Export, exports
from agora.rules import SYSTEM, anyone
from agora.search.registries import Searchable, searchables
from agora.ui.registries import MenuEntry, menus
from participation.pages import queries
from participation.pages.accessibility import FOOTER_LABELS, statement
from participation.pages.actions import install_defaults
from participation.pages.blueprint import PART
from participation.pages.models import CharterArticle, Page
from participation.pages.rules import can_edit
from tenants.registries import SetupStep, parts, setup_steps

for verb, sentence in {
    "pages.defaults_installed": _("a installé les pages de départ"),
    "page.created": _("a écrit une page"),
    "page.edited": _("a modifié une page"),
    "page.restored": _("a rétabli une ancienne version d’une page"),
    "charter.article_added": _("a ajouté un article à la charte"),
    "charter.article_edited": _("a modifié un article de la charte"),
    "charter.article_retired": _("a retiré un article de la charte"),
    "charter.article_reinstated": _("a remis un article dans la charte"),
}.items():
    sentences.add(verb, sentence)

menus.add(
    "pages.staff",
    MenuEntry(
        label=_("Pages"), url_name="pages_staff:list", place="staff", rule=can_edit, weight=80
    ),
)
for weight, (name, place, label) in enumerate(
    [
        ("charter", "rules", _("Charte de la participation")),
        ("guide", "rules", _("Guide de la concertation")),
        ("accessibility", "footer", FOOTER_LABELS[statement(on=timezone.now().date()).level]),
        ("privacy", "footer", _("Données personnelles")),
        ("legal", "footer", _("Mentions légales")),
        ("site_map", "footer", _("Plan du site")),
    ],
    start=10,
):
    menus.add(
        f"pages.{name}",
        MenuEntry(label=label, url_name=f"pages:{name}", place=place, rule=anyone, weight=weight),
    )

searchables.add(
    "pages",
    Searchable(
        label=_("Pages"),
        model=Page,
        visible_to=queries.visible_to,
        title=lambda found: found.title,
        url=lambda found: found.get_absolute_url(),
        kind=lambda found: found.get_kind_display(),
        boost=0.8,
        weight=80,
    ),
)
searchables.add(
    "charter",
    Searchable(
        label=_("Charte"),
        model=CharterArticle,
        visible_to=lambda actor: queries.articles(),
        title=str,
        url=lambda found: found.get_absolute_url(),
        kind=lambda found: _("Article de la charte"),
        boost=0.7,
        weight=90,
    ),
)


def _page_rows(actor: Any, filters: Any) -> Any:
    for page in queries.visible_to(actor).iterator():
        yield {
            "slug": page.slug,
            "kind": page.get_kind_display(),
            "position": page.position,
            "title": page.title,
            "published": page.published,
            "updated_at": page.updated_at,
            "body": strip_tags(page.body.replace("</", "\n</")),
        }


exports.add(
    "pages",
    Export(
        label=_("Pages et guide"),
        columns=(
            Column("slug", _("Adresse")),
            Column("kind", _("Type")),
            Column("position", _("Ordre"), INTEGER),
            Column("title", _("Titre")),
            Column("published", _("En ligne"), BOOLEAN),
            Column("updated_at", _("Modifiée le"), DATETIME),
            Column("body", _("Texte")),
        ),
        rows=_page_rows,
        rule=can_edit,
        weight=90,
    ),
)


def _install(city: Any, run: Any) -> None:
    with enter(city.ref):
        if not Page.objects.exists():  # killed after this step, an opening runs it again
            install_defaults(actor=SYSTEM)


setup_steps.add(
    "pages",
    SetupStep(
        _("Poser la charte, le guide et les pages légales"),
        _install,
        after="roles",
        weight=55,
    ),
)
parts.add("pages", PART)
