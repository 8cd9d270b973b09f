"""What Whence 0.1.0 wrote, member by member: one report in its public and its kept shape, and what goes with it.

A picture with a signed record of somebody unknown that says it was made with AI. Long texts are shortened to “…”.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from pathlib import Path
from typing import Any, Final

from verify.features.cases.model import Act, hash_content, make_next_entry
from verify.model import Imprint

SHA256: Final = "cd" * 32
MOMENT: Final = "2026-11-22T10:01:00Z"

KEPT: Final[dict[str, Any]] = json.loads("""
{"file": {"path": "/pictures/made.png", "name": "made.png", "size": 1234,
"sha256": "cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd", "media_type": "image/png",
"problem": null, "detail": ""}, "verdict": {"conclusion": "ai_generated", "standing": "unconfirmed",
"alarms": ["signer_unknown"], "origin": "ai", "edits": "none", "by": "Somebody", "reasons": [0, 1], "doubts": []},
"record": {"state": "untrusted", "codes": ["signingCredential.untrusted"], "manifests": [{"label": "urn:c2pa:1",
"state": "untrusted", "codes": ["signingCredential.untrusted"], "faults": [], "title": "", "media_type": "",
"claim_generator": "Maker 1.0", "claim_version": 0, "signer": {"organisation": "Somebody", "common_name": "",
"unit": "", "issuer": "Somebody's root", "serial": "", "not_before": "", "not_after": "2027-01-01T00:00:00Z",
"trust_list": "", "interim_list": "", "test": false}, "signed_at": "2026-03-02T09:00:00Z", "time_confirmed": false,
"update": false, "inception": ["fullyGenAIMedia"], "transformation": [], "actions": [{"name": "c2pa.created",
"source_type": "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia", "software_agent": "",
"description": "", "when": "", "assertion": "", "ingredients": [], "regions": []}], "ingredients": [],
"assertions": [], "source_types": [], "soft_bindings": [], "identities": [], "disallowed": [], "product": "",
"assurance_level": 0, "thumbnail": "", "marks": []}], "location": "embedded", "beside": "", "url": "",
"reason": "", "checking": false, "second_opinion": null, "raw": ""}, "findings": [{"code": "record.untrusted",
"reader": "c2pa", "claim": "none", "strength": "unconfirmed", "where": "", "facts": [["signer", "Somebody"]]},
{"code": "record.origin", "reader": "c2pa", "claim": "ai_generated", "strength": "unconfirmed",
"where": "urn:c2pa:1", "facts": [["source_type",
"http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"], ["signer", "Somebody"]]}], "fields": [],
"readings": [{"reader": "c2pa", "looked": true, "problem": null, "detail": "", "ms": 1.0}, {"reader": "exif",
"looked": true, "problem": null, "detail": "", "ms": 0.1}], "run": {"checked_at": "2026-11-22T10:00:00Z",
"whence": "0.1.0", "engines": [["c2pa-python", "0.36.0"]], "lists": [], "rubric": "1.0", "readers": ["c2pa",
"exif"], "network": false}, "pictures": [], "imprints": [], "waveform": null}
""")

PUBLIC: Final[dict[str, Any]] = json.loads("""
{"schema": "whence.report/1", "source": {"uri": "file:///pictures/made.png", "size": 1234, "modified_ns": 5},
"file": {"path": "/pictures/made.png", "name": "made.png", "size": 1234,
"sha256": "cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd", "media_type": "image/png",
"problem": null, "detail": ""}, "verdict": {"conclusion": "ai_generated", "standing": "unconfirmed",
"alarms": ["signer_unknown"], "origin": "ai", "edits": "none", "by": "Somebody", "reasons": [0, 1], "doubts": [],
"headline": "An unconfirmed record says it was made with AI", "summary": "…", "standing_words": "…",
"alarm_words": ["…"], "next_steps": ["…"]}, "record": {"state": "untrusted",
"codes": ["signingCredential.untrusted"], "signer": "Somebody", "claim_generator": "Maker 1.0",
"signed_at": "2026-03-02T09:00:00Z", "trust_list": "", "location": "embedded", "url": "", "reason": "",
"second_opinion": null, "signals": {"inception": ["fullyGenAIMedia"], "transformation": []},
"history": {"active": "urn:c2pa:1", "manifests": [{"label": "urn:c2pa:1", "relation": "", "state": "untrusted",
"codes": ["signingCredential.untrusted"], "title": "", "media_type": "", "claim_generator": "Maker 1.0",
"signer": "Somebody", "issuer": "Somebody's root", "trust_list": "", "signed_at": "2026-03-02T09:00:00Z",
"time_confirmed": false, "product": "", "signals": {"inception": ["fullyGenAIMedia"], "transformation": []},
"actions": [{"name": "c2pa.created",
"source_type": "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia", "software_agent": "",
"description": "", "when": ""}], "ingredients": [], "identities": [], "soft_bindings": []}]}},
"findings": [{"code": "record.untrusted", "reader": "c2pa", "claim": "none", "strength": "unconfirmed",
"where": "", "facts": {"signer": "Somebody"}, "title": "Signed record, intact, signer not confirmed", "found": "…",
"meaning": "…", "limits": "…"}, {"code": "record.origin", "reader": "c2pa", "claim": "ai_generated",
"strength": "unconfirmed", "where": "urn:c2pa:1",
"facts": {"source_type": "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia",
"signer": "Somebody"}, "title": "How it began: Made with generative AI", "found": "…", "meaning": "…",
"limits": "…"}], "label_card": {"labelled": true, "lines": {"ai": [{"source": "record", "code": "generated",
"text": "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia", "note": ""}],
"provider": [{"source": "record", "code": "unlisted", "text": "Somebody", "note": ""}], "system": [],
"version": [], "time": [{"source": "record", "code": "time", "text": "2026-03-02T09:00:00Z", "note": ""}],
"identifier": [{"source": "record", "code": "stated", "text": "urn:c2pa:1", "note": ""}], "propagator": [],
"integrity": [{"source": "record", "code": "untrusted", "text": "", "note": ""}]}, "asked_for": [], "words": {},
"note": "…"}, "fields": [], "readings": [{"reader": "c2pa", "looked": true, "problem": null, "detail": "",
"ms": 1.0, "words": "Signed record: looked, found one with 1 entry in its history."}, {"reader": "exif",
"looked": true, "problem": null, "detail": "", "ms": 0.1, "words": "Camera data (EXIF): looked, found nothing."}],
"not_checked": ["…"], "run": {"checked_at": "2026-11-22T10:00:00Z", "whence": "0.1.0",
"engines": {"c2pa-python": "0.36.0"}, "lists": [], "rubric": "1.0", "readers": ["c2pa", "exif"], "network": false,
"lang": "en"}}
""")

_ROW: Final[dict[str, Any]] = json.loads("""
{"source": {"uri": "file:///pictures/made.png", "size": 1234, "modified_ns": 5}, "path": "/pictures/made.png",
"name": "made.png", "size": 1234, "sha256": "cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd",
"problem": null, "conclusion": "ai_generated", "standing": "unconfirmed", "alarms": ["signer_unknown"],
"generator": "", "signer": "Somebody", "checked_at": "2026-11-22T10:00:00Z", "traces": true, "at": 0,
"length": 100}
""")

_JOB: Final[dict[str, Any]] = json.loads("""
{"kind": "check", "paths": ["/pictures"], "readers": [], "begun": "2026-11-22T00:00:00+00:00", "deep": false,
"at_a_time": 0, "state": "done"}
""")

_CASES: Final = """
PRAGMA application_id = 1466130803;
PRAGMA user_version = 1;
CREATE TABLE cases (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, key TEXT NOT NULL UNIQUE, begun TEXT NOT NULL,
    last TEXT NOT NULL
);
CREATE TABLE files (
    id INTEGER PRIMARY KEY, owner INTEGER NOT NULL, path TEXT NOT NULL, name TEXT NOT NULL,
    sha256 TEXT NOT NULL, size INTEGER NOT NULL, checked_at TEXT NOT NULL, modified TEXT NOT NULL,
    added_at TEXT NOT NULL, copied INTEGER NOT NULL DEFAULT 0, report BLOB NOT NULL
);
CREATE TABLE notes (
    id INTEGER PRIMARY KEY, owner INTEGER NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL, text TEXT NOT NULL
);
CREATE TABLE tags (owner INTEGER NOT NULL, tag TEXT NOT NULL, PRIMARY KEY (owner, tag)) WITHOUT ROWID;
CREATE TABLE custody (
    owner INTEGER NOT NULL, number INTEGER NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL, act TEXT NOT NULL,
    facts TEXT NOT NULL, sum TEXT NOT NULL, PRIMARY KEY (owner, number)
) WITHOUT ROWID;
CREATE INDEX files_by_owner ON files (owner);
CREATE INDEX notes_by_owner ON notes (owner);
CREATE TRIGGER custody_stays BEFORE UPDATE ON custody BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER custody_remains BEFORE DELETE ON custody
WHEN EXISTS (SELECT 1 FROM cases WHERE id = OLD.owner)
BEGIN SELECT RAISE(ABORT, 'append only'); END;
"""

_MEMORY: Final = """
PRAGMA application_id = 1464356145;
PRAGMA user_version = 1;
CREATE TABLE archive (id INTEGER PRIMARY KEY, name TEXT NOT NULL, key BLOB NOT NULL UNIQUE,
    made_at TEXT NOT NULL, imported_at TEXT NOT NULL);
INSERT INTO archive VALUES (0, '', x'', '', '');
CREATE TABLE item (id INTEGER PRIMARY KEY,
    archive INTEGER NOT NULL REFERENCES archive ON DELETE CASCADE, sha256 TEXT NOT NULL,
    name TEXT NOT NULL, media_type TEXT NOT NULL, checked_at TEXT NOT NULL, conclusion TEXT NOT NULL,
    standing TEXT NOT NULL, signer TEXT NOT NULL, UNIQUE (archive, sha256));
CREATE TABLE imprint (id INTEGER PRIMARY KEY AUTOINCREMENT,
    item INTEGER NOT NULL REFERENCES item ON DELETE CASCADE, seconds REAL NOT NULL, whole BLOB NOT NULL,
    landmarks BLOB NOT NULL, width INTEGER NOT NULL, height INTEGER NOT NULL, pixels BLOB NOT NULL);
CREATE INDEX imprint_of_item ON imprint (item);
CREATE TABLE state (identity BLOB NOT NULL, removals INTEGER NOT NULL);
INSERT INTO state VALUES (randomblob(8), 0);
"""


def line(value: object) -> bytes:
    """As kept values were written: plain ASCII, without spaces."""
    return json.dumps(value, separators=(",", ":")).encode("ascii")


def public_line(*, source: bool = False) -> bytes:
    """As a file of results (with its source) or a pack holds it, without its line end."""
    told = PUBLIC if source else {key: value for key, value in PUBLIC.items() if key != "source"}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def batch(folder: Path) -> None:
    """A batch of one file that is done."""
    packed = zlib.compress(line(KEPT), 1)
    folder.mkdir(parents=True)
    (folder / "reports").write_bytes(packed)
    (folder / "rows.jsonl").write_bytes(line({**_ROW, "length": len(packed)}) + b"\n")
    (folder / "job.json").write_bytes(line(_JOB))


def case(folder: Path) -> None:
    """A case named Harbour, of one file."""
    packed = zlib.compress(line(KEPT))
    facts = (("name", "made.png"), ("sha256", SHA256), ("report", hash_content(packed)))
    begun = make_next_entry((), MOMENT, "Bo", Act.BEGUN, (("name", "Harbour"),))
    added = make_next_entry((begun,), MOMENT, "Bo", Act.ADDED, facts)
    folder.mkdir(parents=True, exist_ok=True)
    database = sqlite3.connect(folder / "cases.sqlite")
    database.executescript(_CASES)
    database.execute("INSERT INTO cases VALUES (1, 'Harbour', 'harbour', ?, ?)", (MOMENT, added.sum))
    database.execute(
        "INSERT INTO files VALUES (1, 1, '/pictures/made.png', 'made.png', ?, 1234, ?, '', ?, 0, ?)",
        (SHA256, "2026-11-22T10:00:00Z", MOMENT, packed),
    )
    for entry in (begun, added):
        values = (1, entry.number, entry.at, entry.by, entry.act, json.dumps(entry.facts), entry.sum)
        database.execute("INSERT INTO custody VALUES (?, ?, ?, ?, ?, ?, ?)", values)
    database.commit()
    database.close()


def memory(folder: Path, looks: Imprint) -> None:
    """A memory that is on and holds this one picture."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "memory.on").touch()
    database = sqlite3.connect(folder / "memory.sqlite")
    database.executescript(_MEMORY)
    database.execute(
        "INSERT INTO item VALUES (1, 0, ?, 'made.png', 'image/png', '2026-11-22T10:00:00Z', 'ai_generated', "
        "'unconfirmed', 'Somebody')",
        (SHA256,),
    )
    picture = looks.picture
    assert picture is not None
    values = (looks.whole, looks.landmarks, picture.width, picture.height, zlib.compress(picture.rgb))
    database.execute("INSERT INTO imprint VALUES (1, 1, 0.0, ?, ?, ?, ?, ?)", values)
    database.commit()
    database.close()
