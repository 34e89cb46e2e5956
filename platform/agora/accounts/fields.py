"""A column that follows another one of its row."""

from typing import Any

from django.db import models

from . import names


class NameKeyField(models.CharField):  # type: ignore[type-arg]
    """The folded form of the public name, refreshed whenever the row is written.

    A field rather than `save()`: bulk loads go through it too.
    """

    def __init__(self, *args: Any, source: str = "", **options: Any) -> None:
        self.source = source
        super().__init__(*args, **options)

    def deconstruct(self) -> Any:
        """Keep the name of the followed column in migrations."""
        name, path, args, options = super().deconstruct()
        return name, path, args, options | {"source": self.source}

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Compute the key; an empty name has none, so that nobody owns the empty name."""
        value = names.key(getattr(model_instance, self.source) or "") or None
        setattr(model_instance, self.attname, value)
        return value
