"""Guards 5 and 14: every verb has its sentence, every notice its mail, every plural its French."""

import importlib.util

import pytest
from django.template.loader import get_template

from agora.action import verbs
from agora.audit.registries import sentences
from agora.notices.registries import kinds
from tests.architecture.sources import TOP, module_of, python_files


def without_sentence(names, known):
    return sorted(set(names) - set(known))


@pytest.fixture(scope="module")
def catalogues():
    spec = importlib.util.spec_from_file_location("messages", TOP / ".ci" / "messages.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module", autouse=True)
def every_action_is_known():
    """Actions register when their module is read: read them all."""
    for path in python_files():
        if path.stem == "actions" or path.parent.name == "actions":
            module_of(path)


def test_every_verb_has_its_sentence_in_the_journal():
    assert len(verbs)
    assert without_sentence(verbs, sentences) == []
    assert without_sentence(sentences, verbs) == [], "sentences of verbs nobody declares"


def test_a_verb_without_sentence_is_found():
    assert without_sentence(["a.b", "c.d"], {"a.b": ""}) == ["c.d"]


def test_every_notice_has_its_mail():
    assert len(kinds)
    for kind in kinds.values():
        get_template(f"{kind.template}.html")  # its text is made from it


@pytest.mark.parametrize(
    "package", ["platform/agora", "tenants", "participation", "billing", "club_utilisateurs"]
)
def test_every_plural_has_its_french(catalogues, package):
    assert catalogues.missing(package, "fr", catalogues.gathered(package)) == []


def test_a_plural_without_french_is_found(catalogues, tmp_path, monkeypatch):
    monkeypatch.setattr(catalogues, "TOP", tmp_path)
    (tmp_path / "tenants").mkdir()
    (tmp_path / "tenants" / "a.py").write_text("ngettext('%(n)d ville', '%(n)d villes', n)")

    assert len(catalogues.missing("tenants", "fr", catalogues.gathered("tenants"))) == 1
