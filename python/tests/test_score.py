"""Whole runs from Python: the same figures as the command's, as tables."""

import _thread
import csv
import importlib.metadata
import multiprocessing
import subprocess
import sys
from pathlib import Path

import pytest

import glossator

SAMPLE = Path(__file__).parents[2] / "data" / "sample"


@pytest.fixture(scope="module")
def scores():
    return glossator.score(SAMPLE / "docs", references=SAMPLE / "references")


def command(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "glossator", *map(str, arguments)], capture_output=True, text=True
    )


def test_tables_say_what_the_reports_of_the_command_say(scores, tmp_path):
    ended = command("score", SAMPLE / "docs", "--references", SAMPLE / "references", "-o", tmp_path)
    assert ended.returncode == 0 and "fr-FR" in ended.stdout, ended.stderr

    def rows(pattern):
        for path in sorted(tmp_path.glob(pattern)):
            with open(path, encoding="utf-8", newline="") as file:
                yield from csv.DictReader(file)

    tables = {
        "summary.csv": scores.summary,
        "*.segments.csv": scores.segments,
        "*.issues.csv": scores.issues,
    }
    for pattern, table in tables.items():
        found = table.to_pylist()
        written = list(rows(pattern))
        assert len(found) == len(written) == len(table) > 5, pattern
        for row, cells in zip(found, written):
            assert {"path", "line", "source", "bleu"} & cells.keys() <= row.keys()
            for name, value in row.items():
                # Files have a column for references only where it says something.
                if name not in cells:
                    assert name == "reference" and pattern == "*.issues.csv"
                    continue
                # Between the segments files count from the start of the page.
                if name.startswith("target_") and cells["segment_id"] == "page":
                    continue
                # A spreadsheet would run some texts.
                cell = cells[name].removeprefix("'")
                if isinstance(value, float):
                    assert abs(value - float(cell)) <= 0.051, (pattern, name)
                else:
                    assert ("" if value is None else str(value)) == cell, (pattern, name)


def test_libraries_take_the_tables(scores):
    for table in (scores.summary, scores.pages, scores.segments, scores.issues, scores.problems):
        pandas, polars, arrow = table.to_pandas(), table.to_polars(), table.to_arrow()
        assert len(pandas) == len(polars) == arrow.num_rows == len(table)
        assert list(pandas.columns) == polars.columns == arrow.column_names == table.column_names
    assert scores.segments.to_pandas()["bleu"].dtype == "float64"
    # The kinds of columns hold without rows too.
    assert str(scores.problems.to_arrow().schema.field("line").type) == "int64"
    by_severity = scores.issues.to_polars().group_by("severity").len()
    assert dict(by_severity.iter_rows())["critical"] == sum(scores.summary.to_pandas()["critical"])


def test_progress_is_told_to_its_end_and_may_end_the_run():
    told = []
    glossator.score([SAMPLE / "docs"], progress=lambda done, all: told.append((done, all)))
    assert told == sorted(told) and told[-1][0] == told[-1][1] > 0

    def enough(done, all):
        raise LookupError(f"{done} of {all}")

    with pytest.raises(LookupError, match=" of "):
        glossator.score([SAMPLE / "docs"], progress=enough)


def test_control_c_ends_a_run(tmp_path):
    reports = tmp_path / "reports"
    with pytest.raises(KeyboardInterrupt):
        glossator.score(
            SAMPLE / "docs",
            formats=["csv"],
            out=reports,
            progress=lambda *_: _thread.interrupt_main(),
        )
    assert not reports.exists() or not any(reports.iterdir())
    assert len(glossator.score(SAMPLE / "docs", jobs=1).summary) == 6


def test_options_are_those_of_the_command(tmp_path):
    found = glossator.score(
        SAMPLE / "docs", select=["wrong-number", "mangled-name"], ignore="mangled-name"
    )
    assert {row["check"] for row in found.issues.to_pylist()} == {"wrong-number"}
    found = glossator.score(
        SAMPLE / "docs", exclude=["**/ja-JP/**"], formats=["csv", "html"], out=tmp_path
    )
    assert {path.name for path in found.reports} >= {"summary.csv", "index.html"}
    assert all(path.is_file() for path in found.reports)
    assert "ja-JP" not in {row["locale"] for row in found.summary.to_pylist()}


def test_a_configuration_is_read_and_the_call_wins(tmp_path):
    (tmp_path / "docs").symlink_to(SAMPLE / "docs", target_is_directory=True)
    config = tmp_path / "glossator.yaml"
    config.write_text(
        "paths: [docs]\nformat: [csv]\nout: reports\nexclude: ['**/ja-JP/**']\nchecks: {mangled-name: off}\n"
        "rules: [{id: no-sie, message: Say du, severity: minor, locales: [de], target: {must-not: '\\bSie\\b'}}]\n",
        encoding="utf-8",
    )
    found = glossator.score(config=config)
    checks = {row["check"] for row in found.issues.to_pylist()}
    assert "no-sie" in checks and "mangled-name" not in checks
    assert len(found.summary) == 5 and found.reports == [] and not (tmp_path / "reports").exists()
    found = glossator.score(SAMPLE / "docs/de-DE", config=config, select="mangled-name")
    assert {row["check"] for row in found.issues.to_pylist()} == {"mangled-name"}


def test_segments_may_be_left_out(scores):
    found = glossator.score(SAMPLE / "docs", references=SAMPLE / "references", segments=False)
    assert len(found.segments) == 0 and found.segments.column_names == scores.segments.column_names
    assert found.issues.to_pylist() == scores.issues.to_pylist()


@pytest.mark.parametrize(
    "call, told",
    [
        (lambda: glossator.score("nowhere"), "nowhere: there is no such file"),
        (lambda: glossator.score(SAMPLE, select=["spacings"]), 'no check "spacings"'),
        (lambda: glossator.score(SAMPLE, formats=["pdf"]), "choose from csv"),
        (lambda: glossator.score(SAMPLE, min_confidence="sure"), "none of high, medium, low"),
        (lambda: glossator.score(SAMPLE, locale="deutsch!"), "write it like pt-BR"),
    ],
)
def test_a_wrong_call_says_what_is_wrong(call, told):
    with pytest.raises(ValueError) as error:
        call()
    assert told in str(error.value)


def test_a_file_that_is_not_there_is_an_error_of_the_system():
    with pytest.raises(FileNotFoundError, match="decisions.csv"):
        glossator.score(SAMPLE / "docs", baseline="decisions.csv")


def count_issues(_):
    return len(glossator.score(SAMPLE / "docs").issues)


@pytest.mark.skipif(not hasattr(__import__("os"), "fork"), reason="the system does not fork")
def test_a_fork_has_threads_of_its_own(scores):
    with multiprocessing.get_context("fork").Pool(2) as pool:
        counts = pool.map_async(count_issues, range(2)).get(timeout=120)
    assert len(set(counts)) == 1 and counts[0] > 0


def test_the_licences_come_along():
    files = importlib.metadata.files("glossator") or []
    licences = {path.name for path in files if "licenses" in path.parts}
    assert licences == {"LICENSE-APACHE", "LICENSE-CLDR", "LICENSE-MIT", "LICENSE-OPENCC"}


def test_the_command_ends_as_the_binary_does():
    assert command("--version").stdout.startswith("glossator ")
    wrong = command("scores")
    assert wrong.returncode == 2 and "unrecognized subcommand" in wrong.stderr
    gate = command("score", SAMPLE / "docs", "--fail-on", "critical", "--format", "text")
    assert gate.returncode == 1 and "wrong-number" in gate.stdout
