"""Whence: the command line where a command is named, else the window."""

import sys


def main() -> int:
    """Run what the arguments name and return the exit status. Both are imported late, so that no worker loads Qt."""
    from verify.cli import main as cli

    if cli.is_for_command_line(sys.argv[1:]):
        return cli.main(sys.argv[1:])
    from gui import app

    return app.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
