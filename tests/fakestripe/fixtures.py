"""A pytest plugin: a Stripe of one's own for each test, and the rail that leads to it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.fakestripe.server import FakeStripe

KEY = "sk_test_canari51HxyzKEYKEYKEYKEY"
SECRET = "whsec_canari_2bdc9e1f"


@pytest.fixture
def fake_stripe(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator["FakeStripe"]:
    """A Stripe that answers, with the settings leading to it."""
    import stripe  # noqa: PLC0415  slow: only for those who ask

    from tests.fakestripe.server import FakeStripe  # noqa: PLC0415

    # Its client rests half a second before it tries again; nobody is tired here.
    monkeypatch.setattr(stripe.HTTPClient, "INITIAL_DELAY", 0.001)
    monkeypatch.setattr(stripe.HTTPClient, "MAX_DELAY", 0.001)
    with FakeStripe() as fake:
        settings.STRIPE_KEY, settings.STRIPE_API = KEY, fake.url
        settings.STRIPE_WEBHOOK_SECRET = fake.hand.secret = SECRET
        yield fake
