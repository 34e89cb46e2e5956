"""The application of the leak fuzzer."""

from django.apps import AppConfig


class LeaksConfig(AppConfig):
    """Two tables, in each city and in public."""

    name = "tests.agora.context.leaks"
    label = "leaks"
