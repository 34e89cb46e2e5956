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

for verb, words in {
    "demo.member_made": _("a créé un membre de démonstration"),
    "demo.talk_loaded": _("a chargé les sujets de démonstration"),
    "demo.marks_loaded": _("a chargé les repères de démonstration"),
}.items():
    sentences.add(verb, words)

# --- Blueprints --------------------------------------------------------------------------------
for verb, words in {
    "blueprint.picked_up": _("a emporté un modèle"),
    "blueprint.version_told": _("a annoncé une nouvelle version d’un modèle"),
}.items():
    sentences.add(verb, words)
menus.add(
    "club.blueprints",
    MenuEntry(
        label=_("Modèles"),
        url_name="club_utilisateurs:blueprints",
        place="club",
        rule=is_member,
        weight=20,
    ),
)
