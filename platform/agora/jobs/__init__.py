"""Jobs: whatever must not happen inside a request, or must happen by itself.

    @task("files.delete")                         in tasks.py; ids in, one action out, may run twice
    enqueue("files.delete", key=key)              in an action: written in the same transaction

A job belongs to the city it was queued from, and its arguments are ids, never personal data:
`scope="public"` (the provider's house) or `scope="club"` must be said. `schedule.py` is the only
list of what happens by itself. procrastinate is behind: no other package knows it.
"""

from agora.jobs.queue import AlreadyQueued, enqueue
from agora.jobs.registries import Task, task

__all__ = ["AlreadyQueued", "Task", "enqueue", "task"]
