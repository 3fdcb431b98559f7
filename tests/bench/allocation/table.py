#!/usr/bin/env python3
"""table.py elections DATA: what is to be timed, a line each: file, utility, completion, slow or other.
table.py table FULCRUM.jsonl PABUTOOLS.jsonl: both beside each other, in Markdown."""

import json
import pathlib
import sys

SLOW = [
    "Poland_Warszawa_2021_Bielany",
    "France_Toulouse_2022",
    "Poland_Lodz_2022",
    "Netherlands_Amsterdam_621",
]
UTILITY = {"approval": "cost", "choose-1": "cost", "cumulative": "points", "scoring": "points", "ordinal": "borda"}
LARGE = 1000


def meta(path):
    found = {}
    with open(path, encoding="utf-8-sig") as lines:
        for line in lines:
            if line.startswith("PROJECTS"):
                return found
            key, _, value = line.strip().partition(";")
            found[key] = value


def elections(data):
    paths = sorted(pathlib.Path(data, "instances").glob("*.pb"), key=lambda p: (p.stem not in SLOW, p.name))
    for path in paths:
        found = meta(path)
        if int(found["num_votes"]) <= LARGE:
            continue
        utility = UTILITY[found["vote_type"]]
        slow = path.stem in SLOW
        ways = [(utility, "none"), (utility, "add1")] + [("cardinality", "add1")] * slow
        for utility, completion in ways:
            print(path.resolve(), utility, completion, "slow" if slow else "other", sep="\t")


def read(path):
    with open(path) as lines:
        told = [json.loads(line) for line in lines]
    return {(t["file"], t["utility"], t["completion"]): t for t in told}


def times(ratio, stopped):
    return f"{'> ' if stopped else ''}{int(ratio):,} ×"


def table(ours, theirs):
    ours, theirs = read(ours), read(theirs)
    both = [(ours[key], theirs[key]) for key in ours if key in theirs]
    disagree = [o["file"] for o, t in both if not t["stopped"] and sorted(o["selected"]) != t["selected"]]
    print("| election | votes | equal shares | pabutools | Fulcrum | |")
    print("| --- | ---: | --- | ---: | ---: | ---: |")
    for o, t in both:
        if pathlib.Path(o["file"]).stem not in SLOW:
            continue
        way = o["utility"] + (" + add1" if o["completion"] == "add1" else "")
        seconds = f"{'> ' if t['stopped'] else ''}{t['seconds']:.1f} s"
        ratio = times(t["seconds"] / o["seconds"], t["stopped"])
        print(f"| {o['file'][:-3]} | {o['votes']:,} | {way} | {seconds} | {o['seconds'] * 1000:.1f} ms | {ratio} |")
    for completion in ("none", "add1"):
        ratios = [(t["seconds"] / o["seconds"], t["stopped"]) for o, t in both if o["completion"] == completion]
        ratios.sort()
        least, middle = ratios[0], ratios[len(ratios) // 2]
        print(f"| {len(ratios)} files over 1,000 votes | | {completion}: least, median | | | {times(*least)}, {times(*middle)} |")
    most = max(ours.values(), key=lambda o: (o["votes"], o["completion"] == "none"))
    share = (most["reading"] + most["deciding"]) / most["reading"]
    print(f"\n{most['votes']:,} votes, reading and one run: {share:.2f} × the time of reading. "
          f"{sum(not t['stopped'] for _, t in both)} outcomes compared, {len(disagree)} differ{disagree or '.'}")


if sys.argv[1] == "elections":
    elections(sys.argv[2])
else:
    table(sys.argv[2], sys.argv[3])
