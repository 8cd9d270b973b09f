"""How files are inspected from now on: the one maker of `Options`, for command line, window and batch."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from verify.model import Options
from verify.model.readers import READERS
from verify.store import memory_switch
from verify.store.folders import data_folder
from verify.store.models import ModelStore
from verify.store.set_aside import OnUnused, ignore
from verify.store.trust.store import TrustStore

_CHOICES: Final = frozenset({*READERS, "all", "quick"})


def current_options(
    readers: tuple[str, ...] = (),
    *,
    deep: bool = False,
    previews: bool = False,
    network: bool = False,
    remembered: bool = True,
    in_batch: bool = False,
    on_unused: OnUnused = ignore,
) -> Options:
    """Return the options of a check at this moment, with the trust lists and models of this computer in force.

    Names of `readers` that this version does not know are left out. Imprints are asked for where the memory is on, but
    not for reports that are not shown to it (`remembered`). With `in_batch`, what is dear is left out where it could
    change no answer. `on_unused` hears of each list and note of a model that is
    damaged or cannot be read: it does not take part.
    """
    folder = data_folder()
    lists, models = TrustStore(folder).read(), ModelStore(folder)
    notes = models.read()
    for unused in (*lists.unused, *notes.unused):
        on_unused(unused)
    return Options(
        now=datetime.now(UTC),
        readers=tuple(name for name in readers if name in _CHOICES),  # others are of another version
        trust=lists.lists,
        previews=previews,
        network=network,
        deep=deep,
        models=tuple(map(models.make_file, notes.added)),
        in_batch=in_batch,
        imprints=remembered and memory_switch.is_on(folder),
    )
