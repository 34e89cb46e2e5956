"""Guard 11: no setting unread, no environment variable undocumented."""

import ast
import re

from django.conf import global_settings

from tests.architecture.sources import TOP, calls, name_of, python_files, tree

CONF = TOP / "platform" / "agora" / "conf"
DOC = TOP / "docs" / "settings.md"
VARIABLE = re.compile(r"\bAGORA_[A-Z0-9_]+\b")
# Read by the packages whose settings they are.
FOREIGN = ("ACCOUNT_", "MFA_", "WHITENOISE_", "PROCRASTINATE_", "TENANT_", "REST_FRAMEWORK")
FOREIGN += ("SPECTACULAR_SETTINGS", "CONTENT_SECURITY_POLICY", "LEAFLET_CONFIG", "SHARED_APPS")
FOREIGN += ("PUBLIC_SCHEMA_NAME", "ROOT_URLCONF")
# Whoever runs before the settings may read the environment itself.
ENTRANCES = ("platform/agora/conf/env.py", "platform/agora/cli/", "platform/agora/devdb.py")
ENTRANCES += ("platform/agora/metrics/sharing.py",)  # tells the client of Prometheus its folder


def variables(text):
    return set(VARIABLE.findall(text)) - {"AGORA_"}


def own_settings(module):
    """Names set in settings.py that neither Django nor a package reads."""
    names = set()
    for node in module.body:
        for target in getattr(node, "targets", []):
            members = target.elts if isinstance(target, ast.Tuple) else [target]
            names |= {one.id for one in members if isinstance(one, ast.Name) and one.id.isupper()}
    return {
        name
        for name in names
        if not hasattr(global_settings, name) and not name.startswith((*FOREIGN, "_"))
    }


def unread(names, texts):
    return sorted(
        name
        for name in names
        if not any(re.search(rf"(settings\.|[\"'\[ (]){name}\b", text) for text in texts)
    )


def test_every_variable_is_documented_and_every_documented_one_read():
    code = "\n".join(path.read_text(encoding="utf-8") for path in CONF.glob("*.py"))
    read = {
        call.args[0].value
        for call, name in calls(ast.parse(code))
        if name.startswith("env.") and call.args and isinstance(call.args[0], ast.Constant)
    }
    documented = variables(DOC.read_text(encoding="utf-8"))

    assert read - documented == set()
    assert read <= documented


def test_the_environment_is_read_in_one_place():
    strays = [
        name_of(path)
        for path in python_files()
        if not name_of(path).startswith(ENTRANCES)
        and "os.environ[" in (text := path.read_text(encoding="utf-8")).replace(".get(", "[")
        and "DJANGO_SETTINGS_MODULE" not in text
    ]

    assert strays == []


def test_every_setting_is_read():
    source = CONF / "settings.py"
    own = own_settings(tree(source))
    inside = source.read_text(encoding="utf-8")
    texts = [path.read_text(encoding="utf-8") for path in python_files() if path != source]
    used_inside = {name for name in own if len(re.findall(rf"\b{name}\b", inside)) > 1}

    assert unread(own - used_inside, texts) == []


def test_an_unread_setting_and_an_undocumented_variable_are_found():
    module = ast.parse("LONELY_SETTING = 1\nDEBUG = True\nACCOUNT_X, OTHER_ONE = 1, 2")

    assert unread(own_settings(module), ["settings.OTHER_ONE"]) == ["LONELY_SETTING"]
    assert variables("set AGORA_DEBUG=1") == {"AGORA_DEBUG"}
