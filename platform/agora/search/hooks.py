"""What search offers to the rest of the house."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from agora.exports.registries import DATE, INTEGER, Column, Export, exports
from agora.rules import anyone
from agora.search.queries import fruitless_searches
from agora.ui.registries import MenuEntry, menus

menus.add(
    "search",
    MenuEntry(
        label=_("Rechercher"),
        url_name="search:results",
        place="city",
        rule=anyone,
        weight=80,
        icon="search",
    ),
)


def _rows(actor: Any, filters: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    for found in fruitless_searches().iterator():
        yield {"day": found.day, "terms": found.terms, "count": found.count}


exports.add(
    "fruitless-searches",
    Export(
        label=_("Recherches sans résultat"),
        description=_("Ce que les habitants ont cherché et n’ont pas trouvé, sans savoir qui."),
        columns=(
            Column("day", _("Jour"), DATE),
            Column("terms", _("Mots cherchés")),
            Column("count", _("Fois"), INTEGER),
        ),
        rows=_rows,
        weight=95,
    ),
)
