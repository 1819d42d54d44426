"""Minutes in Word: from the template that is built here, or from one of the group's own."""

from __future__ import annotations

import io
import pickle
import re
import sys
import zipfile
from typing import Any

from bot.core.aside import made_by
from bot.core.i18n import language, speaking
from bot.meetings.minutes.paper import Paper, headings
from bot.meetings.templates.filling import LARGEST_FILE, fill, on_a4

SUBJECT = "Minutes"
"""What the property *Subject* of a file begins with; the key of its meeting follows."""
_SUBJECT = re.compile(rb"<dc:subject>([^<]{1,200})</dc:subject>")


def build_template() -> bytes:
    """The template that ships: headings, participants, points with notes, decisions, a table of actions."""
    from docx import Document  # slow to import, and needed for minutes in Word alone
    from docx.shared import Pt

    document = Document()
    on_a4(document)
    document.styles["Normal"].font.name = "Calibri"
    document.styles["Normal"].font.size = Pt(11)

    def lines(*texts: str, style: str | None = None) -> None:
        for text in texts:
            document.add_paragraph(text, style=style)

    document.add_heading("{{ words.minutes }}{{ words.colon }}{{ title }}", 0)
    lines("{{ group }} · {{ key }} · {{ date }}{% if venue %} · {{ venue }}{% endif %}", "{{ state }}")
    lines("{%p if participants or regrets %}")
    document.add_heading("{{ words.participants }}", 1)
    lines("{%p for one in participants %}", "{{ one.how }}{{ words.colon }}{{ one.names }}", "{%p endfor %}")
    lines(
        "{%p if regrets %}",
        "{{ words.regrets }}{{ words.colon }}{{ regrets }}",
        "{%p endif %}",
        "{%p endif %}",
    )
    lines("{%p if points %}")
    document.add_heading("{{ words.points }}", 1)
    lines("{%p for point in points %}")
    head = document.add_paragraph()
    head.add_run("{{ point.number }}. {{ point.text }}").bold = True
    head.add_run("{% if point.speaker %} · {{ point.speaker }}{% endif %}")
    lines("{%p if point.note %}", "{{ point.note }}", "{%p endif %}")
    lines("{%p if point.outcome %}")
    document.add_paragraph().add_run("{{ point.outcome }}").italic = True
    lines("{%p endif %}", "{%p endfor %}", "{%p endif %}")
    lines("{%p if notes %}")
    document.add_heading("{{ words.notes }}", 1)
    lines("{{ notes }}", "{%p endif %}", "{%p if decisions %}")
    document.add_heading("{{ words.decisions }}", 1)
    lines("{%p for one in decisions %}")
    decision = document.add_paragraph()
    decision.add_run("{{ one.key }}").bold = True
    decision.add_run("  {{ one.text }}")
    lines("{%p endfor %}", "{%p endif %}", "{%p if actions %}")
    document.add_heading("{{ words.actions }}", 1)
    _add_actions(document)
    lines("{%p endif %}", "{%p if next_date %}")
    document.add_heading("{{ words.next_date }}", 1)
    lines("{{ next_date }}", "{%p endif %}", "{%p if addenda %}")
    document.add_heading("{{ words.addenda }}", 1)
    lines("{%p for one in addenda %}", "{{ one.number }}. {{ one.text }}", "{%p endfor %}", "{%p endif %}")
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def _add_actions(document: Any) -> None:  # noqa: ANN401 - python-docx has no types
    from docx.shared import Cm

    table = document.add_table(rows=4, cols=4)
    table.style = "Table Grid"
    table.autofit = False
    widths = (Cm(1.3), Cm(7.6), Cm(3.4), Cm(3.7))
    heads = ("", "{{ words.what }}", "{{ words.who }}", "{{ words.due }}")
    cells = ("{{ one.key }}", "{{ one.text }}", "{{ one.owner }}", "{{ one.due }}")
    for column, width in enumerate(widths):
        table.columns[column].width = width
        for row in table.rows:
            row.cells[column].width = width
        run = table.rows[0].cells[column].paragraphs[0].add_run(heads[column])
        run.bold = True
        table.rows[2].cells[column].text = cells[column]
    table.rows[1].cells[0].text = "{%tr for one in actions %}"
    table.rows[3].cells[0].text = "{%tr endfor %}"


def write_word(paper: Paper, template: bytes | None = None) -> bytes:
    """The minutes as a Word file.

    Raises:
        UserError: the template names a field that there is not, or is no Word file.
    """
    return fill(template or build_template(), paper.values, f"{SUBJECT} {paper.values['key']}")


def check_template(template: bytes) -> None:
    """Fill a template with one of everything, so that a wrong field shows before it is kept.

    Raises:
        UserError: it names a field that there is not, or is no Word file.
    """
    write_word(Paper(_sample()), template)


def _sample() -> dict[str, Any]:
    texts = ("group", "key", "title", "date", "venue", "state", "regrets", "next_date", "notes")
    point = ("number", "text", "speaker", "kind", "note", "outcome")
    return {
        **{name: name for name in texts},
        "participants": [{"how": "how", "names": "names"}],
        "points": [{name: name for name in point}],
        "decisions": [{"key": "D1", "text": "text"}],
        "actions": [{"key": "A1", "text": "text", "owner": "owner", "due": "due"}],
        "addenda": [{"number": "1", "text": "text"}],
        "words": headings(),
    }


def word_aside(paper: Paper, template: bytes | None) -> bytes:
    """The minutes as a Word file, made in a process of its own.

    Raises:
        UserError: it could not be made.
    """
    return made_by(__name__, (paper, template, language()))


def meeting_of_file(data: bytes) -> str | None:
    """The key of the meeting of whose minutes a Word file is, as it was written into it; None of another."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            part = packed.getinfo("docProps/core.xml")
            text = packed.read(part) if part.file_size < LARGEST_FILE else b""
    except (KeyError, ValueError, OSError, zipfile.BadZipFile, NotImplementedError):
        return None
    found = _SUBJECT.search(text)
    words = found[1].decode(errors="replace").split() if found else []
    return words[1] if len(words) == 2 and words[0] == SUBJECT else None


def main() -> None:
    """Write the minutes that standard input holds to standard output."""
    paper, template, code = pickle.load(sys.stdin.buffer)
    with speaking(code):
        data = write_word(paper, template)
    sys.stdout.buffer.write(data)


if __name__ == "__main__":
    main()
