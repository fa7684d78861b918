"""A judge for `glossator score --judge` that asks a LanguageTool server on this machine:

    java -cp languagetool-server.jar org.languagetool.server.HTTPServer --port 8081
    glossator score docs --judge 'python3 languagetool_judge.py --url http://localhost:8081/v2'

It looks at the target alone. What LanguageTool finds becomes marks; the score is the share of words without one, 0 to 1.
"""

import argparse
import json
import sys
import urllib.error
import urllib.parse
import urllib.request

SEVERITIES = {"misspelling": "major", "grammar": "major"}


def characters(text, units):
    """A place in characters of one that is told in units of UTF-16, as Java counts."""
    return len(text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore"))


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--url", default="http://localhost:8081/v2", help="where the server answers")
    options.add_argument("--timeout", type=float, default=60, help="seconds")
    args = options.parse_args()

    def ask(path, **data):
        body = urllib.parse.urlencode(data).encode() or None
        with urllib.request.urlopen(f"{args.url.rstrip('/')}/{path}", body, args.timeout) as answer:
            return json.load(answer)

    def judge(question):
        text, locale = question["target"], question["locale"]
        code = next((code for code in (locale, locale.split("-")[0]) if code in codes), None)
        if code is None:
            return {"error": f"LanguageTool has no rules for {locale}"}
        try:
            matches = ask("check", text=text, language=code)["matches"]
        except (OSError, ValueError, KeyError) as error:
            return {"error": str(error)}
        spans = []
        for match in matches:
            start, end = match["offset"], match["offset"] + match["length"]
            kind = match["rule"].get("issueType", "")
            spans.append(
                {
                    "start": characters(text, start),
                    "end": characters(text, end),
                    "severity": SEVERITIES.get(kind, "minor"),
                    "category": f"{match['message'].rstrip('.')} ({match['rule']['id']})",
                }
            )
        words = max(len(text.split()), 1)
        return {"score": max(0.0, 1 - len(spans) / words), "spans": spans}

    answers = open(1, "w", encoding="utf-8", closefd=False)
    questions = open(0, encoding="utf-8", closefd=False)
    known = ask("languages")
    codes = {language[key] for language in known for key in ("code", "longCode") if key in language}

    def say(message):
        print(json.dumps(message, ensure_ascii=False), file=answers, flush=True)

    software = ask("check", text="a", language="en" if "en" in codes else sorted(codes)[0]).get("software", {})
    version = software.get("version", "")
    said = {"name": "languagetool", "version": version, "signature": "words", "needs_source": False}
    # It answers one by one, and needs no empty line to begin.
    say({**said, "range": [0, 1], "batch": 4})
    for line in questions:
        if line.strip():
            question = json.loads(line)
            say({"id": question["id"], **judge(question)})


if __name__ == "__main__":
    try:
        sys.exit(main())
    except urllib.error.URLError as error:
        sys.exit(f"no LanguageTool server answers there: {error.reason}")
