"""Texts that would act on a page, a terminal, a table or a reader if they were not shown as text."""

from __future__ import annotations

NASTY = (
    "<img src=x onerror=alert(1)>", "</style><script>", "&lt;&#x202e;", "\x1b[2J\x1b[31m", "\x1b]0;title\x07",
    "\u202egpj.exe",
    "\u2066\u2069\u200b\ufeff", "a\r\nb\nc", "\x00\x01\x7f\x9b", "=cmd|'/c calc'!A1", "@SUM(1)", "{0}{signer}%s%n",
    "../../etc",
    "\ud800", "trainedAlgorithmicMedia", "𝕬" * 9, "e" + "\u0301" * 40, "file:///etc/passwd", "\u2028\u2029",
)  # fmt: skip
