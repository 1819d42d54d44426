"""What `doctor` sees of the files that hold secrets, or what people wrote."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import make_url

from bot.cli.findings import Finding
from bot.core.i18n import _
from bot.core.settings import ENV_FILE, Settings

OTHERS = 0o077


def check_files(settings: Settings) -> Finding:
    """Whether `.env` and the database's files can be read or written by their owner only."""
    open_to_others = [path for path in _files(settings) if _mode(path) & OTHERS]
    if not open_to_others:
        return Finding(_("files"), True, _("only their owner can read them"))
    text = _("others can read what is secret. Run: chmod 600 {files}")
    return Finding(_("files"), False, text.format(files=" ".join(str(path) for path in open_to_others)))


def _files(settings: Settings) -> Iterator[Path]:
    yield ENV_FILE
    url = make_url(settings.database_url)
    if url.get_backend_name() == "sqlite" and url.database:
        yield from (Path(url.database + end) for end in ("", "-wal", "-shm"))


def _mode(path: Path) -> int:
    try:
        return path.stat().st_mode
    except OSError:  # there is none, or whoever asks may not see it
        return 0
