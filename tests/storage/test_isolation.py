"""Who may read what, on a fake that asks its IAM: the policy is the one of infra/storage."""

import json

import boto3
import pytest
from botocore import UNSIGNED
from botocore.config import Config
from botocore.exceptions import ClientError

from tests.storage import fakes

POLICY = fakes.ROOT / "infra" / "storage" / "bucket-policy.json"
BUCKET = "seau"
SET_UP = 6  # calls without a check of access: bucket, two objects, user, policy, key


@pytest.fixture(scope="module")
def strict():
    """A storage with one key that is allowed one city's prefix alone."""
    with fakes.strict_moto(checks_after=SET_UP) as root:
        client = root.client()
        client.create_bucket(Bucket=BUCKET)
        for prefix in ("t_a", "t_b"):
            client.put_object(Bucket=BUCKET, Key=f"{prefix}/x", Body=b"secret")
        iam = boto3.session.Session().client(
            "iam",
            endpoint_url=root.url,
            region_name=fakes.REGION,
            aws_access_key_id="essai",
            aws_secret_access_key="essai",
        )
        iam.create_user(UserName="agora")
        policy = POLICY.read_text().replace("BUCKET", BUCKET).replace("PREFIX", "t_a")
        iam.put_user_policy(UserName="agora", PolicyName="agora", PolicyDocument=policy)
        key = iam.create_access_key(UserName="agora")["AccessKey"]
        yield fakes.Place("strict moto", root.url, key["AccessKeyId"], key["SecretAccessKey"])


def refused(call, **facts):
    """The code the storage refuses with."""
    with pytest.raises(ClientError) as caught:
        call(Bucket=BUCKET, **facts)
    return caught.value.response["Error"]["Code"]


def test_ones_own_prefix_is_open(strict):
    client = strict.client()

    assert client.get_object(Bucket=BUCKET, Key="t_a/x")["Body"].read() == b"secret"
    client.put_object(Bucket=BUCKET, Key="t_a/y", Body=b"y")
    client.delete_object(Bucket=BUCKET, Key="t_a/y")


def test_another_citys_prefix_is_refused_by_the_policy(strict):
    client = strict.client()

    assert refused(client.get_object, Key="t_b/x") == "AccessDenied"
    assert refused(client.put_object, Key="t_b/x", Body=b"y") == "AccessDenied"
    assert refused(client.delete_object, Key="t_b/x") == "AccessDenied"
    assert refused(client.put_bucket_policy, Policy="{}") == "AccessDenied"


def test_a_wrong_secret_and_nobody_are_refused(strict):
    wrong = strict.client(secret="faux" * 10)
    nobody = boto3_anonymous(strict)

    assert refused(wrong.get_object, Key="t_a/x") == "SignatureDoesNotMatch"
    assert refused(nobody.get_object, Key="t_a/x") in {"AccessDenied", "403"}


def boto3_anonymous(place):
    return boto3.session.Session().client(
        "s3",
        endpoint_url=place.url,
        region_name=fakes.REGION,
        config=Config(signature_version=UNSIGNED, s3={"addressing_style": "path"}),
    )


def test_the_policy_allows_nothing_else():
    actions = [one["Action"] for one in json.loads(POLICY.read_text())["Statement"]]

    assert actions == [["s3:GetObject", "s3:PutObject", "s3:DeleteObject"], "s3:ListBucket"]
