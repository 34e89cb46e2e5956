from agora.action import Line
from agora.audit.hooks import acts_of, export_rows, keep_acts
from agora.audit.recorder import record
from agora.rules import SYSTEM
from tests.factories.people import make_user


def test_the_journal_leaves_filtered_like_the_page(city):
    lila = make_user(pseudonym="Lila")
    record([Line("test.done", lila, "VN-1", ["VN-1"])])
    record([Line("test.done", SYSTEM, "VN-2", ["VN-2"])])

    rows = list(export_rows(SYSTEM, {"obj": "VN-1"}))

    assert [(row["who"], row["verb"], row["obj"]) for row in rows] == [
        ("Lila", "test.done", "VN-1")
    ]


def test_one_sees_one_s_own_acts_and_they_outlive_the_account(city):
    lila, other = make_user(), make_user()
    record([Line("test.done", lila, "VN-1", ["VN-1"])])
    record([Line("test.done", other, "VN-2", ["VN-2"])])

    keep_acts(lila)

    assert [act["objet"] for act in acts_of(lila) if act["action"] == "test.done"] == ["VN-1"]
