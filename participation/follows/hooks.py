"""What following offers to the storeys below."""

from django.utils.translation import gettext_lazy as _

from agora.accounts.registries import MyBlock, my_blocks
from agora.audit.registries import sentences
from agora.notices.registries import Kind, kinds
from agora.personal_data import Holding, holdings
from participation.consultations.registries import Audience, Block, audiences, blocks
from participation.consultations.registries import Reaction as ConsultationReaction
from participation.consultations.registries import reactions as consultation_reactions
from participation.contributions.queries import url_of
from participation.contributions.registries import Button, Reaction, buttons, reactions
from participation.follows import blocks as own_blocks
from participation.follows import personal
from participation.follows.queries import curious_of, followers_of

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
consultation_reactions.add(
    "follows.closed", ConsultationReaction("closed", "follows.announce_closed")
)
reactions.add(
    "follows.added",
    Reaction("added", "follows.announce_added", kinds=("proposal", "debate", "meeting")),
)
kinds.add(
    "follow.closed",
    Kind(
        label=_("Une concertation que vous suivez est terminée"),
        audience=followers_of,
        title=lambda one: _("C’est terminé : « %(title)s »") % {"title": one.title},
        template="follows/mail/closed",
        url=lambda one: one.get_absolute_url(),
        model="consultations.Consultation",
    ),
)
kinds.add(
    "follow.added",
    Kind(
        label=_("Du nouveau dans une concertation que vous suivez"),
        audience=curious_of,
        title=lambda word: (
            _("Nouveau dans « %(where)s » : %(title)s")
            % {"where": word.consultation.title, "title": word}
        ),
        template="follows/mail/added",
        url=url_of,
        model="contributions.Contribution",
        rhythm="daily",
        bulk=True,
    ),
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
