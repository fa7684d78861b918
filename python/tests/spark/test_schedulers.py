"""What the page about Spark tells those who have none: its lines for GNU parallel, as they stand there."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


@pytest.mark.skipif(not shutil.which("parallel"), reason="GNU parallel could not be had")
def test_gnu_parallel_makes_the_bytes_of_one_run(tmp_path):
    shutil.copytree(ROOT / "data/sample/docs", tmp_path / "docs")
    blocks = re.findall(r"^```sh\n(.*?)^```", (ROOT / "docs/spark.md").read_text(), re.M | re.S)
    (block,) = [block for block in blocks if "parallel" in block]
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = os.environ | {"PATH": path, "DICPATH": ""}

    def run(*words):
        ended = subprocess.run(
            words, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=600
        )
        assert ended.returncode == 0, ended.stderr

    run("bash", "-euo", "pipefail", "-c", block)
    run("glossator", "score", "docs", "--format", "csv,html", "--out", "one", "--quiet")
    expected = {file.name: file.read_bytes() for file in (tmp_path / "one").iterdir()}
    found = {file.name: file.read_bytes() for file in (tmp_path / "reports").iterdir()}
    assert found == expected and len(found) > 8
    assert (tmp_path / "score.log").read_text().count("glossator score") == 8
