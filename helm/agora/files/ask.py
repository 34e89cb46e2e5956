"""Ask each address until it answers 200; `python ask.py URL SECONDS [URL...]`."""

import sys
import time
import urllib.request

first, seconds, *more = sys.argv[1:]
limit = time.monotonic() + int(seconds)
for url in (first, *more):
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                print(url, answer.status, flush=True)
                break
        except OSError as problem:
            print(url, problem, flush=True)
            if time.monotonic() > limit:
                sys.exit(1)
            time.sleep(1)
