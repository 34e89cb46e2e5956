"""What is allowed, when, and to whom."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from agora.accounts.models import IdentityLevel
from agora.rules import SYSTEM
from participation.consultations import rules
from participation.consultations.rules import WhyNot, allows, why_not
from tests.factories.consultations import (
    make_component,
    make_consultation,
    make_department,
    make_member,
    make_phase,
)
from tests.factories.contributions import make_contribution
from tests.factories.people import make_staff, make_user

pytestmark = pytest.mark.usefixtures("city")


def days(n: float):
    return timezone.now() + timedelta(days=n)


def test_an_open_phase_allows_what_its_tool_offers():
    component = make_component()

    assert allows(component, "contribute", make_user())
    assert why_not(component, "dance", make_user()) == WhyNot.NOT_HERE


def test_before_between_and_after_its_phases_nothing_is_open():
    consultation = make_consultation()
    first = make_phase(consultation, start=10, end=12)
    second = make_phase(consultation, start=20, end=22)
    component = make_component(consultation, phases=[first, second])
    person = make_user()

    assert why_not(component, "contribute", person, at=days(1)) == WhyNot.NOT_YET
    assert why_not(component, "contribute", person, at=days(11)) is None
    assert why_not(component, "contribute", person, at=days(15)) == WhyNot.NOT_NOW
    assert why_not(component, "contribute", person, at=days(30)) == WhyNot.OVER


def test_overlapping_phases_add_up_what_they_allow():
    consultation = make_consultation()
    ideas = make_phase(consultation, start=-5, end=5)
    talk = make_phase(consultation, start=-1, end=10)
    component = make_component(consultation, phases=[])
    component.phases.add(ideas, through_defaults={"actions": ["contribute"]})
    component.phases.add(talk, through_defaults={"actions": ["comment"]})
    person = make_user()

    assert allows(component, "contribute", person)
    assert allows(component, "comment", person)
    assert why_not(component, "contribute", person, at=days(7)) == WhyNot.OVER
    assert allows(component, "comment", person, at=days(7))


def test_an_action_no_phase_names_is_not_here():
    consultation = make_consultation()
    component = make_component(consultation, phases=[])
    component.phases.add(make_phase(consultation), through_defaults={"actions": ["contribute"]})

    assert why_not(component, "support", make_user()) == WhyNot.NOT_HERE


def test_without_phases_the_dates_of_the_consultation_decide():
    component = make_component(phases=[])

    assert allows(component, "contribute", make_user())
    assert why_not(component, "contribute", make_user(), at=days(60)) == WhyNot.OVER
    assert why_not(component, "contribute", make_user(), at=days(-60)) == WhyNot.NOT_YET


def test_a_consultation_without_an_end_stays_open():
    component = make_component(make_consultation(ends_on=None), phases=[])

    assert allows(component, "contribute", make_user(), at=days(900))


def test_a_phase_without_an_end_stays_open():
    consultation = make_consultation()
    component = make_component(consultation, phases=[make_phase(consultation, end=None)])

    assert allows(component, "contribute", make_user(), at=days(900))


def test_the_last_day_counts_until_midnight_in_the_city():
    consultation = make_consultation()
    end = rules.day_end(consultation.ends_on)
    component = make_component(consultation, phases=[])

    assert allows(component, "contribute", make_user(), at=end - timedelta(seconds=1))
    assert not allows(component, "contribute", make_user(), at=end)


def test_a_label_left_by_a_sleeping_worker_changes_nothing():
    late = make_component(make_consultation(state="open"), phases=[])

    assert why_not(late, "contribute", make_user(), at=days(60)) == WhyNot.OVER


def test_drafts_and_cancelled_ones_allow_nothing():
    draft = make_component(make_consultation(state="draft"))
    cancelled = make_component(make_consultation(state="cancelled"))

    assert why_not(draft, "contribute", make_user()) == WhyNot.UNPUBLISHED
    assert why_not(cancelled, "contribute", make_user()) == WhyNot.CANCELLED


def test_a_tool_nobody_registered_allows_nothing():
    component = make_component(kind="rain-dance")

    assert why_not(component, "contribute", make_user()) == WhyNot.NOT_HERE
    assert rules.required_level(component, "contribute") == IdentityLevel.PSEUDONYM


def test_identity_is_asked_per_action():
    component = make_component(settings={"levels": {"contribute": "sms", "support": "none"}})
    person = make_user()

    assert why_not(component, "contribute", person) == WhyNot.IDENTITY
    assert why_not(component, "contribute", AnonymousUser()) == WhyNot.SIGN_IN
    assert allows(component, "support", AnonymousUser())


def test_the_tool_says_the_level_the_city_did_not():
    component = make_component()

    assert rules.required_level(component, "contribute") == IdentityLevel.EMAIL_UNVERIFIED


def test_a_suspended_account_waits():
    person = make_user(restricted_until=days(1))

    assert why_not(make_component(), "contribute", person) == WhyNot.RESTRICTED


def test_the_machine_is_not_asked():
    assert allows(make_component(make_consultation(state="draft")), "contribute", SYSTEM)


def test_phases_are_past_present_or_future():
    consultation = make_consultation()
    now = timezone.now()

    assert rules.phase_tense(make_phase(consultation, start=1, end=2), now) == "future"
    assert rules.phase_tense(make_phase(consultation, start=-1, end=2), now) == "now"
    assert rules.phase_tense(make_phase(consultation, start=-1, end=None), now) == "now"
    assert rules.phase_tense(make_phase(consultation, start=-3, end=-2), now) == "past"


def test_the_calendar_names_the_state():
    consultation = make_consultation()

    assert rules.state_at(consultation, days(-60)) == "scheduled"
    assert rules.state_at(consultation, days(0)) == "open"
    assert rules.state_at(consultation, days(60)) == "closed"


@pytest.mark.parametrize(
    ("role", "edits", "publishes"),
    [
        ("director", True, True),
        ("platform_officer", True, True),
        ("project_officer", True, False),
        ("reception", False, False),
        ("department_lead", False, False),
    ],
)
def test_what_each_job_may_do_city_wide(role, edits, publishes):
    actor = make_staff(role)
    consultation = make_consultation()

    assert rules.can_edit(actor=actor, consultation=consultation) is edits
    assert rules.can_publish(actor=actor, consultation=consultation) is publishes


def test_a_department_lead_edits_the_consultations_of_that_department_only():
    actor, ours = make_staff("department_lead"), make_department()
    make_member(actor, "department_lead", department=ours)

    assert rules.can_edit(actor=actor, consultation=make_consultation(department=ours))
    assert not rules.can_edit(
        actor=actor, consultation=make_consultation(department=make_department())
    )


def test_a_role_on_one_consultation_holds_there_only():
    actor, here = make_staff("reception"), make_consultation()
    make_member(actor, "project_officer", consultation=here)

    assert rules.can_edit(actor=actor, consultation=here)
    assert not rules.can_edit(actor=actor, consultation=make_consultation())


def test_residents_and_visitors_hold_no_role():
    consultation = make_consultation()

    assert not rules.can_edit(actor=make_user(), consultation=consultation)
    assert not rules.can_edit(actor=AnonymousUser(), consultation=consultation)
    assert rules.can_edit(actor=SYSTEM, consultation=consultation)


def test_rights_read_for_one_person_are_not_given_to_another():
    consultation = make_consultation()

    assert rules.can_edit(actor=make_staff("director"), consultation=consultation)
    assert not rules.can_edit(actor=make_staff("reception"), consultation=consultation)


def test_a_tool_with_contributions_cannot_be_removed():
    actor = make_staff()
    empty, used = make_component(), make_component()
    make_contribution(used)

    def may(component):
        return rules.can_remove_component(
            actor=actor, consultation=component.consultation, component=component
        )

    assert may(empty)
    assert not may(used)
    assert not rules.can_remove_component(
        actor=make_user(), consultation=empty.consultation, component=empty
    )


def test_only_the_machine_loads():
    assert rules.machine_only(actor=SYSTEM)
    assert not rules.machine_only(actor=make_staff())
