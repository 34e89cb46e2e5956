"""The pages of the club's host: its own, then the furniture a member without password needs.

Accounts have no entrance here: one comes in by a pass from a city, never by an address.
"""

from django.conf import settings

from agora.conf.mounts import mounted

FURNITURE = [
    part for part in settings.KERNEL_APPS if part not in ("agora.accounts", "agora.search")
]

urlpatterns = [
    *mounted(["club_utilisateurs"], "entrance"),
    *mounted(["club_utilisateurs"]),
    *mounted(FURNITURE),
]

handler403 = "agora.ui.errors.refused"
handler400 = "agora.ui.errors.unreadable"
handler500 = "agora.ui.errors.broken"
