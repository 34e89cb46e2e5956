"""Guards 1 and 2: the import contracts, and a `platform/` that hides nobody's module."""

import os
import platform
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from tests.architecture.sources import TOP


def lint_imports(folder: Path) -> "subprocess.CompletedProcess[str]":
    paths = os.pathsep.join([str(folder), str(folder / "platform")])
    return subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-logo", "--no-cache"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_import_goes_down():
    result = lint_imports(TOP)

    assert result.returncode == 0, result.stdout


@pytest.fixture
def copy_of_the_house(tmp_path):
    shutil.copy(TOP / "pyproject.toml", tmp_path)
    for part in ("platform", "tenants", "participation", "billing", "club_utilisateurs"):
        shutil.copytree(
            TOP / part,
            tmp_path / part,
            ignore=lambda folder, names: [
                name for name in names if not Path(folder, name).is_dir() and name[-3:] != ".py"
            ],
        )
    return tmp_path


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("platform/agora/files/planted.py", "import agora.accounts.models"),
        ("tenants/planted.py", "import participation.pages.models"),
        ("participation/supports/planted.py", "from participation.comments import models"),
        ("participation/pages/queries.py", "from participation.pages import views"),
        ("participation/pages/planted.py", "import boto3"),
    ],
)
def test_an_import_going_up_is_refused(copy_of_the_house, module, line):
    with (copy_of_the_house / module).open("a", encoding="utf-8") as stream:
        stream.write(f"\n{line}\n")

    assert lint_imports(copy_of_the_house).returncode == 1


def test_platform_is_still_the_standard_module():
    assert not (TOP / "platform" / "__init__.py").exists()
    assert Path(platform.__file__).parent == Path(sysconfig.get_path("stdlib"))
