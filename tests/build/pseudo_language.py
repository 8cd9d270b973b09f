"""A made-up language: every message stands in brackets and is a third longer, so that a test sees what is not one."""

from __future__ import annotations

import gettext
import re

_FACT = re.compile(r"\{[^{}]*\}")
_INNERMOST = re.compile(r"⟦[^⟦⟧]*⟧")
_FILLING = "longer words than these "


class PseudoCatalogue(gettext.NullTranslations):
    """Says any message in the made-up language; addresses stay."""

    def gettext(self, message: str) -> str:
        """The message in brackets, a third longer than its own words."""
        if message.startswith("https://"):
            return message
        missing = -(-len(_FACT.sub("", message)) // 3)
        filling = (_FILLING * (missing // len(_FILLING) + 1))[:missing].strip()
        return f"⟦{message} {filling}⟧" if missing > 3 else f"⟦{message}{'~' * missing}⟧"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The form for many, which is the longer one."""
        return self.gettext(msgid2)


def outside(text: str) -> str:
    """What of a text stands outside all messages: parts that were glued on, or were never translated."""
    while _INNERMOST.search(text):
        text = _INNERMOST.sub(" ", text)
    return " ".join(text.split())
