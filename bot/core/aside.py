"""Files are made in a process of their own, so that the one that serves keeps its memory and its pace.

The process gets what it needs by its standard input, from us alone, and answers with the file.
"""

from __future__ import annotations

import logging
import pickle
import subprocess
import sys

from bot.core.errors import UserError
from bot.core.i18n import _

SECONDS = 60
_log = logging.getLogger(__name__)


def made_by(module: str, job: tuple[object, ...]) -> bytes:
    """The file that a module makes of a job when it is run by itself.

    Raises:
        UserError: it could not be made.
    """
    command = [sys.executable, "-m", module]
    try:
        done = subprocess.run(
            command, input=pickle.dumps(job), capture_output=True, timeout=SECONDS, check=True
        )
    except (subprocess.SubprocessError, OSError) as error:
        said = getattr(error, "stderr", None) or b""
        _log.warning("a file was not made: %s %s", type(error).__name__, said.decode(errors="replace")[-300:])
        raise UserError(_("The file could not be made. Please try again.")) from error
    return done.stdout
