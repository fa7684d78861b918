"""What goes wrong in tests: read by each Python that an executor starts. A file in the folder asks for one fault."""

import os
import sys
import time

FOLDER = os.environ.get("GLOSSATOR_FAULTS", "")
WORDS = sys.orig_argv


def is_asked(name):
    """Whether the fault is asked for; only one process is told so."""
    try:
        os.remove(os.path.join(FOLDER, name))
    except OSError:
        return False
    return True


if FOLDER and "-c" in WORDS:
    for step in ("learn", "score"):
        if step in WORDS and "--shard" in WORDS:
            if is_asked(f"fail-{step}"):
                os._exit(9)
            if is_asked(f"hold-{step}"):
                with open(os.path.join(FOLDER, "held.new"), "w") as file:
                    file.write(str(os.getpid()))
                os.rename(os.path.join(FOLDER, "held.new"), os.path.join(FOLDER, "held"))
                time.sleep(600)
