"""What following offers to the storeys below."""

from django.utils.translation import gettext_lazy as _

from agora.accounts.registries import MyBlock, my_blocks
from agora.audit.registries import sentences
from agora.personal_data import Holding, holdings
from participation.consultations.registries import Audience, Block, audiences, blocks
from participation.contributions.registries import Button, buttons
from participation.follows import blocks as own_blocks
from participation.follows import personal
from participation.follows.queries import followers_of

blocks.add(
    "follows.button",
    Block(
        "follows/_consultation_button.html",
        context=own_blocks.on_consultation,
        place="actions",
        weight=10,
    ),
)
my_blocks.add("follows", MyBlock("follows/_mine.html", context=own_blocks.of_mine, weight=30))
audiences.add("follows", Audience(find=followers_of))
buttons.add(
    "follow",
    Button("follows/_contribution_button.html", bulk=own_blocks.under_contributions, weight=60),
)
sentences.add("follow.started", _("a commencé à suivre"))
sentences.add("follow.stopped", _("a cessé de suivre"))
sentences.add("follow.loaded", _("a chargé des suivis"))
holdings.add(
    "follows",
    Holding(
        label=_("Ce que vous suivez"),
        export=personal.export,
        erase=personal.erase,
        fields=["follows.Follow.user"],
    ),
)
