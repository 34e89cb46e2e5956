"""Each storage, empty, named by the settings."""

import uuid

import pytest
from django.conf import settings

from agora.files import gateway
from tests.storage import fakes


@pytest.fixture(scope="module")
def moto_place():
    with fakes.moto() as place:
        yield place


@pytest.fixture(scope="module")
def s3rver_place():
    with fakes.s3rver() as place:
        yield place


def bucket_at(place, monkeypatch, *, name="", secret=""):
    """Make a bucket there and let the settings name it."""
    name = name or f"agora-{uuid.uuid4().hex[:12]}"
    place.client().create_bucket(Bucket=name)
    point_at(place.url, name, place, monkeypatch, secret=secret)
    return name


def point_at(url, name, place, monkeypatch, *, secret=""):
    """Let the settings name this bucket at this address."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", place.key_id)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", secret or place.secret)
    monkeypatch.setattr(settings, "S3_BUCKET", name)
    monkeypatch.setattr(settings, "S3_ENDPOINT", url)
    monkeypatch.setattr(settings, "S3_REGION", fakes.REGION)
    gateway._bucket.cache_clear()


@pytest.fixture(autouse=True)
def no_bucket_stays():
    yield
    gateway._bucket.cache_clear()


@pytest.fixture(params=["folder", "moto", "s3rver"])
def kept(request, city, monkeypatch, tmp_path):
    """The port on each of the three."""
    if request.param == "folder":
        (tmp_path / "files").mkdir()
        monkeypatch.setattr(settings, "DATA_DIR", tmp_path)
    else:
        bucket_at(request.getfixturevalue(f"{request.param}_place"), monkeypatch)
    return gateway.storage()
