"""The form of a card's messages, shared by the tables of cards."""

from __future__ import annotations

from dataclasses import dataclass

from verify.report.words.catalogue import Message


@dataclass(frozen=True, slots=True)
class Card:
    """The messages of one finding code; variants run from the fullest to the barest."""

    title: Message
    found: Message
    meaning: Message
    limits: Message
