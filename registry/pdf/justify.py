"""Flush right edges for Chinese: WeasyPrint stretches spaces only, and a line of Chinese has none.

The line's missing width is shared out between its characters, as text-justify: inter-character asks.
"""

from functools import wraps

MOST_EMS = 4
FIRST_HAN = 0x2E80


def is_chinese(text: str) -> bool:
    """A third or more of the characters; the rest are figures."""
    return len(text) > 1 and sum(ord(c) >= FIRST_HAN for c in text) * 3 >= len(text)


def install() -> None:
    """Take over from WeasyPrint's own justify_line for lines of Chinese. Once a process."""
    from weasyprint.formatting_structure import boxes
    from weasyprint.layout import inline
    from weasyprint.text.line_break import create_layout

    by_spaces = inline.justify_line
    if hasattr(by_spaces, "__wrapped__"):
        return

    @wraps(by_spaces)
    def justify_line(context, line, extra_width):
        texts = [box for box in line.descendants() if isinstance(box, boxes.TextBox)]
        text = "".join(box.text for box in texts).strip()
        if not is_chinese(text):
            by_spaces(context, line, extra_width)
        elif extra_width <= MOST_EMS * line.style["font_size"]:
            stretch(context, line, extra_width / (len(text) - 1), 0)

    def stretch(context, box, spacing, x_advance):
        """Space out the characters inside `box`, and move what follows; returns how far."""
        box.position_x += x_advance
        if isinstance(box, boxes.TextBox):
            box.style = box.style.copy()
            box.style["letter_spacing"] = spacing
            box.pango_layout = create_layout(box.text, box.style, context, None, 0)
            box.pango_layout.deactivate()
            added = spacing * len(box.text)
            box.width += added
            return x_advance + added
        start = x_advance
        for child in getattr(box, "children", []):
            if child.is_in_normal_flow():
                x_advance = stretch(context, child, spacing, x_advance)
        box.width += x_advance - start
        return x_advance

    inline.justify_line = justify_line
