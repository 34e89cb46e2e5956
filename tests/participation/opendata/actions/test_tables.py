"""COPY, table by table."""

import json

import pytest
from django.db import models, transaction
from psycopg.errors import UniqueViolation

from participation.contributions.models import Contribution
from participation.opendata.actions._tables import COLUMNS, as_json, copy_addresses, copy_rows
from participation.opendata.models import OldAddress
from tests.factories.contributions import make_contribution


@pytest.mark.parametrize("model", COLUMNS)
def test_every_column_that_the_database_does_not_fill_is_sent(model):
    """A field added to a slice must be added here, or the next import stops half-way."""
    needed = {
        field.name
        for field in model._meta.concrete_fields
        if not field.null
        and field.db_default is models.NOT_PROVIDED
        and not isinstance(field, (models.AutoField, models.GeneratedField))
    }

    assert needed <= set(COLUMNS[model])


def test_tabs_lines_and_backslashes_arrive_as_they_left(city):
    word = make_contribution()
    paths = ["/a\tb", "/c\nd", "/e\\n", "/\\."]

    copy_rows(OldAddress, [("ville.fr", path, word.pk, None) for path in paths])

    found = OldAddress.objects.order_by("pk")
    assert [old.path for old in found] == paths
    assert {old.contribution for old in found} == {word}
    assert found[0].consultation is None


def test_a_row_the_table_refuses_takes_its_whole_chunk_back(city):
    word = make_contribution()
    rows = [("ville.fr", path, word.pk, None) for path in ("/a", "/b", "/a")]

    with pytest.raises(UniqueViolation), transaction.atomic():
        copy_rows(OldAddress, rows)

    assert not OldAddress.objects.exists()


def test_an_address_that_two_pages_share_stays_with_the_first(city):
    first, second, third = (make_contribution() for _n in range(3))
    copy_addresses([("ville.fr", "/a", first.pk), ("ville.fr", "/a", second.pk)])

    copy_addresses([("ville.fr", "/a", third.pk), ("autre.fr", "/a", third.pk)])

    assert {(old.host, old.path): old.contribution for old in OldAddress.objects.all()} == {
        ("ville.fr", "/a"): first,
        ("autre.fr", "/a"): third,
    }


def test_a_nul_in_a_kept_column_does_not_stop_the_import(city):
    cell = as_json({"columns": {"note": "é\x00\u2028"}})

    assert "é" in cell
    word = make_contribution()
    with transaction.atomic():
        Contribution.objects.filter(pk=word.pk).update(extra=json.loads(cell))
    word.refresh_from_db()
    assert word.extra == {"columns": {"note": "é\u2028"}}
