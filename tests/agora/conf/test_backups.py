"""Where backups go: a folder or a bucket, and nothing vague."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from agora.conf import backups


def test_a_folder_and_a_bucket_are_read(monkeypatch):
    monkeypatch.setenv("AGORA_BACKUP_TO", "/var/backups/agora")
    assert backups.target() == backups.Target(folder=Path("/var/backups/agora"))
    monkeypatch.setenv("AGORA_BACKUP_TO", "s3://seau/agora/prod/")
    monkeypatch.setenv("AGORA_S3_ENDPOINT", "https://fichiers.example")
    monkeypatch.setenv("AGORA_BACKUP_REGION", "fr-par")
    assert backups.target() == backups.Target(
        bucket="seau", prefix="agora/prod", endpoint="https://fichiers.example", region="fr-par"
    )
    monkeypatch.setenv("AGORA_BACKUP_ENDPOINT", "https://copies.example")
    assert backups.target().endpoint == "https://copies.example"


@pytest.mark.parametrize("raw", ["", "sauvegardes", "s3://", "https://seau"])
def test_anything_else_is_refused_by_its_name(monkeypatch, raw):
    monkeypatch.setenv("AGORA_BACKUP_TO", raw)

    with pytest.raises(ImproperlyConfigured, match="AGORA_BACKUP_TO must be"):
        backups.target()


def test_at_least_a_day_is_kept(monkeypatch):
    assert backups.keep_days() == 30
    monkeypatch.setenv("AGORA_BACKUP_KEEP_DAYS", "0")
    with pytest.raises(ImproperlyConfigured, match="AGORA_BACKUP_KEEP_DAYS"):
        backups.keep_days()
