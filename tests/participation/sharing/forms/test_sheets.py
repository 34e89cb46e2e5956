"""What is asked around an experience sheet."""

import pytest
from django.http import QueryDict

from participation.sharing.confirming import doubts
from participation.sharing.forms.sheets import CITY, KEPT, MINE, FiguresForm, PublishForm, SheetForm
from tests.factories.sheets import make_sheet

pytestmark = pytest.mark.usefixtures("city")


def last_reading(data=None, *, sheet=None, person="Ana Lopes", found=()):
    posted = QueryDict(mutable=True)
    for name, value in (data or {}).items():
        posted.setlist(name, value if isinstance(value, list) else [value])
    return PublishForm(
        posted if data else None, sheet=sheet or make_sheet(), city="Villeneuve", person=person,
        doubts=found,
    )  # fmt: skip


def offered(form):
    return [value for value, _said in form.fields["signature"].choices]


def test_all_may_wait_but_the_title():
    form = SheetForm({"title": ""}, sheet=make_sheet())

    assert list(form.errors) == ["title"]


def test_what_is_written_leaves_the_title_apart_and_reads_half_days():
    form = SheetForm({"title": "Le parc", "days": "12,5", "euros": "900"}, sheet=make_sheet())

    assert form.is_valid()
    assert (form.content()["days"], form.content()["euros"]) == (12.5, 900)
    assert "title" not in form.content()


@pytest.mark.parametrize(
    ("field", "typed"), [("euros", "beaucoup"), ("euros", "-1"), ("days", "x")]
)
def test_a_cost_is_a_number(field, typed):
    assert list(SheetForm({"title": "A", field: typed}, sheet=make_sheet()).errors) == [field]


def test_only_figures_that_are_offered_can_be_ticked():
    assert FiguresForm({"keys": ["figures.comments"]}, offered=["figures.comments"]).is_valid()
    assert not FiguresForm({"keys": ["figures.secret"]}, offered=["figures.comments"]).is_valid()


def test_the_city_signs_alone_unless_somebody_agrees():
    form = last_reading({"seen": "x", "signature": MINE})

    assert offered(form) == [CITY, MINE]
    assert last_reading()["signature"].value() == CITY
    assert form.is_valid()
    assert form.signed_by() == "Ana Lopes"
    alone = last_reading({"seen": "x", "signature": CITY})
    assert alone.is_valid()
    assert alone.signed_by() == ""


def test_a_name_given_before_stays_at_hand():
    mine, kept = make_sheet(signed_by="Ana Lopes"), make_sheet(signed_by="Marc Petit")

    assert last_reading(sheet=mine)["signature"].value() == MINE
    form = last_reading({"seen": "x", "signature": KEPT}, sheet=kept)
    assert offered(form) == [CITY, MINE, KEPT]
    assert form.is_valid()
    assert form.signed_by() == "Marc Petit"
    assert offered(last_reading(sheet=kept, person="")) == [CITY, KEPT]


def test_only_doubts_that_were_shown_are_confirmed():
    found = doubts("Écrire à lila@exemple.fr", {}, [])
    mark = found[0].mark

    form = last_reading({"seen": "x", "confirmed": [mark, "autre"]}, found=found)

    assert form.confirmed() == [mark]
