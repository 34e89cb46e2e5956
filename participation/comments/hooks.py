"""What comments offer to the storeys below."""

from django.utils.translation import gettext_lazy as _

from agora.audit.registries import sentences
from agora.exports.registries import BOOLEAN, DATETIME, INTEGER, Column, Export, exports
from agora.notices.registries import Kind as NoticeKind
from agora.notices.registries import kinds as notice_kinds
from agora.search.registries import Searchable, searchables
from participation.comments.actions import KIND
from participation.comments.audience import concerned, open_rows
from participation.comments.pages import anchor_of
from participation.contributions.models import Contribution
from participation.contributions.queries import findable
from participation.contributions.registries import Kind, kinds

kinds.add(
    KIND,
    Kind(
        label=_("commentaire"),
        plural=_("commentaires"),
        code="COMM",
        url=anchor_of,
        icon="chat",
        weight=50,
    ),
)
searchables.add(
    "comments",
    Searchable(
        label=_("Commentaires"),
        model=Contribution,
        visible_to=lambda actor: (
            findable(actor, KIND)
            .select_related("comment__target")
            .only("kind", "body", "published_at", "comment__target__kind", "comment__target__title")
        ),
        title=lambda word: word.comment.target.title,
        url=anchor_of,
        date=lambda word: word.published_at.date(),
        boost=0.5,
        weight=60,
    ),
)
exports.add(
    "comments",
    Export(
        label=_("Commentaires"),
        description=_("Tous les commentaires, ce qu’ils commentent, leur avis, leurs auteurs."),
        filename="commentaires",
        rows=open_rows,
        columns=(
            Column("reference", _("Référence")),
            Column("consultation", _("Concertation")),
            Column("target", _("Contribution commentée")),
            Column("target_title", _("Son titre")),
            Column("depth", _("Niveau de réponse"), INTEGER),
            Column("alignment", _("Avis")),
            Column("author", _("Auteur")),
            Column("body", _("Texte")),
            Column("published_at", _("Publié le"), DATETIME),
            Column("supports", _("Jugé utile"), INTEGER),
            Column("hidden", _("Masqué"), BOOLEAN),
        ),
    ),
)
notice_kinds.add(
    "comment.published",
    NoticeKind(
        label=_("On commente une contribution que vous avez écrite ou que vous suivez"),
        audience=concerned,
        title=lambda word: (
            _("Nouveau commentaire sur « %(title)s »") % {"title": word.comment.target.title}
        ),
        template="comments/mail/published",
        url=anchor_of,
        model="contributions.Contribution",
        rhythm="daily",
    ),
)
for verb, sentence in {
    "comment.published": _("a commenté"),
    "comment.withdrawn": _("a retiré son commentaire"),
    "comment.loaded": _("a chargé des commentaires"),
}.items():
    sentences.add(verb, sentence)
