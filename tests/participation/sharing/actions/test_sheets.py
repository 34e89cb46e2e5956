"""A sheet is begun, written, let out with the figures one ticked, taken back and put back."""

import json

import pytest
from django.utils import timezone

from agora.accounts.models import RoleAssignment
from agora.audit.models import Entry
from agora.context import public
from agora.rules import Refused
from participation.sharing.actions import sheets as actions
from participation.sharing.confirming import doubts
from participation.sharing.models import Sheet
from participation.supports.models import Support
from tenants.disclosure.levels import HIDDEN
from tenants.models import Disclosure, OwnDisclosure, OwnSheet, SharedSheet
from tests.factories.consultations import make_component, make_consultation, make_member
from tests.factories.contributions import make_reply
from tests.factories.people import make_staff, make_user
from tests.factories.sheets import make_sheet, talked
from tests.factories.tools import make_comment, make_meeting, make_proposal
from tests.harness.clients import outside

PARTICIPANTS, DAYS = "figures.participants", "figures.duration_days"


@pytest.fixture
def director(city):
    return make_staff(full_name="Hélène Vasseur-Toma")


def published(director, sheet=None, **choices):
    sheet = sheet or make_sheet()
    return actions.publish_sheet(actor=director, sheet=sheet, seen=sheet.state, **choices)


def in_public(read):
    def work():
        with public():
            return read()

    return outside(work)


def test_a_sheet_begins_with_what_the_consultation_says(director):
    consultation = make_consultation("open", objective="Rouvrir le parc")

    sheet = actions.begin_sheet(actor=director, consultation=consultation)

    assert (sheet.title, sheet.content["aim"]) == (consultation.title, "Rouvrir le parc")
    assert sheet.subject_ref == consultation.reference
    assert not sheet.is_changed


def test_begun_twice_it_is_there_already_with_what_was_written(director):
    consultation = make_consultation("closed")
    first = actions.begin_sheet(actor=director, consultation=consultation)
    actions.save_sheet(actor=director, sheet=first, title="À nous", content={})

    again = actions.begin_sheet(actor=director, consultation=consultation)

    assert (again.pk, again.title) == (first.pk, "À nous")


@pytest.mark.parametrize("state", ["draft", "scheduled"])
def test_nothing_is_told_of_what_has_not_begun(director, state):
    with pytest.raises(Refused):
        actions.begin_sheet(actor=director, consultation=make_consultation(state))

    assert not Sheet.objects.exists()


def test_what_is_written_is_kept_clean_and_only_what_a_sheet_is_made_of(director):
    sheet = make_sheet()

    actions.save_sheet(
        actor=director,
        sheet=sheet,
        title="  Le   parc ",
        content={"aim": "Rouvrir\r\n\r\n\r\n\r\nvite ", "euros": 0, "days": None, "evil": "x"},
    )

    sheet.refresh_from_db()
    assert (sheet.title, sheet.content) == ("Le parc", {"aim": "Rouvrir\n\nvite", "euros": 0})


def test_an_empty_title_while_typing_keeps_the_one_before(director):
    sheet = make_sheet(title="Le parc")

    actions.save_sheet(actor=director, sheet=sheet, title=" ", content={})

    assert sheet.title == "Le parc"


def test_who_edits_the_consultation_writes_and_lets_nothing_out(director):
    sheet = make_sheet()
    helper = make_staff("project_officer")
    stranger = make_staff("moderator")

    actions.save_sheet(actor=helper, sheet=sheet, title="Écrit", content={"result": "Ouvert."})
    for refused in (
        lambda: actions.save_sheet(actor=stranger, sheet=sheet, title="Volé", content={}),
        lambda: published(helper, sheet),
        lambda: actions.choose_figures(actor=helper, sheet=sheet, keys=[DAYS]),
        lambda: actions.refresh_figure(actor=helper, sheet=sheet, key=DAYS),
        lambda: actions.take_back_sheet(actor=helper, sheet=sheet),
        lambda: actions.put_back_sheet(actor=helper, sheet=sheet),
    ):
        with pytest.raises(Refused):
            refused()

    assert sheet.title == "Écrit"
    assert not OwnSheet.objects.exists() and not OwnDisclosure.objects.exists()


def test_a_lead_writes_the_sheets_of_their_department_alone(city):
    lead = make_user()
    RoleAssignment.objects.create(user=lead, role="department_lead")
    theirs, others = make_sheet(), make_sheet()
    make_member(lead, "department_lead", consultation=theirs.consultation)

    actions.save_sheet(actor=lead, sheet=theirs, title="Le nôtre", content={})
    with pytest.raises(Refused):
        actions.save_sheet(actor=lead, sheet=others, title="Le leur", content={})


# --- Figures -----------------------------------------------------------------------------------


def test_a_ticked_figure_leaves_alone_with_its_words_and_its_date(director):
    sheet = make_sheet()
    talked(make_component(sheet.consultation), 12)

    actions.choose_figures(actor=director, sheet=sheet, keys=[PARTICIPANTS])

    [left] = OwnDisclosure.objects.all()
    assert (left.key, left.value, left.level) == (PARTICIPANTS, 12, "aggregate")
    assert left.subject_ref == sheet.subject_ref
    assert left.by_label == "Hélène Vasseur-Toma"
    assert left.text_version
    assert left.computed_at.date() == timezone.now().date()


def test_a_small_number_of_people_leaves_hidden(director):
    sheet = make_sheet()
    talked(make_component(sheet.consultation), 4)

    actions.choose_figures(actor=director, sheet=sheet, keys=[PARTICIPANTS])

    assert OwnDisclosure.objects.get().value == HIDDEN


def test_unticking_takes_back_one_and_leaves_the_other_as_it_was_counted(director):
    sheet = make_sheet()
    component = make_component(sheet.consultation)
    talked(component, 12)
    actions.choose_figures(actor=director, sheet=sheet, keys=[PARTICIPANTS, DAYS])
    talked(component, 5)

    actions.choose_figures(actor=director, sheet=sheet, keys=[PARTICIPANTS])

    [left] = OwnDisclosure.objects.all()
    assert (left.key, left.value) == (PARTICIPANTS, 12)


def test_counting_again_gives_the_number_of_today(director):
    sheet = make_sheet()
    component = make_component(sheet.consultation)
    talked(component, 12)
    actions.choose_figures(actor=director, sheet=sheet, keys=[PARTICIPANTS])
    talked(component, 5)

    actions.refresh_figure(actor=director, sheet=sheet, key=PARTICIPANTS)
    actions.refresh_figure(actor=director, sheet=sheet, key=DAYS)  # not out: it stays in

    assert [(one.key, one.value) for one in OwnDisclosure.objects.all()] == [(PARTICIPANTS, 17)]


def test_a_figure_of_which_nothing_is_left_to_say_is_taken_back(director):
    sheet = make_sheet()
    actions.choose_figures(actor=director, sheet=sheet, keys=[DAYS])
    sheet.consultation.ends_on = None
    sheet.consultation.save()

    actions.refresh_figure(actor=director, sheet=sheet, key=DAYS)

    assert not OwnDisclosure.objects.exists()


def test_a_city_takes_back_its_own_figures_and_nobody_elses(director, other_city):
    sheet = make_sheet()
    in_public(
        lambda: Disclosure.objects.create(
            city_id=other_city.id, subject_ref=sheet.subject_ref, key=DAYS, value=31,
            level="aggregate", text_version="1", by_ref="", by_label="",
        )
    )  # fmt: skip
    actions.choose_figures(actor=director, sheet=sheet, keys=[DAYS])

    actions.choose_figures(actor=director, sheet=sheet, keys=[])

    assert in_public(lambda: [one.value for one in Disclosure.objects.all()]) == [31]


# --- Out and back ------------------------------------------------------------------------------


def test_a_published_sheet_is_in_the_club_with_the_figures_it_came_with(director):
    sheet = make_sheet(content={"context": "Un parc.", "result": "Il rouvre.", "euros": 900})
    make_component(sheet.consultation)
    make_component(sheet.consultation, kind="meetings")
    make_component(sheet.consultation, kind="meetings")
    actions.choose_figures(actor=director, sheet=sheet, keys=[DAYS])

    out = published(director, sheet, signed_by="Hélène Vasseur-Toma", public=True)

    row = OwnSheet.objects.get()
    assert (row.uid, row.version, row.public) == (sheet.uid, 1, True)
    assert row.by_label == "Hélène Vasseur-Toma"
    assert row.content == sheet.content | {"figures": [DAYS]}
    assert (row.kind, row.modules) == ("consultation", ["meetings", "proposals"])
    assert row.held_on == sheet.consultation.ends_on
    words = in_public(lambda: SharedSheet.objects.get().words)
    assert words == "Un parc.\nIl rouvre."
    assert not out.is_changed


def test_a_city_alone_signs_without_any_name(director):
    published(director)

    assert OwnSheet.objects.get().by_label == ""
    assert "Vasseur" not in in_public(lambda: str(SharedSheet.objects.values().get()))


def test_published_again_it_is_the_next_version(director):
    sheet = published(director)
    actions.save_sheet(actor=director, sheet=sheet, title="Plus", content={"again": "Oui."})
    assert sheet.is_changed
    assert OwnSheet.objects.get().title != "Plus"

    published(director, sheet)

    row = OwnSheet.objects.get()
    assert (row.title, row.version) == ("Plus", 2)
    assert Sheet.objects.get().version == 2


def test_a_sheet_that_teaches_nothing_does_not_leave(director):
    with pytest.raises(actions.SaysTooLittle):
        published(director, make_sheet(content={"context": "Un parc."}))

    assert not OwnSheet.objects.exists()


def test_what_was_written_after_the_last_reading_does_not_leave_unread(director):
    sheet = make_sheet()
    seen = sheet.state
    actions.save_sheet(actor=director, sheet=sheet, title="Autre", content={"result": "Autre."})

    with pytest.raises(actions.Changed):
        actions.publish_sheet(actor=director, sheet=sheet, seen=seen)

    assert not OwnSheet.objects.exists()


def test_what_may_tell_of_a_person_is_confirmed_one_by_one(director):
    sheet = make_sheet(content={"result": "Écrire à lea@ville.fr, ou à Hélène Vasseur-Toma."})
    mail, name = doubts(sheet.title, sheet.content, ["Hélène Vasseur-Toma"])
    for confirmed in ([], [mail.mark], [name.mark]):
        with pytest.raises(actions.Doubtful):
            published(director, sheet, confirmed=confirmed)
    assert not OwnSheet.objects.exists()

    published(director, sheet, confirmed=[mail.mark, name.mark])

    assert OwnSheet.objects.count() == 1


def test_taken_back_it_is_nowhere_and_put_back_it_is_what_it_was(director):
    sheet = published(director)
    actions.save_sheet(actor=director, sheet=sheet, title="Pas relu", content={"result": "Non."})

    actions.take_back_sheet(actor=director, sheet=sheet)
    assert not in_public(SharedSheet.objects.exists)
    actions.put_back_sheet(actor=director, sheet=sheet)
    row = OwnSheet.objects.get()
    assert row.uid == sheet.uid
    assert row.content["result"] == "Le parc rouvre."


def test_put_back_twice_or_without_having_left_nothing_happens(director):
    never = make_sheet()
    actions.put_back_sheet(actor=director, sheet=never)
    assert not OwnSheet.objects.exists()

    sheet = published(director)
    actions.put_back_sheet(actor=director, sheet=sheet)
    assert OwnSheet.objects.get().version == 1


def test_a_sheet_outlives_its_consultation_and_its_figures_stay_dated(director):
    sheet = make_sheet()
    actions.choose_figures(actor=director, sheet=sheet, keys=[DAYS])
    published(director, sheet, public=True)
    before = OwnDisclosure.objects.get()
    sheet.consultation.delete()
    sheet = Sheet.objects.get()

    with pytest.raises(actions.Gone):
        actions.refresh_figure(actor=director, sheet=sheet, key=DAYS)
    actions.save_sheet(actor=director, sheet=sheet, title="Suite", content={"again": "Oui."})
    published(director, sheet)

    row, after = OwnSheet.objects.get(), OwnDisclosure.objects.get()
    assert (row.title, row.kind, row.held_on is not None) == ("Suite", "consultation", True)
    assert (after.value, after.computed_at) == (before.value, before.computed_at)
    with pytest.raises(Refused):
        actions.save_sheet(
            actor=make_staff("project_officer"), sheet=sheet, title="Non", content={}
        )

    actions.choose_figures(actor=director, sheet=sheet, keys=[])
    actions.take_back_sheet(actor=director, sheet=sheet)
    assert not OwnSheet.objects.exists() and not OwnDisclosure.objects.exists()


def test_the_journal_tells_who_let_what_out(director):
    sheet = make_sheet()
    actions.choose_figures(actor=director, sheet=sheet, keys=[DAYS])
    published(director, sheet)

    told = Entry.objects.filter(actor_id=director.pk).order_by("pk")
    assert list(told.values_list("verb", flat=True)) == [
        "club.value_shared",
        "sheet.figures_chosen",
        "club.sheet_shared",
        "sheet.published",
    ]
    assert told.last().obj == sheet.reference


def test_no_resident_leaves_with_a_sheet(director):
    """Canaries in every place where residents write, then all there is to share is shared."""
    consultation = make_consultation("closed")
    ideas = make_component(consultation)
    person = make_user(
        pseudonym="CANARI-pseudo", full_name="CANARI Nom", email="canari@habitant.fr"
    )
    for number in range(12):
        word = make_proposal(
            ideas,
            author=make_user(pseudonym=f"CANARI-{number}"),
            title="CANARI un titre",
            body="CANARI un texte canari@habitant.fr",
            place_label="CANARI 3 rue des Lilas",
        )
        Support.objects.create(user=person, contribution=word)
    make_comment(word, author=person, body="CANARI un commentaire")
    make_reply(word, body="CANARI une réponse à CANARI Nom")
    make_meeting(
        make_component(consultation, kind="meetings"), title="CANARI réunion", body="CANARI"
    )
    sheet = actions.begin_sheet(actor=director, consultation=consultation)
    actions.save_sheet(
        actor=director, sheet=sheet, title=sheet.title,
        content=sheet.content | {"result": "Le parc rouvre.", "euros": 900},
    )  # fmt: skip
    keys = [f"figures.{name}" for name in (
        "participants", "contributions", "supports", "comments", "meetings", "moderation_acts",
        "duration_days", "cost_per_participant",
    )]  # fmt: skip
    actions.choose_figures(actor=director, sheet=sheet, keys=keys)
    published(director, sheet, public=True)

    left = in_public(lambda: [*SharedSheet.objects.values(), *Disclosure.objects.values()])

    assert len(left) == 1 + len(keys)
    told = json.dumps(left, default=str).lower()
    assert "le parc rouvre" in told
    assert "canari" not in told and "lilas" not in told
