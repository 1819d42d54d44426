"""Filling in Word templates: what one names and what there is are held against each other."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from typing import Any

from bot.core.errors import UserError
from bot.core.i18n import _

LARGEST_FILE, LARGEST_UNPACKED = 5_000_000, 50_000_000
_ATTRIBUTE = re.compile(r"has no attribute '([^']+)'")
_UNDEFINED = re.compile(r"'([^']+)' is undefined")


def fill(template: bytes, values: Mapping[str, Any], subject: str | None = None) -> bytes:
    """A template with its fields filled in; `subject` is written into the properties of the file.

    Raises:
        UserError: it names a field that there is not, or is no Word file.
    """
    from docxtpl import DocxTemplate  # type: ignore[import-untyped] # slow to import
    from jinja2 import StrictUndefined, TemplateError, UndefinedError
    from jinja2.sandbox import SandboxedEnvironment

    _check_size(template)
    environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    try:
        document = DocxTemplate(io.BytesIO(template))
        unknown = document.get_undeclared_template_variables(environment) - set(values)
        if unknown:
            raise _wrong_field(sorted(unknown)[0], values)
        document.render(dict(values), environment, autoescape=True)
        # By this a file that was edited and renamed is known again.
        if subject is not None:
            document.docx.core_properties.subject = subject
        saved = io.BytesIO()
        document.save(saved)
    except UndefinedError as error:
        found = _ATTRIBUTE.search(str(error)) or _UNDEFINED.search(str(error))
        raise _wrong_field(found[1] if found else str(error)[:60], values) from error
    except TemplateError as error:
        text = _("The template cannot be read: {why}. Mend it in Word, and send it again.")
        raise UserError(text.format(why=str(error)[:200])) from error
    except (KeyError, ValueError, zipfile.BadZipFile, OSError) as error:
        raise UserError(_("That is no Word file (.docx), or it is damaged.")) from error
    return saved.getvalue()


def on_a4(document: Any) -> None:  # noqa: ANN401 - python-docx has no types
    """Make the pages of a new document A4, with 16 cm for its text."""
    from docx.shared import Cm

    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.5)


def _check_size(data: bytes) -> None:
    """Refuse a file that is too large, packed or unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
    except zipfile.BadZipFile as error:
        raise UserError(_("That is no Word file (.docx), or it is damaged.")) from error
    if len(data) > LARGEST_FILE or unpacked > LARGEST_UNPACKED:
        raise UserError(
            _("That file is too large: up to {most} megabytes are read.").format(
                most=LARGEST_FILE // 1_000_000
            )
        )


def _wrong_field(name: str, values: Mapping[str, Any]) -> UserError:
    text = _("The template names the field “{name}”, which there is not. It can name {fields}.")
    return UserError(text.format(name=name[:60], fields=", ".join(values)))
