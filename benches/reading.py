#!/usr/bin/env python3
"""How long it takes to import a text, and to read its notes.

    benches/reading.py target/release/ibid

Imports a text of 10,000 words with 114 notes, as a PDF gives it, and reads the notes of briefings with 60 and 2,400 of
them: wall and CPU time of whole processes, medians of RUNS (15). What the larger briefing needs beyond the smaller, by
note, is what a note costs. The texts are invented. Standard library only.
"""
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import textwrap
import time
from pathlib import Path

import corpus

RUNS = int(os.environ.get("RUNS", "15"))
SETTINGS = 'title = "T"\nbase_url = "https://site.example/"\nlanguage = "en"\n'


def note(rng, n):
    """A note in one of the forms that papers have, of one of some hundred works."""
    one = corpus.work(rng.randrange(120))
    name, family, year, page = f'{one["given"]} {one["family"]}', one["family"], one["year"], rng.randrange(1, 400)
    title, where = one["title"].title(), one["where"].title()
    return [
        f"{name}, *{title}* (London: {where} Press, {year}), p. {page}.",
        "Ibid.",
        f"Ibid., {page}.",
        f"{family}, *{title}*, {page}.",
        f"See {name}, “{title},” *{where} Review* {rng.randrange(2, 60)}, no. {rng.randrange(1, 5)} ({year}): {page}–{page + 9}.",
        f"{name}, “{title}”, *The {where} Times*, 3 March {year}, https://{family.lower()}.example/{n} (accessed 4 May {year}).",
        f"{family}, op. cit., {page}.",
        corpus.sentence(rng).replace("*", ""),
    ][min(n % 11, 7)]


def paper(rng):
    out, marks, words = ["A long paper on harbours", "", "By Una Harrow", "", "12 March 2021", ""], 0, 0
    while words < 8_300:
        text = [corpus.sentence(rng).replace("*", "") for _ in range(6)]
        for at in (1, 4):
            if marks < 114 and rng.random() < 0.9:
                marks += 1
                text[at] += str(marks)
        words += sum(one.count(" ") + 1 for one in text)
        out += [*textwrap.wrap(" ".join(text), 88), ""]
        if rng.random() < 0.15:
            out += [corpus.title(rng, 2, 5), ""]
    out += ["Notes", ""]
    for n in range(1, marks + 1):
        out += textwrap.wrap(f"{n}. {note(rng, n)}", 88)
    return "\n".join(out) + "\n"


def briefing(rng, count):
    body = "\n\n".join(f"Word {n}.[^{n}]" for n in range(1, count + 1))
    notes = "\n\n".join(f"[^{n}]: {note(rng, n)}" for n in range(1, count + 1))
    return f"---\ntitle: A\ndate: 2024-01-02\n---\n{body}\n\n{notes}\n"


def times(command, folder):
    """Medians in milliseconds."""
    wall, cpu = [], []
    for _ in range(RUNS):
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wall.append(time.perf_counter() - start)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return statistics.median(wall) * 1000, statistics.median(cpu) * 1000


def main():
    ibid = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else "target/release/ibid")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "ibid.toml").write_text(SETTINGS)
        (folder / "content").mkdir()
        (folder / "paper.txt").write_text(paper(random.Random(5)))
        print("| what | wall | CPU |\n|:--|--:|--:|")
        wall, cpu = times([ibid, "import", "paper.txt", "--out", "out", "--force"], folder)
        print(f"| import of 10,000 words, 114 notes | {wall:.0f} ms | {cpu:.0f} ms |", flush=True)
        found = {}
        for count in (60, 2_400):
            (folder / "content" / f"n{count}.md").write_text(briefing(random.Random(7), count))
            found[count] = times([ibid, "annotate", "--format", "json", f"content/n{count}.md"], folder)
            print(f"| {count} notes read | {found[count][0]:.0f} ms | {found[count][1]:.0f} ms |", flush=True)
        each = [(many - few) / 2_340 * 1000 for few, many in zip(found[60], found[2_400])]
        print(f"| each note beyond the first 60 | {each[0]:.0f} µs | {each[1]:.0f} µs |")


if __name__ == "__main__":
    main()
