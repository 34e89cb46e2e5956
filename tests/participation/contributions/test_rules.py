"""Who may do what with words."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from agora.rules import SYSTEM
from participation.contributions import rules
from tests.factories.consultations import make_department, make_member
from tests.factories.contributions import make_contribution
from tests.factories.people import make_staff, make_user

pytestmark = pytest.mark.usefixtures("city")


@pytest.mark.parametrize(
    ("role", "moderates", "corrects", "replies"),
    [
        ("director", True, True, True),
        ("platform_officer", True, True, True),
        ("project_officer", False, True, False),
        ("reception", False, True, False),
        ("communication", False, False, False),
        ("department_lead", False, False, False),
    ],
)
def test_what_each_job_may_do(role, moderates, corrects, replies):
    facts = {"actor": make_staff(role), "contribution": make_contribution()}

    assert rules.can_moderate(**facts) is moderates
    assert rules.can_correct(**facts) is corrects
    assert rules.can_reply(**facts) is replies


def test_a_department_answers_for_its_own_consultations():
    lead, word = make_staff("department_lead"), make_contribution()
    ours = make_department()
    word.consultation.department = ours
    word.consultation.save()
    make_member(lead, "department_lead", department=ours)

    assert rules.can_reply(actor=lead, contribution=word)
    assert not rules.can_reply(actor=lead, contribution=make_contribution())


def test_the_machine_may_all():
    word = make_contribution()

    assert rules.can_moderate(actor=SYSTEM, contribution=word)
    assert rules.machine_only(actor=SYSTEM)
    assert not rules.machine_only(actor=make_user())


def test_an_author_withdraws_what_is_on_show():
    person = make_user()
    shown = make_contribution(author=person)
    hidden = make_contribution(author=person, hidden_at=timezone.now(), hidden_article=1)
    draft = make_contribution(author=person, status="draft")

    assert rules.can_withdraw(actor=person, contribution=shown)
    assert not rules.can_withdraw(actor=person, contribution=hidden)
    assert not rules.can_withdraw(actor=person, contribution=draft)
    assert not rules.can_withdraw(actor=make_user(), contribution=shown)
    assert rules.can_change_draft(actor=person, contribution=draft)
    assert not rules.can_change_draft(actor=person, contribution=shown)
    assert not rules.is_author(actor=AnonymousUser(), contribution=make_contribution())


def test_only_words_on_show_are_reported():
    assert rules.can_report(actor=AnonymousUser(), contribution=make_contribution())
    assert not rules.can_report(
        actor=make_user(), contribution=make_contribution(status="withdrawn")
    )
