"""A deployed process whose every setting is right: each test spoils one."""

import pytest

KEY = "Qm3vT8yLr2ZxWc7NpKd5HsJf9BgUe4AaXo6RtYi1MqVn0DwEbGhC"


@pytest.fixture
def deployed(settings, monkeypatch, tmp_path):
    """Settings of a provider's machine, hosts and secrets in order."""
    settings.DEPLOYED, settings.DEMO = True, False
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = KEY, []
    settings.BLUEPRINT_SEEDS = []
    settings.HTTPS, settings.PUBLIC_PORT = True, 443
    settings.BASE_DOMAIN = "agora.example"
    settings.PROVIDER_HOST, settings.CLUB_HOST = "console.agora.example", "club.agora.example"
    settings.SMTP_URL = "smtp+tls://agora:p%40ss@mail.example:587"
    settings.MAIL_FROM = "Agora <ne-pas-repondre@agora.example>"
    settings.S3_BUCKET = settings.S3_ENDPOINT = settings.S3_REGION = ""
    settings.STRIPE_WEBHOOK_SECRET = "whsec_essai"
    settings.DATA_DIR = tmp_path
    for name in ("AGORA_BIND", "AGORA_PROXIES"):
        monkeypatch.delenv(name, raising=False)
    return settings
