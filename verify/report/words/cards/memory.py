"""The cards of what the memory adds, what the answer for a remembered file was, and what the command `memory` says."""

from __future__ import annotations

from verify.model import Conclusion, Finding, Standing
from verify.report.words.catalogue import Translator, find_key


def answer(translator: Translator, finding: Finding) -> str:
    """What the answer for the remembered file was, as a sentence; empty for findings of other kinds."""
    if "standing" not in dict(finding.facts):
        return ""
    conclusion, standing = finding.fact("conclusion"), finding.fact("standing")
    if standing not in list(Standing) or conclusion not in list(Conclusion):
        return translator.text("terms.memory.no_answer")
    return answer_then(translator, Conclusion(conclusion), Standing(standing), finding.fact("signer"))


def answer_then(translator: Translator, conclusion: Conclusion, standing: Standing, signer: str) -> str:
    """What an answer was, said of the past."""
    if conclusion is Conclusion.DISPUTED:
        return translator.text("terms.memory.disputed")
    return translator.text(
        find_key("terms.memory.answers", (standing, conclusion), "terms.memory.no_answer"), signer=signer
    )
