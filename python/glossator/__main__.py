"""The command `glossator`; `python -m glossator` is the same."""

from __future__ import annotations

import signal
import sys

from glossator import _native


def main() -> int:
    """Runs the command with this program's arguments."""
    # Ctrl-C ends the command at once, as it does the binary; reports of an earlier run stay whole.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    return _native.main(["glossator", *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
