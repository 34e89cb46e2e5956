"""What the club offers to lower storeys."""

from django.utils.translation import gettext_lazy as _

from agora.audit.registries import sentences
from agora.mail.registries import houses
from agora.notices.registries import kinds
from agora.personal_data import Holding, holdings
from agora.ui.registries import MenuEntry, menus
from club_utilisateurs import notice_kinds, personal
from club_utilisateurs.rules import facilitates, has_entered, is_member

holdings.add(
    "club.member",
    Holding(
        label=_("Votre place dans le club"),
        export=personal.export,
        erase=personal.erase,
        fields=["club_utilisateurs.Member.account"],
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
    "category.added": _("a ajouté une rubrique"),
    "category.described": _("a décrit une rubrique"),
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

# --- Blueprints --------------------------------------------------------------------------------
for verb, words in {
    "blueprint.picked_up": _("a emporté un modèle"),
    "blueprint.version_told": _("a annoncé une nouvelle version d’un modèle"),
}.items():
    sentences.add(verb, words)

# --- Menus -------------------------------------------------------------------------------------
for name, label, place, rule, weight, icon in (
    ("topics", _("Sujets"), "club", is_member, 10, "chat"),
    ("blueprints", _("Modèles"), "club", is_member, 20, "doc"),
    ("sheets", _("Fiches d’expérience"), "club", is_member, 40, "doc"),
    ("cities", _("Villes"), "club", is_member, 50, "town"),
    ("search", _("Rechercher"), "club", is_member, 60, "search"),
    ("me", _("Ma place"), "club", is_member, 70, "user"),
    ("care", _("Modération"), "club", facilitates, 90, "flag"),
    ("charter", _("Charte du club"), "footer", has_entered, 10, ""),
    ("journal", _("Journal de modération"), "footer", is_member, 20, ""),
):
    menus.add(
        f"club.{name}",
        MenuEntry(
            label=label,
            url_name=f"club_utilisateurs:{name}",
            place=place,
            rule=rule,
            weight=weight,
            icon=icon,
        ),
    )
