"""Commands of the bot that end by themselves, each in a process of its own.

Such a process is forked from one that has loaded the bot already: a command starts in a tenth of the time.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.__main__ import COMMANDS, main

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 60
_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(
    ["bot.app", *(f"bot.cli.{name.replace('import', 'import_')}" for name in COMMANDS)]
)


def _carry_out(words: Sequence[str], env: Mapping[str, str], folder: str) -> None:
    """Become a process with that environment, whose output goes into two files of a folder."""
    os.chdir(ROOT)
    os.environ.clear()
    os.environ.update(env)
    for name, number in (("out", 1), ("err", 2)):
        file = os.open(Path(folder) / name, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.dup2(file, number)
        os.close(file)
    sys.exit(main(list(words)))


async def carry_out(words: Sequence[str], env: Mapping[str, str]) -> tuple[int, str, str]:
    """Run `python -m bot WORDS` to its end: exit code, stdout, stderr; TimeoutError after a minute."""
    with TemporaryDirectory(prefix="img-bot-command-") as folder:
        process = _FORKS.Process(target=_carry_out, args=(list(words), dict(env), folder))
        process.start()
        await asyncio.to_thread(process.join, SECONDS)
        if process.exitcode is None:
            process.kill()
            process.join()
            raise TimeoutError(f"{' '.join(words)} did not end within {SECONDS} seconds")
        said = [path.read_text() if (path := Path(folder) / name).exists() else "" for name in ("out", "err")]
        return process.exitcode, said[0], said[1]
