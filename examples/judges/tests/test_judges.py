"""The judges beside this folder, each against a stub on the loopback; with GLOSSATOR, a whole run too."""

import csv
import http.server
import json
import os
import pathlib
import shlex
import subprocess
import sys
import tempfile
import threading
import unittest
import urllib.parse

HERE = pathlib.Path(__file__).resolve().parent
JUDGES = HERE.parent


class Stub(http.server.BaseHTTPRequestHandler):
    """LanguageTool's server and an endpoint for chat completions in one."""

    def log_message(self, *_):
        pass

    def answer(self, body, status=200):
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def do_GET(self):
        self.answer([{"name": "German", "code": "de", "longCode": "de-DE"}, {"name": "English", "code": "en"}])

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        if self.path == "/v2/check":
            text = urllib.parse.parse_qs(body)["text"][0]
            matches = []
            if (at := text.find("Feler")) >= 0:
                offset = len(text[:at].encode("utf-16-le")) // 2
                rule = {"id": "GERMAN_SPELLER_RULE", "issueType": "misspelling"}
                matches.append({"message": "Möglicher Tippfehler.", "offset": offset, "length": 5, "rule": rule})
            self.answer({"software": {"version": "6.7"}, "matches": matches})
            return
        asked = json.loads(body)
        self.server.seen.append((self.headers.get("Authorization"), asked))
        texts = json.loads(asked["messages"][1]["content"])
        if texts["target"] == "500":
            self.answer({}, 500)
            return
        said = "I would rather not." if texts["target"] == "refused" else (
            'Here it is:\n```json\n{"score": 80, "errors": [{"text": "Bad", "severity": "major", "category": "tone"}, 3]}\n```'
        )
        self.answer({"choices": [{"message": {"content": said}}]})


class Judges(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Stub)
        cls.server.seen = []
        threading.Thread(target=cls.server.serve_forever, daemon=True).start()
        cls.url = f"http://127.0.0.1:{cls.server.server_address[1]}"

    @classmethod
    def tearDownClass(cls):
        cls.server.shutdown()
        cls.server.server_close()

    def environment(self):
        return {**os.environ, "PYTHONPATH": str(HERE / "stubs"), "CHAT_API_KEY": "a-key", "no_proxy": "127.0.0.1"}

    def asked(self, words, targets):
        """What a judge says of itself, and of each target."""
        lines = ""
        for at, target in enumerate(targets):
            question = {"id": at + 1, "source": "Open it.", "target": target, "reference": "Gut so."}
            lines += json.dumps({**question, "source_locale": "en", "locale": "de-DE"}) + "\n"
        command = [sys.executable, JUDGES / words[0], *words[1:]]
        done = subprocess.run(
            command, input=lines + "\n", capture_output=True, encoding="utf-8", env=self.environment(), timeout=60
        )
        self.assertEqual(done.returncode, 0, done.stderr)
        hello, *answers = [json.loads(line) for line in done.stdout.splitlines()]
        by_id = {answer["id"]: answer for answer in answers}
        self.assertEqual(len(by_id), len(answers))
        return hello, [by_id[at + 1] for at in range(len(targets))]

    def test_comet_scores_with_references(self):
        hello, answers = self.asked(["comet_judge.py", "--model", "Unbabel/wmt22-comet-da"], ["Gut.", "Größer."])
        self.assertEqual((hello["name"], hello["version"], hello["needs_reference"]), ("comet", "stub", True))
        self.assertEqual([answer["score"] for answer in answers], [4 / 100 + 7 / 10000, 7 / 100 + 7 / 10000])

    def test_comet_marks_without_references_and_survives_a_batch(self):
        hello, answers = self.asked(["comet_judge.py", "--model", "xcomet", "--batch", "1"], ["Bad."] + ["ok"] * 8)
        self.assertFalse(hello["needs_reference"])
        self.assertEqual(answers[0]["spans"], [{"start": 0, "end": 3, "text": "Bad", "severity": "major"}])
        self.assertEqual(answers[8]["spans"], [])
        _, answers = self.asked(["comet_judge.py", "--model", "xcomet"], ["too long"])
        self.assertEqual(answers[0]["error"], "RuntimeError: out of memory")

    def test_languagetool_counts_in_characters(self):
        hello, answers = self.asked(["languagetool_judge.py", "--url", self.url + "/v2"], ["Ein 😀 Feler hier", "Gut."])
        self.assertEqual((hello["name"], hello["version"]), ("languagetool", "6.7"))
        self.assertFalse(hello["needs_source"])
        [span] = answers[0]["spans"]
        self.assertEqual((span["start"], span["end"], span["severity"]), (6, 11, "major"))
        self.assertEqual(span["category"], "Möglicher Tippfehler (GERMAN_SPELLER_RULE)")
        self.assertEqual((answers[0]["score"], answers[1]["score"]), (0.75, 1.0))

    def test_languagetool_without_a_server_says_so(self):
        command = [sys.executable, JUDGES / "languagetool_judge.py", "--url", "http://127.0.0.1:9/v2"]
        done = subprocess.run(command, input="", capture_output=True, text=True, env=self.environment(), timeout=60)
        self.assertEqual(done.returncode, 1)
        self.assertIn("no LanguageTool server answers there", done.stderr.splitlines()[-1])

    def test_chat_reads_what_models_wrap_and_tells_what_they_refuse(self):
        words = ["chat_judge.py", "--url", self.url + "/v1", "--model", "small"]
        self.server.seen.clear()
        hello, answers = self.asked(words, ["Bad it is.", "refused", "500", "Fine."])
        self.assertEqual((hello["name"], hello["range"], hello["batch"]), ("chat", [0, 100], 4))
        self.assertEqual((answers[0]["score"], answers[0]["scale"]), (80, 100))
        self.assertEqual(answers[0]["spans"], [{"text": "Bad", "severity": "major", "category": "tone"}])
        self.assertIn("ValueError", answers[1]["error"])
        self.assertEqual(answers[2]["error"], "HTTP 500: Internal Server Error")
        keys = {key for key, _ in self.server.seen}
        self.assertEqual(keys, {"Bearer a-key"})

    @unittest.skipUnless(os.environ.get("GLOSSATOR"), "GLOSSATOR names no program")
    def test_a_whole_run_has_their_columns(self):
        calls = [
            ["comet_judge.py", "--model", "xcomet"],
            ["languagetool_judge.py", "--url", self.url + "/v2"],
            ["chat_judge.py", "--url", self.url + "/v1", "--model", "small"],
        ]
        with tempfile.TemporaryDirectory() as folder:
            table = pathlib.Path(folder, "t.tsv")
            table.write_text("source\ttarget\tlocale\nOpen it.\tBad Feler.\tde-DE\n", encoding="utf-8")
            judges = []
            for name, *words in calls:
                judges += ["--judge", shlex.join([sys.executable, str(JUDGES / name), *words])]
            command = [os.path.abspath(os.environ["GLOSSATOR"]), "score", table, "--out", "out", *judges]
            done = subprocess.run(command, cwd=folder, capture_output=True, text=True, env=self.environment(), timeout=120)
            self.assertEqual(done.returncode, 0, done.stderr)
            with open(pathlib.Path(folder, "out", "de-DE.segments.csv"), encoding="utf-8", newline="") as rows:
                [row] = csv.DictReader(rows)
            scores = [row[f"judge:{name}"] for name in ("comet", "languagetool", "chat")]
            self.assertEqual(scores, ["0.1000", "0.5000", "80.0000"])
            with open(pathlib.Path(folder, "out", "de-DE.issues.csv"), encoding="utf-8", newline="") as rows:
                marked = {row["message"]: row["target_span"] for row in csv.DictReader(rows) if row["check"] == "judge"}
            self.assertEqual(
                marked,
                {
                    "The judge comet marks this.": "Bad",
                    "The judge languagetool marks this: Möglicher Tippfehler (GERMAN_SPELLER_RULE).": "Feler",
                    "The judge chat marks this: tone.": "Bad",
                },
            )

    @unittest.skipUnless(os.environ.get("GLOSSATOR") and os.environ.get("GLOSSATOR_COMET"), "they name no programs")
    def test_a_whole_run_has_the_scores_and_tags_of_a_model(self):
        """By glossator-comet and the small models that its own tests are of."""
        fixtures = JUDGES.parent.parent / "judges" / "comet" / "tests" / "fixtures"
        with open(fixtures / "samples.json", encoding="utf-8") as file:
            samples = json.load(file)[:60]
        with tempfile.TemporaryDirectory() as folder:
            table = pathlib.Path(folder, "t.tsv")
            rows = ["source\ttarget\treference\tlocale\n"]
            rows += [f"{sample['src']}\t{sample['mt']}\t{sample['ref']}\tde-DE\n" for sample in samples]
            table.write_text("".join(rows), encoding="utf-8")
            program = os.path.abspath(os.environ["GLOSSATOR_COMET"])
            command = [os.path.abspath(os.environ["GLOSSATOR"]), "score", table, "--out", "out"]
            models = {"comet": "regression-softmax-norm", "cometkiwi": "unified-tags"}
            for model in models.values():
                words = [program, "--model", str(fixtures / model), "--encoder", str(fixtures / "encoder")]
                command += ["--judge", shlex.join(words)]
            done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120)
            self.assertEqual(done.returncode, 0, done.stderr)
            with open(pathlib.Path(folder, "out", "de-DE.segments.csv"), encoding="utf-8", newline="") as rows:
                found = {row["target"]: row for row in csv.DictReader(rows)}
            for name, model in models.items():
                with open(fixtures / model / "expected.json", encoding="utf-8") as file:
                    scores = json.load(file)["scores"]
                compared = 0
                for sample, score in zip(samples, scores):
                    row = found.get(sample["mt"])
                    # Equal targets stand in one row here, with the source of the last.
                    if row and (row["source"], row["reference"]) == (sample["src"], sample["ref"]):
                        self.assertAlmostEqual(float(row[f"judge:{name}"]), score, delta=6e-5)
                        compared += 1
                self.assertGreater(compared, 20)
            with open(pathlib.Path(folder, "out", "de-DE.issues.csv"), encoding="utf-8", newline="") as rows:
                marked = [row for row in csv.DictReader(rows) if row["check"] == "judge"]
            self.assertTrue(marked)
            self.assertTrue(all(row["message"].startswith("The judge cometkiwi marks this: confidence") for row in marked))


if __name__ == "__main__":
    unittest.main()
