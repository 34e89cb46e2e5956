"""What ideas offer to the storeys below."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agora.accounts.registries import MyBlock, my_blocks
from agora.audit.registries import sentences
from agora.exports.registries import DATE, DATETIME, DECIMAL, INTEGER, Column, Export, exports
from agora.notices.registries import Kind as NoticeKind
from agora.notices.registries import kinds as notice_kinds
from agora.personal_data import Holding, holdings
from agora.search.registries import Searchable, searchables
from agora.ui.registries import MenuEntry, menus
from participation.consultations.registries import DutyKind, Tool, duties, tools
from participation.contributions.models import Contribution
from participation.contributions.queries import findable
from participation.contributions.registries import Kind, kinds
from participation.meetings.registries import WorkshopEntry, workshop_entries
from participation.proposals import duties as own_duties
from participation.proposals import personal
from participation.proposals.actions import note_proposal
from participation.proposals.audience import followers_and_author, team_of
from participation.proposals.queries import KIND, drafts_of, open_data_rows


def my_drafts(request: HttpRequest) -> dict[str, Any] | None:
    """The ideas this person has not finished, for « Mon espace »."""
    rows = list(drafts_of(request.user).order_by("-updated_at")[:5])
    return {"rows": rows} if rows else None


tools.add(
    "proposals",
    Tool(
        label=_("Propositions"),
        actions=("contribute", "comment", "support"),
        url=lambda c: reverse("proposals:list", args=[c.consultation.slug, c.pk]),
        write_url=lambda c: reverse("proposals:new", args=[c.consultation.slug, c.pk]),
        call=_("Déposer mon idée"),
        badge=_("Ouvert aux idées"),
        days_left=_("pour déposer, soutenir, commenter"),
        icon="idea",
        levels={"contribute": "email_unverified", "comment": "pseudonym", "support": "pseudonym"},
        weight=10,
    ),
)
kinds.add(
    KIND,
    Kind(
        label=_("idée"),
        plural=_("idées"),
        code="PROP",
        url=lambda word: reverse("proposals:detail", args=[word.pk]),
        reply_url=lambda word: reverse("proposals_staff:answer", args=[word.pk]),
        icon="idea",
        weight=10,
    ),
)
workshop_entries.add(
    "proposals",
    WorkshopEntry(label=_("Des idées"), component_kind="proposals", write=note_proposal, weight=10),
)
menus.add(
    "proposals.staff",
    MenuEntry(
        label=_("Propositions"), url_name="proposals_staff:list", place="staff", weight=30,
    ),
)  # fmt: skip
duties.add(
    "proposals.unanswered",
    DutyKind(
        label=_("À répondre"),
        tally=_("idées sans réponse"),
        items=own_duties.unanswered_ideas,
        more_label=_("Toutes les idées sans réponse"),
        more_url="/gestion/propositions/?etat=sans-reponse",
        weight=20,
    ),
)
searchables.add(
    "proposals",
    Searchable(
        label=_("Idées"),
        model=Contribution,
        visible_to=lambda actor: findable(actor, KIND),
        title=lambda word: word.title,
        url=lambda word: reverse("proposals:detail", args=[word.pk]),
        date=lambda word: word.published_at.date(),
        weight=20,
    ),
)
exports.add(
    "proposals",
    Export(
        label=_("Propositions"),
        description=_("Toutes les idées, leurs auteurs, leur lieu, et la réponse de la ville."),
        filename="propositions",
        rows=open_data_rows,
        columns=(
            Column("reference", _("Référence")),
            Column("consultation", _("Concertation")),
            Column("title", _("Titre")),
            Column("body", _("Texte")),
            Column("author", _("Auteur")),
            Column("author_kind", _("Qui parle")),
            Column("origin", _("Arrivée par")),
            Column("theme", _("Thème")),
            Column("sector", _("Secteur")),
            Column("place", _("Lieu")),
            Column("latitude", _("Latitude"), DECIMAL),
            Column("longitude", _("Longitude"), DECIMAL),
            Column("published_at", _("Publiée le"), DATETIME),
            Column("occurred_on", _("Dite le"), DATE),
            Column("supports", _("Soutiens"), INTEGER),
            Column("comments", _("Commentaires"), INTEGER),
            Column("follows", _("Personnes qui suivent"), INTEGER),
            Column("answer_state", _("Suite donnée")),
            Column("answered_at", _("Répondue le"), DATETIME),
            Column("answer", _("Réponse de la ville")),
            Column("hidden", _("Masquée"), "boolean"),
        ),
    ),
)
notice_kinds.add(
    "proposal.published",
    NoticeKind(
        label=_("Une idée est déposée dans une concertation que vous portez"),
        audience=team_of,
        title=lambda word: _("Nouvelle idée : « %(title)s »") % {"title": word.title},
        template="proposals/mail/published",
        url=lambda word: reverse("proposals:detail", args=[word.pk]),
        optional=True,
        model="contributions.Contribution",
    ),
)
notice_kinds.add(
    "proposal.answered",
    NoticeKind(
        label=_("La ville répond à une idée que vous avez déposée ou que vous suivez"),
        audience=followers_and_author,
        title=lambda word: _("La ville a répondu à « %(title)s »") % {"title": word.title},
        template="proposals/mail/answered",
        url=lambda word: reverse("proposals:detail", args=[word.pk]),
        optional=True,
        model="contributions.Contribution",
    ),
)
my_blocks.add("drafts", MyBlock("proposals/_drafts.html", context=my_drafts, weight=10))
holdings.add(
    "proposals.drafts",
    Holding(
        label=_("Vos idées en cours d’écriture"),
        export=personal.export_drafts,
        erase=personal.erase_drafts,
        fields=["proposals.Draft.author"],
    ),
)
for verb, sentence in {
    "draft.begun": _("a commencé une idée"),
    "draft.kept": _("a continué d’écrire une idée"),
    "draft.claimed": _("a retrouvé une idée commencée sans compte"),
    "draft.dropped": _("a jeté une idée inachevée"),
    "draft.brought_back": _("a repris une idée inachevée qui venait d’être jetée"),
    "draft.published": _("a publié une idée commencée plus tôt"),
    "proposal.published": _("a déposé une idée"),
    "proposal.noted": _("a saisi une idée dite en atelier, à l’accueil ou sur papier"),
    "proposal.answered": _("a répondu à une idée au nom de la ville"),
    "proposal.step_added": _("a annoncé une étape d’une idée"),
    "proposal.step_removed": _("a retiré une étape d’une idée"),
    "proposal.loaded": _("a chargé des idées en nombre"),
}.items():
    sentences.add(verb, sentence)
