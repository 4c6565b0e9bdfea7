"""The README's pictures, from the walkthrough's scenes: pictures.py FOLDER [--check]

With --check they are drawn elsewhere and compared: times, counts and hashes are masked, everything else counts.
"""

import difflib
import os
import re
import subprocess
import sys
import tempfile

from broker import binary, environment

CELL = re.compile(r'<text x="([0-9.]+)" y="([0-9.]+)"[^>]*>([^<]*)</text>')
# What differs from run to run: numbers, the names of calls and hashes, and the marks of what has just changed.
MASKS = [
    (r"[0-9a-f]{8}-[0-9a-f-]{27}", "ID"),
    (r"PHONE:[0-9a-f]+…[0-9a-f]*", "PHONE"),
    (r"([0-9a-f]{2} ){5,}[0-9a-f]{2}", "BYTES"),
    (r"(&lt;)?\d[\d:.]*( (ms|s|min))?", "0"),
    (r"[•·…]+", "."),
    (r"\s+", " "),
]
# The timeline's lines come by milliseconds and follow each other as they come; names on the strip of calls are as long as
# the clocks beside them let them.
UNSTEADY = re.compile(r"^ ?(0 |Timeline|▸ [●○◔])")


def draw(folder):
    with tempfile.TemporaryDirectory(prefix="ringside-", dir="/tmp") as home:
        subprocess.run([binary(), "demo", "--pictures", folder], env=environment(home), check=True, timeout=200)


def words(file):
    """The picture's words, with what differs masked; a sentence may be broken elsewhere where a time is longer."""
    with open(file) as picture:
        cells = CELL.findall(picture.read())
    lines = {}
    for x, y, text in cells:
        lines.setdefault(float(y), []).append((float(x), text))
    masked = []
    for _, parts in sorted(lines.items()):
        line = " ".join(text for _, text in sorted(parts))
        for pattern, mask in MASKS:
            line = re.sub(pattern, mask, line)
        if not UNSTEADY.match(line):
            masked += line.split()
    return masked


def differences(drawn, kept):
    names = sorted({name for folder in (drawn, kept) for name in os.listdir(folder) if name.endswith(".svg")})
    for name in names:
        paths = [os.path.join(folder, name) for folder in (drawn, kept)]
        if not all(map(os.path.exists, paths)):
            yield f"{name}: only {'drawn now' if os.path.exists(paths[0]) else 'in ' + kept}"
            continue
        now, before = map(words, paths)
        for kind, i, j, k, m in difflib.SequenceMatcher(None, before, now, autojunk=False).get_opcodes():
            if kind != "equal":
                yield f"{name}: “{' '.join(before[i:j])}” is now “{' '.join(now[k:m])}”"


def main(folder, *options):
    if "--check" not in options:
        draw(folder)
        return 0
    with tempfile.TemporaryDirectory(prefix="ringside-pictures-", dir="/tmp") as drawn:
        draw(drawn)
        found = list(differences(drawn, folder))
    for line in found:
        print(line)
    if found:
        print("The pictures are not those of this program: run Scripts/pictures", file=sys.stderr)
    return 1 if found else 0


sys.exit(main(*sys.argv[1:]))
