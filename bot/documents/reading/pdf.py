"""PDF files: the text on their pages, laid out by the line."""

from __future__ import annotations

from io import BytesIO

from bot.core.errors import UserError
from bot.core.i18n import _

MAX_PAGES = 60
_FEWEST_LETTERS = 20


def text_of_pdf(data: bytes) -> str:
    """The text of a PDF, its columns parted by gaps.

    Raises:
        UserError: a scan without text, locked, broken, or with more pages than any plan.
    """
    # Imported late: only these files need it.
    import pypdf
    from pypdf.errors import PyPdfError

    try:
        reader = pypdf.PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UserError(_("That PDF is locked. Save it without a password."))
        if len(reader.pages) > MAX_PAGES:
            raise UserError(
                _("That PDF has over {count} pages: too many for a plan.").format(count=MAX_PAGES)
            )
        texts = [page.extract_text(extraction_mode="layout") for page in reader.pages]
    except (PyPdfError, ValueError, LookupError, TypeError, AttributeError, RecursionError, OSError,
            NotImplementedError, AssertionError, ArithmeticError) as error:  # fmt: skip
        # The library follows what the file says; each of these was a file that said something that is not so.
        raise UserError(_("That PDF is broken. Save the plan as .docx or .txt and retry.")) from error
    text = "\n\n".join(texts)
    if sum(character.isalpha() for character in text) < _FEWEST_LETTERS:
        raise UserError(
            _("That PDF holds pictures of pages and no text. Send the document that it was made from.")
        )
    return text
