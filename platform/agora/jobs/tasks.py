"""The jobs that look after the jobs."""

from agora.jobs.cities import cities_in_service
from agora.jobs.queue import enqueue_once
from agora.jobs.registries import task, task_named
from agora.jobs.upkeep import purge_finished, rescue_stalled


@task("jobs.fan_out", scope="public")
def fan_out(*, task: str) -> None:
    """Queue a periodic task once for every city in service, and for us if it is furniture."""
    for city in cities_in_service():
        enqueue_once(task, once=f"periodic:{task}", city=city.schema)
    if task_named(task).scope == "house":
        enqueue_once(task, once=f"periodic:{task}")


@task("jobs.rescue_stalled", scope="public")
def rescue() -> None:
    """Take up again the jobs of workers that died: they would stay « doing » for ever."""
    rescue_stalled()


@task("jobs.purge", scope="public", queue="heavy")
def purge() -> None:
    """Forget finished jobs, so that the queue stays small."""
    purge_finished()
