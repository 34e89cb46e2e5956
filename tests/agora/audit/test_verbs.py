from io import StringIO

from django.core.management import call_command

from agora.action import verbs


def test_every_verb_is_listed_with_who_may():
    printed = StringIO()

    call_command("verbs", stdout=printed)

    lines = {line.split()[0]: line for line in printed.getvalue().splitlines()}
    assert set(lines) == set(verbs)
    assert "is_self" in lines["account.erased"]
