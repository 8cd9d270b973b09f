"""What crosses the border between processes: frozen values as JSON lines, strict in both directions.

`dump` and `load` carry any dataclass of `verify.model`; `messages` names the lines that parent and worker exchange.
"""

from verify.workers.protocol.codec import dump, load
from verify.workers.protocol.lines import WireError, decode_line, encode_line
from verify.workers.protocol.messages import (
    Begun,
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
    Ready,
    Reported,
    Seen,
    Taken,
    brief,
    command_line,
    event_line,
    load_command,
    load_event,
    whole,
)

__all__ = [
    "Begun",
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
    "Ready",
    "Reported",
    "Seen",
    "Taken",
    "WireError",
    "brief",
    "command_line",
    "decode_line",
    "dump",
    "encode_line",
    "event_line",
    "load",
    "load_command",
    "load_event",
    "whole",
]
