"""The modules without provider: form, sense, own tests, and their agreement with the code."""

import json
import os
import re
import subprocess
from pathlib import Path

import pytest

from agora.conf import process
from tests.infra.programs import program

TOP = Path(__file__).resolve().parents[2]
HOME = TOP / "infra" / "terraform"
MODULES = sorted(path for path in (HOME / "modules").iterdir() if path.is_dir())
CORES = (0.5, 1.5, 2.5, 6.4, 16)
MEMORY = (256, 360, 768, 4096)
LOAD = {"cities": 3, "residents": 40_000, "peak_requests": 5}


@pytest.fixture
def terraform(tmp_path):
    """Run terraform in a folder, with nothing fetched and its own data thrown away."""
    there = program("terraform")
    env = {
        **os.environ,
        "TF_DATA_DIR": str(tmp_path / "terraform"),
        "TF_CLI_CONFIG_FILE": os.devnull,
        "CHECKPOINT_DISABLE": "1",
        "TF_IN_AUTOMATION": "1",
    }

    def run(folder, *words):
        return subprocess.run(
            [str(there), *words], cwd=folder, env=env, capture_output=True, text=True, check=False
        )

    return run


@pytest.fixture
def outputs(terraform, tmp_path):
    """What a module answers to each set of values, in one plan for all of them."""

    def ask(module, cases):
        root = tmp_path / "root"
        root.mkdir()
        # Each set keeps its own type: a map of unlike values would make text of numbers.
        calls = {
            f"case_{number}": {"source": str(HOME / "modules" / module), **case}
            for number, case in enumerate(cases)
        }
        made = {name: {"value": f"${{module.{name}}}"} for name in calls}
        (root / "main.tf.json").write_text(json.dumps({"module": calls, "output": made}))
        for words in (("init", "-input=false"), ("apply", "-auto-approve", "-input=false")):
            done = terraform(root, *words)
            assert done.returncode == 0, done.stderr
        answer = json.loads(terraform(root, "output", "-json").stdout)
        return [answer[name]["value"] for name in calls]

    return ask


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.name)
def test_a_module_keeps_its_promises(terraform, module):
    for words in (("init", "-input=false", "-no-color"), ("validate",), ("test", "-no-color")):
        done = terraform(module, *words)
        assert done.returncode == 0, done.stdout[-3000:] + done.stderr


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.name)
def test_a_module_wants_no_provider_and_refuses_bad_values_in_a_test(module):
    source = "".join(path.read_text() for path in module.glob("*.tf"))
    tests = "".join(path.read_text() for path in (module / "tests").glob("*.tftest.hcl"))

    kinds = set(re.findall(r'^(?:resource|data) "(\w+)"', source, re.MULTILINE))
    assert kinds <= {"terraform_data"}
    assert "required_providers" not in source
    for variable, body in re.findall(r'variable "(\w+)" \{\n(.*?)\n\}', source, re.DOTALL):
        assert tests.count(f"expect_failures = [var.{variable}]") >= body.count("validation {"), (
            variable
        )
    assert tests.count("[terraform_data.checked]") >= source.count("precondition {")


def test_everything_is_in_form_the_modules_of_hosts_too(terraform):
    done = terraform(HOME, "fmt", "-check", "-recursive")

    assert (done.returncode, done.stdout) == (0, "")
    assert len(list((HOME / "providers").glob("*/main.tf"))) == 2


def test_a_file_out_of_form_is_named(terraform, tmp_path):
    (tmp_path / "main.tf").write_text('variable "a" {\ntype = string\n}\n')

    done = terraform(tmp_path, "fmt", "-check")

    assert (done.returncode, done.stdout.split()) == (3, ["main.tf"])


def test_a_module_of_a_host_decides_nothing_by_itself():
    """Names, sizes and rules come from the modules that are tested."""
    for main in (HOME / "providers").glob("*/main.tf"):
        told = set(re.findall(r'source\s*=\s*"\.\./\.\./modules/(\w+)"', main.read_text()))
        assert {"naming", "sizing", "buckets", "dns"} <= told, main


def test_a_replica_has_as_many_processes_as_the_server_would_start(outputs):
    grid = [(cores, memory) for cores in CORES for memory in MEMORY]
    answers = outputs(
        "sizing", [{**LOAD, "web_cores": cores, "web_memory": memory} for cores, memory in grid]
    )

    assert [answer["web"]["workers"] for answer in answers] == [
        process.workers_for(*place) for place in grid
    ]
    assert {answer["web"]["threads"] for answer in answers} == {process.THREADS}
    assert len({process.workers_for(*place) for place in grid}) > 5


def test_more_of_anything_never_wants_less(outputs):
    """Cities, residents, pages: a bigger installation is nowhere smaller."""
    steps = [
        {"cities": cities, "residents": cities * 20_000, "peak_requests": pages}
        for cities, pages in ((1, 1), (3, 5), (30, 40), (100, 100), (300, 400))
    ]

    sizes = [
        [
            answer["web"]["replicas"],
            answer["database"]["max_connections"],
            answer["database"]["memory"],
            answer["database"]["disk"],
            answer["storage"]["files"],
            answer["storage"]["backups"],
        ]
        for answer in outputs("sizing", steps)
    ]

    for column in zip(*sizes, strict=True):
        assert list(column) == sorted(column)
        assert column[0] < column[-1]


def test_locks_are_never_fewer_than_a_start_demands(outputs):
    for answer in outputs("sizing", [LOAD, {**LOAD, "web_cores": 0.5, "least_replicas": 1}]):
        database = answer["database"]
        assert database["max_locks_per_transaction"] >= 256
        assert database["max_locks_per_transaction"] * database["max_connections"] >= 6_000


def test_the_secrets_are_those_that_settings_read(outputs):
    [answer] = outputs("keys", [{"payment": True, "watched": True, "own_seeds": True}])
    named = (TOP / "docs" / "settings.md").read_text(encoding="utf-8")

    assert set(answer["secrets"]) == {
        "secret-key", "database-url", "owner-database-url", "smtp-url", "stripe-key",
        "stripe-webhook-secret", "sentry-dsn", "blueprint-seeds", "aws-credentials",
    }  # fmt: skip
    for file, secret in answer["secrets"].items():
        assert secret["file"] == f"/etc/agora/secrets/{file}"
        if secret["setting"].startswith("AGORA_"):
            assert f"`{secret['setting'].removesuffix('_FILE')}`" in named, file
