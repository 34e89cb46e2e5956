import pytest

from agora.jobs.registries import discover, task, task_named, tasks
from agora.registry import RegistrationError


def test_every_tasks_module_is_read_at_the_first_question():
    assert task_named("mail.send").queue == "mail"
    discover()
    assert task_named("mail.send_bulk").queue == "mail-bulk"


@pytest.mark.parametrize("wrong", [{"queue": "express"}, {"scope": "planet"}])
def test_unknown_queues_and_scopes_are_refused(wrong):
    with pytest.raises(RegistrationError):
        task("test.wrong", **wrong)

    assert "test.wrong" not in tasks
