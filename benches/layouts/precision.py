#!/usr/bin/env python3
"""How many of the decisions that an import is sure of are right.

    IBID=target/release/ibid benches/layouts/precision.py OUT [PATTERN…] [-nCOUNT]

Judges the decisions told at 0.9 or more that the truth of `make.py` can judge; lists the COUNT commonest wrong ones.
"""

import collections
import json
import re
import subprocess
import sys

import score
from concurrent.futures import ThreadPoolExecutor

W = score.words


def one(f):
    T = json.loads((score.O / (f.name.split(".")[0] + ".truth.json")).read_text())
    d = score.I / (f.name + ".p")
    subprocess.run(["rm", "-rf", str(d)])
    r = subprocess.run([score.BIN, "import", str(f), "--out", str(d), "--json"], capture_output=True, text=True)
    try:
        ds = json.loads(r.stdout)[0]["report"]["decisions"]
    except Exception:
        return f.name, []
    texts = T["paras"] + T["quotes"] + T["items"]
    seqs = []
    full = " ".join(" ".join(W(re.sub("\x01.*?\x02", " ", t))) for t in texts)
    marks = {}
    for t in texts:
        p = re.split("\x01(\\d+)\x02", t)
        for i in range(1, len(p), 2):
            marks[int(p[i])] = W("".join(p[0:i:2]))
    heads = [" ".join(W(h)) for _, h in T["heads"]]
    out = []
    for x in ds:
        if x["confidence"] < 0.9:
            continue
        t = x["decision"]
        ok = None
        pa = x["pass"]
        if pa == "markers":
            m = re.match(r"note (\S+) after “(.*)”$", t)
            if m:
                w = W(m.group(2))
                n = m.group(1)
                cand = [k for k, v in marks.items() if v[-len(w) :] == w] if w else []
                # numbers may begin again by chapter
                ok = bool(cand) and (n in [str(c) for c in cand] or "texr" in f.name)
        elif pa == "headings":
            m = re.match(r"“(.*)” is a heading", t)
            if m:
                h = " ".join(W(m.group(1)))
                ok = (
                    h in heads
                    or re.sub(r"^[\d ]+ ", "", h) in heads
                    or h in ("notes", "abstract", "anmerkungen", "zusammenfassung", " ".join(W(T["title"])))
                )
            m = re.match(r"“(.*)” is written “(.*)”", t)
            if m:
                ok = (
                    any(
                        m.group(2).strip().lower().replace("’", "'") == h.lower()
                        and m.group(2).strip().replace("’", "'") == h
                        for _, h in T["heads"]
                    )
                    or None
                )
        elif pa == "front matter":
            if t.startswith("title: "):
                ok = W(t[7:]) == W(T["title"])
            elif t.startswith("authors: ") or t.startswith("author: "):
                names = [" ".join(W(a)) for a in T["authors"]]
                ok = all(
                    " ".join(W(a)) in names for a in re.split(r", ", re.sub(r", as .* says$", "", t.split(": ", 1)[1]))
                )
            elif t.startswith("date: "):
                ok = True
            elif t.startswith("kicker: "):
                ok = W(t[8:]) in (W(T["series"]), W(T["publisher"]))
        elif pa == "joins":
            m = re.search(r"“(.*)”", t)
            if m:
                s = " ".join(W(m.group(1).replace("|", " ").replace("…", " ")))
                ok = re.sub(r" \d+ ", " ", s) in re.sub(r" \d+ ", " ", full) or None
        elif pa == "hyphens":
            m = re.search(r"= “(.*)”", t)
            if m:
                w = " ".join(W(m.group(1)))
                ok = (
                    w in full
                    or any(w in " ".join(W(n)) for n in T["notes"])
                    or w in " ".join(W(T["standfirst"] + " " + T["title"]))
                )
        elif pa == "pull quotes":
            ok = any(True for p in T["pulls"]) if "repeats" in t else None
            m = re.match(r"“(.*?)…?” ", t)
            if m and "repeats" in t:
                ok = any(" ".join(W(m.group(1)))[:25] in " ".join(W(p)) for p in T["pulls"])
        if ok is not None:
            out.append((pa, ok, t))
    return f.name, out


pats = [a for a in sys.argv[1:] if not a.startswith("-")][1:]
fs = [
    f
    for f in sorted(score.O.iterdir())
    if not f.name.endswith(".json") and (not pats or any(re.search(p, f.name) for p in pats))
]
with ThreadPoolExecutor(2) as ex:
    R = list(ex.map(one, fs))
c = collections.defaultdict(lambda: [0, 0])
wrong = collections.Counter()
for n, o in R:
    for pa, ok, t in o:
        c[pa][0] += ok
        c[pa][1] += 1
        if not ok:
            wrong[(pa, t[:110])] += 1
tot = [sum(v[0] for v in c.values()), sum(v[1] for v in c.values())]
print("all", tot, tot[0] / tot[1])
for k, v in c.items():
    print(k, v, round(v[0] / v[1], 4))
for w, n in wrong.most_common(int(next((a[2:] for a in sys.argv if a.startswith("-n")), "45"))):
    print(n, *w)
