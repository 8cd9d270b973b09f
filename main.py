"""Whence: `check`, `trust`, `samples` … go to the command line, everything else opens the window."""

import sys

COMMANDS = frozenset(
    {
        "about",
        "check",
        "watch",
        "trust",
        "samples",
        "models",
        "memory",
        "doctor",
        "pack",
        "case",
        "worker",
        "dispatch",
        "batch",
        "batch-export",
        "--help",
        "-h",
        "--version",
    }
)


def main(arguments: list[str]) -> int:
    """Runs the command line or the window; each is imported late, so that a worker never loads Qt."""
    if arguments and arguments[0] in COMMANDS:
        from verify.cli import main as cli

        return cli.main(arguments)
    from gui import app

    return app.main(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
