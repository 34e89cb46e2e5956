"""The export of contributions."""

from participation.contributions import open_rows
from tests.factories.consultations import make_sector
from tests.factories.contributions import make_contribution, make_reply
from tests.factories.people import make_staff


def test_a_row_has_every_column_the_reply_and_the_public_name(city):
    word = make_contribution(sector=make_sector("Les Berges"), origin="workshop")
    make_reply(word)
    make_contribution()

    [row] = open_rows.rows(make_staff(), {"origine": "workshop", "etat": ""})

    assert set(row) == {column.key for column in open_rows.COLUMNS}
    assert row["author"] == "Atelier du 9 janvier 2019"
    assert row["sector"] == "Les Berges"
    assert row["reply"] == "Les platanes restent, tous."
