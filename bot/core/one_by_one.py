"""The same for many groups, one after another: none holds up the others."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

from sqlalchemy.exc import InterfaceError, OperationalError


def do_in_turn(tasks: Iterable[Callable[[], int]], seconds: float) -> int:
    """Do one task after another, for some seconds; returns the sum of what they return.

    Raises:
        OperationalError, InterfaceError: the database is away: the rest would only fail as well.
        ExceptionGroup: some tasks failed by a fault of ours; all others were done.
    """
    end, total, failures = time.monotonic() + seconds, 0, list[Exception]()
    for task in tasks:
        if time.monotonic() > end:
            break
        try:
            total += task()
        except (OperationalError, InterfaceError):
            raise
        except Exception as error:  # raised below, when the others have had their turn
            failures.append(error)
    if failures:
        raise ExceptionGroup("what could not be done for some groups", failures)
    return total
