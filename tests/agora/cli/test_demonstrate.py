import os
import socket
import sys
import time

import django
import pytest

from agora.cli import demonstrate
from agora.cli.demonstrate import Broken, Demo


@pytest.fixture
def demo(tmp_path):
    demo = Demo(tmp_path, 0)
    yield demo
    demo.close()


def test_a_taken_port_is_named_with_another(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(Broken, match=f"PORT={port + 1}"):
            Demo(tmp_path, port).run(reset=False)


def test_a_failed_command_stops_the_demonstration(demo):
    with pytest.raises(Broken, match="agora no_such_verb"):
        demo._once({"AGORA_DATABASE_URL": "none"}, ["no_such_verb"])


def test_what_commands_print_comes_back(demo):
    printed = demo._once({"AGORA_DATABASE_URL": "none"}, ["version"], ["version"])

    assert printed == f"{django.get_version()}\n" * 2
    assert demo.children == {}


def test_a_part_that_ends_by_itself_is_noticed(demo):
    child = demo._start([sys.executable, "-c", ""], {})
    demo.children["web"] = child
    child.wait(30)

    with pytest.raises(Broken, match="web"):
        demo._watch()


def test_closing_leaves_no_process(demo):
    demo.children["web"] = child = demo._start(["sleep", "1000"], {})

    demo.close()

    assert child.poll() is not None
    with pytest.raises(ProcessLookupError):
        for _ in range(200):  # a dead one belongs to its group until somebody has seen it
            os.killpg(child.pid, 0)
            time.sleep(0.05)


def test_statics_are_collected_again_when_a_source_changes(tmp_path, monkeypatch):
    monkeypatch.setattr(demonstrate, "CHECKOUT", tmp_path)
    monkeypatch.setattr(demonstrate, "STATIC", tmp_path / "build")
    sheet = tmp_path / "platform" / "agora" / "ui" / "static" / "ui.css"
    sheet.parent.mkdir(parents=True)
    sheet.touch()
    assert demonstrate.statics_are_stale()

    (tmp_path / "build").mkdir()
    manifest = tmp_path / "build" / "staticfiles.json"
    manifest.touch()
    os.utime(sheet, (1, 1))
    assert not demonstrate.statics_are_stale()

    os.utime(manifest, (0, 0))
    assert demonstrate.statics_are_stale()
