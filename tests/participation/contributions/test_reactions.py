"""Jobs registered for what happens to contributions."""

from agora.jobs.testing import pending
from participation.contributions.reactions import react
from participation.contributions.registries import Reaction, reactions
from tests.factories.contributions import make_contribution


def test_only_the_event_and_the_kinds_asked_for(city):
    word = make_contribution()

    with (
        reactions.lending("a", Reaction("supported", "follows.announce_added")),
        reactions.lending("b", Reaction("supported", "zzz", kinds=("debate",))),
    ):
        react("supported", word)

    assert [name for name, _ids in pending()] == ["follows.announce_added"]
