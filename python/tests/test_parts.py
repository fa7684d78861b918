"""A run in parts from Python: what a program must know that hands the parts around itself."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import glossator
from glossator import parts

SAMPLE = Path(__file__).parents[2] / "data" / "sample"


def command(*words):
    call = [sys.executable, "-m", "glossator", *words]
    ended = subprocess.run(call, capture_output=True, text=True, env=os.environ | {"DICPATH": ""})
    assert ended.returncode == 0, ended.stderr


@pytest.fixture
def folder(tmp_path, monkeypatch):
    shutil.copytree(SAMPLE, tmp_path / "project")
    monkeypatch.chdir(tmp_path / "project")
    monkeypatch.setenv("DICPATH", "")
    return tmp_path / "project"


def test_parts_have_the_tables_of_one_run_and_merge_to_its_reports(folder):
    command("score", "docs", "--references", "references", "--out", "one", "--quiet")
    command("plan", "docs", "--references", "references", "--shards", "3", "--out", "run.json")
    for shard in range(3):
        command("learn", "--plan", "run.json", "--shard", str(shard), "--out", "seen")
    command("learn", "--plan", "run.json", "--seen", "seen", "--out", "learned")
    task = ["score", "--plan", "run.json", "--learned", "learned", "--out", "parts"]
    for shard in range(3):
        command(*task, "--shard", str(shard))
    whole = glossator.score("docs", references="references")
    found = [parts.tables(part) for part in sorted(Path("parts").glob("*.part"))]
    for name in ("pages", "segments", "issues"):
        rows = [row for tables in found for row in getattr(tables, name).to_pylist()]
        assert rows == getattr(whole, name).to_pylist() and rows, name
    merged = parts.merge("parts", "merged")
    assert merged.summary.to_pylist() == whole.summary.to_pylist()
    assert merged.problems.to_pylist() == whole.problems.to_pylist()
    assert len(merged.segments) == 0 and merged.reports
    for report in merged.reports:
        assert report.read_bytes() == Path("one", report.name).read_bytes()
    assert {file.suffix for file in parts.merge("parts", "page", "html").reports} == {".html"}
    with pytest.raises(ValueError, match="there is no"):
        parts.merge("parts", "merged", ["paper"])
    next(Path("parts").glob("*.part")).unlink()
    with pytest.raises(ValueError, match="is missing"):
        parts.merge("parts", "merged")


def test_a_plan_needs_names_and_sizes_and_a_part_its_files(folder):
    for path, text in {
        "site/en/a.md": "# Install\n\nWait 30 minutes.\n",
        "site/fr/a.md": "# Installer\n\nAttendez 30 minutes.\n",
        "site/en/b.md": "# Update\n",
        "site/fr/Strings.fr.properties": "a=Ouvrir\n",
        "site/fr/Strings.properties": "a=Open\n",
    }.items():
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_text(text)
    command("plan", "site/fr", "--shards", "1", "--out", "run.json")
    expected = parts.files("run.json")
    assert expected == [
        [
            Path("site/en/a.md"),
            Path("site/en/b.md"),
            Path("site/fr/Strings.fr.properties"),
            Path("site/fr/Strings.properties"),
            Path("site/fr/a.md"),
        ]
    ]
    pages = [file for file in expected[0] if not parts.looks_into(file)]
    assert len(pages) == 3
    for file in pages:
        size = file.stat().st_size
        with open(file, "wb") as empty:
            empty.truncate(size)
    command("plan", "site/fr", "--shards", "1", "--out", "again.json")
    assert parts.files("again.json") == expected
    assert parts.beside(["site/fr"]) == [Path("site/en")] and parts.beside(["docs"]) == []
    assert parts.beside(["site/en"], "fr") == [Path("site/fr")]
    assert parts.looks_into("values.json") and parts.looks_into("site/config.toml")
