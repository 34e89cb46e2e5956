import pytest

from agora.conf.refusal import Refusal
from agora.conf.startup import borders


def test_addresses_in_order_pass(deployed):
    deployed.S3_BUCKET, deployed.S3_ENDPOINT = "agora", "https://s3.example"

    borders.check()


def test_no_server_outside_at_all_is_fine(deployed):
    deployed.SMTP_URL = deployed.STRIPE_WEBHOOK_SECRET = ""

    borders.check()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SMTP_URL", "mail.example"),
        ("SMTP_URL", "smtp://"),
        ("SMTP_URL", "http://agora:canari@mail.example"),
        ("SMTP_URL", "smtp://agora:canari@mail.example:canari"),
        ("SMTP_URL", "smtp://agora:canari/more@mail.example"),
        ("SMTP_URL", "smtp://agora:canari@mail.example:587?tls=1"),
        ("SMTP_URL", "smtp://[canari"),
        ("MAIL_FROM", "Agora canari"),
        ("MAIL_FROM", "Agora <canari@agora.example>\nBcc: a@b.example"),
        ("S3_ENDPOINT", "s3.canari.example"),
        ("S3_ENDPOINT", "https://key:canari@s3.example"),
        ("S3_ENDPOINT", "https://s3.example?key=canari"),
        ("STRIPE_WEBHOOK_SECRET", "canari"),
    ],
)
def test_an_address_that_leads_nowhere_is_refused_and_not_quoted(deployed, name, value):
    deployed.S3_BUCKET = "agora"
    setattr(deployed, name, value)

    with pytest.raises(Refusal, match=rf"^AGORA_{name}: ") as refused:
        borders.check()

    assert "canari" not in str(refused.value)


def test_an_endpoint_wants_its_bucket(deployed):
    deployed.S3_ENDPOINT = "https://s3.example"

    with pytest.raises(Refusal, match=r"^AGORA_S3_BUCKET: is missing"):
        borders.check()
