"""Whence: the command line where a command is named, else the window."""

import sys


def main() -> int:
    """Run what the arguments name and return the exit status. Each is imported when it is asked for: no worker loads
    Qt, and a window that is opened without files loads no command line.
    """
    arguments = sys.argv[1:]
    if arguments:
        from verify.cli import main as cli

        if cli.is_for_command_line(arguments):
            return cli.main(arguments)
    from gui import app

    return app.main(arguments)


if __name__ == "__main__":
    sys.exit(main())
