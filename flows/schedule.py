"""The schedule: runs by the clock, for as long as the command stays up."""

from flows.server import server
from flows.settings import SettingError, Settings

NAME = "by-the-clock"


def serve(cron: str, timezone: str, sources: list[str] | None, told: Settings) -> None:
    """Run at the times that ``cron`` names, one run at a time, until this is interrupted.

    The schedule is kept by the Prefect server that there is, else by one of this process's own.

    Raises
    ------
    SettingError
        When ``cron`` or ``timezone`` means nothing.
    """
    with server(keeps_schedules=True) as own:
        from prefect.schedules import Cron
        from prefect.types.entrypoint import EntrypointType

        from flows.build import newsledger_run

        try:
            schedule = Cron(cron, timezone=timezone)
        except ValueError as error:
            raise SettingError(f"no schedule is {cron!r} in {timezone!r}: {error}") from error
        if own is not None:
            own.wait()
            print(f"The runs are shown at {own.address.removesuffix('/api')}", flush=True)
        newsledger_run.serve(
            NAME,
            schedule=schedule,
            parameters={
                "sources": sources,
                "warehouse": str(told.warehouse),
                "batch_articles": told.batch_articles,
                "workers": told.workers,
                "annotator": told.annotator,
            },
            limit=1,
            entrypoint_type=EntrypointType.MODULE_PATH,
        )
