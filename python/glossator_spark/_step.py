"""One step of a run in parts, in a process of its own: it begins in the folder that all paths are relative to, and whatever
becomes of it, the process of Spark's that waits for it lives on.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from glossator import Scores

#: Where a step puts what it gives back, below its folder; no folder of pages is called so.
GIVEN = ".glossator"

_PROGRAM = "import sys; sys.path[:] = [p for p in sys.path if p]; "
#: Of what a step says, the end tells why it failed.
_SAID = 4000


@dataclass(frozen=True)
class Cost:
    """What a step has cost."""

    #: Processor seconds.
    cpu: float
    #: Seconds on the clock.
    wall: float
    #: The most memory that it had, in bytes.
    memory: int


class StepFailed(RuntimeError):
    """A step ended with an error; its message is what the step said."""


def command(folder: Path, *words: str) -> Cost:
    """Runs `glossator` with these words in a folder."""
    program = "from glossator import _native; sys.exit(_native.main(['glossator', *sys.argv[1:]]))"
    return _run(folder, program, words)


def call(folder: Path, function: str, *words: str) -> Cost:
    """Runs a function of this module in a folder."""
    program = f"from glossator_spark import _step; _step.{function}(*sys.argv[1:])"
    return _run(folder, program, words)


def _run(folder: Path, program: str, words: tuple[str, ...]) -> Cost:
    # What this process has on its path the new one needs too, wherever Spark has put it. The spelling dictionaries of a
    # machine are none of the run's.
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join(p for p in sys.path if p),
        "DICPATH": "",
    }
    begun = time.monotonic()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            [sys.executable, "-c", _PROGRAM + program, *words],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
        )
        try:
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        except BaseException:
            process.kill()
            process.wait()
            raise
        said.seek(0)
        text = said.read().decode("utf-8", "replace").strip()[-_SAID:]
    if process.returncode != 0:
        raise StepFailed(f"{' '.join(words[:2])}: exit code {process.returncode}: {text}")
    wall = time.monotonic() - begun
    return Cost(used.ru_utime + used.ru_stime, wall, used.ru_maxrss * 1024)


def files(plan: str) -> None:
    """Writes the files that each part of a plan reads: a line of JSON a part."""
    from glossator import parts

    with open(Path(GIVEN, "files"), "w", encoding="utf-8", errors="surrogateescape") as out:
        for shard in parts.files(plan):
            out.write(json.dumps([file.as_posix() for file in shard]) + "\n")


def shards(folder: Path) -> Iterator[list[str]]:
    """What `files` wrote."""
    with open(folder / GIVEN / "files", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def beside(source_locale: str, *paths: str) -> None:
    """Writes what is read with paths that it stands beside, as JSON."""
    from glossator import parts

    found = [path.as_posix() for path in parts.beside(paths, source_locale or None)]
    Path(GIVEN, "beside").write_text(json.dumps(found), encoding="utf-8")


def found(folder: Path) -> list[str]:
    """What `beside` wrote; it is not of the plan."""
    file = folder / GIVEN / "beside"
    told: list[str] = json.loads(file.read_text(encoding="utf-8"))
    file.unlink()
    return told


def tables(part: str) -> None:
    """Writes the tables of a part."""
    from glossator import parts

    _write(parts.tables(part))


def merge(folder: str, out: str, *formats: str) -> None:
    """Writes the reports, and the tables that tell of the whole run."""
    from glossator import parts

    _write(parts.merge(folder, out, formats))


def _write(scores: Scores) -> None:
    import pyarrow

    for name in ("summary", "pages", "segments", "issues", "problems"):
        table = pyarrow.table(getattr(scores, name))
        with pyarrow.OSFile(f"{GIVEN}/{name}.arrow", "wb") as file:
            with pyarrow.ipc.new_stream(file, table.schema) as writer:
                writer.write_table(table)
