"""What the table of words holds on people."""

import pytest

from agora.personal_data import holdings
from participation.contributions.actions import edit, moderate, reply
from participation.contributions.models import Contribution, OfficialReply, Report, Revision
from tests.factories.contributions import make_contribution
from tests.factories.people import make_staff, make_user

pytestmark = pytest.mark.usefixtures("city")


def test_words_are_handed_over_then_stay_without_their_author():
    person = make_user(pseudonym="Lila")
    word = make_contribution(author=person, body="Des bancs.")
    make_contribution(author=person, status="draft")
    held = holdings.get("contributions")

    rows = held.export(person)
    held.erase(person)
    held.erase(person)

    assert {row["body"] for row in rows} >= {"Des bancs."}
    word = Contribution.objects.get()
    assert (word.author, word.author_name, word.body) == (None, "Compte supprimé", "Des bancs.")


def test_a_group_keeps_its_name_when_its_spokesperson_leaves():
    person = make_user()
    word = make_contribution(author=person, author_kind="group", signature="Les voisins")

    holdings.get("contributions").erase(person)

    word.refresh_from_db()
    assert word.author_name == "Les voisins"


def test_reports_stay_without_their_reporter():
    person, word = make_user(), make_contribution()
    moderate.report(actor=person, contribution=word, kind="spam", message="Pub")
    held = holdings.get("contributions.reports")

    rows = held.export(person)
    held.erase(person)

    assert rows[0]["message"] == "Pub"
    assert Report.objects.get().reporter is None


def test_the_citys_answers_stay_without_who_typed_them():
    agent, word = make_staff(), make_contribution()
    reply.reply(actor=agent, contribution=word, body="Oui.")
    reply.reply(actor=agent, contribution=word, body="Non.")
    edit.correct(actor=agent, contribution=word, title="T", body="B")
    held = holdings.get("contributions.replies")

    rows = held.export(agent)
    held.erase(agent)

    assert rows[0]["body"] == "Non."
    assert OfficialReply.objects.get().author is None
    assert Revision.objects.get().corrected_by is None
