"""The lists that Whence knows by name: the index in resources/trust and the copies that lie beside it."""

from __future__ import annotations

import base64
import re
import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from msgspec import Struct

import resources
from verify.model import Authority, TrustList, TrustListFacts

_TABLE: Final = ".toml"  # the ending of a list that is kept as facts and not as certificates
_BLOCK: Final = re.compile(r"-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----")


class OfficialList(Struct, frozen=True):
    """One list that a known body publishes. `file` is empty where no copy comes with the program."""

    name: str
    kind: str  # signing, time_stamp, end_entity, interim
    publisher: str
    address: str
    licence: str
    file: str = ""
    date: str = ""  # ISO date of the copy in `file`
    sha256: str = ""  # of `file`
    certificates: int = 0
    allowed_address: str = ""  # of the list of single allowed certificates
    config_address: str = ""  # of the list of certificate purposes

    @property
    def addresses(self) -> tuple[str, ...]:
        """Every address that a renewal of this list asks."""
        return tuple(address for address in (self.address, self.allowed_address, self.config_address) if address)


@cache
def read_index() -> tuple[OfficialList, ...]:
    """Return every list of resources/trust/lists.toml, in its order."""
    text = (resources.FOLDER / "trust" / "lists.toml").read_text(encoding="utf-8")
    return tuple(OfficialList(**entry) for entry in tomllib.loads(text)["list"])


@cache
def read_bundled(published: OfficialList) -> TrustList:
    """Return the copy of a list that came with the program; raises FileNotFoundError where there is none.

    Only the certificates are handed on, not the text that some lists print between them; of the older list, the facts
    that stand for them.
    """
    text = (resources.FOLDER / "trust" / published.file).read_text(encoding="utf-8")
    facts = TrustListFacts(published.name, published.date, published.kind, published.certificates)
    if published.file.endswith(_TABLE):
        return _read_table(facts, tomllib.loads(text))
    return TrustList(facts, "\n".join(_BLOCK.findall(text)) + "\n")


def _read_table(facts: TrustListFacts, table: Mapping[str, Any]) -> TrustList:
    """Make a list of a table of facts: keys of authorities, digests of single signers, purposes."""
    authorities = tuple(
        Authority(
            row["name"],
            row["purpose"],
            row["key"],
            row["sha256"],
            row["not_before"].isoformat(),
            row["not_after"].isoformat(),
        )
        for row in table["authority"]
    )
    digests = (base64.b64encode(bytes.fromhex(digest)).decode("ascii") for digest in table["signers"])
    return TrustList(
        facts,
        pem="",
        config="".join(f"{purpose}\n" for purpose in table["purposes"]),
        allowed="".join(f"{digest}\n" for digest in digests),
        authorities=authorities,
    )
