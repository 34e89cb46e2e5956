import pytest

from agora.jobs import enqueue
from agora.jobs.testing import run_pending
from agora.mail.models import OutgoingMail
from agora.mail.writing import queue


@pytest.mark.parametrize("bulk", [False, True])
def test_the_post_takes_letters_of_both_sorts(folder, write_letter, bulk):
    letter = write_letter(bulk=bulk)
    queue(letter)

    assert run_pending() == ["mail.send_bulk" if bulk else "mail.send"]
    assert OutgoingMail.objects.get().state == "sent"


def test_a_job_that_comes_twice_sends_once(smtp, write_letter):
    letter = write_letter()
    queue(letter)
    queue(letter)

    assert run_pending() == ["mail.send", "mail.send"]
    assert len(smtp.got) == 1


def test_the_old_is_forgotten_by_a_job(city):
    enqueue("mail.forget_old")

    assert run_pending() == ["mail.forget_old"]
