"""`python -m tests.bench.peers FILES [ENVIRONMENTS]`: installs the peers and prints a table of who was right.

FILES is a folder with `truth.json`. ENVIRONMENTS keeps what was installed for the next time.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from statistics import mean, median

from tests.bench.peers.asking import PACKAGES, Answer, environment, of_peer, of_whence

MARKED, UNMARKED, BARE = "says AI", "says no AI", "AI, and nothing in the file"
RIGHT = {MARKED: ("ai",), UNMARKED: ("silent", "not_ai"), BARE: ("silent",)}
TOOLS = ("Whence", "Whence, quick", *PACKAGES)


def main(arguments: list[str]) -> int:
    """Prints both tables."""
    if not 1 <= len(arguments) <= 2:
        print(__doc__, file=sys.stderr)
        return 2
    folder = Path(arguments[0])
    truth = known(folder / "truth.json")
    files = [folder / name for name in truth]
    with tempfile.TemporaryDirectory(prefix="whence-peers-") as scratch:
        kept = Path(arguments[1] if len(arguments) == 2 else scratch)
        said = {tool: dict(zip(truth, answers(tool, files, kept), strict=True)) for tool in TOOLS}
    print_whole(said, truth)
    print_by_kind(said, truth)
    return 0


def known(path: Path) -> dict[str, str]:
    """File → what may truly be said of it, for the files whose truth is known."""
    found = {}
    for name, entry in json.loads(path.read_text(encoding="utf-8"))["files"].items():
        claim = entry["truth"]["ai_claim"]
        nothing = "NO metadata" in claim.get("reason", "")
        if claim["value"] in ("generated", "edited"):
            found[name] = BARE if nothing else MARKED
        elif claim["value"] == "none":
            found[name] = UNMARKED
    return found


def answers(tool: str, files: list[Path], environments: Path) -> Iterable[Answer]:
    """What one tool says of every file, in their order."""
    print(f"asking {tool}", file=sys.stderr, flush=True)
    if tool in PACKAGES:
        return of_peer(environment(environments, tool), tool, files)
    return of_whence(files, *(("--readers", "quick") if "quick" in tool else ()))


def print_whole(said: dict[str, dict[str, Answer]], truth: dict[str, str]) -> None:
    """One row a tool: how often it was right, and the two ways of being wrong that harm people."""
    sizes = Counter(truth.values())
    print(f"| tool | {MARKED}: found, of {sizes[MARKED]} | {UNMARKED}: called AI, of {sizes[UNMARKED]} ", end="")
    print(f"| {MARKED}: vouched for | {BARE}: vouched for, of {sizes[BARE]} | no answer | median s | mean s |")
    print("|---|---|---|---|---|---|---|---|")
    for tool, told in said.items():
        count = Counter((truth[name], answer.said) for name, answer in told.items())
        failed = sum(number for (_, word), number in count.items() if word in ("error", "late"))
        spent = [answer.seconds for answer in told.values()]
        cells = (count[MARKED, "ai"], count[UNMARKED, "ai"], count[MARKED, "not_ai"], count[BARE, "not_ai"], failed)
        print(f"| {tool} | {' | '.join(map(str, cells))} | {median(spent):.3f} | {mean(spent):.3f} |")


def print_by_kind(said: dict[str, dict[str, Answer]], truth: dict[str, str]) -> None:
    """One row a kind of file: how many each tool was right about."""
    kinds: dict[str, list[str]] = defaultdict(list)
    for name in truth:
        kinds[name.partition("/")[0]].append(name)
    print(f"\n| kind | files | {' | '.join(said)} |\n|---|---|{'---|' * len(said)}")
    for kind, names in sorted(kinds.items()):
        right = (sum(told[name].said in RIGHT[truth[name]] for name in names) for told in said.values())
        print(f"| {kind} | {len(names)} | {' | '.join(map(str, right))} |")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
