"""`poplit serve`: the web chat and the messengers that are set, with the actions in the same process."""

from __future__ import annotations

import asyncio
import logging
import sys
from pathlib import Path

from poplit.rasa.quiet import hush


def serve(host: str, port: int, credentials: Path | None = None) -> int:
    """Serve until interrupted. Raises OSError when the port is taken or a file is missing, RuntimeError when training fails."""
    hush()
    from rasa.core import run
    from rasa.core.tracker_store import TrackerStore
    from rasa.core.utils import AvailableEndpoints
    from rasa.shared.core.domain import Domain

    from poplit.rasa import reminders
    from poplit.rasa.runner import load_agent
    from poplit.rasa.training import ROOT, model
    from poplit.rasa.web_channel import mount_at_root

    _check_free(host, port)
    if credentials and not credentials.is_file():
        raise FileNotFoundError(f"there is no file {credentials}")
    path = model()
    endpoints = AvailableEndpoints.read_endpoints(str(ROOT / "endpoints.yml"))
    channels = run.create_http_input_channels(None, str(credentials or ROOT / "credentials.yml"))
    app = run.configure_app(channels, cors=None, enable_api=False, port=port, endpoints=endpoints)
    mount_at_root(app)

    failures: list[Exception] = []

    async def load_assistant(running, loop) -> None:
        store = TrackerStore.create(endpoints.tracker_store, domain=Domain.empty())
        if hasattr(store, "engine"):
            store.engine.hide_parameters = True  # or a failed save would log the person's words
        try:
            running.ctx.agent = await asyncio.to_thread(load_agent, path, store)
        except Exception as error:
            failures.append(error)
            running.stop()
            return
        outputs = {channel.name(): channel.get_output_channel for channel in channels}
        await reminders.restore(running.ctx.agent, store, outputs)
        print(
            f"Poplit is at http://{'localhost' if host == '127.0.0.1' else host}:{port}/  (stop with Ctrl+C)", file=sys.stderr, flush=True
        )

    async def load_meanwhile(running, loop) -> None:
        # The page is served, and says so, while the model is loading.
        running.ctx.loading = loop.create_task(load_assistant(running, loop))

    app.register_listener(load_meanwhile, "after_server_start")
    logging.getLogger("sanic.root").setLevel(logging.WARNING)
    app.run(host=host, port=port, access_log=False, workers=1)
    if failures:
        raise RuntimeError(f"the model cannot be loaded: {failures[0].__cause__ or failures[0]}") from failures[0]
    return 0


def _check_free(host: str, port: int) -> None:
    import socket

    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise OSError(f"port {port} on {host} cannot be used ({error.strerror}); choose another with --port") from error
