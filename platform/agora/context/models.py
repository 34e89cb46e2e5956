"""The base of every model of ours: rows know the house they come from."""

from functools import cache
from typing import Any, TypeVar

from django.core.exceptions import FieldDoesNotExist
from django.db import models

from agora.context import ForeignInstance, current, house

Row = TypeVar("Row", bound=models.Model, covariant=True)


@cache
def _left_out(model: type[models.Model], path: str, kept: str) -> tuple[str, ...]:
    """Name the columns of the relation `path` that are not among `kept`."""
    there: Any = model
    for step in path.split("__"):
        there = there._meta.get_field(step).related_model
    names = set(kept.split())
    columns = {field.name: field for field in there._meta.concrete_fields}
    if unknown := names - columns.keys():
        raise FieldDoesNotExist(f"{there._meta.label} has no {sorted(unknown)}")
    return tuple(
        f"{path}__{name}"
        for name, field in columns.items()
        if name not in names and not field.primary_key
    )


def _refuse_foreign(instance: Any) -> None:
    came_from = getattr(instance._state, "house", "")
    if came_from and came_from != house():
        raise ForeignInstance(
            f"a {type(instance).__name__} of {came_from} is used in {house() or 'no house'}"
        )


class TenantQuerySet(models.QuerySet[Row]):
    """A queryset that is evaluated in the house where it was built."""

    def __init__(
        self, model: Any = None, query: Any = None, using: Any = None, hints: Any = None
    ) -> None:
        super().__init__(model, query, using, hints)
        if query is None:  # else a clone: its query carries the stamp
            self._query.built_in = current.get().house  # type: ignore[attr-defined]
        if hints and isinstance(of := hints.get("instance"), TenantModel):
            _refuse_foreign(of)

    def _add_hints(self, **hints: Any) -> None:
        if isinstance(of := hints.get("instance"), TenantModel):
            _refuse_foreign(of)
        super()._add_hints(**hints)  # type: ignore[misc]

    def _filter_or_exclude_inplace(self, negate: bool, args: Any, kwargs: Any) -> None:
        for value in kwargs.values():
            if isinstance(value, TenantModel):
                _refuse_foreign(value)
        super()._filter_or_exclude_inplace(negate, args, kwargs)  # type: ignore[misc]


def joined(rows: models.QuerySet[Row], **kept: str) -> models.QuerySet[Row]:
    """Join relations to `rows`, reading of each the columns named and no other.

    `joined(rows, author="pseudonym", consultation__sector="name")`: a page that shows a name pays
    for a name. A column left out is still there, at a query of its own.
    """
    rows = rows.select_related(*kept)
    for path, names in kept.items():
        rows = rows.defer(*_left_out(rows.model, path, names))
    return rows


class TenantManager(models.Manager.from_queryset(TenantQuerySet)):  # type: ignore[misc]
    """The manager of every model: give it to `from_queryset` or subclass it."""


class TenantModel(models.Model):
    """Base of every model of ours.

    An instance is used in the house it was read or made in: saving it, deleting it, relating it
    or reading through it elsewhere raises `ForeignInstance`. Pass ids, not objects.
    """

    objects = TenantManager()
    rows_of_house = TenantManager()

    class Meta:
        abstract = True
        base_manager_name = "rows_of_house"

    @classmethod
    def from_db(cls, db: str | None, field_names: Any, values: Any) -> Any:  # type: ignore[override]
        """Stamp what is read; every row of every page comes here, so the common way is short."""
        if len(values) == len(cls._meta.concrete_fields):
            new = cls(*values)
            new._state.adding = False
            new._state.db = db
        else:
            new = super().from_db(db, field_names, values)
        new._state.house = current.get().house  # type: ignore[attr-defined]
        return new

    def save_base(self, *args: Any, **kwargs: Any) -> None:
        """Refuse a row of another house, then stamp."""
        _refuse_foreign(self)
        super().save_base(*args, **kwargs)
        self._state.house = house()  # type: ignore[attr-defined]

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse a row of another house."""
        _refuse_foreign(self)
        return super().delete(*args, **kwargs)

    def _prepare_related_fields_for_save(self, *args: Any, **kwargs: Any) -> None:
        # Called for each row by save() and by bulk_create().
        _refuse_foreign(self)
        for related in self._state.fields_cache.values():
            if isinstance(related, TenantModel):
                _refuse_foreign(related)
        self._state.house = house()  # type: ignore[attr-defined]
        super()._prepare_related_fields_for_save(*args, **kwargs)  # type: ignore[misc]
