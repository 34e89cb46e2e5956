"""The WSGI entry: probes, then the gate, then whom we believe, then the site."""

import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from agora import metrics
from agora.conf import process, proxies
from agora.conf.gate import with_gate
from agora.conf.probes import with_probes

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "agora.conf.settings")

gc.disable()  # while the program loads, almost nothing of what it makes is to be thrown away
site = proxies.with_proxies(get_wsgi_application(), proxies.trusted())
application = with_probes(with_gate(site), internal_port=process.web().internal.port)

# Every page is read now, in no house: a form read during a request would keep, in the querysets
# of its fields, the city of whoever came first.
for urlconf in settings.HOUSE_URLCONFS.values():
    import_module(urlconf)

metrics.begin()

# What is loaded stays: the collector need not walk through it again, nor come so often for the
# many small things each page makes and drops.
gc.freeze()
gc.set_threshold(10_000, 10, 10)
gc.enable()
