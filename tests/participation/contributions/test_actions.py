"""Words taken in, moderated, corrected, answered."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from agora.accounts.models import IdentityLevel
from agora.audit.models import Entry
from agora.jobs.testing import pending
from agora.rules import SYSTEM, Refused
from participation.contributions.actions import add, edit, moderate, reply
from participation.contributions.models import Contribution, Revision, SentForm
from tests.factories.consultations import make_component, make_department, make_sector
from tests.factories.contributions import make_contribution, make_report
from tests.factories.people import make_staff, make_user

pytestmark = pytest.mark.usefixtures("city")


def added(actor=None, **words):
    given = {"kind": "proposal", "component": make_component(), "title": "Des bancs"}
    return add.add(actor=actor or make_user(), **given | words)


def test_what_is_said_online_is_its_authors_with_a_reference_for_life():
    person = make_user()

    word = added(person, body="Partout.")

    assert (word.author, word.entered_by, word.origin) == (person, None, "online")
    assert word.consultation == word.component.consultation
    assert word.identity_level == IdentityLevel.EMAIL_VERIFIED
    assert word.published_at == word.created_at
    assert word.reference == f"VN-PROP-{timezone.localdate():%Y-%m}-{word.pk}"


def test_what_a_workshop_said_is_signed_by_it_and_names_who_typed_it():
    agent = make_staff("project_officer")

    word = added(
        agent,
        author_kind="meeting",
        signature="Ateliers du 9 janvier 2019",
        origin="workshop",
        occurred_on=date(2019, 1, 9),
    )

    assert (word.author, word.entered_by) == (None, agent)
    assert word.author_name == "Ateliers du 9 janvier 2019"
    assert word.occurred_on == date(2019, 1, 9)


def test_a_group_online_keeps_its_spokesperson():
    person = make_user()

    word = added(person, author_kind="group", signature="Les voisins du quai")

    assert (word.author, word.author_name) == (person, "Les voisins du quai")


def test_somebody_without_an_account_signs():
    word = added(AnonymousUser(), signature="Passante")

    assert (word.author, word.identity_level) == (None, IdentityLevel.NONE)


def test_a_place_and_a_sector_are_kept():
    sector = make_sector()

    word = added(place=add.Place("Quai", Decimal("48.9"), Decimal("2.2")), sector=sector)

    assert (word.place_label, word.latitude, word.sector) == ("Quai", Decimal("48.9"), sector)


def test_words_are_cleaned_and_lines_kept():
    word = added(title=" Des  bancs\u202e ", body="Un.\r\n\r\n\r\n\r\nDeux.\x00 ")

    assert (word.title, word.body) == ("Des bancs", "Un.\n\nDeux.")


def test_a_suspended_account_adds_nothing():
    person = make_user(restricted_until=timezone.now() + timedelta(days=1))

    with pytest.raises(Refused):
        added(person)

    assert not Contribution.objects.exists()


def test_a_draft_is_rewritten_then_published_by_its_author_alone():
    person = make_user()
    draft = added(person, status="draft", title="", body="")
    assert draft.published_at is None

    add.save_draft(actor=person, contribution=draft, title="Bancs", body="Là.")
    with pytest.raises(Refused):
        add.publish_draft(actor=make_user(), contribution=draft)
    add.publish_draft(actor=person, contribution=draft)

    draft.refresh_from_db()
    assert (draft.status, draft.title) == ("published", "Bancs")
    with pytest.raises(Refused):
        add.save_draft(actor=person, contribution=draft, title="Non", body="")


def test_a_draft_may_be_thrown_away():
    person = make_user()
    draft = added(person, status="draft")

    add.delete_draft(actor=person, contribution=draft)

    assert not Contribution.objects.exists()


def test_what_registered_itself_runs_after_words_of_its_kind():
    added()
    proposals = [name for name, _ids in pending()]
    added(kind="comment", body="Oui.")

    assert proposals.count("follows.announce_added") == 1
    assert [name for name, _ids in pending()].count("follows.announce_added") == 1


def test_loading_many_keeps_dates_and_gives_numbers_in_one_write():
    component, person = make_component(), make_user()
    old = datetime(2016, 3, 9, 10, tzinfo=UTC)
    rows = [
        Contribution(
            kind="proposal", component=component, title="Un", author=person, created_at=old
        ),
        Contribution(
            kind="comment", component=component, body="Deux", signature="M.", origin="import",
            created_at=old,
        ),
        Contribution(
            kind="proposal", component=component, signature="M.", status="draft", reference="R-1"
        ),
    ]  # fmt: skip

    seeded, moved, draft = add.load_many(actor=SYSTEM, contributions=rows)

    assert seeded.reference == f"VN-PROP-2016-03-{seeded.pk}"
    assert moved.reference == f"VN-COMM-{timezone.localdate():%Y-%m}-{moved.pk}"
    assert (moved.created_at, moved.published_at) == (old, old)
    assert (draft.reference, draft.published_at) == ("R-1", None)
    assert Entry.objects.filter(verb="contribution.loaded").count() == 1
    assert add.load_many(actor=SYSTEM, contributions=[]) == []


def test_hiding_cites_an_article_and_closes_the_reports():
    word = make_contribution(author=make_user())
    made = make_report(word)

    moderate.hide(actor=make_staff(), contribution=word, article=3, reason="Insulte.")

    word.refresh_from_db()
    made.refresh_from_db()
    assert (word.hidden_article, word.hidden_reason, word.reports_count) == (3, "Insulte.", 0)
    assert word.status == "published"
    assert made.closed_at is not None


def test_restoring_gives_back_the_former_state():
    word = make_contribution(author=make_user(), hidden_at=timezone.now(), hidden_article=3)

    moderate.restore(actor=make_staff("platform_officer"), contribution=word)

    word.refresh_from_db()
    assert (word.hidden_at, word.hidden_article, word.status) == (None, None, "published")


def test_keeping_closes_the_reports():
    word = make_contribution()
    make_report(word)

    moderate.keep(actor=make_staff(), contribution=word)

    word.refresh_from_db()
    assert word.reports_count == 0
    assert word.hidden_at is None


def test_reception_and_residents_hide_nothing():
    word = make_contribution()

    for actor in (make_staff("reception"), make_user(), AnonymousUser()):
        with pytest.raises(Refused):
            moderate.hide(actor=actor, contribution=word, article=1, reason="")


def test_reporting_twice_counts_once_and_visitors_may_report():
    word, person = make_contribution(), make_user()

    first = moderate.report(actor=person, contribution=word, kind="spam", message="Pub")
    second = moderate.report(actor=person, contribution=word, kind="spam")
    moderate.report(actor=AnonymousUser(), contribution=word, kind="illegal")

    word.refresh_from_db()
    assert first == second
    assert word.reports_count == 2


def test_what_is_hidden_or_said_by_the_city_is_not_reported():
    hidden = make_contribution(hidden_at=timezone.now(), hidden_article=1)
    city = make_contribution(author_kind="city")

    for word in (hidden, city):
        with pytest.raises(Refused):
            moderate.report(actor=make_user(), contribution=word, kind="spam")


def test_an_author_withdraws_and_nobody_else():
    person = make_user()
    word = make_contribution(author=person)

    with pytest.raises(Refused):
        edit.withdraw(actor=make_user(), contribution=word)
    with pytest.raises(Refused):
        edit.withdraw(actor=AnonymousUser(), contribution=word)
    edit.withdraw(actor=person, contribution=word)

    word.refresh_from_db()
    assert word.status == "withdrawn"
    with pytest.raises(Refused):
        edit.withdraw(actor=person, contribution=word)


def test_a_correction_by_the_team_keeps_the_former_words():
    word, sector = make_contribution(title="Des ban"), make_sector()

    edit.correct(
        actor=make_staff("reception"),
        contribution=word,
        title="Des bancs",
        body=word.body,
        sector=sector,
        reason="orthographe",
    )

    kept = Revision.objects.get()
    word.refresh_from_db()
    assert (word.title, word.sector) == ("Des bancs", sector)
    assert (kept.title, kept.by_city, kept.reason) == ("Des ban", True, "orthographe")
    with pytest.raises(Refused):
        edit.correct(actor=make_user(), contribution=word, title="x", body="")


def test_an_author_rewrites_and_the_machine_corrects():
    person = make_user()
    word = make_contribution(author=person, title="Avant")

    edit.rewrite(actor=person, contribution=word, title="Après", body="Mieux.")
    edit.correct(actor=SYSTEM, contribution=word, title="Encore", body="")

    latest, first = word.revisions.all()
    assert (first.title, first.by_city) == ("Avant", False)
    assert (latest.title, latest.corrected_by) == ("Après", None)


def test_the_citys_answer_is_public_and_its_former_wordings_too():
    word, department = make_contribution(author=make_user()), make_department()
    agent = make_staff()

    made = reply.reply(actor=agent, contribution=word, body="Oui.", department=department)
    again = reply.reply(actor=agent, contribution=word, body="Non.", signature="Samira B.")
    reply.reply(actor=SYSTEM, contribution=word, body="Peut-être.")

    made.refresh_from_db()
    assert made == again
    assert (made.body, made.author) == ("Peut-être.", None)
    assert [version.body for version in made.versions.all()] == ["Non.", "Oui."]


def test_the_machine_answers_for_an_import():
    assert reply.reply(actor=SYSTEM, contribution=make_contribution(), body="Oui.").author is None


def test_each_night_the_order_changes_counts_are_right_and_old_keys_go():
    word = make_contribution(reports_count=7)
    make_report(make_contribution())
    SentForm.objects.create(key="8f4c6f2e-2a6e-4d0e-9a56-0d9a7e5b1c11")
    before = Contribution.objects.get(pk=word.pk).shuffle

    reply.keep_tables(actor=SYSTEM, at=timezone.now() + timedelta(days=3))

    word.refresh_from_db()
    assert word.shuffle != before
    assert sorted(Contribution.objects.values_list("reports_count", flat=True)) == [0, 1]
    assert not SentForm.objects.exists()
    reply.keep_tables(actor=SYSTEM)
