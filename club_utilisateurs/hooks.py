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
