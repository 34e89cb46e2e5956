"""The pages of the club's host: for now the furniture every house has."""

from django.conf import settings

from agora.conf.mounts import mounted

urlpatterns = [
    *mounted(settings.KERNEL_APPS, "entrance"),
    *mounted(settings.KERNEL_APPS),
]

handler500 = "agora.ui.errors.broken"
