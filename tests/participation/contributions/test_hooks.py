"""What contributions offer to the house."""

from agora.jobs.testing import run_pending
from agora.mail.models import OutgoingMail
from agora.notices.models import Notice
from participation.contributions.actions import moderate, reply
from tests.factories.contributions import make_contribution
from tests.factories.people import make_staff, make_user


def test_an_author_hears_of_an_answer_a_hiding_and_a_return(city):
    author, agent = make_user(), make_staff()
    word = make_contribution(author=author, title="Des bancs")

    reply.reply(actor=agent, contribution=word, body="Oui.")
    moderate.hide(actor=agent, contribution=word, article=3, reason="Insulte.")
    run_pending()
    moderate.restore(actor=agent, contribution=word)
    run_pending()

    told = Notice.objects.filter(user=author).order_by("pk").values_list("kind", flat=True)
    assert set(told) == {"reply.published", "contribution.hidden", "contribution.restored"}
    assert OutgoingMail.objects.count() == 3
