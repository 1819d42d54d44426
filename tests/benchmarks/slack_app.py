"""The stand-in Slack as a process of its own, so that it takes no time from the bot under measurement."""

from __future__ import annotations

import argparse
import asyncio
import signal

from bot.core.clock import SystemClock
from bot.demo.world import build_world


async def run(port: int) -> None:
    """Serve the demo's workspace until SIGTERM."""
    server = build_world(SystemClock())
    await server.start(port=port)
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    await stop.wait()
    await server.stop()


def main() -> None:
    """Read the port."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    asyncio.run(run(parser.parse_args().port))


if __name__ == "__main__":
    main()
