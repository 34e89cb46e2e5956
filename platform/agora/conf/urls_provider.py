"""The pages of the provider's host: the console and the furniture every house has."""

from django.conf import settings

from agora.conf.mounts import mounted

urlpatterns = [
    *mounted(settings.KERNEL_APPS, "entrance"),
    *mounted(["tenants", "billing"]),
    *mounted(settings.KERNEL_APPS),
    *mounted(settings.KERNEL_APPS, "provider"),
]

handler400 = "agora.ui.errors.unreadable"
handler500 = "agora.ui.errors.broken"
