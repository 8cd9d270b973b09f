"""One answer as a plain page for a printer: the panel without the fields, and a line that says where those are."""

from __future__ import annotations

from dataclasses import replace

from verify.model import Report
from verify.report.html import article
from verify.report.markup import element
from verify.report.panel import panel
from verify.report.words.catalogue import Translator


def printed(report: Report, translator: Translator) -> str:
    """HTML in a body alone, without a style sheet: whoever prints it brings a suitable one."""
    shown = replace(panel(report, translator, 1), fields=())  # with 0 the panel has no story either
    foot = (translator.text("window.fields_not_printed"), translator.text("window.always"))
    return element("body", article(shown, 0, translator), *(element("p", line, class_="small") for line in foot))
