"""Each lie of a fake is still one; whoever claims a protection from it is refuted here."""

import time
import urllib.error
import urllib.request

import pytest
from botocore.exceptions import ClientError

from tests.storage import fakes

BUCKET = "mensonges"
# The clients that ask here are one question old: the collector closes their lines.
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(scope="module", params=["moto", "s3rver"])
def place(request):
    place = request.getfixturevalue(f"{request.param}_place")
    client = place.client()
    client.create_bucket(Bucket=BUCKET)
    client.put_object(Bucket=BUCKET, Key="t_a/x", Body=b"secret")
    return place


def answers(address):
    """True if the address gives the bytes."""
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return answer.read() == b"secret"
    except urllib.error.HTTPError as refused:
        refused.close()
        return False


def signed(place, *, seconds=60):
    facts = {"Bucket": BUCKET, "Key": "t_a/x"}
    return place.client().generate_presigned_url("get_object", Params=facts, ExpiresIn=seconds)


def takes_a_wrong_secret(place):
    try:
        place.client(secret="faux").get_object(Bucket=BUCKET, Key="t_a/x")
    except ClientError:
        return False
    return True


def takes_an_altered_signed_address(place):
    address = signed(place)
    return answers(address[:-4] + ("0000" if address[-4:] != "0000" else "1111"))


def takes_an_expired_signed_address(place):
    address = signed(place, seconds=1)
    time.sleep(2.1)
    return answers(address)


def lets_anybody_read(place):
    return answers(f"{place.url}/{BUCKET}/t_a/x")


def overwrites_what_must_be_new(place):
    try:
        place.client().put_object(Bucket=BUCKET, Key="t_a/y", Body=b"1", IfNoneMatch="*")
        place.client().put_object(Bucket=BUCKET, Key="t_a/y", Body=b"2", IfNoneMatch="*")
    except ClientError:
        return False
    return True


def keeps_no_versions(place):
    try:
        place.client().put_bucket_versioning(
            Bucket=BUCKET, VersioningConfiguration={"Status": "Enabled"}
        )
        return place.client().get_bucket_versioning(Bucket=BUCKET).get("Status") != "Enabled"
    except ClientError:
        return True


def loses_the_second_page_of_a_list(place):
    client = place.client()
    for number in range(3):
        client.put_object(Bucket=BUCKET, Key=f"t_b/{number}", Body=b"x")
    try:
        first = client.list_objects_v2(Bucket=BUCKET, Prefix="t_b/", MaxKeys=2)
        second = client.list_objects_v2(
            Bucket=BUCKET, Prefix="t_b/", ContinuationToken=first["NextContinuationToken"]
        )
    except (ClientError, KeyError):
        return True
    return [entry["Key"] for entry in second["Contents"]] != ["t_b/2"]


PROBES = {
    probe.__name__.replace("_", " "): probe
    for probe in (
        takes_a_wrong_secret,
        takes_an_altered_signed_address,
        takes_an_expired_signed_address,
        lets_anybody_read,
        overwrites_what_must_be_new,
        keeps_no_versions,
        loses_the_second_page_of_a_list,
    )
}


def test_the_fake_lies_about_these_things_and_no_other(place):
    found = {name for name, probe in PROBES.items() if probe(place)}

    assert found == set(fakes.LIES[place.kind])
