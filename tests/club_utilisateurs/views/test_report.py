"""Any member reports, and reads what was decided."""

import pytest

from agora.context import club
from club_utilisateurs.actions import care
from club_utilisateurs.models import Report
from tests.factories.club import make_answer, make_topic
from tests.harness.clients import outside


def inside(work):
    def there():
        with club():
            return work()

    return outside(there)


@pytest.fixture
def answer(member_a, member_b):
    return inside(lambda: make_answer(make_topic(member_a), member_b))


def reports():
    return inside(lambda: list(Report.objects.values_list("reason", "note", "member__name")))


def test_a_member_reports_a_message_and_comes_back_to_it(club_browser, member_a, answer):
    samira, page = club_browser(member_a), f"/messages/{answer.pk}/signaler/"
    assert "Chez nous, en deux temps." in samira.get(page).text

    done = samira.post(page, {"reason": "wrong", "note": "Le chiffre est faux."})

    assert done["Location"] == f"/sujets/{answer.topic_id}/#message-2"
    assert reports() == [("wrong", "Le chiffre est faux.", "Samira Ould-Kaci")]


def test_without_a_motive_what_was_typed_is_kept(club_browser, member_a, answer):
    refused = club_browser(member_a).post(
        f"/messages/{answer.pk}/signaler/", {"note": "Le chiffre est faux."}
    )

    assert refused.status_code == 422
    assert "Choisissez un motif." in refused.text
    assert "Le chiffre est faux." in refused.text
    assert reports() == []


def test_nobody_reports_their_own_words(club_browser, member_b, answer):
    browser = club_browser(member_b)

    assert browser.post(f"/messages/{answer.pk}/signaler/", {"reason": "wrong"}).status_code == 403
    assert reports() == []


def test_twenty_reports_an_hour_are_enough_and_the_words_are_kept(
    club_browser, member_a, answer, settings
):
    browser, page = club_browser(member_a), f"/messages/{answer.pk}/signaler/"
    given = {"reason": "wrong", "note": "Encore"}
    for _ in range(20):
        assert browser.post(page, given).status_code == 302

    refused = browser.post(page, given)

    assert refused.status_code == 422
    assert "un peu plus tard" in refused.text
    assert "Encore" in refused.text


def test_every_member_reads_the_log_without_a_name(
    club_browser, member_a, member_b, facilitator, answer
):
    browser = club_browser(member_a)
    assert "Aucune décision" in browser.get("/moderation/journal/").text

    inside(lambda: care.hide_post(actor=facilitator.account, post=answer, reason="Publicité."))
    page = browser.get("/moderation/journal/").text

    assert "Message masqué" in page
    assert "Publicité." in page
    assert "Comment restituer ?" in page
    assert facilitator.name not in page
    assert member_b.name not in page
    assert "Chez nous, en deux temps." not in page


def test_the_title_of_a_hidden_topic_is_not_in_the_log(club_browser, member_b, facilitator, answer):
    first = inside(lambda: answer.topic.posts.get(number=1))
    inside(lambda: care.hide_post(actor=facilitator.account, post=first, reason="Un nom."))

    page = club_browser(member_b).get("/moderation/journal/").text

    assert "Un nom." in page
    assert "Comment restituer ?" not in page


def test_whoever_is_not_in_reads_no_log(club_browser):
    assert club_browser().get("/moderation/journal/").status_code == 302
