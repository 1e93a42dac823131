"""The process of a run's own Prefect server: ``python -m flows.server_process FILE_DESCRIPTOR [whole]``.

It listens on a socket that is open already, says "ready" when it is up, and ends when its standard input does.
"""

import gc

# Nothing of what is imported is garbage: looking for some takes a tenth of the time.
gc.disable()

import os  # noqa: E402
import socket  # noqa: E402
import sys  # noqa: E402
import threading  # noqa: E402

import uvicorn  # noqa: E402
from prefect.server.api.server import create_app  # noqa: E402


class Announced(uvicorn.Server):
    """A server that says when it is up."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start up, and say so."""
        await super().startup(sockets)
        if self.started:
            print("ready", flush=True)


def main(descriptor: int, *, whole: bool) -> None:
    """Serve on the socket ``descriptor`` until standard input ends, as it does when the run does.

    Only a whole server keeps schedules.
    """
    app = create_app(ephemeral=not whole)
    gc.freeze()
    gc.enable()
    server = Announced(uvicorn.Config(app, log_level="error", access_log=False, timeout_graceful_shutdown=5))

    def end() -> None:
        while os.read(0, 1024):  # not through sys.stdin, whose lock would be held when the process ends
            pass
        server.should_exit = True

    threading.Thread(target=end, daemon=True).start()
    server.run(sockets=[socket.socket(fileno=descriptor)])


if __name__ == "__main__":
    main(int(sys.argv[1]), whole="whole" in sys.argv[2:])
