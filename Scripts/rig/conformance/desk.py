"""The desk, headless, on a broker: what it shows while a script presses its keys."""

import subprocess

from broker import binary, environment
from judge import Mismatch


def desk(broker, sandbox, lines):
    """Runs a script to its end, and says what is on the screen then."""
    script, picture = f"{broker.folder}/script", f"{broker.folder}/screen.txt"
    with open(script, "w") as file:
        file.write("\n".join(lines))
    done = subprocess.run(
        [binary(), "desk", "--socket", broker.socket, "--sandbox", sandbox.origin, "--script", script]
        + ["--size", "80x24", "--save-screen", picture],
        env=environment(broker.folder), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=120,
    )
    if done.returncode:
        raise Mismatch(f"the desk ended with {done.returncode}: {done.stdout[-1500:]}")
    with open(picture) as file:
        return file.read()
