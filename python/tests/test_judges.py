"""Judges in runs from Python: their scores are columns of the tables, as of the command's reports."""

import csv
import math
import subprocess
import sys
from pathlib import Path

import pytest

import glossator

SAMPLE = Path(__file__).parents[2] / "data" / "sample"

# Scores a target by its length, and marks the first word of some; what else it does is its argument.
JUDGE = """
import json, sys, time
role = sys.argv[1] if len(sys.argv) > 1 else ""
print(json.dumps({"name": "length", "version": "1", "needs_reference": role == "compares"}), flush=True)
for line in sys.stdin:
    if role == "dies":
        sys.exit(3)
    if role == "hangs":
        time.sleep(600)
    if role.endswith(".log"):
        open(role, "a").write(line)
    if line.strip():
        asked = json.loads(line)
        answer = {"id": asked["id"], "score": len(asked["target"]) / 100}
        if asked["target"].startswith("Die "):
            answer["spans"] = [{"start": 0, "end": 3, "severity": "minor", "category": "article"}]
        print(json.dumps(answer), flush=True)
"""


@pytest.fixture
def judge(tmp_path):
    script = tmp_path / "judge.py"
    script.write_text(JUDGE, encoding="utf-8")
    return lambda role="": f"'{sys.executable}' '{script}' {role}"


def test_scores_are_columns_behind_the_others_as_the_command_writes_them(judge, tmp_path):
    found = glossator.score(SAMPLE / "docs", judges=judge())
    plain = glossator.score(SAMPLE / "docs")
    summary = [f"judge:length{part}" for part in ("", ":segments", ":low", ":high")]
    for table, before, added in (
        (found.segments, plain.segments, ["judge:length"]),
        (found.pages, plain.pages, ["judge:length"]),
        (found.summary, plain.summary, summary),
        (found.issues, plain.issues, []),
    ):
        assert table.column_names == before.column_names + added
    segments = found.segments.to_pandas()
    asked = segments.dropna(subset=["judge:length"])
    assert len(asked) > 50 and asked["judge:length"].dtype == "float64"
    assert (asked["judge:length"] == asked["target"].str.len() / 100).all()
    means = asked.groupby("locale")["judge:length"].agg(["mean", "count"])
    for row in found.summary.to_pylist():
        mean, count = means.loc[row["locale"]]
        assert math.isclose(row["judge:length"], mean) and row["judge:length:segments"] == count
        assert row["judge:length:low"] is None
    pages = asked.groupby("path")["judge:length"].mean()
    for row in found.pages.to_pylist():
        assert math.isclose(row["judge:length"], pages[row["path"]])
    marked = [row for row in found.issues.to_pylist() if row["check"] == "judge"]
    assert marked and all(row["target"].startswith("Die ") for row in marked)

    out = tmp_path / "reports"
    words = ["score", SAMPLE / "docs", "--judge", judge(), "-o", out]
    command = [sys.executable, "-m", "glossator", *map(str, words)]
    ended = subprocess.run(command, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr
    written = []
    for path in sorted(out.glob("*.segments.csv")):
        with open(path, encoding="utf-8", newline="") as file:
            written += [row["judge:length"] for row in csv.DictReader(file)]
    cells = [row["judge:length"] for row in found.segments.to_pylist()]
    assert written == ["" if cell is None else f"{cell:.4f}" for cell in cells]


def test_two_judges_a_sample_and_references(judge):
    found = glossator.score(
        SAMPLE / "docs",
        references=SAMPLE / "references",
        judges=[judge(), judge("compares")],
        judge_sample=5,
        judge_only="referenced",
    )
    for row in found.segments.to_pylist():
        assert row["judge:length"] == row["judge:length-2"]
        assert row["judge:length"] is None or row["reference"]
    for row in found.summary.to_pylist():
        assert row["judge:length:segments"] <= 5
    interval = [row for row in found.summary.to_pylist() if row["judge:length:segments"] == 5]
    assert interval
    for row in interval:
        assert row["judge:length:low"] <= row["judge:length"] <= row["judge:length:high"]


def test_a_name_of_the_configuration_and_answers_that_are_kept(judge, tmp_path):
    log = tmp_path / "asked.log"
    config = tmp_path / "glossator.yaml"
    config.write_text(f'judges: {{mine: "{judge(log)}"}}\n', encoding="utf-8")
    calls = dict(config=config, judge_cache=tmp_path / "kept")
    # A configuration alone starts nothing.
    alone = glossator.score(SAMPLE / "docs", config=config)
    assert "judge:length" not in alone.pages.column_names
    assert not log.exists()
    first = glossator.score(SAMPLE / "docs", judges=["mine"], **calls)
    asked = log.read_text(encoding="utf-8")
    second = glossator.score(SAMPLE / "docs", judges=["mine"], **calls)
    assert asked.count("\n") > 50 and log.read_text(encoding="utf-8") == asked
    assert first.segments.to_pylist() == second.segments.to_pylist()


@pytest.mark.parametrize("role", ["dies", "hangs"])
def test_a_judge_that_fails_costs_its_own_scores(judge, role):
    found = glossator.score(SAMPLE / "docs/de-DE", judges=[judge(role), judge()], judge_timeout=4)
    told = [row for row in found.problems.to_pylist() if row["path"].startswith("judge:length")]
    assert told and all(row["path"] == "judge:length" for row in told)
    cells = [(row["judge:length"], row["judge:length-2"]) for row in found.segments.to_pylist()]
    assert {mine for mine, _ in cells} == {None}
    assert len([other for _, other in cells if other is not None]) > 10


@pytest.mark.parametrize(
    "options, told",
    [
        ({"judges": "'unclosed"}, "unclosed"),
        ({"judges": "x", "judge_sample": 0}, "judge_sample 0"),
        ({"judges": "x", "judge_timeout": -1.0}, "judge_timeout -1"),
        ({"judges": "x", "judge_only": "changed"}, 'judge_only "changed" is not "referenced"'),
        ({"judge_cache": "kept"}, "judge_cache"),
    ],
)
def test_wrong_calls_are_told(options, told):
    with pytest.raises(ValueError, match=told):
        glossator.score(SAMPLE / "docs", **options)
