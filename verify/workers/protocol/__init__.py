"""What crosses the border between processes: frozen values as JSON lines, strict in both directions.

`dump` and `load` carry any dataclass of `verify.model`; `messages` names the lines that parent and worker exchange.
"""

from verify.workers.protocol.codec import dump, load
from verify.workers.protocol.lines import WireError, decode_line, encode_line
from verify.workers.protocol.messages import (
    Cancel,
    Command,
    Configure,
    Event,
    Failed,
    Inspect,
    Probe,
    Probed,
    Progress,
    Quit,
    ReaderBegun,
    Ready,
    Reported,
    Seen,
    Taken,
    command_line,
    event_line,
    load_command,
    load_event,
    with_sent_pictures,
    without_sent_pictures,
)

__all__ = [
    "Cancel",
    "Command",
    "Configure",
    "Event",
    "Failed",
    "Inspect",
    "Probe",
    "Probed",
    "Progress",
    "Quit",
    "ReaderBegun",
    "Ready",
    "Reported",
    "Seen",
    "Taken",
    "WireError",
    "command_line",
    "decode_line",
    "dump",
    "encode_line",
    "event_line",
    "load",
    "load_command",
    "load_event",
    "with_sent_pictures",
    "without_sent_pictures",
]
