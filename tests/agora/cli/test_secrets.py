import stat

from agora.cli.secrets import GIVEN, address, secrets, write
from agora.conf import env


def test_files_are_for_their_owner_alone_and_strong(tmp_path, capsys):
    folder = tmp_path / "secrets"

    assert secrets([str(folder)]) == 0

    files = {path.name: path for path in folder.iterdir()}
    said = capsys.readouterr().out
    assert {stat.S_IMODE(path.stat().st_mode) for path in files.values()} == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert len(files["secret-key"].read_text().strip()) >= 50
    assert [files[name].read_text() for name in GIVEN] == [""] * len(GIVEN)
    assert sorted(said.split()) == sorted(str(path) for path in files.values())
    assert files["secret-key"].read_text().strip() not in said


def test_what_exists_stays(tmp_path):
    (tmp_path / "secret-key").write_text("chosen long ago")

    written = write(tmp_path, address("", "/run/postgresql", 5432, "agora"))

    assert "secret-key" not in written
    assert (tmp_path / "secret-key").read_text() == "chosen long ago"


def test_two_folders_share_no_value(tmp_path):
    for name in ("one", "two"):
        write(tmp_path / name, address("db", "", 5432, "agora"))

    ours = ("secret-key", "blueprint-seeds", "database-url", "owner-database-url")
    assert all(
        (tmp_path / "one" / name).read_text() != (tmp_path / "two" / name).read_text()
        for name in ours
    )


def test_the_addresses_are_read_as_they_were_meant(tmp_path, monkeypatch):
    write(tmp_path, address("db.example", "", 6432, "agora", "sslmode=verify-full"))
    monkeypatch.setenv("AGORA_DATABASE_URL_FILE", str(tmp_path / "owner-database-url"))
    monkeypatch.delenv("AGORA_DATABASE_URL", raising=False)

    found = env.database("AGORA_DATABASE_URL")

    assert (found["USER"], found["HOST"], found["PORT"]) == ("agora_owner", "db.example", "6432")
    assert found["OPTIONS"] == {"sslmode": "verify-full"}
    assert len(found["PASSWORD"]) >= 40


def test_a_socket_is_a_folder(tmp_path, monkeypatch):
    write(tmp_path, address("", "/var/run/postgresql", 5432, "agora"))
    monkeypatch.setenv("AGORA_DATABASE_URL_FILE", str(tmp_path / "database-url"))
    monkeypatch.delenv("AGORA_DATABASE_URL", raising=False)

    found = env.database("AGORA_DATABASE_URL")

    assert (found["USER"], found["HOST"]) == ("agora_app", "/var/run/postgresql")
