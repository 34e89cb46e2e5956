"""What leaves with a blueprint, and what of it may tell of a person."""

from agora.context import enter
from participation.sharing.composing import (
    Leaving,
    compose,
    doubts,
    leaving,
    print_of,
    uid_of,
    waiting_key,
    words_of,
)
from participation.sharing.models import TakenBlueprint
from tests.factories.blueprints import make_blueprint, setup_facts
from tests.factories.consultations import make_component, make_consultation
from tests.factories.tools import make_debate, make_meeting
from tests.harness.clients import outside


def test_a_consultation_keeps_the_name_of_its_blueprint(city, other_city):
    consultation = make_consultation(reference="VN-PART-1")

    def elsewhere():
        with enter(other_city):
            return uid_of(make_consultation(reference="VN-PART-1"))

    assert uid_of(consultation) == uid_of(consultation)
    assert uid_of(consultation) != outside(elsewhere)


def test_only_the_parts_chosen_leave_and_the_set_up_always(city):
    consultation = make_consultation()
    make_debate(make_component(consultation, kind="debates"))
    make_meeting(make_component(consultation, kind="meetings"))

    assert set(compose(consultation, title="A").parts) == {"consultations", "debates", "meetings"}
    some = compose(consultation, title="A", chosen=["meetings", "unknown"])
    assert set(some.parts) == {"consultations", "meetings"}


def test_what_it_was_made_from_is_its_parent(city):
    consultation = make_consultation()
    assert compose(consultation, title="A").parent is None
    came_from = make_blueprint()
    TakenBlueprint.objects.create(
        consultation=consultation, blueprint_uid=came_from.uid, version=3, title="x",
        city_name="Castelmont",
    )  # fmt: skip

    parent = compose(consultation, title="A").parent
    assert (parent.uid, parent.version, parent.city) == (came_from.uid, 3, "Castelmont")


def test_every_text_is_shown_and_empty_ones_are_not():
    shown = list(leaving(make_blueprint(), news="Une étape de plus."))
    texts = [one.text for one in shown]

    assert texts[:3] == ["Budget participatif des écoles", "Trente mille euros, neuf écoles.",
                         "Une étape de plus."]  # fmt: skip
    assert "Diaporama de six pages." in texts
    assert "" not in texts


def test_a_doubt_holds_for_its_wording_at_its_place():
    here = Leaving("A", "Objectif", "Écrire à lila@exemple.fr, puis à lila@exemple.fr")
    there = Leaving("B", "Objectif", "lila@exemple.fr")
    found = doubts([here, there], [])

    assert [one.where for one in found] == ["Objectif – A", "Objectif – B"]
    assert found[0].before == "Écrire à "
    assert len({one.mark for one in found}) == 2


def test_the_print_moves_with_any_text():
    blueprint = make_blueprint()
    changed = make_blueprint(
        uid=blueprint.uid, parts={"consultations": setup_facts(grid="Un code")}
    )

    assert print_of(blueprint) == print_of(make_blueprint())
    assert print_of(blueprint) != print_of(changed)


def test_one_looks_it_up_by_its_words():
    assert "Diaporama" in words_of(make_blueprint().parts)
    charter = {"pages": [{"number": 1, "title": "T", "body": "Le respect"}]}
    assert words_of(charter) == ""


def test_a_file_waits_below_its_own_folder():
    assert waiting_key("ab") == "modeles/ab.agora-modele"
