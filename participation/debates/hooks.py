"""What debates offer to the storeys below."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agora.audit.registries import sentences
from agora.notices.registries import Kind as NoticeKind
from agora.notices.registries import kinds as notice_kinds
from agora.search.registries import Searchable, searchables
from participation.consultations.registries import Tool, tools
from participation.contributions.models import Contribution
from participation.contributions.queries import findable
from participation.contributions.registries import Kind, kinds
from participation.debates.audience import followers_of_consultation
from participation.debates.blueprint import PART
from participation.debates.queries import KIND
from tenants.registries import parts


def page_of(word: Contribution) -> str:
    """Return the page of a debate."""
    return reverse("debates:detail", args=[word.pk])


tools.add(
    "debates",
    Tool(
        label=_("Débats"),
        actions=("comment", "support"),
        url=lambda c: reverse("debates:list", args=[c.consultation.slug, c.pk]),
        write_url=lambda c: reverse("debates:list", args=[c.consultation.slug, c.pk]),
        call=_("Donner mon avis"),
        badge=_("Ouvert au débat"),
        days_left=_("pour donner votre avis"),
        icon="chat",
        levels={"comment": "pseudonym", "support": "pseudonym"},
        weight=20,
    ),
)
kinds.add(
    KIND,
    Kind(
        label=_("débat"), plural=_("débats"), code="DEBA", url=page_of, counts=False, icon="chat",
        weight=20,
    ),
)  # fmt: skip
searchables.add(
    "debates",
    Searchable(
        label=_("Débats"),
        model=Contribution,
        visible_to=lambda actor: findable(actor, KIND),
        title=lambda word: word.title,
        url=page_of,
        date=lambda word: word.published_at.date(),
        weight=30,
    ),
)
for key, label, title, template in (
    (
        "debate.opened",
        _("Une question est posée dans une concertation que vous suivez"),
        _("Votre avis : « %(title)s »"),
        "debates/mail/opened",
    ),
    (
        "debate.concluded",
        _("La ville conclut un débat d’une concertation que vous suivez"),
        _("Ce que la ville retient : « %(title)s »"),
        "debates/mail/concluded",
    ),
):
    notice_kinds.add(
        key,
        NoticeKind(
            label=label,
            audience=followers_of_consultation,
            title=lambda word, title=title: title % {"title": word.title},
            template=template,
            url=page_of,
            model="contributions.Contribution",
        ),
    )
for verb, sentence in {
    "debate.opened": _("a posé une question aux habitants"),
    "debate.rewritten": _("a reformulé une question"),
    "debate.concluded": _("a conclu un débat"),
    "debate.loaded": _("a chargé des débats"),
}.items():
    sentences.add(verb, sentence)
parts.add("debates", PART)
