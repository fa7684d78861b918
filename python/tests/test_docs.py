"""The page about Python: its blocks run from top to bottom."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def test_the_page_about_python_runs(tmp_path, monkeypatch, capsys):
    matplotlib = pytest.importorskip("matplotlib")
    matplotlib.use("Agg")
    (tmp_path / "data").symlink_to(ROOT / "data", target_is_directory=True)
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(
        r"^```python\n(.*?)^```", (ROOT / "docs/python.md").read_text(), re.M | re.S
    )
    names = {}
    for block in blocks:
        exec(compile(block, "docs/python.md", "exec"), names)
    told = capsys.readouterr().out
    for part in (
        "quality_score",
        "critical wrong-number",
        "broken-emphasis",
        "without articles",
        "|tok:13a|",
    ):
        assert part in told
    assert len(blocks) == 9 and (tmp_path / "quality.png").stat().st_size > 10_000
