"""What the club offers to lower storeys."""

from django.utils.translation import gettext_lazy as _

from agora.audit.registries import sentences
from agora.notices.registries import kinds
from agora.personal_data import Holding, holdings
from agora.ui.registries import MenuEntry, menus
from club_utilisateurs import personal
from club_utilisateurs.notice_kinds import kind
from club_utilisateurs.rules import is_member

holdings.add(
    "club.member",
    Holding(
        label=_("Votre place dans le club"),
        export=personal.export,
        erase=personal.erase,
        fields=["club_utilisateurs.Member.account"],
    ),
)

for verb, words in {
    "demo.member_made": _("a créé un membre de démonstration"),
    "demo.talk_loaded": _("a chargé les sujets de démonstration"),
    "demo.marks_loaded": _("a chargé les repères de démonstration"),
}.items():
    sentences.add(verb, words)

# --- Talk: what is written, in the journal and as news ------------------------------------------
for verb, sentence in {
    "topic.asked": _("a ouvert un sujet"),
    "topic.recounted": _("a recompté les sujets"),
    "post.answered": _("a répondu"),
    "post.edited": _("a modifié son message"),
    "answer.accepted": _("a retenu une réponse"),
    "answer.released": _("ne retient plus cette réponse"),
    "post.thanked": _("a dit merci"),
    "post.unthanked": _("a repris son merci"),
    "post.kept": _("a gardé un message"),
    "post.let_go": _("ne garde plus un message"),
    "topic.followed": _("suit un sujet"),
    "topic.unfollowed": _("ne suit plus un sujet"),
    "topic.muted": _("ne veut plus de nouvelles d’un sujet"),
    "category.followed": _("suit une rubrique"),
    "category.unfollowed": _("ne suit plus une rubrique"),
    "talk_draft.kept": _("a enregistré un brouillon"),
    "talk_draft.dropped": _("a supprimé un brouillon"),
    "talk_draft.brought_back": _("a repris un brouillon supprimé"),
}.items():
    sentences.add(verb, sentence)

kinds.add("topic.asked", kind(_("Nouveaux sujets"), "Topic"))
kinds.add("topic.asked_of_city", kind(_("Questions à ma ville"), "Topic"))
kinds.add("news.published", kind(_("Annonces"), "Topic"))
kinds.add("post.answered", kind(_("Réponses"), "Post"))
kinds.add("post.mentioned", kind(_("Mentions"), "Post"))
kinds.add("answer.accepted", kind(_("Réponses retenues"), "Post"))

# --- Reading -----------------------------------------------------------------------------------
for name, label, weight, icon in (
    ("topics", _("Sujets"), 10, "chat"),
    ("search", _("Rechercher"), 80, "search"),
):
    menus.add(
        f"club.{name}",
        MenuEntry(
            label=label,
            url_name=f"club_utilisateurs:{name}",
            place="club",
            rule=is_member,
            weight=weight,
            icon=icon,
        ),
    )
