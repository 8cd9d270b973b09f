"""How a store is changed behind the program's back. Everything follows from the random generator."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import random
import sqlite3
from pathlib import Path
from typing import Any, Final

from tests.fuzz.hostile_texts import NASTY
from verify.features.memory import archive

_SQL_VALUES: Final = (
    "x'fffe'", "CAST(x'ff41fe' AS TEXT)", "''", "'[[1, 2, 3]]'", "x''", "NULL", "0", "-1", "9e999", "1.5",
    "9223372036854775807", "4611686018427387904", "char(8238)", "'2026-13-45'", "zeroblob(70)", "CAST(rowid AS TEXT)",
)  # fmt: skip
_JSON_VALUES: Final[tuple[Any, ...]] = (
    None, True, 0, -1, 2**62, 2**63, 1e300, 0.5, "", [], {}, [[1]], "0" * 64, "x" * 70_000, *NASTY,
)  # fmt: skip


def change_bytes(path: Path, chance: random.Random) -> None:
    """Change some bytes of a file."""
    data = bytearray(path.read_bytes())
    if not data:
        path.write_bytes(chance.randbytes(50))
        return
    match chance.randrange(8):
        case 0:
            del data[chance.randrange(len(data)) :]
        case 1:
            at = chance.randrange(len(data))
            data[at : at + chance.choice((1, 8, 512, 4096))] = chance.randbytes(chance.choice((1, 8, 512, 4096)))
        case 2:
            at = chance.randrange(len(data))
            data[at:at] = bytes(data[at : at + chance.randrange(1, 5_000)]) * chance.choice((1, 3))
        case 3:
            at = chance.randrange(len(data))
            del data[at : at + chance.randrange(1, 300)]
        case 4:
            nasty = chance.choice(NASTY).encode("utf-8", "surrogatepass")
            at = chance.randrange(len(data))
            data[at : at + len(nasty)] = nasty
        case _:
            for _ in range(chance.choice((1, 1, 2, 16))):
                at = chance.randrange(min(len(data), chance.choice((100, 4096, len(data)))))
                data[at] ^= 1 << chance.randrange(8)
    path.write_bytes(data)


def change_rows(path: Path, chance: random.Random) -> None:
    """Change values, rows or the schema by SQL, where nothing keeps it from that."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.text_factory = bytes
    try:
        schema = connection.execute("SELECT type, name FROM sqlite_master WHERE sql NOT NULL").fetchall()
        tables = [name.decode() for kind, name in schema if kind == b"table"]
        if chance.random() < 0.8:
            for kind, name in schema:
                if kind == b"trigger":
                    connection.execute(f"DROP TRIGGER {name.decode()}")
        for _ in range(chance.choice((1, 1, 2, 4))):
            with contextlib.suppress(sqlite3.Error):
                connection.execute(_make_statement(connection, chance.choice(tables), chance))
    finally:
        connection.close()


def _make_statement(connection: sqlite3.Connection, table: str, chance: random.Random) -> str:
    columns = [row[1].decode() for row in connection.execute(f"PRAGMA table_info({table})")]
    if not columns:
        return "VACUUM"  # it was dropped before
    column, value = chance.choice(columns), chance.choice(_SQL_VALUES)
    which = chance.choice(("", f" WHERE {chance.choice(columns)} IN (SELECT {columns[0]} FROM {table} LIMIT 1)"))
    statements = (
        *[f"UPDATE {table} SET {column} = {value}{which}"] * 8,
        *[f"UPDATE {table} SET {column} = {chance.choice(columns)}{which}"] * 2,
        f"DELETE FROM {table}{which}",
        f"INSERT INTO {table} SELECT * FROM {table}",
        f"ALTER TABLE {table} RENAME COLUMN {column} TO other",
        f"ALTER TABLE {table} ADD COLUMN other",
        f"CREATE TRIGGER other AFTER INSERT ON {table} BEGIN DELETE FROM {table}; END",
        f"DROP TABLE {table}",
        f"PRAGMA user_version = {chance.choice((0, -1, 2, 99, 2**30))}",
        f"PRAGMA application_id = {chance.choice((0, 1))}",
    )
    return chance.choice(statements)


def change_json(data: Any, chance: random.Random) -> Any:
    """Return a JSON value with one place changed."""
    places: list[tuple[Any, Any]] = []
    waiting = [data]
    while waiting:
        inner = waiting.pop()
        keys = inner.keys() if isinstance(inner, dict) else range(len(inner)) if isinstance(inner, list) else ()
        for key in keys:
            places.append((inner, key))
            waiting.append(inner[key])
    if not places:
        return chance.choice(_JSON_VALUES)
    container, key = chance.choice(places)
    if isinstance(container, dict) and chance.random() < 0.15:
        del container[key]
    else:
        container[key] = chance.choice(_JSON_VALUES)
    return data


def change_database(path: Path, chance: random.Random) -> None:
    if path.suffix == ".sqlite" and chance.random() < 0.5:
        change_rows(path, chance)
    else:
        change_bytes(path, chance)


def change_lines(path: Path, chance: random.Random) -> None:
    lines = path.read_bytes().splitlines()
    if path.suffix not in (".json", ".jsonl") or not lines or chance.random() < 0.4:
        change_bytes(path, chance)
        return
    number = chance.randrange(len(lines))
    lines[number] = json.dumps(change_json(json.loads(lines[number]), chance), separators=(",", ":")).encode()
    path.write_bytes(b"\n".join(lines) + b"\n")


def change_document(path: Path, chance: random.Random) -> None:
    """Change a value of a JSON document, with a sum that fits again where it has one."""
    if path.suffix != ".json" or chance.random() < 0.4:
        change_bytes(path, chance)
        return
    data = json.loads(path.read_bytes())
    if "pem" in data and chance.random() < 0.5:
        der = bytearray(base64.b64decode("".join(data["pem"].splitlines()[1:20]) + "=="))
        der[chance.randrange(len(der))] ^= 1 << chance.randrange(8)
        body = base64.encodebytes(der).decode()
        data["pem"] = f"-----BEGIN CERTIFICATE-----\n{body}-----END CERTIFICATE-----\n"
    else:
        data = change_json(data, chance)
    if isinstance(data, dict) and {"pem", "config", "allowed"} <= data.keys():
        whole = f"{data['pem']}\0{data['config']}\0{data['allowed']}"
        data["sha256"] = hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()
    path.write_text(json.dumps(data))


def change_archive(path: Path, chance: random.Random) -> None:
    """Change a line of an archive, with a signature that fits again."""
    if chance.random() < 0.3:
        change_bytes(path, chance)
        return
    lines = path.read_bytes().splitlines(keepends=True)[:-1]
    number = chance.randrange(len(lines))
    lines[number] = json.dumps(change_json(json.loads(lines[number]), chance)).encode() + b"\n"
    digest = hashlib.sha256(b"".join(lines)).digest()
    signature = archive.load_own_key(path.parent).sign(archive.SCHEMA.encode() + b"\0" + digest)
    last = json.dumps({"signature": base64.b64encode(signature).decode()}).encode() + b"\n"
    path.write_bytes(b"".join((*lines, last)))
