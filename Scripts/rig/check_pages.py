"""Runs what the pages tell a reader to type.

Each page's `sh` blocks are one session of bash in an empty folder, that fails with its first command; what opens a screen is
given a terminal, and left with `q`. Its `yaml` blocks are configurations that `ringside check` must be able to read.
"""

import os
import pathlib
import pty
import re
import select
import signal
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGES = ROOT / "Sources/ringside/ringside.docc"
# Followed word by word on a clean machine, by `Scripts/drill operate`.
ELSEWHERE = {"Operators.md"}
BLOCK = re.compile(r"^```(sh|yaml)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PATIENCE = 120

# Whatever opens a screen is run at a terminal; Scripts/test is what runs all of this.
PRELUDE = f"""
set -euo pipefail
trap 'kill $(jobs -p) 2>/dev/null || true' EXIT
at_terminal() {{ "{sys.executable}" -B "{pathlib.Path(__file__).resolve()}" --at-terminal "$@"; }}
ringside() {{
    case "${{1:-desk}} $*" in
    desk*--plain* | desk*--script* | demo*--plain* | desk*--help*) command ringside "$@" ;;
    desk* | demo*) at_terminal "$RINGSIDE_BINARY" "$@" ;;
    *) command ringside "$@" ;;
    esac
}}
Scripts/demo() {{ ringside demo "$@"; }}
# A reader has a broker at the usual place.
ringside serve --sandbox --listen 127.0.0.1:0 >ready 2>broker.log &
until [ -s ready ]; do kill -0 $! && sleep 0.1; done
Scripts/test() {{ grep -q '^Scripts/test$' "{ROOT}/.ci/run"; }}
"""


def main(names):
    pages = [ROOT / "README.md", *sorted(PAGES.glob("*.md"))]
    pages = [page for page in pages if page.name not in ELSEWHERE and (not names or page.name in names)]
    failures = [page.name for page in pages if not passes(page)]
    if failures:
        sys.exit(f"What these pages say does not work: {', '.join(failures)}")


def passes(page):
    blocks = BLOCK.findall(page.read_text())
    configurations = [text for kind, text in blocks if kind == "yaml"]
    commands = [text for kind, text in blocks if kind == "sh"]
    read = [reads(text, page) for text in configurations]
    ran = not commands or runs("\n".join(commands), page)
    if commands or configurations:
        print(f"{page.name}: {len(commands)} blocks of commands, {len(configurations)} of configuration", flush=True)
    return all(read) and ran


def reads(text, page):
    """A part of a configuration is one, too: what it leaves out has its default."""
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder, "ringside.yaml")
        file.write_text(text)
        done = subprocess.run(
            [os.environ["RINGSIDE_BINARY"], "check", "--print-config", "--config", file],
            capture_output=True, text=True, timeout=PATIENCE, env=environment(folder))
    if done.returncode:
        print(f"{page.name}: this configuration is refused:\n{text}\n{done.stderr}")
    return done.returncode == 0


def runs(commands, page):
    with tempfile.TemporaryDirectory(prefix="ringside-page-") as folder:
        pathlib.Path(folder, "bin").mkdir()
        pathlib.Path(folder, "bin/ringside").symlink_to(os.environ["RINGSIDE_BINARY"])
        work = pathlib.Path(folder, "work")
        work.mkdir()
        with open(pathlib.Path(folder, "log"), "w+") as log:
            shell = subprocess.Popen(
                ["bash", "-x", "-c", PRELUDE + commands], cwd=work, env=environment(folder), stdin=subprocess.DEVNULL,
                stdout=log, stderr=log, start_new_session=True)
            code = ended(shell)
            log.seek(0)
            if code:
                print(f"{page.name}: ended with {code}\n" + "".join(log.readlines()[-60:]))
    return code == 0


def ended(shell):
    try:
        return shell.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        return f"nothing after {PATIENCE} seconds"
    finally:
        try:
            os.killpg(shell.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass


def environment(folder):
    return {
        "PATH": f"{folder}/bin:{os.environ['PATH']}", "HOME": str(folder), "XDG_RUNTIME_DIR": str(folder), "LC_ALL": "C.UTF-8",
        "TERM": "xterm-256color", "RINGSIDE_BINARY": os.environ["RINGSIDE_BINARY"],
    }


def at_terminal(command):
    """Waits until it has drawn something, then leaves it as a reader would."""
    child, terminal = pty.fork()
    if child == 0:
        os.execv(command[0], command)
    started, seen, asked = time.monotonic(), b"", 0
    while time.monotonic() - started < PATIENCE:
        if select.select([terminal], [], [], 0.5)[0]:
            try:
                seen += os.read(terminal, 65536)
            except OSError:
                break
        elif seen and asked < 5:
            os.write(terminal, b"q")
            asked += 1
    sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) if seen else 1)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--at-terminal"]:
        at_terminal(sys.argv[2:])
    else:
        main(sys.argv[1:])
