"""What the club offers to lower storeys."""

from django.utils.translation import gettext_lazy as _

from agora.audit.registries import sentences
from agora.personal_data import Holding, holdings
from agora.ui.registries import MenuEntry, menus
from club_utilisateurs import personal
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

# Coming in and going out
for verb, words in {
    "member.entered": _("a fait entrer une personne dans le club"),
    "member.agreed": _("a accepté la charte du club"),
    "member.shown_changed": _("a changé ce qui est montré"),
    "member.left": _("a quitté le club"),
    "member.departed": _("a noté un départ"),
    "member.name_settled": _("a dit ce que devient un nom"),
    "member.passes_forgotten": _("a oublié les laissez-passer utilisés"),
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
