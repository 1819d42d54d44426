"""The bot, but it dies between the commit of the first change and its acknowledgement."""

from __future__ import annotations

import os
import signal
import sys

from sqlalchemy import event
from sqlalchemy.orm import Session

from bot.__main__ import main
from bot.core.tables import Change

changes: list[Change] = []


def note_change(_mapper: object, _connection: object, change: Change) -> None:
    changes.append(change)


def die(_session: Session) -> None:
    if changes:
        os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    event.listen(Change, "after_insert", note_change)
    event.listen(Session, "after_commit", die)
    sys.exit(main())
