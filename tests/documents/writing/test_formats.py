from __future__ import annotations

import csv
import json
from io import StringIO

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bot.documents.draft import DraftItem
from bot.documents.writing import FORMATS
from bot.documents.writing.as_csv import _safe
from bot.documents.writing.as_markdown import _plain
from bot.plan.rules.items import Kind
from tests.documents.writing.samples import PLAN, WORDING


def written(form: str) -> bytes:
    return FORMATS[form](PLAN, WORDING)


def test_json_has_the_shape_of_an_import_with_status_and_history() -> None:
    found = json.loads(written("json"))
    assert found["group"] == {"label": "IMG", "name": "E-waste *IMG*", "zone": "Europe/Zurich"}
    assert found["exported_at"] == "2018-06-04T07:30:00Z"
    assert [found[name] for name in ("headings", "questions", "unread", "changes")] == [[], [], [], []]
    draft = DraftItem("A-D1", Kind.ACTIVITY, "x").to_json()
    own = {"status_note", "venue", "link", "history"}
    assert [set(item) for item in found["items"]] == [set(draft) | own] * 3
    meeting, hostile, undated = found["items"]
    assert meeting["when"] == {
        "precision": "exact", "start": "2017-10-05T15:30", "end": "2017-10-05T17:30", "zone": None,
        "anchor": None, "text": "Thursday 5th",
    }  # fmt: skip
    assert meeting["baseline"]["start"] == "2017-10" and meeting["source"]["lines"] == [7]
    assert (hostile["status"], hostile["owner"]) == ("at-risk", "<@U0L1>")
    assert hostile["depends_on"] == [{"key": "IMG-M5", "inferred": True}]
    assert hostile["history"] == [
        {
            "at": "2018-06-04T07:30:00Z", "who": "U0SEC", "name": "Secretariat", "action": "status",
            "before": {"status": "planned"}, "after": {"status": "at-risk"}, "note": "late", "undone": False,
        }
    ]  # fmt: skip
    assert undated["when"]["precision"] == "none" and undated["baseline"] is None


def rows() -> list[dict[str, str]]:
    text = written("csv").decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text, newline="")))


def test_csv_is_a_table_that_excel_reads_as_utf8() -> None:
    assert written("csv").startswith(b"\xef\xbb\xbfkey,kind,")
    meeting, hostile, undated = rows()
    assert (meeting["key"], meeting["start"], meeting["agenda"]) == (
        "IMG-M5", "2017-10-05T15:30", "Opening\n1) Ways; means",
    )  # fmt: skip
    assert meeting["when"] == "Thu 5 Oct 2017, 15:30–17:30 Geneva"
    assert (hostile["streams"], hostile["drift_days"], hostile["tentative"]) == ("WS1\nWS2", "61", "yes")
    assert undated["start"] == "" and undated["when"] == "no date"


def test_csv_calculates_nothing() -> None:
    hostile = rows()[1]
    assert hostile["title"] == '\'=HYPERLINK("http://x")'
    assert hostile["notes"] == "'+1\n'-2, ü 漢"
    assert hostile["status_note"] == "' @SUM(A1)"
    assert hostile["owner"] == "'-Anna"


@given(st.text())
def test_no_cell_is_ever_a_formula(text: str) -> None:
    cell = _safe(text)
    assert isinstance(cell, str) and not cell.lstrip().startswith(("=", "+", "-", "@"))


def test_markdown_reads_by_month() -> None:
    assert written("md").decode() == (
        "# E-waste \\*IMG\\*: workplan\n"
        "\n"
        "As of Mon 4 Jun 2018. Times are those of Europe/Zurich where no other place is named.\n"
        "\n"
        "## October 2017\n"
        "\n"
        "- **IMG-M5** 5th IMG meeting: Thu 5 Oct 2017, 15:30–17:30 Geneva, ✔ held\n"
        "  1. Opening\n"
        "  2. 1\\) Ways; means\n"
        "\n"
        "## May 2018\n"
        "\n"
        '- **WS1-D1** =HYPERLINK("http://x"): May 2018, 🟡 at risk, overdue, proposed, WS1, WS2, \\-Anna\n'
        "  - \\- \\<b\\>keep\\</b\\> \\[it\\](x) \\_up\\_\n"
        "  - \\#1 first\n"
        "  * @SUM(A1)\n"
        "\n"
        "## Without a date\n"
        "\n"
        "- **IMG-D1** Talk \\| listen: planned\n"
    )


@given(st.text(st.sampled_from("ab1 .)-+*_[]()<>#|`~\\&;$!\n\t")))
def test_no_text_is_ever_markup(text: str) -> None:
    tokens = MarkdownIt().parse(f"- {_plain('x' + text)}\n")
    kinds = {child.type for token in tokens for child in token.children or ()}
    assert kinds <= {"text", "text_special"}
    shown = "".join(child.content for token in tokens for child in token.children or ())
    assert shown == " ".join(f"x{text}".split())
