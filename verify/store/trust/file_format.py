"""How one trust list lies in the user's folder: a JSON file that carries its own digest, read back strictly."""

from __future__ import annotations

import json
import re
import unicodedata
from datetime import date
from pathlib import Path
from typing import Final

from verify.model import TrustList, TrustListFacts, limits
from verify.store.folders import open_regular
from verify.store.trust import certificates, official_lists
from verify.store.trust.certificates import TrustError, TrustProblem

USER: Final = "user"
DEMONSTRATION: Final = "demonstration"  # roots of samples that this program made here, known by their certificates
DEMONSTRATION_NAME: Final = "Whence demonstration (not for real use)"
SCHEMA: Final = "whence.trust-list/1"

_FILE_BYTES: Final = 3 * limits.TRUST_LIST_BYTES  # certificates, single allowed ones and purposes


def dump(trust_list: TrustList) -> bytes:
    """Return the file of a list."""
    facts = trust_list.facts
    entry = {
        "schema": SCHEMA,
        "name": facts.name,
        "kind": facts.kind,
        "date": facts.date,
        "sha256": _digest_of(trust_list),
        "pem": trust_list.pem,
        "config": trust_list.config,
        "allowed": trust_list.allowed,
    }
    return json.dumps(entry, ensure_ascii=False, indent=1).encode()


def load(path: Path) -> TrustList:
    """Read one file of the user's folder. Raises OSError, ValueError or TrustError for a broken one."""
    with open_regular(path) as file:
        data = file.read(_FILE_BYTES + 1)
    if len(data) > _FILE_BYTES:
        raise TrustError(TrustProblem.TOO_LARGE)
    try:
        entry = json.loads(data)
    except RecursionError as error:
        raise TrustError(TrustProblem.BROKEN_LIST) from error
    if not isinstance(entry, dict) or entry.get("schema") != SCHEMA:
        raise TrustError(TrustProblem.BROKEN_LIST)
    name, kind, day, pem, config, allowed = (
        _require_text(entry, key) for key in ("name", "kind", "date", "pem", "config", "allowed")
    )
    official = {known.name: known.kind for known in official_lists.read_index()}
    if (
        not _may_be_called(name, kind, official)
        or not name
        or name != certificates.sanitize_name(name)
        or day != date.fromisoformat(day).isoformat()
    ):
        raise TrustError(TrustProblem.BROKEN_LIST)
    parsed = certificates.read_certificates(pem.encode())
    trust_list = TrustList(
        TrustListFacts(name, day, kind, parsed.count),
        parsed.pem,
        certificates.read_purposes(config.encode()),
        certificates.read_hashes(allowed.encode()),
    )
    if _digest_of(trust_list) != entry.get("sha256"):
        raise TrustError(TrustProblem.BROKEN_LIST)
    return trust_list


def make_file_name(facts: TrustListFacts) -> str:
    """Return the name of a list's file: the user's own and fetched copies never meet."""
    own = facts.kind in (USER, DEMONSTRATION)
    return f"{facts.kind if own else 'fetched'}-{make_file_stem(facts.name)}.json"


def make_file_stem(name: str) -> str:
    """Return a name as part of a file name, the same on every system; names that differ only in capitals share it."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if stem and name.isascii():
        return stem
    return f"{stem or 'list'}-{_compute_digest(name.casefold())[:8]}"


def _may_be_called(name: str, kind: str, official: dict[str, str]) -> bool:
    """Tell whether a list of this kind may have this name: nobody takes that of an official list or of the lesson."""
    if kind in (USER, DEMONSTRATION):
        return name not in official and (name == DEMONSTRATION_NAME) == (kind == DEMONSTRATION)
    return official.get(name) == kind


def _require_text(entry: dict[str, object], key: str) -> str:
    value = entry.get(key, "")
    if not isinstance(value, str):
        raise TrustError(TrustProblem.BROKEN_LIST, key)
    return value


def _digest_of(trust_list: TrustList) -> str:
    whole = f"{trust_list.pem}\0{trust_list.config}\0{trust_list.allowed}"
    return _compute_digest(whole)


def _compute_digest(text: str) -> str:
    import hashlib  # late: it loads OpenSSL, 6 ms, and whoever added no list needs none

    return hashlib.sha256(text.encode()).hexdigest()
