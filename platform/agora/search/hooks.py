"""What search offers to the rest of the house."""

from django.utils.translation import gettext_lazy as _

from agora.audit import sentences
from agora.ui.menus import MenuEntry, menus

sentences.add("search.fruitless_noted", _("a noté une recherche sans résultat"))
