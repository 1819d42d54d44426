"""Finds the texts of the code that people read, also those inside of f-strings: for `make messages`."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from typing import IO, Any

WRAPPERS = {"_": 1, "N_": 1, "ngettext": 2}
"""The functions that mark texts, and how many of their arguments are texts."""

Found = tuple[int, str, str | tuple[str, ...], list[str]]
"""Line, function, the text or its two forms, comments: what Babel wants of an extractor."""


def extract_python(
    fileobj: IO[bytes], keywords: object, comment_tags: object, options: Mapping[str, Any]
) -> Iterator[Found]:
    """The texts of one Python file, in the order in which they stand; Babel names the arguments."""
    calls = [node for node in ast.walk(ast.parse(fileobj.read())) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda node: (node.lineno, node.col_offset)):
        name = call.func.id if isinstance(call.func, ast.Name) else ""
        given = [part.value for part in call.args[: WRAPPERS.get(name, 0)] if isinstance(part, ast.Constant)]
        texts = tuple(text for text in given if isinstance(text, str))
        if texts and len(texts) == WRAPPERS[name]:
            yield call.lineno, name, texts[0] if len(texts) == 1 else texts, []
