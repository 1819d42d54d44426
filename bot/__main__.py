"""The command line: the only file that starts anything."""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence

from bot.core.errors import UserError
from bot.core.i18n import _
from bot.core.settings import SettingsError
from bot.core.shown import without_controls, without_secrets

COMMANDS = (
    "run", "web", "worker", "migrate", "setup", "import", "roster", "export", "understand", "demo",
    "manifest", "minutes", "doctor", "backup", "restored", "rekey", "erase",
)  # fmt: skip
"""Each is a module of `bot.cli` (``import`` is ``import_``) with `SUMMARY`, `add_arguments` and `run`."""
DONE, FAILED, MISUSED = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Returns:
        The exit code: 0 done, 1 failed (one line on stderr), 2 wrong use or settings.
    """
    parser = argparse.ArgumentParser(
        prog="img-bot", description=_("A Slack bot that keeps a group's workplan.")
    )
    words = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    typed = list(sys.argv[1:] if arguments is None else arguments)
    # Only the help needs them all; each is imported at a cost to the start of the others.
    wanted = typed[:1] if typed and typed[0] in COMMANDS else COMMANDS
    modules = {
        name: importlib.import_module(f"bot.cli.{name.replace('import', 'import_')}") for name in wanted
    }
    for name, module in modules.items():
        word = words.add_parser(name, help=module.SUMMARY, description=module.SUMMARY)
        module.add_arguments(word)
    options = parser.parse_args(typed)
    try:
        return int(modules[options.command].run(options) or DONE)
    except UserError as error:
        print(without_controls(without_secrets(error.text)), file=sys.stderr)
        return MISUSED if isinstance(error, SettingsError) else FAILED
    except KeyboardInterrupt:
        return FAILED
    except BrokenPipeError:
        return DONE


if __name__ == "__main__":
    sys.exit(main())
