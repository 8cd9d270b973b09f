"""Compare what two engines say of one record, in the words of the verdict. Pure; decides nothing about the file.

The second engine keeps a signature that was made with a certificate now out of date "valid" and says so in a code;
compared are therefore the states that the codes give, never the engines' one-word summaries.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from verify.model import Record, RecordState, SecondOpinion

# States that mean the same for a person. Engines weigh faults differently, and the first one met hides the others:
# which of two broken seals is named first is no contradiction, nor whether an unknown signer is also out of date.
_ALIKE: Final = (
    frozenset((RecordState.ALTERED, RecordState.BAD_SIGNATURE, RecordState.REVOKED)),
    frozenset((RecordState.UNTRUSTED, RecordState.EXPIRED)),
    frozenset((RecordState.ABSENT, RecordState.REMOTE)),
)

_INTACT: Final = (RecordState.TRUSTED, RecordState.UNTRUSTED, RecordState.EXPIRED)


def agree(first: RecordState, second: RecordState) -> bool:
    """Tell whether two states mean the same for a person."""
    return first is second or any(first in alike and second in alike for alike in _ALIKE)


def attach_opinion(record: Record, second: SecondOpinion | None) -> Record:
    """`record` with the second engine's opinion, where there is a record that both looked at."""
    if second is None or record.checking or record.state is RecordState.UNREADABLE:
        return record
    state = RecordState(second.state)
    if RecordState.ABSENT in (record.state, state) and agree(record.state, state):
        return record  # both find nothing: no opinion on nothing
    # of a record that the first engine cannot read at all, any word but "intact" says the same
    unread = not record.manifests and record.state is RecordState.MALFORMED and state not in _INTACT
    return replace(record, second_opinion=replace(second, agrees=unread or agree(record.state, state)))
