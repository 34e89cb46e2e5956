"""What was announced, brought to whoever it concerns."""

from agora.notices.delivery import deliver
from agora.notices.models import Announcement, Notice


def heard() -> list[tuple[str, int]]:
    """Deliver what waits; return which kind of news reached which account."""
    for number in Announcement.objects.filter(delivered_at=None).values_list("pk", flat=True):
        deliver(number)
    return list(Notice.objects.order_by("pk").values_list("kind", "user"))
