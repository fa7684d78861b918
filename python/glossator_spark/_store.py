"""The file systems of Hadoop, as the driver sees them: what is there, and what is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

#: Folders that are listed, and files that are copied, at once.
_AT_ONCE = 16
#: One file of a listing as Hadoop prints it; the whole listing of a folder is one call.
_PRINTED = re.compile(r"\{path=(.*?); isDirectory=(true|false); (?:length=(\d+);)?", re.DOTALL)


@dataclass(frozen=True)
class File:
    """A file by its address as Spark writes it, and its size in bytes."""

    address: str
    size: int


class Store:
    """All file systems that the session knows, by the address."""

    def __init__(self, spark: SparkSession) -> None:
        try:
            self._jvm: Any = spark._jvm
            self._conf: Any = spark._jsc.hadoopConfiguration()
        except Exception as error:  # Spark Connect raises an exception of its own.
            raise TypeError(
                "score_pages needs a classic Spark session, which has a driver of its own; "
                "score_segments works with Spark Connect too"
            ) from error

    def _at(self, address: str) -> tuple[Any, Any]:
        path = self._jvm.org.apache.hadoop.fs.Path(address)
        return path.getFileSystem(self._conf), path

    def whole(self, address: str) -> str:
        """The address with its scheme, without `.` and `..`."""
        system, path = self._at(address)
        whole = str(system.makeQualified(path).toString())
        scheme, rest = whole.split(":", 1)
        parts: list[str] = []
        for part in rest.split("/"):
            if part == ".." and parts and parts[-1]:
                parts.pop()
            elif part not in (".", ".."):
                parts.append(part)
        return f"{scheme}:{'/'.join(parts)}"

    def size(self, address: str) -> int | None:
        """The bytes of a file; none of a folder.

        Raises `FileNotFoundError`.
        """
        system, path = self._at(address)
        if not system.exists(path):
            raise FileNotFoundError(f"{address}: there is no such file or folder")
        status = system.getFileStatus(path)
        return None if status.isDirectory() else int(status.getLen())

    def exists(self, address: str) -> bool:
        """Whether something is there."""
        system, path = self._at(address)
        return bool(system.exists(path))

    def walk(self, address: str) -> Iterator[File]:
        """The files at and below an address, hidden ones too; what git keeps for itself is left out."""
        size = self.size(address)
        if size is not None:
            yield File(address, size)
            return
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            folders = [address]
            while folders:
                below: list[str] = []
                for found in pool.map(self.look, folders):
                    for file, is_folder in found:
                        if not is_folder:
                            yield file
                        elif not file.address.endswith("/.git"):
                            below.append(file.address)
                folders = below

    def look(self, folder: str) -> list[tuple[File, bool]]:
        """What a folder holds, with whether it is a folder."""
        system, path = self._at(folder)
        statuses = system.listStatus(path)
        count = len(statuses)
        printed = _PRINTED.findall(self._jvm.org.apache.commons.lang3.ArrayUtils.toString(statuses))
        found = [(File(at, int(size or 0)), kind == "true") for at, kind, size in printed]
        start = folder.rstrip("/") + "/"
        is_understood = len(found) == count and all(
            file.address.startswith(start) and "/" not in file.address[len(start) :]
            for file, _ in found
        )
        if is_understood:
            return found
        # Another file system prints otherwise.
        return [
            (File(str(s.getPath().toString()), int(s.getLen())), bool(s.isDirectory()))
            for s in statuses
        ]

    def fetch(self, address: str, to: Path) -> None:
        """Copies a file, or a folder with all that is below, to the driver."""
        start = len(address.rstrip("/")) + 1
        files = [(file, to / file.address[start:]) for file in self.walk(address)]
        self.fetch_all(files)

    def fetch_all(self, files: list[tuple[File, Path]]) -> None:
        """Copies files to the driver."""
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            for _ in pool.map(self._fetch, files):
                pass

    def _fetch(self, given: tuple[File, Path]) -> None:
        file, to = given
        to.parent.mkdir(parents=True, exist_ok=True)
        system, path = self._at(file.address)
        local = self._jvm.org.apache.hadoop.fs.Path(to.absolute().as_uri())
        # No checksum beside it.
        system.copyToLocalFile(False, path, local, True)

    def copy(self, pairs: list[tuple[str, str]]) -> None:
        """Copies files among the file systems."""
        util = self._jvm.org.apache.hadoop.fs.FileUtil

        def one(pair: tuple[str, str]) -> None:
            (source, at), (target, to) = self._at(pair[0]), self._at(pair[1])
            util.copy(source, at, target, to, False, True, self._conf)

        with ThreadPoolExecutor(_AT_ONCE) as pool:
            for _ in pool.map(one, pairs):
                pass

    def put(self, local: Path, address: str) -> None:
        """Copies a folder of the driver."""
        system, path = self._at(address)
        system.mkdirs(path)
        for file in sorted(local.iterdir()):
            source = self._jvm.org.apache.hadoop.fs.Path(file.absolute().as_uri())
            target = self._jvm.org.apache.hadoop.fs.Path(path, file.name)
            system.copyFromLocalFile(False, True, source, target)

    def touch(self, address: str) -> None:
        """Makes an empty file."""
        system, path = self._at(address)
        system.create(path, True).close()

    def remove(self, address: str) -> None:
        """Removes what is at and below an address, if anything is."""
        system, path = self._at(address)
        system.delete(path, True)


def place(address: str) -> str:
    """Where an address is laid on a disk: the parts of the address as folders."""
    return "/".join(part for part in address.split(":", 1)[1].split("/") if part)


def is_hidden(name: str) -> bool:
    """Whether Spark overlooks a file or folder of this name."""
    return name.startswith(("_", ".")) or name.endswith("._COPYING_")
