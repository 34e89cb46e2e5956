"""The real 2019 files of Lille and Nancy: counts and sums only, never a name or a text."""

from collections import Counter

import pytest

from participation.opendata.decidim.reader import open_csv
from participation.opendata.decidim.records import Rows
from tests.participation.opendata.exports import REAL_FILES

pytestmark = pytest.mark.skipif(
    not REAL_FILES.is_dir(), reason="real exports absent (../shared/data)"
)


def records(name):
    return list(Rows(open_csv(REAL_FILES / name)))


def test_lille_comments_have_the_published_shape():
    comments = records("commentaires_debats.csv")

    assert len(comments) == 693
    assert Counter(c.depth for c in comments) == {0: 545, 1: 120, 2: 21, 3: 7}
    assert Counter(c.alignment for c in comments) == {0: 574, 1: 93, -1: 26}
    assert len({c.author_id for c in comments}) == 118
    assert sum(not c.author_name for c in comments) == 16
    assert len({c.author_id for c in comments if not c.author_name}) == 2
    assert sum(c.body.startswith("-") for c in comments) == 18
    assert min(c.created_at for c in comments).isoformat() == "2019-01-17T08:05:30+01:00"
    assert max(c.created_at for c in comments).isoformat() == "2019-03-15T19:32:13+01:00"


def test_cleaning_loses_no_word_of_a_comment():
    file = open_csv(REAL_FILES / "commentaires_debats.csv")
    at = file.columns.index("body")
    raw = [row[at] for _line, row in file.rows()]

    assert sum(map(len, raw)) == 264_260
    assert sum("\n" in body for body in raw) == 293
    assert [body.split() for body in raw] == [c.body.split() for c in Rows(file)]


def test_every_lille_comment_has_its_parent_and_its_root():
    comments = records("commentaires_debats.csv")
    debates = {d.key: d for d in records("debats.csv")}
    depth = {c.key: c.depth for c in comments}

    assert Counter(c.parent.type for c in comments) == {"debate": 545, "comment": 148}
    assert all(c.root in debates for c in comments)
    assert all(c.parent in depth for c in comments if c.parent.type == "comment")
    assert all(depth[c.parent] + 1 == c.depth for c in comments if c.parent.type == "comment")
    announced = {key: d.comments for key, d in debates.items()}
    assert Counter(c.root for c in comments) == announced
    assert max(announced.values()) == 75


def test_lille_proposals_have_the_published_sums():
    proposals = records("propositions-libres.csv")

    assert len(proposals) == 196
    assert sum(p.votes for p in proposals) == 498
    assert max(p.votes for p in proposals) == 13
    assert sum(p.votes == 0 for p in proposals) == 61
    assert sum(p.comments for p in proposals) == 132
    assert sorted(Counter(p.category for p in proposals).values()) == [17, 22, 26, 30, 34, 67]
    assert max(len(p.title) for p in proposals) == 140
    assert not any("\r" in p.body or p.author_name for p in proposals)
    assert min(p.created_at for p in proposals).isoformat() == "2019-01-17T07:14:28+01:00"


def test_nancy_comments_belong_to_nancy_alone():
    lille = {c.key for c in records("commentaires_debats.csv")}
    proposals = {p.key for p in records("propositions-libres.csv")}
    nancy = records("commentaires_propositions_libres.csv")

    assert Counter(c.depth for c in nancy) == {0: 40, 1: 3, 2: 1}
    assert Counter(c.alignment for c in nancy) == {0: 30, 1: 9, -1: 5}
    assert len({c.root for c in nancy}) == 27
    assert sum(c.key.id in {k.id for k in lille} for c in nancy) == 42
    assert sum(c.parent.id in {k.id for k in proposals} for c in nancy) == 20
    assert not {c.key for c in nancy} & lille
    assert not {c.root for c in nancy} & proposals
