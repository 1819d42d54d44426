"""From the drawing to pixels: in a process of its own, since it takes tens of megabytes while it works."""

from __future__ import annotations

from pathlib import Path

FONTS = Path(__file__).parent / "fonts"


def paint(svg: str) -> bytes:
    """The PNG of a drawing, with the fonts that are shipped."""
    import resvg_py  # here: nothing else loads it

    fonts = [str(FONTS / "DejaVuSans.ttf"), str(FONTS / "DejaVuSans-Bold.ttf")]
    data: bytes = resvg_py.svg_to_bytes(
        svg_string=svg,
        font_files=fonts,
        skip_system_fonts=True,
        font_family="DejaVu Sans",
        sans_serif_family="DejaVu Sans",
    )
    return bytes(data)
