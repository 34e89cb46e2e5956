"""A record of an export as a row of ours."""

from datetime import UTC, datetime

import pytest

from participation.comments.models import Comment
from participation.contributions.registries import kinds
from participation.debates.models import Debate
from participation.opendata.actions._rows import (
    CODES,
    Known,
    as_known,
    code_of,
    comment_row,
    debate_row,
    extra_of,
    stub_names,
    stub_of,
)
from participation.opendata.actions._tables import COLUMNS
from participation.opendata.decidim.records import TYPES, Key, Place, Record

SAID = datetime(2019, 1, 17, 8, 5, tzinfo=UTC)
PAGE = Known(pk=5, kind="proposal", component=7, consultation=9, digest="d")


def record_of(type_="comment", number="3", **fields):
    key = Key("ville.fr", type_, number)
    place = Place("ville.fr", "parc", "11", "/processes/parc", type_, number)
    return Record(key=key, place=place, line=4, digest="abc", created_at=SAID, **fields)


def cells(model, row):
    return dict(zip(COLUMNS[model], row, strict=True))


def test_figures_of_the_former_site_are_kept_aside_even_at_zero():
    kept = extra_of(record_of(votes=0, comments=12, author_id="7", extra={"mood": "gai"}))

    assert kept == {
        "digest": "abc",
        "announced": {"votes": 0, "comments": 12},
        "author_id": "7",
        "columns": {"mood": "gai"},
    }


def test_a_row_that_announces_nothing_keeps_only_its_digest():
    assert extra_of(record_of()) == {"digest": "abc"}


def test_references_bear_the_letters_of_what_they_name():
    assert [code_of(record_of(type_)) for type_ in ("proposal", "meeting", "survey")] == [
        "PROP", "MEET", "PAGE",
    ]  # fmt: skip
    assert {code: kinds.get(name).code for name, code in CODES.items() if name in kinds} == {
        code: code for name, code in CODES.items() if name in kinds
    }


def test_a_page_nobody_handed_over_says_what_it_was():
    comment = record_of(body="Je suis d’accord.", author_name="Odile", alignment=1)

    stub = stub_of(Key("ville.fr", "proposal", "42"), comment)

    assert stub.title == "Proposition n°\u00a042 de l’ancien site"
    assert (stub.key.id, stub.created_at, stub.place) == ("42", SAID, comment.place)
    assert (stub.body, stub.author_name, stub.digest) == ("", "Reprise de données", "")


@pytest.mark.parametrize("type_", sorted({*TYPES.values()} - {"comment"}))
def test_every_page_that_can_be_commented_has_its_word(type_):
    assert type_ in stub_names()


def test_a_first_comment_takes_a_stand_and_opens_a_thread():
    said = record_of(alignment=-1)

    row = cells(Comment, comment_row(30, said, PAGE, None))
    known = as_known(30, said, PAGE, None)

    assert row == {
        "contribution": 30, "target": 5, "parent": None, "thread": None, "depth": 0, "alignment": -1,
    }  # fmt: skip
    assert (known.thread, known.depth, known.component, known.consultation) == (None, 0, 7, 9)


def test_replies_share_the_thread_of_the_first_comment_however_deep():
    first = as_known(30, record_of(), PAGE, None)
    second = as_known(31, record_of(), PAGE, first)

    row = cells(Comment, comment_row(32, record_of(), PAGE, second))

    assert (second.thread, second.depth) == (30, 1)
    assert (row["parent"], row["thread"], row["depth"]) == (31, 30, 2)


def test_a_debate_keeps_its_conclusions_and_when_it_closed():
    row = cells(
        Debate,
        debate_row(
            8, record_of("debate", answer="On garde.", answered_at=SAID, category="é" * 200)
        ),
    )

    assert (row["conclusions"], row["closed_at"], row["instructions"]) == ("On garde.", SAID, "")
    assert row["category"] == "é" * 160
