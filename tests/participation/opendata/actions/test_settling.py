"""After the rows: counters, dates, what the former site announced."""

from datetime import UTC, date, datetime

import pytest

from participation.consultations.models import Consultation
from participation.contributions.models import Contribution
from participation.opendata.actions._settling import announced, date_by_words, recount
from tests.factories.consultations import make_component, make_consultation
from tests.factories.tools import make_comment, make_proposal
from tests.participation.opendata.exports import comment_row, load, proposal_row, write


def test_an_unnamed_space_is_named_by_its_address_and_dated_by_its_words(city, tmp_path):
    rows = [proposal_row(1), proposal_row(2, created_at="2019-02-20 10:00:00 +0100")]

    load(write(tmp_path, "p.csv", rows))
    page = Consultation.objects.get()

    assert (page.title, page.state) == ("Parc", "closed")
    assert (page.starts_on, page.ends_on) == (date(2019, 1, 17), date(2019, 2, 20))


def test_votes_announced_without_comments_are_told_alone(city, tmp_path):
    row = {name: cell for name, cell in proposal_row(1).items() if name != "comments"}

    report = load(write(tmp_path, "p.csv", [row]))

    assert [(line.announced, line.found) for line in report.announced] == [(3, 0)]


def test_hidden_and_withdrawn_comments_are_not_counted(city):
    word = make_proposal()
    seen, hidden, gone = (make_comment(word) for _n in range(3))
    hidden.hidden_at, hidden.hidden_article = hidden.created_at, 3
    hidden.save()
    Contribution.objects.filter(pk=gone.pk).update(status="withdrawn")
    other = make_proposal(comments_count=7)

    recount([word.pk])

    word.refresh_from_db()
    other.refresh_from_db()
    assert seen.comment.target_id == word.pk
    assert (word.comments_count, other.comments_count) == (1, 7)


def test_a_consultation_that_has_its_dates_keeps_them(city):
    page = make_consultation()
    make_proposal(make_component(page), created_at=datetime(2015, 1, 1, tzinfo=UTC))
    before = (page.starts_on, page.ends_on)

    date_by_words(page)

    page.refresh_from_db()
    assert (page.starts_on, page.ends_on) == before


@pytest.mark.parametrize(
    ("given", "dated"),
    [
        ({"starts_on": date(2020, 1, 1)}, (date(2020, 1, 1), date(2020, 1, 1))),
        ({"ends_on": date(2018, 1, 1)}, (date(2018, 1, 1), date(2018, 1, 1))),
        ({}, (date(2019, 1, 18), date(2019, 3, 1))),
    ],
)
def test_missing_dates_come_from_the_words_and_never_end_before_they_start(city, given, dated):
    page = make_consultation(state="closed", **{"starts_on": None, "ends_on": None} | given)
    component = make_component(page, phases=[])
    # Half past eleven at night in London is the day after in Paris.
    for said in (datetime(2019, 1, 17, 23, 30, tzinfo=UTC), datetime(2019, 3, 1, tzinfo=UTC)):
        make_proposal(component, created_at=said)

    date_by_words(page)

    page.refresh_from_db()
    assert (page.starts_on, page.ends_on) == dated


def test_what_was_announced_is_set_beside_what_came(city, tmp_path):
    load(
        write(tmp_path, "p.csv", [proposal_row(1, comments="5"), proposal_row(2, comments="1")]),
        write(tmp_path, "c.csv", [comment_row(1, on=1), comment_row(2, on=2)]),
    )
    page = Consultation.objects.get()

    comments, votes = announced([page.pk])

    assert (comments.label, comments.announced, comments.found) == (
        "commentaires des propositions", 6, 2,
    )  # fmt: skip
    assert (votes.label, votes.announced, votes.found) == ("votes des propositions", 6, 0)
    assert announced([]) == []
