"""From a plan to a file: values in, bytes out. `FORMATS` holds what there is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.exporters.as_csv import write_csv
from bot.exporters.as_json import write_json
from bot.exporters.as_markdown import write_markdown
from bot.exporters.plan import PlanExport, Wording


@dataclass(frozen=True, slots=True)
class Format:
    """A format of files: its media type, and who writes it. Its name is also the files' suffix."""

    media_type: str
    write: Callable[[PlanExport, Wording], bytes]


FORMATS: Mapping[str, Format] = {
    "json": Format("application/json", write_json),
    "csv": Format("text/csv; charset=utf-8", write_csv),
    "md": Format("text/markdown; charset=utf-8", write_markdown),
}
