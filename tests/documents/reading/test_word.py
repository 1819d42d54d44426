"""Word documents as people leave them: tracked changes, merged cells, two tables."""

from __future__ import annotations

from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import parse_xml

from bot.documents.draft import DraftPlan
from bot.documents.reading import read_plan

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def read(document: WordDocument) -> DraftPlan:
    stream = BytesIO()
    document.save(stream)
    return read_plan(stream.getvalue(), "plan.docx")


def add_table(document: WordDocument, *rows: tuple[str, str]) -> None:
    table = document.add_table(rows=0, cols=2)
    for texts in rows:
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text


def test_tracked_changes_are_read_as_if_accepted() -> None:
    document = Document()
    add_table(document, ("Comments", "Task"), ("MAY 2020", ""), ("", ""))
    side, task = document.tables[0].rows[2].cells
    for cell, old, new in ((side, "Monday 4", "Tuesday 5, 10:00–12:00"), (task, "3rd call", "3rd meeting")):
        paragraph = cell.paragraphs[0]._p
        gone, come = f"<w:r><w:delText>{old}</w:delText></w:r>", f"<w:r><w:t>{new}</w:t></w:r>"
        paragraph.append(parse_xml(f'<w:del {W} w:id="1" w:author="a">{gone}</w:del>'))
        paragraph.append(parse_xml(f'<w:ins {W} w:id="2" w:author="a">{come}</w:ins>'))
    [item] = read(document).items
    assert (item.title, item.ordinal, item.when.start) == ("3rd meeting", 3, "2020-05-05T10:00")


def test_each_table_has_columns_of_its_own_and_prose_below_is_no_task() -> None:
    document = Document()
    document.add_heading("Work plan 2019", 0)
    document.add_heading("Work Stream 1", 2)
    add_table(document, ("When", "What"), ("March 2019", "1st call of the team"), ("", "Draft survey"))
    document.add_heading("Work Stream 2", 2)
    add_table(document, ("What", "When"), ("Publish the guide", "Q3 2019"))
    document.add_paragraph("Dates may change.")
    plan = read(document)
    assert [(i.key, i.when.start, i.lines) for i in plan.items] == [
        ("WS1-M1", "2019-03", (2,)), ("WS1-D1", "2019-03", (3,)), ("WS2-D1", "2019-Q3", (5,)),
    ]  # fmt: skip
    assert [line.text for line in plan.unread] == ["Dates may change."]


def test_merged_cells_hold_for_all_their_rows() -> None:
    document = Document()
    add_table(
        document, ("Comments", "Task"), ("MAY 2020", ""), ("by 29 May", "Circulate it"), ("", "Draft it")
    )
    rows = document.tables[0].rows
    rows[1].cells[0].merge(rows[1].cells[1])
    rows[2].cells[0].merge(rows[3].cells[0])
    assert [item.when.start for item in read(document).items] == ["2020-05-29", "2020-05-29"]


def test_a_table_inside_a_cell_is_read_by_the_row() -> None:
    document = Document()
    add_table(document, ("Comments", "Task"), ("MAY 2020", ""), ("", "3rd IMG meeting"))
    inner = document.add_table(rows=0, cols=2)
    document.tables[0].rows[2].cells[1]._tc.append(inner._tbl)
    for texts in (("1)", "Opening"), ("2)", "Work Stream 1: maps")):
        for cell, text in zip(inner.add_row().cells, texts, strict=True):
            cell.text = text
    [item] = read(document).items
    assert item.agenda == ("Opening", "Work Stream 1: maps")


def test_cells_across_columns_keep_the_others_in_place() -> None:
    document = Document()
    table = document.add_table(rows=0, cols=3)
    for texts in (
        ("Task", "Remarks", "Date"),
        ("3rd IMG meeting", "", "5 May 2020"),
        ("WS1: Draft map", "", "June 2020"),
    ):
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text
    for row in table.rows[1:]:
        row.cells[0].merge(row.cells[1])
    assert [(i.title, i.when.start) for i in read(document).items] == [
        ("3rd IMG meeting", "2020-05-05"),
        ("Draft map", "2020-06"),
    ]


def test_rows_and_cells_in_content_controls_are_read() -> None:
    document = Document()
    add_table(
        document, ("Comments", "Task"), ("MAY 2020", ""), ("", "3rd IMG meeting"), ("7 May", "WS1 call")
    )
    table = document.tables[0]
    for element in (table.rows[2]._tr, table.rows[3].cells[1]._tc):
        control = parse_xml(f"<w:sdt {W}><w:sdtContent/></w:sdt>")
        element.addprevious(control)
        control[0].append(element)
    assert [(i.key, i.when.start) for i in read(document).items] == [
        ("IMG-M3", "2020-05"),
        ("WS1-M1", "2020-05-07"),
    ]
