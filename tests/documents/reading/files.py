"""Small files of the formats that are packages, made by hand: a spreadsheet, a PDF."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Sequence
from io import BytesIO

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats"
_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
    f'ContentType="{_KIND}-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    f'ContentType="{_KIND}-officedocument.spreadsheetml.sheet.main+xml"/>'
    "</Types>"
)
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><cellXfs count="2"><xf numFmtId="0"/>'
    '<xf numFmtId="14" applyNumberFormat="1"/>'
    "</cellXfs></styleSheet>"
)
Cell = str | int | None


def sheet_xml(rows: Sequence[Sequence[Cell]], merged: Sequence[str] = ()) -> str:
    """A sheet: texts, and whole numbers as days counted from 30 December 1899."""
    body = ""
    for number, row in enumerate(rows, 1):
        cells = ""
        for column, value in enumerate(row):
            at = f"{chr(65 + column)}{number}"
            if isinstance(value, int):
                cells += f'<c r="{at}" s="1"><v>{value}</v></c>'
            elif value is not None:
                cells += f'<c r="{at}" t="inlineStr"><is><t>{value}</t></is></c>'
        body += f'<row r="{number}">{cells}</row>'
    merges = "".join(f'<mergeCell ref="{ref}"/>' for ref in merged)
    merges = f"<mergeCells>{merges}</mergeCells>" if merges else ""
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{body}</sheetData>{merges}</worksheet>'


def workbook(*sheets: tuple[str, str], extra: dict[str, str] | None = None) -> bytes:
    """An Excel file of named sheets."""
    names = "".join(
        f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>' for n, (name, _xml) in enumerate(sheets, 1)
    )
    book = f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{names}</sheets></workbook>'
    kinds = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(sheets) + 1)
    )
    more = f'<Relationship Id="rId90" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    if extra and "xl/sharedStrings.xml" in extra:
        more += f'<Relationship Id="rId91" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": book,
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f"{kinds}{more}</Relationships>",
        "xl/styles.xml": _STYLES,
        **{f"xl/worksheets/sheet{n}.xml": xml for n, (_name, xml) in enumerate(sheets, 1)},
        **(extra or {}),
    }
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return stream.getvalue()


def pdf(lines: Sequence[str], *, padding: int = 0) -> bytes:
    """A PDF of one page with lines of text; `padding` blanks more in its compressed content."""
    words = "".join(f"BT /F1 11 Tf 50 {780 - 16 * n} Td ({line}) Tj ET\n" for n, line in enumerate(lines))
    content = zlib.compress(words.encode() + b" " * padding)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table) + trailer
