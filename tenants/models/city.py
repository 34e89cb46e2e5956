"""A city, and the states it goes through; `domain.py` has the hosts it answers on."""

import secrets
import string
from typing import Any, NoReturn

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django_tenants.models import TenantMixin

from agora.context import CityRef
from agora.context.models import TenantModel

ALPHABET = string.ascii_lowercase + string.digits


def new_schema_name(prefix: str = "t_") -> str:
    """A name never derived from host or city, so that renaming a domain touches one row."""
    return prefix + "".join(secrets.choice(ALPHABET) for _unused in range(12))


class AuthorityKind(models.TextChoices):
    """Kinds of local authority that take part."""

    COMMUNE = "commune", _("Commune")
    METROPOLE = "metropole", _("Métropole")
    AGGLOMERATION = "agglomeration", _("Communauté d’agglomération")
    COMMUNAUTE = "communaute", _("Communauté de communes")
    DEPARTEMENT = "departement", _("Département")
    REGION = "region", _("Région")
    OTHER = "other", _("Autre collectivité")


class CityState(models.TextChoices):
    """The life of a city; `erased` comes with the erasure of its schema."""

    LEAD = "lead", _("Prospect")
    PROVISIONING = "provisioning", _("En préparation")
    TRIAL = "trial", _("Essai")
    LIVE = "live", _("En service")
    READ_ONLY = "read_only", _("Lecture seule")
    SUSPENDED = "suspended", _("Suspendue")
    ARCHIVED = "archived", _("Close")


SERVED = (CityState.TRIAL, CityState.LIVE, CityState.READ_ONLY)
"""States in which residents read the site."""

OPEN = (*SERVED, CityState.SUSPENDED, CityState.ARCHIVED)
"""States in which the host answers, be it by a fixed page."""

MOVES: dict[str, tuple[str, ...]] = {
    CityState.LEAD: (CityState.PROVISIONING,),
    CityState.PROVISIONING: (CityState.TRIAL, CityState.LIVE),
    CityState.TRIAL: (CityState.LIVE, CityState.SUSPENDED, CityState.ARCHIVED),
    CityState.LIVE: (CityState.READ_ONLY, CityState.SUSPENDED, CityState.ARCHIVED),
    CityState.READ_ONLY: (CityState.LIVE, CityState.SUSPENDED, CityState.ARCHIVED),
    CityState.SUSPENDED: (CityState.LIVE, CityState.READ_ONLY, CityState.ARCHIVED),
    CityState.ARCHIVED: (CityState.LIVE, CityState.READ_ONLY),
}
"""Where each state may go. Money is nowhere in it: no invoice ever moves a city."""


class City(TenantModel, TenantMixin):  # type: ignore[misc]
    """A client of the provider, with its own schema and database role."""

    auto_create_schema = False
    auto_drop_schema = False
    whole_ref: CityRef | None = None

    schema_name = models.CharField(_("schéma"), max_length=63, unique=True, default=new_schema_name)
    name = models.CharField(_("nom"), max_length=120)
    kind = models.CharField(
        _("type de collectivité"),
        max_length=20,
        choices=AuthorityKind.choices,
        default=AuthorityKind.COMMUNE,
    )
    population = models.PositiveIntegerField(_("habitants"), default=0)
    insee = models.CharField(_("code INSEE"), max_length=5, blank=True)
    siren = models.CharField(_("SIREN"), max_length=9, blank=True)
    reference_prefix = models.CharField(_("préfixe des références"), max_length=120)
    state = models.CharField(
        _("état"), max_length=20, choices=CityState.choices, default=CityState.LEAD
    )
    state_reason = models.CharField(_("motif"), max_length=300, blank=True)
    features = models.JSONField(_("fonctions"), default=dict, blank=True)
    fingerprint = models.CharField(_("empreinte"), max_length=32, blank=True)
    created_at = models.DateTimeField(_("créée le"), db_default=Now())
    provisioned_at = models.DateTimeField(_("prête le"), null=True, blank=True)

    class Meta:
        verbose_name = _("ville")
        verbose_name_plural = _("villes")
        ordering = ("name", "pk")
        constraints = [
            models.CheckConstraint(
                name="tenants_city_schema_is_opaque",
                condition=Q(schema_name__regex=r"^t_[a-z0-9]{12}$"),
            ),
            models.CheckConstraint(
                name="tenants_city_state_known", condition=Q(state__in=CityState.values)
            ),
            models.CheckConstraint(
                name="tenants_city_served_only_once_ready",
                condition=Q(state__in=(CityState.LEAD, CityState.PROVISIONING))
                | Q(provisioned_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def reference(self) -> str:
        """How the journal names this city."""
        return self.schema_name

    @property
    def ref(self) -> CityRef:
        """What the context needs to enter this city; `directory.carry` adds host and looks."""
        return self.whole_ref or CityRef(
            schema=self.schema_name, id=self.pk, state=self.state, name=self.name
        )

    @property
    def moves(self) -> tuple[str, ...]:
        """States this one may go to."""
        return MOVES[self.state]

    # The stock ways in keep the current tenant on the class or on the connection: refused here,
    # `agora.context.enter` is the only door.
    def __enter__(self) -> NoReturn:
        raise TypeError("use agora.context.enter(city.ref)")

    def __exit__(self, *details: object) -> None:
        raise TypeError("use agora.context.enter(city.ref)")

    def activate(self) -> NoReturn:
        """Refused: see `agora.context.enter`."""
        raise TypeError("use agora.context.enter(city.ref)")

    @classmethod
    def deactivate(cls) -> NoReturn:
        """Refused: see `agora.context.enter`."""
        raise TypeError("use agora.context.enter(city.ref)")

    def create_schema(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refused: 226 migrations per city, where the compiled template takes none."""
        raise TypeError("use tenants.spares.take()")


class CityTransition(TenantModel):
    """One move of a city from a state to another, with who and why."""

    city = models.ForeignKey(City, on_delete=models.CASCADE, related_name="transitions")
    from_state = models.CharField(_("de"), max_length=20, choices=CityState.choices, blank=True)
    to_state = models.CharField(_("vers"), max_length=20, choices=CityState.choices)
    at = models.DateTimeField(_("le"), db_default=Now())
    actor_ref = models.CharField(_("compte"), max_length=64, blank=True)
    actor_label = models.CharField(_("par"), max_length=150, blank=True)
    second_actor_label = models.CharField(_("avec"), max_length=150, blank=True)
    reason = models.CharField(_("motif"), max_length=300, blank=True)
    contract_ref = models.CharField(_("contrat"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("changement d’état")
        verbose_name_plural = _("changements d’état")
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.city_id}: {self.from_state} > {self.to_state}"


class Epoch(TenantModel):
    """One row, moved by the transaction that changes a host, a state or an identity.

    A row and not a sequence: a sequence shows before the commit, and the old answer would stay
    cached for ever.
    """

    value = models.BigIntegerField(default=1)

    class Meta:
        verbose_name = _("époque de l’annuaire")
        verbose_name_plural = _("époque de l’annuaire")

    def __str__(self) -> str:
        return str(self.value)
