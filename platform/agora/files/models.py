"""One row per file kept; the bytes lie in the storage of the city."""

import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from agora.context.models import TenantModel

FOLDER = "media"
"""Below it, each key belongs to a row; slices may keep other things beside it."""


class Kind(models.TextChoices):
    """What a file is for us."""

    IMAGE = "image", _("Image")
    DRAWING = "drawing", _("Dessin")
    DOCUMENT = "document", _("Document")
    AUDIO = "audio", _("Son")


class StoredFile(TenantModel):
    """A file whose content was checked; never changed, only removed."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("nature"), max_length=10, choices=Kind.choices)
    name = models.CharField(_("nom"), max_length=120)
    extension = models.CharField(_("format"), max_length=8)
    content_type = models.CharField(_("type de contenu"), max_length=100)
    size = models.PositiveBigIntegerField(_("taille"))
    sha256 = models.CharField(_("empreinte"), max_length=64)
    width = models.PositiveIntegerField(_("largeur"), null=True, blank=True)
    height = models.PositiveIntegerField(_("hauteur"), null=True, blank=True)
    variants = models.JSONField(_("tailles réduites"), default=list, blank=True)
    alt = models.CharField(_("texte de remplacement"), max_length=250, blank=True)
    owner_label = models.CharField(_("employé par"), max_length=60, blank=True)
    created_at = models.DateTimeField(_("reçu le"), db_default=Now())

    class Meta:
        verbose_name = _("fichier")
        verbose_name_plural = _("fichiers")
        constraints = [
            models.CheckConstraint(
                name="files_image_has_size",
                condition=~Q(kind="image") | Q(width__isnull=False, height__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def reference(self) -> str:
        """How the journal names this file."""
        return f"files:{self.uid}"

    @property
    def slug(self) -> str:
        """The name in addresses and downloads."""
        stem = self.name.rpartition(".")[0] or self.name
        return f"{slugify(stem)[:60] or 'fichier'}.{self.extension}"

    @property
    def url(self) -> str:
        """Where it is read."""
        return reverse("files:serve", args=[self.uid, self.slug])

    @property
    def format(self) -> str:
        """The format as people say it: « PDF »."""
        return self.extension.upper()

    @property
    def is_image(self) -> bool:
        """True when a page may show it."""
        return self.kind in (Kind.IMAGE, Kind.DRAWING)

    def key(self, width: int | None = None) -> str:
        """Where its bytes lie, below the city's own prefix."""
        size = f"-{width}" if width and width != self.width else ""
        return f"{FOLDER}/{self.uid.hex[:2]}/{self.uid.hex}{size}.{self.extension}"

    def all_keys(self) -> list[str]:
        """Where all its widths lie."""
        return [*(self.key(variant["width"]) for variant in self.variants), self.key()]

    def sizes(self) -> list[dict[str, Any]]:
        """All widths of an image, smallest first, with their address."""
        own = {"width": self.width, "height": self.height, "size": self.size}
        return [
            {**variant, "url": self.url_for(variant["width"])} for variant in [*self.variants, own]
        ]

    def url_for(self, width: int) -> str:
        """Where one width of an image is read."""
        if width == self.width:
            return self.url
        return reverse("files:serve_width", args=[self.uid, width, self.slug])
