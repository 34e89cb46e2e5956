"""The pages of a city's host: residents at the root, the team under /gestion/, /api/v1/."""

from django.conf import settings

from agora.conf.mounts import mounted

PARTS = [*settings.KERNEL_APPS, *settings.SLICES]

urlpatterns = [
    *mounted(PARTS, "entrance"),
    *mounted(PARTS),
    *mounted([*PARTS, "tenants"], "city"),
    *mounted([*PARTS, "tenants"], "staff", "gestion/"),
    *mounted(PARTS, "api", "api/v1/"),
]

handler404 = "participation.opendata.views.old_address_or_404"
handler403 = "agora.ui.errors.refused"
handler500 = "agora.ui.errors.broken"
