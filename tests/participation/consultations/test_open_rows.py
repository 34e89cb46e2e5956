"""The export of consultations."""

from participation.consultations import open_rows
from tests.factories.consultations import (
    make_consultation,
    make_department,
    make_sector,
    make_theme,
)
from tests.factories.people import make_staff


def test_a_row_has_every_column_and_the_names_people_read(city):
    consultation = make_consultation(
        sector=make_sector("Les Berges"), department=make_department("Voirie")
    )
    consultation.themes.add(make_theme("Nature"), make_theme("Eau"))
    make_consultation(state="archived")

    [row] = open_rows.rows(make_staff(), {"etat": "open", "q": ""})

    assert set(row) == {column.key for column in open_rows.COLUMNS}
    assert row["CONCERT_SECTEUR"] == "Les Berges"
    assert row["CONCERT_THEMES"] == "Eau, Nature"
    assert row["CONCERT_URL"].endswith(consultation.get_absolute_url())
    assert next(open_rows.rows(make_staff(), {"etat": "archived"}))["CONCERT_DIRECTION"] == ""
