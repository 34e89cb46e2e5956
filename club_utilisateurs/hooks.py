"""What the club offers to lower storeys."""

from django.utils.translation import gettext_lazy as _

from agora.audit.registries import sentences
from agora.mail.registries import houses
from agora.notices.registries import kinds
from agora.personal_data import Holding, holdings
from agora.ui.registries import MenuEntry, menus
from club_utilisateurs import notice_kinds, personal
from club_utilisateurs.rules import facilitates, is_member

holdings.add(
    "club.member",
    Holding(
        label=_("Votre place dans le club"),
        export=personal.export,
        erase=personal.erase,
        fields=["club_utilisateurs.Member.account"],
    ),
)

menus.add(
    "club.care",
    MenuEntry(
        label=_("Modération"),
        url_name="club_utilisateurs:care",
        place="club",
        rule=facilitates,
        weight=90,
        icon="flag",
    ),
)
menus.add(
    "club.journal",
    MenuEntry(
        label=_("Journal de modération"),
        url_name="club_utilisateurs:journal",
        place="footer",
        rule=is_member,
        weight=90,
    ),
)

houses.add("club", notice_kinds.CORRESPONDENCE)
for name, kind in notice_kinds.KINDS.items():
    kinds.add(name, kind)

for verb, words in {
    "post.reported": _("a signalé un message"),
    "post.hidden": _("a masqué un message"),
    "post.shown": _("a rétabli un message"),
    "report.kept": _("a classé un signalement"),
    "report.reopened": _("a rouvert un signalement"),
    "topic.moved": _("a déplacé un sujet"),
    "topic.locked": _("a fermé un sujet aux réponses"),
    "topic.unlocked": _("a rouvert un sujet"),
    "shared.hidden": _("a masqué une fiche ou un modèle"),
    "shared.shown": _("a rétabli une fiche ou un modèle"),
    "club.purged": _("a oublié de vieux brouillons et laissez-passer"),
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

# --- Coming in and going out --------------------------------------------------------------------
for verb, words in {
    "member.entered": _("a fait entrer une personne dans le club"),
    "member.agreed": _("a accepté la charte du club"),
    "member.shown_changed": _("a changé ce qui est montré"),
    "member.left": _("a quitté le club"),
    "member.departed": _("a noté un départ"),
    "member.name_settled": _("a dit ce que devient un nom"),
}.items():
    sentences.add(verb, words)

menus.add(
    "club.me",
    MenuEntry(
        label=_("Ma place"),
        url_name="club_utilisateurs:me",
        place="club",
        rule=is_member,
        weight=90,
        icon="user",
    ),
)
