"""The hosts a city answers on, and what is known of each: proven, lost, why."""

from django.conf import settings
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Now
from django.utils.translation import gettext_lazy as _

from agora.context.models import TenantModel
from tenants.models.city import City


class Problem(models.TextChoices):
    """What the zone of a host does not say yet, or says no more."""

    NO_PROOF = "no_proof", _("L’enregistrement TXT de preuve manque.")
    OTHER_PROOF = "other_proof", _("L’enregistrement TXT porte une autre valeur que la preuve.")
    NOWHERE = "nowhere", _("L’adresse ne mène nulle part\u00a0: la zone n’en dit rien.")
    ELSEWHERE = "elsewhere", _("L’adresse mène à un autre serveur.")
    SILENT = "silent", _("La zone n’a pas répondu. Nous réessayons chaque jour.")


def is_ours(host: str) -> bool:
    """Tell whether a host lies below the provider's own domain, whose zone is ours."""
    return host.endswith(f".{settings.BASE_DOMAIN}")


class Domain(TenantModel):
    """A host name that leads to a city.

    `verified_at` opens the certificate. `lost_since` is the first day a proven host led elsewhere;
    `problem` keeps the codes of `Problem` seen at `checked_at`, separated by spaces; `refused_by`
    names the authorities a CAA record allows when ours is not among them. `becomes_primary`: links
    use this host as soon as it is proven. `certificate_until` is the end of the certificate that
    this host showed when it was last seen.
    """

    city = models.ForeignKey(City, verbose_name=_("ville"), on_delete=models.CASCADE)
    host = models.CharField(_("adresse"), max_length=253, unique=True)
    is_primary = models.BooleanField(_("adresse principale"), default=True)
    becomes_primary = models.BooleanField(_("principale une fois prouvée"), db_default=False)
    token = models.UUIDField(_("preuve"), db_default=RandomUUID(), editable=False)
    verified_at = models.DateTimeField(_("vérifiée le"), null=True, blank=True)
    checked_at = models.DateTimeField(_("regardée le"), null=True, blank=True)
    problem = models.CharField(_("ce qui manque"), max_length=60, blank=True, db_default="")
    refused_by = models.CharField(_("autorités admises"), max_length=253, blank=True, db_default="")
    lost_since = models.DateTimeField(_("ne mène plus ici depuis"), null=True, blank=True)
    certificate_until = models.DateTimeField(_("certificat jusqu’au"), null=True, blank=True)
    created_at = models.DateTimeField(_("ajoutée le"), db_default=Now())

    class Meta:
        verbose_name = _("adresse")
        verbose_name_plural = _("adresses")
        ordering = ("host",)
        default_related_name = "domains"
        constraints = [
            models.UniqueConstraint(
                name="tenants_domain_one_primary",
                fields=("city",),
                condition=Q(is_primary=True),
            ),
            models.CheckConstraint(
                name="tenants_domain_lower_case", condition=Q(host=Lower("host"))
            ),
            models.CheckConstraint(
                name="tenants_domain_lost_was_proven",
                condition=Q(lost_since__isnull=True) | Q(verified_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.host

    @property
    def is_ours(self) -> bool:
        """True below the provider's domain: nothing to prove."""
        return is_ours(self.host)

    @property
    def proof_name(self) -> str:
        """Where the proof stands in the zone."""
        return f"_agora.{self.host}"

    @property
    def proof(self) -> str:
        """What the TXT record must say."""
        return f"agora-verify={self.token}"

    @property
    def problems(self) -> list[Problem]:
        """What was wrong when we last looked."""
        return [Problem(code) for code in self.problem.split()]
