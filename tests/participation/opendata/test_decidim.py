"""Cells, columns and files of Decidim exports, one trap at a time."""

from datetime import timedelta

import pytest

from participation.opendata.decidim import cells
from participation.opendata.decidim.entities import base, entity_of
from participation.opendata.decidim.reader import BadFile, open_csv
from participation.opendata.decidim.records import place_of


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("'=A1", "=A1"), ("'-non", "-non"), ("'hier", "'hier"), ("-non", "-non"),
        ("a\r\nb\rc", "a\nb\nc"), ("<p>Un</p><p>Deux</p>", "Un\nDeux"),
        ("x < y et z > w", "x < y et z > w"), ("<script>alert(1)</script>Bon", "Bon"),
        ("Tom &amp; Lou", "Tom & Lou"), ("\u202eplié\x07", "plié"), ("J’<3 ça", "J’<3 ça"),
    ],
)  # fmt: skip
def test_text_is_unguarded_cleaned_and_keeps_its_lines(cell, text):
    assert cells.plain(cell) == text


def test_dates_booleans_numbers_and_places_are_typed():
    assert cells.moment("2019-01-17 08:05:30 +0100").utcoffset() == timedelta(hours=1)
    assert cells.moment("2024-03-01 10:00:00 UTC").isoformat() == "2024-03-01T10:00:00+00:00"
    assert cells.moment("2024-03-01").day == 1
    assert cells.moment("  ") is None
    assert cells.moment("2019-01-17 08:05:30 -0330").utcoffset() == -timedelta(hours=3, minutes=30)
    with pytest.raises(ValueError, match="hier"):
        cells.moment("hier")
    assert [cells.truth(c) for c in ("true", "false", "")] == [True, False, False]
    assert [cells.whole(c) for c in ("12", "")] == [12, None]
    assert [cells.coordinate(c) for c in ("48.9", "", "nord")] == [48.9, None, None]


@pytest.mark.parametrize(
    "hash_text", ['{"fr"=>"Mobilité"}', '{"en" => "Mobility", "fr" => "Mobilité"}', "Mobilité"]
)
def test_ruby_hashes_are_read_in_french(hash_text):
    assert cells.translated(hash_text) == "Mobilité"


def test_a_hash_without_french_gives_what_it_has():
    assert cells.translated('{"en"=>"A \\"b\\""}') == 'A "b"'


@pytest.mark.parametrize(
    ("columns", "entity"),
    [
        ("id;title;body;url;votes", "proposals"),
        ("id;title/fr;body/fr;url;is_amend", "proposals"),
        ("id;author_id;title/fr;description/fr;comments;url", "debates"),
        ("id;body;commentable_id;commentable_type", "comments"),
        ("id;title/fr;start_time;attendees;url;description", "meetings"),
        ("id;title/fr;slug;start_date", "participatory_processes"),
        ("id;title/fr;budget_amount", "projects"),
        ("id;title;progress;children_count", "results"),
        ("id;title/fr;body/fr;url", "posts"),
        ("ID de réponse;Répondu le;1. Pourquoi", "survey_answers"),
        ("nom;prenom", None),
    ],
)
def test_columns_tell_what_a_file_holds(columns, entity):
    assert entity_of(tuple(columns.split(";"))) == entity


def test_locales_are_taken_off_and_ids_are_not():
    assert [base(c) for c in ("title/fr", "category/name/pt-BR", "author/id", "title")] == [
        "title", "category/name", "author/id", "title",
    ]  # fmt: skip


def test_a_page_is_known_by_host_and_path_whatever_the_scheme():
    secure = place_of("https://Ville.fr/processes/parc/f/11/proposals/5/")
    plain = place_of("http://ville.fr/processes/parc/f/11/proposals/5")

    assert secure == plain
    assert (plain.space, plain.component, plain.type, plain.id) == ("parc", "11", "proposal", "5")
    assert place_of("https://ville.fr/assemblies/quartier/f/3/meetings/9").type == "meeting"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_encoding_is_found_and_never_guessed_wrong(tmp_path, encoding):
    text = (
        "id;title;body;url;votes\n1;Été à la plage;« Où ? » Ça coûte 3 € à l’année, près de l’école;http://a.fr/f/1/proposals/1;0\n"
        * 1
    )
    path = tmp_path / "p.csv"
    path.write_bytes(
        (
            text + "2;Forêt;Des chênes âgés, là où l’été brûle;http://a.fr/f/1/proposals/2;1\n"
        ).encode(encoding)
    )

    rows = [row for _line, row in open_csv(path).rows()]

    assert rows[0][1] == "Été à la plage"
    assert rows[1][2] == "Des chênes âgés, là où l’été brûle"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "ce fichier est vide"),
        (b"  \n", "ce fichier est vide"),
        (b'id;title\n1;"ouvert\n', "mal formé"),
        (b"id,title\n1,2,3\n", "3 cellules au lieu de 2"),
        (b"id;title\n1;" + bytes(range(0x80, 0xA0)) * 40, "encodage"),
    ],
)
def test_a_broken_file_is_refused_with_a_reason(tmp_path, content, message):
    path = tmp_path / "p.csv"
    path.write_bytes(content)

    with pytest.raises(BadFile, match=message):
        list(open_csv(path).rows())
