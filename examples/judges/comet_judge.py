"""A judge for `glossator score --judge` that asks COMET: `pip install unbabel-comet`, then

    glossator score docs --references human --judge 'python3 comet_judge.py --model Unbabel/wmt22-comet-da'

Any model that `comet.load_from_checkpoint` loads will do, by its name or as a file; those that need no reference are asked
without one, and spans that a model tags become marks. Some models may not be used commercially: see their cards.
"""

import argparse
import json
import os
import sys


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--model", default="Unbabel/wmt22-comet-da", help="name, or a checkpoint (model.ckpt)")
    options.add_argument("--batch", type=int, default=16, help="segments that are scored at once")
    options.add_argument("--gpus", type=int, default=0)
    args = options.parse_args()

    # What libraries print goes to standard error: standard output is for answers.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    questions = open(0, encoding="utf-8", closefd=False)

    import comet

    path = args.model if os.path.exists(args.model) else comet.download_model(args.model)
    model = comet.load_from_checkpoint(path)
    needs_reference = model.requires_references()

    def say(message):
        print(json.dumps(message, ensure_ascii=False), file=answers, flush=True)

    def answer(asked):
        samples = [{"src": q["source"], "mt": q["target"]} for q in asked]
        if needs_reference:
            for sample, question in zip(samples, asked):
                sample["ref"] = question["reference"]
        try:
            found = model.predict(samples, batch_size=args.batch, gpus=args.gpus, progress_bar=False)
        except Exception as error:  # One that is too much for the model costs its batch, not the run.
            for question in asked:
                say({"id": question["id"], "error": f"{type(error).__name__}: {error}"})
            return
        metadata = getattr(found, "metadata", None)
        tagged = getattr(metadata, "error_spans", None) or [[]] * len(asked)
        for question, score, spans in zip(asked, found.scores, tagged):
            kept = [{key: span[key] for key in ("start", "end", "text", "severity") if key in span} for span in spans]
            say({"id": question["id"], "score": float(score), "spans": kept})

    # Several batches at once, so that COMET may sort by length.
    at_once = 4 * args.batch
    say(
        {
            "name": "comet",
            "version": getattr(comet, "__version__", ""),
            "signature": args.model,
            "needs_reference": needs_reference,
            "range": [0, 1],
            "batch": at_once,
        }
    )
    waiting = []
    for line in questions:
        if line.strip():
            waiting.append(json.loads(line))
        # An empty line says that no more come for now.
        if waiting and (not line.strip() or len(waiting) >= at_once):
            answer(waiting)
            waiting = []
    if waiting:
        answer(waiting)


if __name__ == "__main__":
    sys.exit(main())
