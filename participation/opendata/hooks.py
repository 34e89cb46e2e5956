"""What moving in offers to the storeys below."""

from django.utils.translation import gettext_lazy as _

from agora.audit.registries import sentences
from agora.personal_data import Holding, holdings
from agora.ui.registries import MenuEntry, menus
from participation.consultations.registries import Block, Tool, blocks, tools
from participation.contributions.registries import Kind, kinds
from participation.opendata import blocks as own_blocks
from participation.opendata import personal, rules

tools.add(
    "absent",
    Tool(
        label=_("Pages non reprises"),
        actions=("comment",),
        url=own_blocks.component_url,
        icon="doc",
        levels={"comment": "pseudonym"},
        weight=900,
    ),
)
kinds.add(
    "absent",
    Kind(
        label=_("page non reprise"),
        plural=_("pages non reprises"),
        code="PAGE",
        url=own_blocks.page_url,
        counts=False,
        icon="doc",
        weight=900,
    ),
)
blocks.add(
    "opendata.missing",
    Block("opendata/missing_block.html", context=own_blocks.missing, weight=800),
)
menus.add(
    "opendata.imports",
    MenuEntry(
        label=_("Reprise de données"),
        url_name="opendata_staff:runs",
        place="staff",
        rule=rules.can_import,
        weight=800,
    ),
)
sentences.add("import.received", _("a déposé des fichiers à reprendre"))
sentences.add("import.confirmed", _("a confirmé une reprise de données"))
sentences.add("import.rehearsed", _("a relu les fichiers d’une reprise"))
sentences.add("import.loaded", _("a repris les données d’un autre site"))
sentences.add("import.finished", _("a terminé une reprise de données"))
holdings.add(
    "opendata.run",
    Holding(
        label=_("Reprises de données que vous avez lancées"),
        export=personal.export,
        erase=personal.erase,
        fields=["opendata.ImportRun.created_by"],
    ),
)
