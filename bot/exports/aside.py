"""Files and pictures of the plan, made in a process of their own."""

from __future__ import annotations

import pickle
import sys

from bot.core.aside import made_by
from bot.core.i18n import language, speaking
from bot.documents.writing.plan import PlanExport


def made_aside(form: str, plan: PlanExport) -> bytes:
    """A plan as a file of that format.

    Raises:
        UserError: it could not be made.
    """
    return made_by(__name__, ("write", form, plan, language()))


def painted_aside(svg: str) -> bytes:
    """A drawing as a PNG.

    Raises:
        UserError: it could not be painted.
    """
    return made_by(__name__, ("paint", svg))


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
