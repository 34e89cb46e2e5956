"""What meetings offer to the storeys below."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agora.audit.registries import sentences
from agora.notices.registries import Kind as NoticeKind
from agora.notices.registries import kinds as notice_kinds
from agora.search.registries import Searchable, searchables
from agora.ui.registries import HomeBlock, MenuEntry, home_blocks, menus
from participation.consultations.registries import Block, Tool, blocks, tools
from participation.contributions.models import Contribution
from participation.contributions.queries import findable
from participation.contributions.registries import Kind, kinds
from participation.meetings import blocks as own_blocks
from participation.meetings.audience import invited
from participation.meetings.blueprint import PART
from participation.meetings.queries import KIND
from tenants.registries import parts


def page_of(word: Contribution) -> str:
    """Return the page of a meeting."""
    return reverse("meetings:detail", args=[word.pk])


tools.add(
    "meetings",
    Tool(
        label=_("Réunions"),
        actions=("comment",),
        url=lambda c: reverse("meetings:module", args=[c.consultation.slug, c.pk]),
        badge=_("Réunions"),
        icon="calendar",
        levels={"comment": "pseudonym"},
        weight=30,
    ),
)
kinds.add(
    KIND,
    Kind(
        label=_("réunion"), plural=_("réunions"), code="MEET", url=page_of, counts=False,
        icon="calendar", weight=30,
    ),
)  # fmt: skip
menus.add(
    "meetings", MenuEntry(label=_("Réunions"), url_name="meetings:agenda", place="city", weight=30)
)
menus.add(
    "meetings.staff",
    MenuEntry(label=_("Réunions"), url_name="meetings_staff:list", place="staff", weight=50),
)
home_blocks.add(
    "meetings.next", HomeBlock("meetings/home.html", own_blocks.next_meetings, weight=50)
)
blocks.add(
    "meetings.dates",
    Block("meetings/on_consultation.html", context=own_blocks.on_consultation, weight=60),
)
searchables.add(
    "meetings",
    Searchable(
        label=_("Réunions"),
        model=Contribution,
        visible_to=lambda actor: (
            findable(actor, KIND)
            .filter(meeting__isnull=False)
            .select_related("meeting")
            .only("kind", "title", "body", "published_at", "meeting__starts_at")
        ),
        title=lambda word: word.title,
        url=page_of,
        date=lambda word: word.meeting.starts_at.date(),
        weight=40,
    ),
)
for key, label, title, template in (
    (
        "meeting.planned",
        _("Une réunion est annoncée dans une concertation que vous suivez"),
        _("Réunion : « %(title)s »"),
        "meetings/mail/planned",
    ),
    (
        "meeting.minutes_published",
        _("Le compte rendu d’une réunion que vous suivez paraît"),
        _("Compte rendu : « %(title)s »"),
        "meetings/mail/minutes",
    ),
):
    notice_kinds.add(
        key,
        NoticeKind(
            label=label,
            audience=invited,
            title=lambda word, title=title: title % {"title": word.title},
            template=template,
            url=page_of,
            model="contributions.Contribution",
        ),
    )
for verb, sentence in {
    "meeting.planned": _("a annoncé une réunion"),
    "meeting.changed": _("a modifié une réunion"),
    "meeting.notes_typed": _("a saisi les post-its d’un atelier"),
    "meeting.photo_kept": _("a gardé la photo d’une feuille d’atelier"),
    "meeting.minutes_published": _("a publié un compte rendu"),
    "meeting.loaded": _("a chargé des réunions"),
}.items():
    sentences.add(verb, sentence)
parts.add("meetings", PART)
