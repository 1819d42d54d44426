"""From a plan to a file: values in, bytes out. `FORMATS` holds what there is."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.documents.writing.as_csv import write_csv
from bot.documents.writing.as_docx import write_docx
from bot.documents.writing.as_html import write_html
from bot.documents.writing.as_json import write_json
from bot.documents.writing.as_markdown import write_markdown
from bot.documents.writing.as_xlsx import write_xlsx
from bot.documents.writing.plan import PlanExport, Wording

Writer = Callable[[PlanExport, Wording], bytes]

FORMATS: Mapping[str, Writer] = {
    "json": write_json,
    "csv": write_csv,
    "md": write_markdown,
    "html": write_html,
    "xlsx": write_xlsx,
    "docx": write_docx,
}
"""Who writes each format of files. Its name is also the files' suffix."""
