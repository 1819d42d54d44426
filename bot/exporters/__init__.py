"""From a plan to a file: values in, bytes out. `FORMATS` holds what there is."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.exporters.as_csv import write_csv
from bot.exporters.as_json import write_json
from bot.exporters.as_markdown import write_markdown
from bot.exporters.plan import PlanExport, Wording

Writer = Callable[[PlanExport, Wording], bytes]

FORMATS: Mapping[str, Writer] = {"json": write_json, "csv": write_csv, "md": write_markdown}
"""Who writes each format of files. Its name is also the files' suffix."""
