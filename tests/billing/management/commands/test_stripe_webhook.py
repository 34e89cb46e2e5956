"""The address is given to Stripe once, by hand."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command


def test_the_secret_is_shown_to_whoever_asked(fake_stripe):
    said = StringIO()
    call_command("stripe_webhook", stdout=said)

    [kept] = fake_stripe.world.objects["WebhookEndpoint"].values()
    assert kept["url"] == "https://console.localhost/stripe/webhook"
    assert said.getvalue().strip() == f"AGORA_STRIPE_WEBHOOK_SECRET={kept['secret']}"


def test_without_key_it_says_what_to_do(settings):
    settings.STRIPE_KEY = ""

    with pytest.raises(CommandError, match="AGORA_STRIPE_KEY"):
        call_command("stripe_webhook")


def test_when_stripe_does_not_answer_it_says_so(fake_stripe):
    fake_stripe.faults.tell("429")

    with pytest.raises(CommandError, match="RateLimitError 429"):
        call_command("stripe_webhook")
