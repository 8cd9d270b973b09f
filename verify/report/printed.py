"""One answer as a plain page for a printer: the panel without the fields, and a line that says where those are."""

from __future__ import annotations

from dataclasses import replace

from verify.model import Report
from verify.report.html import article
from verify.report.markup import element
from verify.report.panel import panel
from verify.report.words.catalogue import Translator


def printed(report: Report, wording: Translator) -> str:
    """HTML in a body alone, without a style sheet: whoever prints it brings a suitable one."""
    shown = replace(panel(report, wording, 1), fields=())  # with 0 the panel has no story either
    foot = (wording.text("window.fields_not_printed"), wording.text("window.always"))
    return element("body", article(shown, 0, wording), *(element("p", line, class_="small") for line in foot))
