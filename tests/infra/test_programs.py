"""A program is found where it is, and its absence says what to run."""

import pytest

from tests.infra import programs


def test_what_is_on_the_path_comes_first(tmp_path, monkeypatch):
    mine = tmp_path / "caddy"
    mine.touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))

    assert programs.program("caddy") == mine


def test_what_was_unpacked_below_build_is_found(tmp_path, monkeypatch):
    unpacked = tmp_path / "build" / "tools" / "bin" / "no-such-program"
    unpacked.parent.mkdir(parents=True)
    unpacked.touch(mode=0o755)
    monkeypatch.setattr(programs, "TOP", tmp_path)

    assert programs.program("no-such-program") == unpacked


def test_what_is_missing_skips_and_says_what_to_run(monkeypatch):
    with pytest.raises(pytest.skip.Exception, match=r"\.ci/tools no-such-program"):
        programs.program("no-such-program")


def test_what_no_debian_carries_skips_with_words_that_ci_knows(monkeypatch):
    monkeypatch.setattr(programs, "find", lambda name: None)

    with pytest.raises(pytest.skip.Exception, match="terraform is in no Debian release"):
        programs.program("terraform")
