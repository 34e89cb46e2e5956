"""A signed address, checked without a server: the signature is computed again by botocore."""

import datetime
from urllib.parse import parse_qs, urlsplit, urlunsplit

import pytest
from botocore.auth import S3SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from agora.files import gateway

SECRET = "un-secret-long"


@pytest.fixture
def address(monkeypatch):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "ville")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
    bucket = gateway.Bucket(bucket="seau", endpoint="https://stockage.example", region="fr-par")
    return bucket.sign("t_a/media/a.pdf")


def accepts(address, *, method="GET", secret=SECRET, at=None):
    """What an honest storage would say."""
    parts = urlsplit(address)
    facts = {name: values[0] for name, values in parse_qs(parts.query).items()}
    begun = datetime.datetime.strptime(facts["X-Amz-Date"], "%Y%m%dT%H%M%SZ").replace(
        tzinfo=datetime.UTC
    )
    now = at or datetime.datetime.now(datetime.UTC)
    if now - begun > datetime.timedelta(seconds=int(facts["X-Amz-Expires"])):
        return False
    key_id, day, region, _service, _end = facts["X-Amz-Credential"].split("/")
    auth = S3SigV4QueryAuth(Credentials(key_id, secret), "s3", region)
    unsigned = parts.query.replace(f"&X-Amz-Signature={facts['X-Amz-Signature']}", "")
    request = AWSRequest(method=method, url=urlunsplit(parts._replace(query=unsigned)))
    request.context["timestamp"] = facts["X-Amz-Date"]
    canonical = auth.canonical_request(request)
    assert facts["X-Amz-Date"].startswith(day)
    return (
        auth.signature(auth.string_to_sign(request, canonical), request) == facts["X-Amz-Signature"]
    )


def test_ours_is_accepted_for_five_minutes(address):
    now = datetime.datetime.now(datetime.UTC)

    assert accepts(address)
    assert accepts(address, at=now + datetime.timedelta(minutes=4, seconds=50))
    assert not accepts(address, at=now + datetime.timedelta(minutes=5, seconds=10))


def test_another_key_method_or_secret_is_refused(address):
    assert not accepts(address.replace("t_a", "t_b"))
    assert not accepts(address, method="PUT")
    assert not accepts(address, method="DELETE")
    assert not accepts(address, secret="un-autre")
    assert not accepts(address.replace("X-Amz-Expires=300", "X-Amz-Expires=3000"))
