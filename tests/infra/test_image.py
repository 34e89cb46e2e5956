"""The image: what its file promises, and its steps played in a folder, for no engine runs here."""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from agora.devdb import Server
from tests.harness.ports import free_port
from tests.infra import dockerfile
from tests.infra.stage import variables_read
from tests.infra.test_locks import ALL, RUN

TEXT = dockerfile.FILE.read_text(encoding="utf-8")
STAGES = dockerfile.stages(TEXT)
IMAGE = STAGES[""]
TOP = dockerfile.TOP


def test_every_base_is_pinned_by_digest():
    outside = {stage.base for stage in STAGES.values() if stage.base not in STAGES}

    assert outside != set()
    assert all(re.search(r"@sha256:[0-9a-f]{64}$", base) for base in outside)


def test_it_runs_as_nobody_in_particular_and_can_be_stopped():
    assert IMAGE.last("USER") == "10001:10001"
    assert IMAGE.last("STOPSIGNAL") == "SIGTERM"
    assert (IMAGE.list("ENTRYPOINT"), IMAGE.list("CMD")) == (["agora"], ["serve"])
    assert IMAGE.last("EXPOSE") == "8000 8001"
    assert IMAGE.last("WORKDIR") == "/app"


def test_no_compiler_and_no_tool_of_development_is_installed():
    installed = " ".join(line for verb, line in IMAGE.steps if verb == "RUN" and "apt-get" in line)

    assert re.findall(r"gcc|build-essential|-dev\b|git\b|curl|make\b", installed) == []
    assert "postgresql-client" in installed
    assert "--only-binary :all:" in (TOP / "infra/install").read_text()
    assert "--require-hashes" in (TOP / "infra/install").read_text()


def test_every_ignore_of_the_linter_has_its_reason():
    lines = TEXT.splitlines()
    ignores = [number for number, line in enumerate(lines) if "hadolint ignore" in line]

    assert len(ignores) == 3
    assert all(lines[number - 1].startswith("# ") for number in ignores)


def test_its_variables_are_read_and_its_labels_complete():
    ours = {name for name in IMAGE.environment() if name.startswith("AGORA_")}
    labels = IMAGE.last("LABEL")

    assert ours - variables_read() == set()
    assert all(
        f"org.opencontainers.image.{name}=" in labels
        for name in ("title", "description", "licenses", "version", "revision")
    )


def test_the_context_holds_the_code_and_neither_tests_nor_secrets():
    names = {path.parts[0] for path in dockerfile.kept(TOP)}

    assert {"platform", "tenants", "participation", "requirements-run.lock"} <= names
    assert names & {"tests", "docs", ".git", "var", "build", "helm"} == set()
    assert [path for path in dockerfile.kept(TOP) if path.name.startswith(".env")] == []


def test_what_runs_needs_no_package_of_development():
    """The web server's whole import graph, with everything the second lock lacks refused."""
    names = packages_distributions()
    known = {name.replace("_", "-").replace(".", "-").lower() for name in {*ALL} - {*RUN}}
    only_dev = sorted(
        module
        for module, owners in names.items()
        if all(owner.replace("_", "-").replace(".", "-").lower() in known for owner in owners)
    )
    refuse = (
        "import sys\n"
        f"for name in {only_dev!r}: sys.modules[name] = None\n"
        "import agora.cli.serve, agora.cli.work, agora.cli.roles, agora.cli.secrets\n"
        "import agora.conf.wsgi\n"
        "import django.urls; django.urls.get_resolver('agora.conf.urls_city').url_patterns\n"
    )
    env = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "agora.conf.settings",
        "AGORA_DATABASE_URL": "none",
        "PYTHONPATH": f"{TOP}:{TOP / 'platform'}",
    }

    done = subprocess.run([sys.executable, "-c", refuse], env=env, capture_output=True, text=True)

    assert {"pytest", "moto", "babel"} <= set(only_dev)
    assert done.returncode == 0, done.stderr[-3000:]


def test_a_package_of_development_would_be_found():
    refused = "import sys; sys.modules['moto'] = None\nimport moto"

    done = subprocess.run([sys.executable, "-c", refused], capture_output=True, text=True)

    assert "ModuleNotFoundError" in done.stderr


@pytest.fixture
def root():
    """A folder that any user may walk to, as the root of an image is."""
    folder = Path(tempfile.mkdtemp(prefix="agora-image-"))
    folder.chmod(0o755)
    yield folder
    subprocess.run(["chmod", "-R", "u+w", str(folder)], check=False)
    shutil.rmtree(folder)


@pytest.mark.fuzz
def test_the_steps_of_the_image_give_a_site_that_starts_from_a_closed_folder(root):
    """From the lock to the health check: only Debian's packages and users are left out."""
    room = dockerfile.Room(root)
    room.play(STAGES["build"])
    assert room.played == [
        "infra/install dependencies /opt/agora",
        "infra/install code /opt/agora",
    ]
    data = root / "var/lib/agora"
    secrets = root / "secrets"
    data.mkdir(parents=True)
    subprocess.run(["chmod", "-R", "a-w,a+rX", str(root / "app"), str(root / "opt")], check=True)
    closed = everything_in(root / "app", root / "opt")
    doors = {"AGORA_BIND": free_port(), "AGORA_INTERNAL_BIND": free_port()}
    env = {name: room.place(value) for name, value in IMAGE.environment().items()}
    env |= {name: f"127.0.0.1:{port}" for name, port in doors.items()}
    env |= {"PATH": f"{root}/opt/agora/bin:/usr/bin:/bin", "AGORA_BASE_DOMAIN": "ville.example"}
    env |= {"AGORA_SECRET_KEY_FILE": f"{secrets}/secret-key", "HOME": str(data)}

    def agora(*words, database="", **more):
        told = {"AGORA_DATABASE_URL_FILE": f"{secrets}/{database}"} if database else {}
        return subprocess.run(
            ["agora", *words],
            cwd=root / "app",
            env={**env, **told, **more},
            capture_output=True,
            text=True,
        )

    with Server(root / "database", throwaway=True) as server:
        made = agora("secrets", str(secrets), "--socket", server.host)
        assert made.returncode == 0, made.stderr
        done = agora("roles", "--secrets", str(secrets), AGORA_ADMIN_DATABASE_URL=server.url())
        assert done.returncode == 0, done.stderr
        done = agora("release", "--spares", "1", database="owner-database-url")
        assert done.returncode == 0, done.stderr[-3000:]
        serving = subprocess.Popen(
            ["agora", *IMAGE.list("CMD")],
            cwd=root / "app",
            env={**env, "AGORA_DATABASE_URL_FILE": f"{secrets}/database-url"},
        )
        try:
            assert healthy(env, doors["AGORA_INTERNAL_BIND"], serving)
        finally:
            serving.terminate()
            assert serving.wait(40) == 0
    Server(root / "database", throwaway=True).destroy()
    assert everything_in(root / "app", root / "opt") == closed  # root could have written there


def everything_in(*folders):
    """Each file below the folders with its size and date."""
    files = [path for folder in folders for path in sorted(folder.rglob("*"))]
    return [(path, path.lstat().st_size, path.lstat().st_mtime_ns) for path in files]


def healthy(env, port, serving):
    """True once the health check of the image says so, three times a second for a minute."""
    check = re.search(r"CMD (\[.*\])$", IMAGE.last("HEALTHCHECK"))[1]
    words = json.loads(check.replace(":8001", f":{port}"))
    for _attempt in range(180):
        if serving.poll() is not None:
            return False
        done = subprocess.run(words, env=env, capture_output=True, check=False)
        if done.returncode == 0:
            return True
    return False
