"""Pairs in memory."""

import pandas
import polars
import pyarrow
import pytest

import glossator

SOURCE = "Select **Save** 3 times."
TARGET = "Wählen Sie ✨ **Speichern** 4 mal."


def test_spans_are_for_slicing_strings():
    [issue] = glossator.check(SOURCE, TARGET, "de-DE")
    assert (issue.check, issue.category, issue.severity) == ("wrong-number", "accuracy", "critical")
    assert SOURCE[slice(*issue.source_span)] == "3"
    assert TARGET[slice(*issue.target_span)] == "4"
    assert issue.expected == "3" and issue.confidence in ("high", "medium") and "3" in issue.message
    assert "wrong-number" in repr(issue)
    assert glossator.check(SOURCE, TARGET.replace("4", "3"), "de-DE") == []


def test_a_certain_mend_is_the_whole_target():
    found = glossator.check("Wait for it.", "Bitte  warten.", "de-DE")
    mended = [issue.fixed_target for issue in found if issue.fixed_target is not None]
    assert mended == ["Bitte warten."]


def test_names_of_a_list_are_known(tmp_path):
    names = tmp_path / "names.csv"
    names.write_text("source,de-DE\nBlue Kiwi,Blue Kiwi\n", encoding="utf-8")
    pair = ("Open Blue Kiwi now.", "Öffnen Sie jetzt Blaue Kiwi.", "de-DE")
    assert [issue.check for issue in glossator.check(*pair, names=names)] == ["wrong-term"]
    assert glossator.check(*pair) == []


ROWS = {
    "source": [SOURCE, "Open the file.", None, "Wait 30 minutes."],
    "target": [TARGET, None, "x", "Attendez 30 minutes."],
    "reference": [TARGET.replace("4", "3"), None, None, "Patientez 30 minutes."],
    "locale": ["de-DE", "de-DE", "de-DE", "fr-FR"],
    "n": [1, 2, 3, 4],
}


def test_rows_are_scored_and_their_order_and_columns_kept():
    scored = glossator.score_batch(pyarrow.table(ROWS))
    assert isinstance(scored, pyarrow.Table)
    rows = scored.to_pylist()
    assert [row["n"] for row in rows] == [1, 2, 3, 4]
    assert [row["checks"] for row in rows] == ["wrong-number", "", None, ""]
    assert [row["segment_score"] for row in rows] == [0.0, None, None, 100.0]
    assert rows[0]["issues"][0]["target_span"] == "4" and rows[2]["issues"] is None
    # Places in tables count bytes, as those of the reports do.
    place = slice(rows[0]["issues"][0]["target_start"], rows[0]["issues"][0]["target_end"])
    assert TARGET.encode()[place] == b"4"
    assert rows[0]["chrf"] > 80 > rows[3]["chrf"] > 0 and rows[1]["chrf"] is None


def test_what_comes_goes_back():
    frame = pandas.DataFrame(ROWS)
    scored = glossator.score_batch(frame)
    assert isinstance(scored, pandas.DataFrame) and list(scored["n"]) == ROWS["n"]
    frame["locale"] = frame["locale"].astype("category")
    assert list(glossator.score_batch(frame)["checks"]) == list(scored["checks"])
    scored = glossator.score_batch(polars.DataFrame(ROWS))
    assert isinstance(scored, polars.DataFrame) and scored["checks"][0] == "wrong-number"
    batch = pyarrow.RecordBatch.from_pydict(ROWS)
    again = glossator.score_batch(glossator.score_batch(batch))
    assert isinstance(again, pyarrow.RecordBatch)
    assert again.schema.names == glossator.score_batch(batch).schema.names
    empty = glossator.score_batch(batch.slice(0, 0))
    assert isinstance(empty, pyarrow.RecordBatch) and empty.num_rows == 0
    assert (
        glossator.score_batch(
            glossator.Table(glossator._native.score_batch(batch, None, [], False))
        ).to_pylist()
        == again.to_pylist()
    )


def test_a_row_does_not_depend_on_the_others():
    rows = pyarrow.table(
        {
            "source": ["Press Enter."] * 50 + [SOURCE],
            "target": ["Drücken Sie die Eingabetaste."] * 50 + [TARGET],
        }
    )
    together = glossator.score_batch(rows, locale="de-DE").to_pylist()
    alone = [
        glossator.score_batch(rows.slice(at, 1), locale="de-DE").to_pylist()[0] for at in (0, 50)
    ]
    assert [together[0], together[50]] == alone


def test_rows_of_a_path_are_a_page():
    rows = {
        "source": ["Sign in to Partner Center.", "Open Partner Center.", "Leave Partner Center."],
        "target": [
            "Connectez-vous à l’Espace partenaires.",
            "Ouvrez l’Espace partenaires.",
            "Quittez Partner Center.",
        ],
    }
    alone = glossator.score_batch(pyarrow.table(rows), locale="fr-FR").to_pylist()
    page = glossator.score_batch(
        pyarrow.table({**rows, "path": ["a.md"] * 3}), locale="fr-FR"
    ).to_pylist()
    assert [row["checks"] for row in alone] == ["", "", ""]
    assert [row["checks"] for row in page] == ["", "", "inconsistent-name"]


def test_all_rows_may_teach():
    verbs = ["open", "close", "save", "print", "share"]
    nouns = ["file", "page", "table", "window", "folder", "letter", "picture", "report"]
    german = dict(
        zip(
            verbs + nouns,
            "öffnen schließen speichern drucken teilen Datei Seite Tabelle Fenster Ordner Brief Bild Bericht".split(),
        )
    )
    pairs = [(v, n) for v in verbs for n in nouns] * 10
    rows = {
        "source": [f"You can {v} the {n} with the other users of your team." for v, n in pairs],
        "target": [
            f"Sie können {german[n]} mit den anderen Personen Ihres Teams {german[v]}."
            for v, n in pairs
        ],
    }
    rows["target"][5] = "Sie können."
    checks = [
        row["checks"]
        for row in glossator.score_batch(
            pyarrow.table(rows), locale="de-DE", learn=True
        ).to_pylist()
    ]
    assert "omission" in checks[5] and not any(checks[:5])


@pytest.mark.parametrize(
    "data, told",
    [
        (pyarrow.table({"source": ["a"]}), 'no column "target"'),
        (pyarrow.table({"source": ["a"], "target": ["b"]}), 'no column "locale"'),
        (
            pyarrow.table({"source": ["a"], "target": [1], "locale": ["de-DE"]}),
            "is Int64 and no text",
        ),
        (pyarrow.table({"source": ["a"], "target": ["b"], "locale": ["?"]}), "no locale tag"),
    ],
)
def test_a_table_that_lacks_something_says_what(data, told):
    with pytest.raises(ValueError) as error:
        glossator.score_batch(data)
    assert told in str(error.value)


def test_what_is_no_table_is_no_table():
    with pytest.raises(TypeError, match="int has no __arrow_c_stream__"):
        glossator.score_batch(3)
