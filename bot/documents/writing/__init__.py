"""From a plan to a file: values in, bytes out. `FORMATS` holds what there is."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.documents.writing.as_csv import write_csv
from bot.documents.writing.as_json import write_json
from bot.documents.writing.as_markdown import write_markdown
from bot.documents.writing.plan import PlanExport, Wording

Writer = Callable[[PlanExport, Wording], bytes]

FORMATS: Mapping[str, Writer] = {"json": write_json, "csv": write_csv, "md": write_markdown}
"""Who writes each format of files. Its name is also the files' suffix."""
