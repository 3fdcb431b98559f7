"""Checks the demo data: shapes, keys, references, order in time, geometry. Prints counts; exits 1 at the first fault.

Needs Python 3.11 or later and nothing else.
"""

import json
import re
import tomllib
from collections import Counter
from pathlib import Path

HERE = Path(__file__).parent
TAXONOMY = HERE.parent.parent / "app/domain/src/taxonomy.rs"
MAX_BYTES = 700_000


def keys(enum):
    """The keys of one enumeration in the domain's taxonomy."""
    body = re.search(enum + r" \{(.*?)\}", TAXONOMY.read_text(), re.S)[1]
    return set(re.findall(r'"([a-z_]+)"', body))


def rows(name):
    return [json.loads(line) for line in (HERE / f"{name}.jsonl").read_text().splitlines()]


def rings(name):
    """Each feature of a polygon layer: its properties and its single outer ring."""
    features = json.loads((HERE / "place" / f"{name}.geojson").read_text())["features"]
    return [(f["properties"], [tuple(c) for c in f["geometry"]["coordinates"][0]]) for f in features]


def slug(name):
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def inside(ring, lon, lat):
    """Even-odd rule."""
    hit = False
    for (x1, y1), (x2, y2) in zip(ring, ring[1:]):
        if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
            hit = not hit
    return hit


def unique(values, what):
    twice = [v for v, n in Counter(values).items() if n > 1]
    assert not twice, f"{what} twice: {twice}"


def check_place():
    """Neighbourhoods tile the boundary when every edge is walked once each way, or once and along the boundary."""
    boundary = rings("boundary")[0][1]
    areas = rings("neighbourhoods")
    unique([p["code"] for p, _ in areas] + [p["name"] for p, _ in areas], "neighbourhood")
    edges = Counter(e for _, ring in areas for e in zip(ring, ring[1:]))
    assert max(edges.values()) == 1, "two neighbourhoods cover the same ground"
    rim = {e for e in edges if e[::-1] not in edges}
    assert rim == set(zip(boundary, boundary[1:])), "the neighbourhoods do not tile the boundary"
    assert 60 <= len(boundary) <= 200
    place = HERE / "place"
    toml = tomllib.loads((place / "place.toml").read_text())
    files = [toml["boundary"], toml["neighbourhoods"]["file"], toml["gazetteer"]["file"]]
    for name in files + [layer["file"] for layer in toml["basemap"]]:
        for feature in json.loads((place / name).read_text())["features"]:
            assert feature["properties"]["name"], f"{name}: a feature without a name"
    gazetteer = json.loads((place / "gazetteer.geojson").read_text())["features"]
    for feature in gazetteer:
        assert feature["properties"]["kind"] in {"street", "park", "station", "place"}
        assert inside(boundary, *feature["geometry"]["coordinates"]), feature["properties"]["name"]
    print(f"place: {len(areas)} neighbourhoods, {len(boundary) - 1} boundary vertices, {len(gazetteer)} names")
    return boundary, {slug(p["name"]) for p, _ in areas}


def check_institutions(boundary, hoods, themes):
    institutions = {i["id"]: i for i in rows("institutions")}
    levers = {x["id"]: x for x in rows("levers")}
    assert len(institutions) == 12 and len(levers) == 60
    unique([i["name"] for i in institutions.values()] + [x["title"] for x in levers.values()], "title")
    for i in institutions.values():
        assert i["kind"] in keys("InstitutionKind"), i["kind"]
        assert all(inside(boundary, s["lon"], s["lat"]) for s in i["sites"]), i["name"]
    assert set(Counter(x["institution"] for x in levers.values()).values()) == {5}
    assert {x["institution"] for x in levers.values()} == set(institutions)
    for x in levers.values():
        assert x["kind"] in keys("LeverKind") and set(x["themes"]) <= themes, x["id"]
        remit = x["remit"]
        assert remit["kind"] in {"everywhere", "neighbourhoods", "within"}
        assert set(remit.get("slugs", [])) <= hoods, x["id"]
        assert 2 <= len(re.findall(r"[.!?](?:\s|$)", x["text"])) <= 6, x["id"]
    print(f"institutions: {len(institutions)}, levers: {Counter(x['kind'] for x in levers.values())}")
    return institutions, levers


def check_modules():
    titles, lessons, questions, strands = [], 0, 0, set()
    for path in sorted((HERE / "modules").glob("*.md")):
        _, front, body = path.read_text().split("+++\n", 2)
        module = tomllib.loads(front)
        assert path.stem[3:] == module["slug"], path.name
        assert module["strand"] in keys("Strand") and set(module["skills"]) <= keys("Skill"), path.name
        parts = re.split(r"^# ", body, flags=re.M)[1:]
        for part in parts:
            text, quiz = re.fullmatch(r"(.*)```quiz\n(.*)```\s*", part, re.S).groups()
            assert 200 <= len(text.split()) <= 350, (path.name, text[:40], len(text.split()))
            for question in tomllib.loads(quiz)["question"]:
                options = question["option"]
                assert 2 <= len(options) <= 4 and sum(o["right"] for o in options) == 1, question["text"]
                assert all(o["text"] and o["feedback"] for o in options), question["text"]
                questions += 1
        titles += [module["title"], module["id"]]
        lessons += len(parts)
        strands.add(module["strand"])
    unique(titles, "module")
    assert len(titles) == 24 and strands == keys("Strand")
    print(f"modules: 12, lessons: {lessons}, questions: {questions}")


def check_people(institutions):
    people = {p["id"]: p for p in rows("people")}
    assert {"amina", "ana", "joseph"} <= set(people)
    assert {p["institution"] for p in people.values() if "institution" in p} == set(institutions)
    assert all(p.get("role", "resident") in keys("Role") for p in people.values())
    print(f"people: {len(people)}")
    return people


def check_proposals(boundary, hoods, themes, people):
    proposals = {p["id"]: p for p in rows("proposals")}
    assert len(proposals) == 150
    unique([p["title"] for p in proposals.values()], "title")
    for p in proposals.values():
        known = {"id", "title", "text", "theme", "lat", "lon", "neighbourhood", "author", "created", "stage", "supports", "follows"}
        assert set(p) <= known and p["theme"] in themes and p["stage"] in keys("Stage"), p["id"]
        assert 0.1 <= p["created"] <= 120 and p["text"] and len(p["title"]) <= 100, p["id"]
        if "lat" in p:
            assert inside(boundary, p["lon"], p["lat"]), p["id"]
        else:
            assert p["neighbourhood"] in hoods, p["id"]
        unique(p["supports"], p["id"])
        unique(p["follows"], p["id"])
        assert {p["author"], *p["supports"], *p["follows"]} <= set(people), p["id"]
        assert p["author"] not in p["supports"], p["id"]
    print(f"proposals: 150, {Counter(p['stage'] for p in proposals.values())}, "
          f"supports: {sum(len(p['supports']) for p in proposals.values())}, themes: {Counter(p['theme'] for p in proposals.values())}")
    return proposals


def check_talk(institutions, levers, people, proposals):
    """Comments, responses and decisions come after their proposal, and staff speak for their own institution."""
    for name in ("comments", "responses", "decisions"):
        for r in rows(name):
            assert 0 <= r["created"] < proposals[r["proposal"]]["created"], (name, r)
            assert r["author"] in people, r
            if name != "comments":
                lever = levers[r["lever"]]
                assert people[r["author"]].get("institution") == lever["institution"], (name, r)
    responses = rows("responses")
    for r in responses:
        assert r["kind"] in keys("ResponseKind") and r["institution"] == levers[r["lever"]]["institution"], r
        assert ("commitment" in r) == ("due_in_days" in r) == (r["kind"] == "committed"), r
        assert r["created"] + r.get("due_in_days", 0) > 0 or r["kind"] != "committed", r
    wanted = {"delivering": "committed", "done": "done", "declined": "not_possible"}
    given = {(r["proposal"], r["kind"]) for r in responses}
    for p in proposals.values():
        kind = wanted.get(p["stage"])
        assert kind is None or (p["id"], kind) in given, (p["id"], p["stage"])
    for d in rows("decisions"):
        assert d["status"] in {"confirmed", "dismissed"} and (d["status"] == "dismissed") == ("reason" in d), d
    print(f"comments: {len(rows('comments'))}, responses: {Counter(r['kind'] for r in responses)}, "
          f"decisions: {Counter(d['status'] for d in rows('decisions'))}")


def main():
    themes = keys("Theme")
    boundary, hoods = check_place()
    institutions, levers = check_institutions(boundary, hoods, themes)
    check_modules()
    people = check_people(institutions)
    proposals = check_proposals(boundary, hoods, themes, people)
    check_talk(institutions, levers, people, proposals)
    size = sum(f.stat().st_size for f in HERE.rglob("*") if f.is_file())
    assert size < MAX_BYTES, size
    print(f"bytes: {size}")


if __name__ == "__main__":
    main()
