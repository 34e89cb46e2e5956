"""Formula guard and typed cells."""

from datetime import UTC, datetime

import pytest

from agora.exports.cells import guarded, unguarded, value_of, written
from agora.exports.registries import BOOLEAN, DATE, DATETIME, DECIMAL, INTEGER, JSON, TEXT, Column


@pytest.mark.parametrize("text", ["=1+1", "+33", "-mal", "@toi"])
def test_a_text_a_spreadsheet_would_compute_is_guarded_once(text):
    assert guarded(text) == f"'{text}"
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("text", ["bonjour", "'tis", "5-3", "", "’=1"])
def test_any_other_text_keeps_its_first_letter(text):
    assert guarded(text) == text
    assert unguarded(text) == text


@pytest.mark.parametrize(
    ("kind", "value", "cell"),
    [
        (TEXT, "=SOMME(A1)", "'=SOMME(A1)"),
        (INTEGER, -1, "-1"),
        (DECIMAL, -2.5, "-2.5"),
        (BOOLEAN, False, "false"),
        (BOOLEAN, True, "true"),
        (TEXT, None, ""),
        (JSON, {"a": "é"}, '{"a": "é"}'),
        (TEXT, "un\x00 deux\x0b", "un deux"),
    ],
)
def test_each_type_is_written_its_own_way(kind, value, cell):
    column = Column("k", "K", kind)

    assert written(value_of({"k": value}, column), column) == cell


def test_moments_are_told_in_local_time():
    moment = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)

    assert written(
        value_of({"k": moment}, Column("k", "K", DATETIME)), Column("k", "K", DATETIME)
    ) == ("2026-07-02 00:30:00+02:00")
    assert (
        written(value_of({"k": moment}, Column("k", "K", DATE)), Column("k", "K", DATE))
        == "2026-07-02"
    )
