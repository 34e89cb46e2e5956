"""The pages of a city's host: residents at the root, the team under /gestion/, /api/v1/."""

from django.conf import settings

from agora.conf.mounts import mounted

PARTS = [*settings.KERNEL_APPS, *settings.SLICES]

urlpatterns = [
    *mounted(settings.SLICES),  # first what residents read most: addresses are tried in order
    *mounted(PARTS, "entrance"),
    *mounted(settings.KERNEL_APPS),
    *mounted([*PARTS, "tenants"], "city"),
    *mounted([*PARTS, "tenants", "billing"], "staff", "gestion/"),
    *mounted(PARTS, "api", "api/v1/"),
]

handler404 = "participation.opendata.views.old_address_or_404"
handler403 = "agora.ui.errors.refused"
handler400 = "agora.ui.errors.unreadable"
handler500 = "agora.ui.errors.broken"
