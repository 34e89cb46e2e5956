"""Start-up checks."""

import pytest
from django.db import models

from agora.context import checks


@pytest.fixture
def found(monkeypatch, settings):
    """Read the checks with a database set otherwise."""

    def read(**changes):
        for key, value in changes.items():
            monkeypatch.setitem(settings.DATABASES["default"], key, value)
        return [error.id for error in checks.settings_are_closed()]

    return read


def test_our_settings_are_closed():
    assert checks.settings_are_closed() == []


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"ENGINE": "django.db.backends.postgresql"}, "agora.E001"),
        ({"CONN_MAX_AGE": 60}, "agora.E004"),
        ({"OPTIONS": {"assume_role": "x"}}, "agora.E005"),
        ({"OPTIONS": {"pool": {"max_size": 8}}}, "agora.E006"),
        ({"OPTIONS": {"pool": {"max_size": 1, "max_lifetime": 600}}}, "agora.E007"),
    ],
)
def test_an_open_door_is_seen(found, settings, changes, error):
    settings.THREADS = 4
    assert found(**changes) == [error]


def test_no_database_needs_no_check(found):
    assert found(ENGINE="django.db.backends.dummy") == []


def test_the_city_middleware_comes_first(found, settings):
    settings.MIDDLEWARE = settings.MIDDLEWARE[1:]
    settings.DATABASE_ROUTERS = []
    assert found() == ["agora.E002", "agora.E003"]


def test_a_model_of_nobody_is_seen(monkeypatch):
    class Stray(models.Model):
        kind = models.ForeignKey("contenttypes.ContentType", models.CASCADE)

        class Meta:
            app_label = "contenttypes"
            managed = False

    from django.apps import apps  # noqa: PLC0415

    try:
        assert {error.id for error in checks._model_errors(Stray)} == {
            "agora.E010",
            "agora.E011",
            "agora.E012",
            "agora.E013",
        }
    finally:
        del apps.all_models["contenttypes"]["stray"]
        apps.clear_cache()
