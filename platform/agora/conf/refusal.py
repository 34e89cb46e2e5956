"""Why a process does not start: a setting is wrong for good, or something it needs is away.

Neither ever quotes a value: whatever stands in a setting may be a secret put in the wrong place.
"""

from django.core.exceptions import ImproperlyConfigured

EX_CONFIG = 78  # sysexits.h: something in the configuration is wrong; a restart will not help
EX_TEMPFAIL = 75  # sysexits.h: try again later


class Refusal(ImproperlyConfigured):
    """The process must not start: `setting` is wrong for this reason, and `remedy` mends it."""

    def __init__(self, setting: str, problem: str, remedy: str) -> None:
        self.setting, self.problem, self.remedy = setting, problem, remedy
        super().__init__(f"{setting}: {problem}. {remedy}.")


class Away(Exception):
    """What the process needs does not answer yet: nothing is wrong with its settings."""
