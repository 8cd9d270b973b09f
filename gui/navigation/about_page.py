"""The page about Whence itself: what it is for, its version and terms, and the parts of others that it is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gui.navigation.text_page import TextPage
from verify.report.words.catalogue import Translator
from verify.report.words.commands import describe_bill_of_materials, describe_parts, describe_program
from verify.store.licences import find_bill_of_materials, read_parts

if TYPE_CHECKING:
    from gui.context import Context


class AboutPage(TextPage):
    """What Whence is stands before what it is made of."""

    def __init__(self, context: Context) -> None:
        super().__init__(context.widget)
        self._parts = read_parts()
        self._bill = find_bill_of_materials()
        self.title = self.add_text("headline")
        self.what = self.add_text("body")
        self._made_of = self.add_text("title")
        self.parts = self.add_text("body")
        self.rows.addStretch()
        self.retranslate(context.translator)

    def retranslate(self, translator: Translator) -> None:
        """Show everything in another language."""
        self.title.show_text(translator.text("commands.about.title"))
        what, terms = describe_program(translator)
        explained = (translator.text(f"window.{key}") for key in ("drop_explained", "always", "privacy"))
        self.what.show_text("\n\n".join((what, *explained, terms)))
        self._made_of.show_text(translator.text("commands.about.made_of"))
        whose, replaced, *parts = describe_parts(translator, self._parts)
        bill = describe_bill_of_materials(translator, self._bill)
        self.parts.show_text("\n\n".join([whose, replaced, bill, "\n".join(parts)]))
        self.setAccessibleName(translator.text("commands.about.title"))
