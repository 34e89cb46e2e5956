"""A web process loads none of the heavy libraries of the legal document."""

import json
import subprocess
import sys

HEAVY = ("saxonche", "stripe", "typst", "facturx", "pypdf", "schwifty")
CODE = f"""
import json, sys
import django
django.setup()
from importlib import import_module
import billing.einvoice.seal
from django.conf import settings
for urlconf in settings.HOUSE_URLCONFS.values():
    import_module(urlconf)
print(json.dumps([name for name in {HEAVY!r} if name in sys.modules]))
"""


def loaded(code):
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def test_the_doors_load_nothing_heavy():
    assert loaded(CODE) == []


def test_the_guard_would_see_it():
    assert loaded(CODE.replace("print(", "import pypdf\nprint(")) == ["pypdf"]
