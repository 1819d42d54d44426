"""Files are made in a process of their own, so that the one that serves keeps its memory and its pace.

The process gets what it needs by its standard input, from us alone, and answers with the file.
"""

from __future__ import annotations

import logging
import pickle
import subprocess
import sys

from bot.core.errors import UserError
from bot.core.i18n import _, language, speaking
from bot.documents.writing.plan import PlanExport

SECONDS = 60
_log = logging.getLogger(__name__)


def made_aside(form: str, plan: PlanExport) -> bytes:
    """A plan as a file of that format.

    Raises:
        UserError: it could not be made.
    """
    return _run(("write", form, plan, language()))


def painted_aside(svg: str) -> bytes:
    """A drawing as a PNG.

    Raises:
        UserError: it could not be painted.
    """
    return _run(("paint", svg))


def _run(job: tuple[object, ...]) -> bytes:
    command = [sys.executable, "-m", "bot.exports.aside"]
    try:
        done = subprocess.run(
            command, input=pickle.dumps(job), capture_output=True, timeout=SECONDS, check=True
        )
    except (subprocess.SubprocessError, OSError) as error:
        said = getattr(error, "stderr", None) or b""
        _log.warning("a file was not made: %s %s", type(error).__name__, said.decode(errors="replace")[-300:])
        raise UserError(_("The file could not be made. Please try again.")) from error
    return done.stdout


def main() -> None:
    """Make the file that standard input asks for, and write it to standard output."""
    match pickle.load(sys.stdin.buffer):
        case "paint", str(svg):
            from bot.picture.painting import paint

            data = paint(svg)
        case "write", str(form), PlanExport() as plan, str(code):
            from bot.dates.texts import when_words
            from bot.documents.writing.plan import Wording
            from bot.exports.formats import FORMATS
            from bot.plan.texts.naming import status_words

            with speaking(code):
                data = FORMATS[form](plan, Wording(when_words, status_words))
        case _:
            raise ValueError("no job of ours")
    sys.stdout.buffer.write(data)


if __name__ == "__main__":
    main()
