"""What a process verifies before it starts: one clear line, naming the setting and the remedy.

    startup.verify("web")      # raises Refusal

It reads the settings and asks the database and the storage, without loading Django's applications:
a start that is refused costs less than a second.
"""

from typing import Literal

from django.core.exceptions import ImproperlyConfigured

Kind = Literal["web", "worker", "scheduler", "release"]
EX_CONFIG = 78  # sysexits.h: something in the configuration is wrong; a restart will not help


class Refusal(ImproperlyConfigured):
    """The process must not start: `setting` is wrong for this reason, and `remedy` mends it."""

    def __init__(self, setting: str, problem: str, remedy: str) -> None:
        self.setting, self.problem, self.remedy = setting, problem, remedy
        super().__init__(f"{setting}: {problem}. {remedy}.")


def verify(kind: Kind) -> None:
    """Raise the first `Refusal` of a process of this kind, if there is one."""
