"""glossator on a cluster of separate processes: the bytes of one machine, whatever happens to tasks and executors."""

import json
import logging
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pyarrow.parquet
import pyspark
import pytest

import glossator
from glossator_spark import score_pages, score_segments

ROOT = Path(__file__).parents[3]
SAMPLE = ROOT / "data" / "sample"
FAULTS = Path(__file__).parent / "faults"
FORMATS = ["csv", "html", "xlsx", "jsonl", "sarif", "junit", "markdown"]


@pytest.fixture(scope="session")
def faults(tmp_path_factory):
    return tmp_path_factory.mktemp("faults")


@pytest.fixture(scope="session")
def spark(faults, tmp_path_factory):
    from pyspark.sql import SparkSession

    os.environ["SPARK_HOME"] = str(Path(pyspark.__file__).parent)
    os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
    settings = {
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.ui.enabled": "false",
        "spark.local.dir": str(tmp_path_factory.mktemp("local")),
        "spark.sql.shuffle.partitions": "4",
        "spark.executorEnv.PYTHONPATH": str(FAULTS),
        "spark.executorEnv.GLOSSATOR_FAULTS": str(faults),
    }
    builder = SparkSession.builder.master("local-cluster[2,1,1024]").appName("glossator-tests")
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


@pytest.fixture(scope="session")
def project(tmp_path_factory):
    """Pages with both texts, and a site of files beside their originals with names that Spark overlooks."""
    folder = tmp_path_factory.mktemp("project")
    shutil.copytree(SAMPLE, folder, dirs_exist_ok=True)
    for path, text in {
        "site/mkdocs.yml": "site_name: Tailspin\n",
        "site/en/_index.md": "# Start\n\nRead the [guide](a%20b.md) first, then wait 5 minutes.\n",
        "site/fr/_index.md": "# Début\n\nLisez d’abord le [guide](a%20b.md), puis attendez 6 minutes.\n",
        "site/en/a b.md": "# Install\n\nOpen the [portal](c.md) and wait 30 minutes.\n",
        "site/fr/a b.md": "# Installer\n\nOuvrez le [portail](c.md) et attendez 20 minutes.\n",
        "site/en/_posts/é{1}.md": "# News\n\nSelect **Save**.\n",
        "site/fr/_posts/é{1}.md": "# Nouvelles\n\nSélectionnez **Enregistrer **.\n",
        "site/en/c.md": "# Update\n\nSelect **Save**.\n\n## Restart\n\nRun `reboot`.\n",
        "site/en/strings.json": '{"save": "Save {count} files", "open": "Open"}\n',
        "site/fr/strings.json": '{"save": "Enregistrer les fichiers", "open": "Ouvrir"}\n',
        "site/fr/values.yaml": "replicas: 3\n",
        "site/en/_empty.md": "# Nothing\n",
        "site/fr/_empty.md": "",
        "names.yaml": "- name: Tailspin Toys\n",
    }.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def one_machine(project):
    """The reports of one process, by the words of its call."""
    known = {}

    def reports(*words):
        if words not in known:
            out = project.parent / f"one-machine-{len(known)}"
            call = [sys.executable, "-m", "glossator", "score", *words, "-o", str(out), "--quiet"]
            environment = os.environ | {"DICPATH": ""}
            ended = subprocess.run(call, cwd=project, env=environment, capture_output=True)
            assert ended.returncode == 0, ended.stderr.decode()
            known[words] = files(out)
        return known[words]

    return reports


def files(folder):
    found = [file for file in Path(folder).iterdir() if file.suffix != ".crc"]
    return {file.name: file.read_bytes() for file in found}


def local(address):
    return Path(address.removeprefix("file:"))


def alike(scored, expected):
    found = files(local(scored.reports))
    assert found.keys() == expected.keys()
    for name, content in expected.items():
        assert found[name] == content, name
    assert local(scored.reports).with_name("_SUCCESS").is_file()


def test_reports_have_the_bytes_of_one_machine_and_tables_their_rows(
    spark, project, one_machine, tmp_path, caplog
):
    caplog.set_level(logging.INFO, "glossator_spark")
    scored = score_pages(
        spark,
        [str(project / "docs"), str(project / "site/fr")],
        str(tmp_path / "out"),
        references=str(project / "references"),
        names=str(project / "names.yaml"),
        formats=FORMATS,
        shards=5,
    )
    words = ["docs", "site/fr", "--references", "references", "--names", "names.yaml"]
    expected = one_machine(*words, "--format", ",".join(FORMATS))
    assert len(expected) > 12 and "problems.csv" in expected
    alike(scored, expected)
    assert b"_index.md" in b"".join(expected.values())
    whole = glossator.score(
        [project / "docs", project / "site/fr"],
        references=project / "references",
        names=project / "names.yaml",
    )
    for name in ("summary", "pages", "segments", "issues", "problems"):
        rows = pyarrow.parquet.read_table(local(scored.tables[name])).to_pylist()
        wanted = getattr(whole, name).to_pylist()
        assert sorted(rows, key=repr) == sorted(wanted, key=repr), name
        assert rows, name
    events = [json.loads(record.getMessage()) for record in caplog.records]
    assert [event["event"] for event in events] == ["begin", "learned", "scored", "end"]
    assert len({event["run"] for event in events}) == 1
    left = [p.name for p in (tmp_path / "out").iterdir() if not p.name.endswith(".crc")]
    assert sorted(left) == ["_SUCCESS", "reports", "tables"]


def test_a_task_that_fails_once_changes_nothing(spark, project, one_machine, faults, tmp_path):
    for step in ("learn", "score"):
        (faults / f"fail-{step}").touch()
    scored = score_pages(spark, str(project / "docs"), str(tmp_path / "out"), shards=3)
    assert not list(faults.glob("fail-*"))
    alike(scored, one_machine("docs"))


def executor_of(process):
    """The executor that a process was started for: the Java above it."""
    while process > 1:
        if Path(f"/proc/{process}/comm").read_text().strip() == "java":
            return process
        status = Path(f"/proc/{process}/status").read_text()
        process = int(status.split("PPid:")[1].split()[0])
    raise AssertionError("no executor")


def test_an_executor_that_is_killed_changes_nothing(spark, project, one_machine, faults, tmp_path):
    killed = []

    def kill():
        held = faults / "held"
        while not held.is_file():
            time.sleep(0.1)
        executor = executor_of(int(held.read_text()))
        words = Path(f"/proc/{executor}/cmdline").read_bytes()
        assert b"CoarseGrainedExecutorBackend" in words
        killed.append(executor)
        os.kill(executor, signal.SIGKILL)

    (faults / "hold-score").touch()
    killer = threading.Thread(target=kill, daemon=True)
    killer.start()
    scored = score_pages(spark, str(project / "docs"), str(tmp_path / "out"), shards=4)
    killer.join(timeout=1)
    assert len(killed) == 1 and not Path(f"/proc/{killed[0]}/exe").exists()
    alike(scored, one_machine("docs"))


def test_one_page_of_50_mb_is_a_part_by_itself(spark, project, one_machine, tmp_path):
    code = "".join(f"{at:>9}: 0123456789abcdef\n" for at in range(16_000))
    for folder, texts in {
        "en": ("Select **Save** and wait 5 minutes.", "Read the log."),
        "fr": ("Sélectionnez **Enregistrer** et attendez 6 minutes.", "Lisez le journal."),
    }.items():
        page = project / "skew" / folder / "log.md"
        page.parent.mkdir(parents=True, exist_ok=True)
        section = "\n\n".join([*texts, f"```text\n{code}```\n"])
        page.write_text("# Log\n\n" + "\n".join([section] * (50_000_000 // len(section) + 1)))
        (page.parent / "small.md").write_text(f"# Log\n\n{texts[0]}\n")
        assert page.stat().st_size > 50_000_000
    scored = score_pages(spark, str(project / "skew/fr"), str(tmp_path / "out"), shards=3)
    alike(scored, one_machine("skew/fr"))
    shutil.rmtree(project / "skew")


def test_a_run_that_can_not_be_is_refused_before_anything_is_written(spark, project, tmp_path):
    docs, out = str(project / "docs"), str(tmp_path / "out")
    with pytest.raises(FileNotFoundError, match="none"):
        score_pages(spark, str(project / "none"), out)
    with pytest.raises(ValueError, match="would be read by the next run"):
        score_pages(spark, docs, f"{docs}/out")
    with pytest.raises(ValueError, match="is written anew"):
        score_pages(spark, docs, str(project), overwrite=True)
    with pytest.raises(ValueError, match="no-such-check"):
        score_pages(spark, docs, out, select="no-such-check")
    assert not Path(out).exists() and (project / "docs").is_dir()
    Path(out).mkdir()
    (Path(out) / "kept").touch()
    with pytest.raises(FileExistsError, match="overwrite"):
        score_pages(spark, docs, out)
    assert (Path(out) / "kept").exists()


def test_rows_of_a_data_frame_are_scored_as_in_memory(spark, project, tmp_path):
    names = tmp_path / "names.yaml"
    names.write_text("- name: Tailspin Toys\n")
    rows = [
        ("1", "Wait 30 minutes.", "Attendez 20 minutes.", "fr-FR", "a.md"),
        ("2", "Open  Tailspin Toys.", "Ouvrez Tailspin Jouets.", "fr-FR", "a.md"),
        ("3", "Select **Save**.", "Wählen Sie **Speichern **.", "de-DE", "b.md"),
        ("4", "Select **Save**.", None, "de-DE", "b.md"),
    ]
    schema = "id string, source string, target string, locale string, path string"
    df = spark.createDataFrame(rows, schema).repartition(3)
    known = [
        ("Open\u00a0Tailspin Toys. ", "Ouvrez Tailspin Toys.", "fr-FR"),
        ("Wait 30 minutes.", "Attendez 30 minutes.", "fr-FR"),
        ("Wait 30 minutes.", "Patientez 30 minutes.", "fr-FR"),
        ("Wait 30 minutes.", "Patientez 30 minutes.", "fr-FR"),
        ("Wait 30 minutes.", "Warten Sie 30 Minuten.", "de-DE"),
    ]
    references = spark.createDataFrame(known, "source string, target string, locale string")
    scored = score_segments(df, references=references, names=names)
    assert scored.columns[:6] == ["id", "source", "target", "locale", "path", "reference"]
    found = {row["id"]: row.asDict(recursive=True) for row in scored.collect()}
    assert found["1"]["reference"] == "Patientez 30 minutes."
    assert found["2"]["reference"] == "Ouvrez Tailspin Toys."
    assert found["3"]["reference"] is None and found["3"]["chrf"] is None
    assert found["4"]["checks"] in (None, "")
    table = pyarrow.table(
        {
            "source": [row[1] for row in rows],
            "target": [row[2] for row in rows],
            "locale": [row[3] for row in rows],
            "reference": [found[row[0]]["reference"] for row in rows],
        }
    )
    expected = glossator.score_batch(table, names=names).to_pylist()
    for row, wanted in zip(rows, expected):
        for name, value in wanted.items():
            assert found[row[0]][name] == value, (row[0], name)
    assert "wrong-number" in found["1"]["checks"] and found["2"]["issues"]
