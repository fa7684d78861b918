#!/usr/bin/env python3
"""Runs over damaged trees, and counts what went in and came out: `tests/soak.py GLOSSATOR [--runs N] [--seed N] [TREE…]`.

Each run copies a few files of the trees (the bundled sample and the fixtures, unless others are named), damages some of
them at random (the same ones for the same seed), scores them and holds the reports to each other: nothing panics, each
page is a row of pages or of problems, the rows of each table are what summary.csv says, Python's csv reads all of them,
and so does `glossator trend` with the crate that wrote them.
"""

import argparse
import csv
import fnmatch
import json
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
PIECES = [
    b"\x00", b"\xff", b"\xfe\xff", b"\xef\xbb\xbf", b"\n", b"\r\n", b"\t", b'"', b"'", b"`", b"```\n", b"<", b">", b"</", b"<!--",
    b"]]>", b"{", b"}", b"[", b"]", b"(", b"|", b"---\n", b"&amp;", b"=1+1", b"-2", b"+3", b"@a", b",", b";", b"\xe2\x80\xa8",
    "漢字".encode(), "é".encode(), "\u200b".encode(), b"%s", b"{0}", b"\\", b"#", b"*", b"_", b"\x1b[31m", b"::error::",
]
TABLES = (".tsv", ".csv", ".jsonl", ".tmx", ".xlf", ".po", ".properties", ".strings", ".arb")


def damaged(data, dice):
    data = bytearray(data)
    for _ in range(dice.randrange(1, 6)):
        at = dice.randrange(len(data) + 1)
        end = min(len(data), at + dice.randrange(60))
        kind = dice.randrange(7)
        if kind == 0:
            del data[at:end]
        elif kind == 1:
            to = dice.randrange(len(data) + 1)
            data[to:to] = data[at:end]
        elif kind == 2 and data:
            data[min(at, len(data) - 1)] = dice.randrange(256)
        elif kind == 3 and dice.randrange(6) == 0:
            del data[at:]
        else:
            data[at:at] = dice.choice(PIECES)
    return bytes(data)


def gathered(trees, binary, work):
    """Files by group: those of a group are scored together."""
    groups = []
    for tree in trees:
        found = sorted(path for path in tree.rglob("*") if path.is_file() and path.stat().st_size < 200_000)
        groups.append((tree, [path for path in found if ".expected" not in path.name and ".snap" not in path.name]))
    # The sample's pairs in every format that is written.
    for kind in ("tsv", "csv", "jsonl", "tmx", "xliff", "po", "properties", "strings", "arb"):
        out = work / "formats" / kind
        call = [binary, "extract", str(ROOT / "data/sample/docs"), "--to", kind, "--out", str(out)]
        if subprocess.run(call, capture_output=True).returncode == 0:
            groups.append((out, sorted(path for path in out.rglob("*") if path.is_file())))
    return [group for group in groups if group[1]]


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def score(binary, tree, out, seed):
    call = [binary, "score", str(tree), "--out", str(out), "--format", "csv,jsonl,html,xlsx,sarif,junit,markdown", "--quiet"]
    call += ["--jobs", str(1 + seed % 3), "--locale", "de-DE"]
    return subprocess.run(call, capture_output=True, timeout=120)


def agree(binary, out, result, inputs):
    said = result.stderr.decode("utf-8", "replace")
    assert "panicked" not in said, said
    assert result.returncode in (0, 2), (result.returncode, said)
    if not (out / "summary.csv").exists():
        # Nothing at all was there to score, which is said.
        assert result.returncode == 2 and said.strip(), said
        return 0, 0, 0, 0
    summary, problems = read(out / "summary.csv"), read(out / "problems.csv")
    told = {row["path"] for row in problems}
    pages, segments, issues = set(), 0, 0
    for row in summary:
        tables = {kind: read(out / f"{row['locale']}.{kind}.csv") for kind in ("pages", "segments", "issues", "findings")}
        assert len(tables["pages"]) == int(row["pages"]), row
        assert len(tables["segments"]) == int(row["segments"]) - missing(row, tables), row
        assert sum(int(page["segments"]) for page in tables["pages"]) == len(tables["segments"]), row
        decided = tables["issues"]
        assert len(decided) == int(row["issues"]) + int(row["suspicions"]), (len(decided), row)
        for kind in tables:
            assert all(None not in found and None not in found.values() for found in tables[kind]), kind
        pages |= {page["path"] for page in tables["pages"]}
        segments += len(tables["segments"])
        issues += len(decided)
    names = {plain(name) for name in pages | told}
    lost = [name for name in inputs if not is_told(name, names)]
    assert not lost, f"neither pages nor problems: {lost}"
    lines = (out / "issues.jsonl").read_text(encoding="utf-8").split("\n")[:-1]
    assert len(lines) == issues and all(json.loads(line) for line in lines), (len(lines), issues)
    json.loads((out / "issues.sarif").read_text(encoding="utf-8"))
    assert not [path for path in out.iterdir() if path.name.startswith(".")]
    trend = subprocess.run([binary, "trend", str(out), str(out), "--out", str(out / "trend.csv")], capture_output=True)
    assert trend.returncode == 0, trend.stderr
    assert all(row["new_issues"] == row["fixed_issues"] == "0" for row in read(out / "trend.csv"))
    return len(pages), segments, issues, len(problems)


def is_told(name, names):
    """Whether a file is a page, a problem or one of several that one row tells of; tables name their pages themselves."""
    if name.endswith(TABLES) or "en" in pathlib.PurePath(name).parts[:-1]:
        return True
    return any(name == known or name.endswith("/" + known) or fnmatch.fnmatch(name, known) for known in names)


def missing(row, tables):
    """Segments that a locale lacks and that are on no page."""
    return max(0, int(row["segments"]) - len(tables["segments"])) if int(row["untranslated_segments"]) else 0


def plain(cell):
    return cell[1:] if cell.startswith("'") else cell


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary")
    parser.add_argument("trees", nargs="*", type=pathlib.Path)
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    call = parser.parse_args()
    binary = str(pathlib.Path(call.binary).resolve())
    fixtures = ["data/sample", "tests/fixtures/dialects", "tests/fixtures/extraction", "tests/fixtures/pages"]
    trees = call.trees or [ROOT / path for path in fixtures]
    counts, failures = [0, 0, 0, 0], 0
    with tempfile.TemporaryDirectory(prefix="glossator-soak-") as folder:
        work = pathlib.Path(folder)
        groups = gathered(trees, binary, work)
        for seed in range(call.seed, call.seed + call.runs):
            dice = random.Random(seed)
            tree, out = work / "tree", work / "out"
            for path in (tree, out):
                shutil.rmtree(path, ignore_errors=True)
            group, files = dice.choice(groups)
            inputs = []
            for path in dice.sample(files, min(len(files), dice.randrange(3, 30))):
                to = tree / path.relative_to(group)
                to.parent.mkdir(parents=True, exist_ok=True)
                data = path.read_bytes()
                to.write_bytes(damaged(data, dice) if dice.randrange(3) else data)
                inputs.append(str(path.relative_to(group)))
            try:
                found = agree(binary, out, score(binary, tree, out, seed), inputs)
                counts = [a + b for a, b in zip(counts, found)]
            except (AssertionError, OSError, ValueError, csv.Error, subprocess.TimeoutExpired) as error:
                failures += 1
                print(f"seed {seed}: {type(error).__name__}: {error}"[:1000])
    print(f"{call.runs} runs, {counts[0]} pages, {counts[1]} segments, {counts[2]} issues, {counts[3]} problems")
    print(f"{call.runs - failures} passed, {failures} failed")
    sys.exit(bool(failures))


main()
