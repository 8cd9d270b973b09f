"""What is said of cases, and the entries of their custody in words. Reasons are keyed by the codes of those who give
them."""

from __future__ import annotations

from collections.abc import Mapping

from verify.report.words.catalogue import Translator, has_key


def act(translator: Translator, code: str, facts: Mapping[str, str]) -> str:
    """An entry of a custody in words."""
    return (
        translator.text(f"commands.cases.acts.{code}", facts)
        if has_key("commands.cases.acts", code)
        else translator.text("commands.cases.other_act", act=code)
    )
