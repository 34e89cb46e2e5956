"""What moderation asks for."""

from club_utilisateurs.forms.care import HideForm, LockForm, MoveForm, ReportForm
from tests.factories.club import make_category


def test_a_report_has_one_of_four_motives():
    assert ReportForm({"reason": "charter"}).is_valid()
    assert ReportForm({"reason": "other"}).errors.keys() == {"reason"}
    assert ReportForm({}).errors["reason"] == ["Choisissez un motif."]


def test_a_motive_all_members_read_is_short_and_never_empty():
    assert HideForm({"reason": "  "}).errors.keys() == {"reason"}
    assert HideForm({"reason": "x" * 301}).errors.keys() == {"reason"}
    assert HideForm({"reason": "x" * 300}).is_valid()
    assert LockForm({}).is_valid()


def test_a_topic_moves_to_a_shelf_there_is(in_club):
    shelf = make_category()

    assert MoveForm({"category": shelf.pk}).is_valid()
    assert not MoveForm({"category": 0}).is_valid()
