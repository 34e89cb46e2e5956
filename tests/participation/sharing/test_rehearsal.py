"""What taking up would do: nothing is dropped in silence."""

from participation.sharing.rehearsal import rehearse
from tests.factories.blueprints import make_blueprint, setup_facts


def test_every_part_is_said_one_way_or_another(city):
    parts = {"consultations": setup_facts(), "budgets": {}, "debates": "autre chose", "zoo": []}
    seen = rehearse(make_blueprint(parts=parts))

    assert [state for state, _rows in seen.by_state] == ["created", "adapted", "missing"]
    missing = dict(seen.by_state)["missing"]
    assert [one.label for one in missing] == [
        "Les questions des débats", "Partie « budgets »", "Partie « zoo »",
    ]  # fmt: skip
    assert set(seen.parts) == {"consultations"}
    assert seen.can_begin


def test_its_texts_can_be_read_before(city):
    seen = rehearse(make_blueprint())

    [(label, rows)] = seen.texts
    assert ("Étape", "Présenter dans les classes") in rows
    assert all(text for _name, text in rows)
    assert label


def test_without_its_set_up_there_is_nothing_to_begin_from(city):
    assert not rehearse(make_blueprint(parts={"pages": []})).can_begin


def test_a_text_file_is_kept(city):
    name = "00000000-0000-0000-0000-000000000001.txt"

    assert rehearse(make_blueprint(files={name: b"Une note."})).files == {name: b"Une note."}
