#!/usr/bin/env python3
"""Does time grow with the text, or with its square?

    benches/growth.py target/release/ibid

Runs the program on invented texts of three sizes, each four times the last, in turn, and prints for each step the
exponent of growth of its CPU time (user and system; the median of RUNS, 3): 1 is linear, 2 the square. What a run
without any text needs is taken off. Ends with status 1 where an exponent is above 1.2 and the text took half a second.
"""

import math
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

RUNS = int(os.environ.get("RUNS", "3"))
LIMIT = 1.2
SETTINGS = 'title = "T"\nbase_url = "https://site.example/"\nlanguage = "en"\n'
WORD = "The corridor between the two towns is narrow, and whoever holds the road holds the harvest. "

IMPORTS = {
    "text": lambda n: (WORD * 6 + "\n\n") * n,
    "short lines": lambda n: "A B\n" * (n * 20),
    "lines of capitals": lambda n: "NORTH ROAD\n" * (n * 20),
    "marks in one paragraph": lambda n: "word.¹ " * (n * 15) + "\n\n¹ Note.\n",
    "notes": lambda n: "".join(f"[{k % 900 + 1}] Note {k}.\n" for k in range(n * 10)),
    "notes and their marks": lambda n: "".join(f"{WORD}[{k}]\n\n" for k in range(1, n * 3))
    + "".join(f"[{k}] Una Harrow, Walls and Roads, p. {k}.\n" for k in range(1, n * 3)),
}
BUILDS = {
    "paragraphs": lambda n: (WORD * 6 + "\n\n") * n,
    "notes": lambda n: "".join(f"Word {k}.[^{k}]\n\n[^{k}]: Ibid., p. {k}.\n\n" for k in range(n * 3)),
    "pull quotes": lambda n: (WORD * 3 + "\n\n> [!pullquote]\n> Whoever holds the road holds the harvest.\n\n") * n,
    "headings": lambda n: "## Same\n\nWords.\n\n" * (n * 5),
    "citations that never close": lambda n: "[@a; @b " * (n * 20) + "\n",
}


def spent(command, folder):
    """CPU seconds of one run."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def importing(ibid, text):
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "a.txt").write_text(text)
        return spent([ibid, "import", "a.txt", "--from", "text", "--out", "out"], folder)


def building(ibid, text):
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "ibid.toml").write_text(SETTINGS)
        Path(folder, "content").mkdir()
        Path(folder, "content", "a.md").write_text(f"---\ntitle: A\ndate: 2024-01-02\n---\n{text}")
        return spent([ibid, "build", "--quiet"], folder)


def main():
    ibid = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else "target/release/ibid")
    bad = False
    print("| what | text | seconds at n, 4n, 16n | exponents |\n|:--|:--|--:|--:|")
    for what, run, texts in [("import", importing, IMPORTS), ("build", building, BUILDS)]:
        for name, text in texts.items():
            sizes = [300, 1_200, 4_800]
            rounds = [[run(ibid, "A title\n")] + [run(ibid, text(n)) for n in sizes] for _ in range(RUNS)]
            nothing, *seconds = [statistics.median(column) for column in zip(*rounds)]
            net = [max(second - nothing, 0.001) for second in seconds]
            exponents = [math.log(b / a, 4) for a, b in zip(net, net[1:])]
            bad |= exponents[-1] > LIMIT and net[-1] > 0.5
            print(
                f"| {what} | {name} | {' '.join(f'{second:.2f}' for second in seconds)}"
                f" | {' '.join(f'{exponent:.2f}' for exponent in exponents)} |",
                flush=True,
            )
    sys.exit(bad)


if __name__ == "__main__":
    main()
