"""Logs: one line an event, as text or JSON, without tokens and without what people wrote."""

from __future__ import annotations

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

# structlog would load rich, for tracebacks that are not drawn here: a tenth of the bot's start.
_rich = sys.modules.setdefault("rich", None)  # type: ignore[arg-type]
import structlog  # noqa: E402

if _rich is None:
    del sys.modules["rich"]

from bot.core.shown import without_controls, without_secrets  # noqa: E402

_LONG = ("exception", "stack")


def _clean(_logger: object, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Take out tokens, passwords and control characters; but for a traceback, what is logged is one line."""
    for name, value in event.items():
        if isinstance(value, str):
            text = without_controls(without_secrets(value))
            event[name] = text if name in _LONG else text.replace("\n", "\\n")
    return event


def configure_logs(level: str, form: str) -> None:
    """Send everything that is logged to stderr.

    Args:
        level: as in the standard library, such as ``INFO``.
        form: ``text`` or ``json``.
    """
    shared: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
        structlog.processors.format_exc_info,
        _clean,
    ]
    renderer: Any = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if form == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    # These tell of every run and every plugin, or of every request with all that was said in it.
    for name in ("apscheduler", "alembic", "slack_sdk"):
        logging.getLogger(name).setLevel(logging.WARNING)
