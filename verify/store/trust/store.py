"""The trust lists that take part in a judgement: those that came with the program, newer copies that the user
fetched, the roots of samples that were made here, and the user's own anchors. A damaged file in the user's folder is
set aside and named, never fatal.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

from msgspec import Struct

from verify.model import TrustList, TrustListFacts, limits
from verify.store.folders import is_there, open_regular, write_atomically
from verify.store.set_aside import UnusedFile, reject
from verify.store.trust import certificates, file_format, official_lists
from verify.store.trust.certificates import TrustError, TrustProblem

# the interim list is closed to new entries, and a user's own anchor is the user's decision: neither grows stale
_UPDATED_BY_PUBLISHER: Final = frozenset({"signing", "time_stamp", "end_entity"})


class Contents(Struct, frozen=True):
    """What a store holds: the lists in force, and the files of the user's own that are not."""

    lists: tuple[TrustList, ...]
    unused: tuple[UnusedFile, ...] = ()

    @property
    def set_aside(self) -> tuple[str, ...]:
        """The names of files that are not in force although they should be."""
        return tuple(one.path.name for one in self.unused)


class TrustStore:
    """The lists in force, given the user's data folder (see `folders.data_folder`). Reads anew each time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "trust"

    def lists(self) -> tuple[TrustList, ...]:
        """Return every list in force: the official ones, the interim one if it was fetched, the lesson's, then the
        user's own.
        """
        return self.read().lists

    def stale_days(self, today: date) -> int:
        """Return the age in days of the oldest list that its publisher should have updated; 0 where none is stale."""
        facts = [trust_list.facts for trust_list in self.lists()]
        return max((count_days_since(known, today) for known in facts if is_stale(known, today)), default=0)

    def read(self) -> Contents:
        """Return the lists in force, and what is not used: damaged files, set aside so that each is named once, and
        those that cannot be read.
        """
        fetched: dict[str, TrustList] = {}
        lesson: list[TrustList] = []
        own: list[TrustList] = []
        paths, unused = self._files()
        for path in paths:
            try:
                trust_list = file_format.load(path)
            except OSError:
                unused.append(UnusedFile(path))
            except Exception:  # noqa: BLE001  (whatever a certificate makes its parser raise, the check goes on)
                unused.append(reject(path))
            else:
                if trust_list.facts.kind == file_format.USER:
                    own.append(trust_list)
                elif trust_list.facts.kind == file_format.DEMONSTRATION:
                    lesson.append(trust_list)
                else:
                    fetched[trust_list.facts.name] = trust_list
        official = []
        for known in official_lists.read_index():
            newer = fetched.get(known.name)
            if newer and newer.facts.date >= known.date:
                official.append(newer)
            elif known.file:
                official.append(official_lists.read_bundled(known))
        return Contents((*official, *lesson, *own), tuple(unused))

    def add(self, path: Path, today: date) -> TrustList:
        """Take the certificates in `path` as an anchor of the user's own; the same ones again change nothing.

        Raises TrustError where the file holds anything but certificates of authorities.
        """
        try:
            with open_regular(path) as file:
                data = file.read(limits.TRUST_LIST_BYTES + 1)
        except FileNotFoundError as error:
            raise TrustError(TrustProblem.NOT_FOUND, str(path)) from error
        except (OSError, ValueError) as error:
            raise TrustError(TrustProblem.NOT_READABLE, str(path)) from error
        parsed = certificates.read_certificates(data)
        if not parsed.authorities:
            raise TrustError(TrustProblem.NOT_AN_AUTHORITY, parsed.name)
        lists = self.lists()
        for present in lists:
            if present.facts.kind == file_format.USER and present.pem == parsed.pem:
                return present
        if len(lists) >= limits.TRUST_FILES:
            raise TrustError(TrustProblem.TOO_MANY, str(limits.TRUST_FILES))
        name = _find_free_name(parsed.name or certificates.sanitize_name(path.stem), lists)
        trust_list = TrustList(TrustListFacts(name, today.isoformat(), file_format.USER, parsed.count), parsed.pem)
        self.keep(trust_list)
        return trust_list

    def add_demonstration(self, root: bytes, today: date) -> TrustList:
        """Keep the root of samples that were made here just now, beside the newest ones before it.

        `root` must come from the maker in this process, or from a folder that nobody else can write: what is kept
        here is trusted without the user having been asked. Raises TrustError where it is no certificate of an
        authority, or cannot be written.
        """
        parsed = certificates.read_certificates(root)
        if not parsed.authorities:
            raise TrustError(TrustProblem.NOT_AN_AUTHORITY, parsed.name)
        before = (present for present in self.lists() if present.facts.kind == file_format.DEMONSTRATION)
        earlier = next((certificates.split_pem(present.pem) for present in before), ())
        roots = tuple(dict.fromkeys((*certificates.split_pem(parsed.pem), *earlier)))[: limits.DEMONSTRATION_ROOTS]
        name, kind = file_format.DEMONSTRATION_NAME, file_format.DEMONSTRATION
        trust_list = TrustList(TrustListFacts(name, today.isoformat(), kind, len(roots)), "".join(roots))
        self.keep(trust_list)
        return trust_list

    def keep(self, trust_list: TrustList) -> None:
        """Write a list into the user's folder in place of the one of that name. Raises TrustError(NOT_WRITABLE)."""
        try:
            write_atomically(self.folder / file_format.make_file_name(trust_list.facts), file_format.dump(trust_list))
        except OSError as error:
            raise TrustError(TrustProblem.NOT_WRITABLE, str(self.folder)) from error

    def remove(self, name: str) -> TrustList:
        """Remove the user's anchor, or the fetched copy, of that name (capitals do not matter).

        Raises TrustError: NO_SUCH_LIST, or BUILT_IN for a list that came with the program.
        """
        wanted = certificates.sanitize_name(name).casefold()
        for trust_list in self.lists():
            if trust_list.facts.name.casefold() == wanted:
                try:
                    (self.folder / file_format.make_file_name(trust_list.facts)).unlink()
                except FileNotFoundError as error:
                    raise TrustError(TrustProblem.BUILT_IN, trust_list.facts.name) from error
                except OSError as error:
                    raise TrustError(TrustProblem.NOT_WRITABLE, str(self.folder)) from error
                return trust_list
        raise TrustError(TrustProblem.NO_SUCH_LIST, certificates.sanitize_name(name))

    def _files(self) -> tuple[list[Path], list[UnusedFile]]:
        """Return the files that may hold lists; the folder itself is not used where it cannot be read."""
        try:
            paths = sorted(path for path in self.folder.iterdir() if path.suffix == ".json")
        except OSError:
            return [], [UnusedFile(self.folder)] if is_there(self.folder) else []
        return paths[: limits.TRUST_FILES], []


def count_days_since(facts: TrustListFacts, today: date) -> int:
    """Return how old the copy of a list is; 0 for one whose date is still to come."""
    return max(0, (today - date.fromisoformat(facts.date)).days)


def is_stale(facts: TrustListFacts, today: date) -> bool:
    """Return whether an official list is older than `limits.LIST_STALE_DAYS`: it may lack who was added since."""
    return facts.kind in _UPDATED_BY_PUBLISHER and count_days_since(facts, today) > limits.LIST_STALE_DAYS


def _find_free_name(name: str, lists: tuple[TrustList, ...]) -> str:
    """Return a name that no list has yet, nor its file: a user's anchor never passes for an official list or ours."""
    taken = {file_format.make_file_stem(known.name) for known in official_lists.read_index()}
    taken.add(file_format.make_file_stem(file_format.DEMONSTRATION_NAME))
    taken |= {file_format.make_file_stem(present.facts.name) for present in lists}
    number = 1
    free = name = name or "anchor"
    while file_format.make_file_stem(free) in taken:
        number += 1
        free = f"{name[: certificates.NAME_CHARACTERS - 6]} ({number})"
    return free
