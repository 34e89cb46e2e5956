from agora.jobs import enqueue
from agora.jobs.testing import run_pending
from agora.mail.models import OutgoingMail
from agora.notices import announce
from agora.notices.models import Preference
from tests.factories.people import make_user


def test_from_the_announcement_to_the_mailbox(city, folder, news):
    lila = make_user()
    news.append(lila.pk)

    announce("test.news", about=lila)

    assert run_pending() == ["notices.deliver", "mail.send"]
    assert OutgoingMail.objects.get().state == "sent"


def test_the_day_s_news_leave_by_jobs(city, folder, news):
    lila = make_user()
    news.append(lila.pk)
    announce("test.daily", about=lila)
    run_pending()

    enqueue("notices.digest")
    enqueue("notices.forget_old")

    assert run_pending() == ["notices.digest", "notices.forget_old", "mail.send_bulk"]


def test_the_week_s_news_leave_by_a_job_of_their_own(city, folder, news):
    lila = make_user()
    news.append(lila.pk)
    Preference.objects.create(user=lila, kind="test.news", rhythm="weekly")
    announce("test.news", about=lila)
    run_pending()

    enqueue("notices.digest")
    assert run_pending() == ["notices.digest"]
    enqueue("notices.weekly_digest")
    assert run_pending() == ["notices.weekly_digest", "mail.send_bulk"]
