"""One answer as a plain page for a printer: the panel without the fields, and a line that says where those are."""

from __future__ import annotations

from dataclasses import replace

from verify.model import Report
from verify.report.html import article
from verify.report.markup import element
from verify.report.panel import panel
from verify.report.words.wording import Wording


def printed(report: Report, wording: Wording) -> str:
    """HTML in a body alone, without a style sheet: whoever prints it brings a suitable one."""
    shown = replace(panel(report, wording, 1), fields=())  # with 0 the panel has no story either
    foot = (wording.label("fields_not_printed"), wording.always())
    return element("body", article(shown, 0, wording), *(element("p", line, class_="small") for line in foot))
