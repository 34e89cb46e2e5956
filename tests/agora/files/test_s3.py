"""The S3 side over real HTTP, against a local server."""

import io

import pytest
from django.conf import settings
from moto.server import ThreadedMotoServer

from agora.files import gateway


@pytest.fixture
def bucket(city, monkeypatch, request):
    """An empty bucket that the settings name."""
    server = ThreadedMotoServer(port=0, verbose=False)
    server.start()
    name = f"agora-{abs(hash(request.node.name))}"
    host, port = server.get_host_and_port()
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "essai")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "essai")
    monkeypatch.setattr(settings, "S3_BUCKET", name)
    monkeypatch.setattr(settings, "S3_ENDPOINT", f"http://{host}:{port}")
    monkeypatch.setattr(settings, "S3_REGION", "fr-par")
    gateway._bucket.cache_clear()
    client = gateway.storage()._client
    client.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": "fr-par"})
    yield server
    server.stop()
    gateway._bucket.cache_clear()


def test_what_is_put_is_read_listed_and_deleted_below_the_city(bucket, city):
    content = b"abc" * 100_000
    gateway.put("media/a.bin", io.BytesIO(content), "application/pdf")

    assert b"".join(gateway.read("media/a.bin")) == content
    assert list(gateway.keys("media")) == ["media/a.bin"]
    listed = gateway.storage()._client.list_objects_v2(Bucket=settings.S3_BUCKET)["Contents"]
    assert [entry["Key"] for entry in listed] == [f"{city.schema}/media/a.bin"]
    gateway.delete("media/a.bin")
    gateway.delete("media/a.bin")
    assert list(gateway.keys("media")) == []
    with pytest.raises(gateway.Missing):
        gateway.read("media/a.bin")


def test_a_long_list_comes_whole(bucket):
    gateway.storage().page = 2
    for number in range(5):
        gateway.put(f"media/{number}", io.BytesIO(b"x"), "text/plain")

    assert list(gateway.keys("media")) == [f"media/{number}" for number in range(5)]


def test_a_server_that_is_gone_is_told_apart_from_a_missing_file(bucket):
    bucket.stop()

    with pytest.raises(gateway.StorageDown):
        gateway.read("media/a.bin")
    with pytest.raises(gateway.StorageDown):
        gateway.put("media/a.bin", io.BytesIO(b"x"), "text/plain")


def test_a_missing_bucket_is_a_storage_that_is_down(bucket, monkeypatch):
    monkeypatch.setattr(settings, "S3_BUCKET", "autre-seau")

    with pytest.raises(gateway.StorageDown):
        gateway.read("media/a.bin")
