"""What a city chooses for itself: colour, logo, wording, address, legal notices."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from agora.context.models import TenantModel
from tenants.models.city import AuthorityKind, City

DEFAULT_COLOUR = "#0B6E6E"
HEX_COLOUR = RegexValidator(
    r"^#[0-9A-Fa-f]{6}\Z", _("Écrivez la couleur comme ceci\u00a0: #0B6E6E.")
)


class ConsultationWord(models.TextChoices):
    """What the city calls a «\u00a0concertation\u00a0»; all feminine, so that sentences agree."""

    CONCERTATION = "concertation", _("concertation")
    CONSULTATION = "consultation", _("consultation")
    DEMARCHE = "démarche", _("démarche")


class Identity(models.Model):
    """The columns a city writes itself, on the provider's table and on the city's own view."""

    theme_colour = models.CharField(
        _("couleur"), max_length=7, default=DEFAULT_COLOUR, validators=[HEX_COLOUR]
    )
    logo_url = models.CharField(_("logo"), max_length=300, blank=True)
    word = models.CharField(
        _("mot employé"),
        max_length=20,
        choices=ConsultationWord.choices,
        default=ConsultationWord.CONCERTATION,
    )
    tagline = models.CharField(_("phrase d’accueil"), max_length=160, blank=True)
    address = models.TextField(_("adresse postale"), max_length=400, blank=True)
    phone = models.CharField(_("téléphone"), max_length=30, blank=True)
    contact_email = models.EmailField(_("adresse e-mail de contact"), blank=True)
    publisher = models.CharField(
        _("directeur ou directrice de la publication"), max_length=150, blank=True
    )
    legal_notice = models.TextField(_("mentions légales"), max_length=20_000, blank=True)
    outline = models.JSONField(_("contour de la carte"), null=True, blank=True)

    class Meta:
        abstract = True


class CitySettings(TenantModel, Identity):
    """Identity of a city, in public: the directory serves it with the host, at no query."""

    city = models.OneToOneField(
        City, on_delete=models.CASCADE, primary_key=True, related_name="settings"
    )
    updated_at = models.DateTimeField(_("modifiée le"), db_default=Now())

    class Meta:
        verbose_name = _("identité de la ville")
        verbose_name_plural = _("identités des villes")
        constraints = [
            models.CheckConstraint(
                name="tenants_settings_colour_is_hex",
                condition=Q(theme_colour__regex=r"^#[0-9A-Fa-f]{6}$"),
            ),
        ]

    def __str__(self) -> str:
        return self.city.name


class OwnCity(TenantModel, Identity):
    """What a city sees of its own rows in public: a view that knows the caller by its role."""

    id = models.BigIntegerField(primary_key=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=AuthorityKind.choices)
    population = models.PositiveIntegerField()
    insee = models.CharField(max_length=5)
    siren = models.CharField(max_length=9)
    reference_prefix = models.CharField(max_length=120)
    host = models.CharField(max_length=253)
    updated_at = models.DateTimeField()

    class Meta:
        managed = False
        db_table = "tenants_own_city"

    def __str__(self) -> str:
        return self.name
