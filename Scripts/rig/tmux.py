"""A program in a tmux window, seen as a person sees it."""

import os
import subprocess
import time


class Tmux:
    """A tmux server of its own, with one window; `with Tmux(…) as window:` ends it."""

    def __init__(self, command, environment, columns=80, rows=24, terminal="tmux-256color"):
        self.server = ["tmux", "-L", f"ringside-{os.getpid()}-{time.monotonic_ns()}", "-f", "/dev/null"]
        self.environment = environment
        # The status line would take a row.
        settings = ["set", "-g", "status", "off", ";", "set", "-g", "default-terminal", terminal]
        # In one command: a server without a window ends at once.
        window = ["new-session", "-d", "-x", str(columns), "-y", str(rows), command]
        self._run("start-server", ";", *settings, ";", *window)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        subprocess.run([*self.server, "kill-server"], env=self.environment, capture_output=True)

    def _run(self, *arguments):
        done = subprocess.run(
            [*self.server, *arguments], env=self.environment, capture_output=True, text=True, timeout=10
        )
        if done.returncode != 0:
            raise RuntimeError(f"tmux {arguments[0]}: {done.stderr.strip()}")
        return done.stdout

    def screen(self):
        """The screen's text, a line a row."""
        return self._run("capture-pane", "-p")

    def coloured_screen(self):
        """The screen with its colours, as SGR sequences."""
        return self._run("capture-pane", "-p", "-e", "-N")

    def cursor(self):
        """Where the cursor stands, as column and row from 0, and whether it can be seen."""
        column, row, flag = self.ask("#{cursor_x} #{cursor_y} #{cursor_flag}").split()
        return int(column), int(row), flag == "1"

    def wait(self, *texts, seconds=10, without=()):
        """The screen, once all texts are on it and none of those that must be gone."""
        end = time.monotonic() + seconds
        while True:
            screen = self.screen()
            missing = [text for text in texts if text not in screen]
            if not missing and not any(text in screen for text in without):
                return screen
            if time.monotonic() > end:
                wanted = " and ".join([*missing, *(f"no {text}" for text in without if text in screen)])
                raise TimeoutError(f"{wanted} did not come within {seconds} s on\n{screen}")
            time.sleep(0.02)

    def keys(self, *keys):
        """Keys by tmux's names, such as `Enter`."""
        self._run("send-keys", *keys)

    def type(self, text):
        self._run("send-keys", "-l", text)

    def paste(self, text):
        """As a person pastes: in brackets, where the program has asked for them."""
        self._run("set-buffer", text)
        self._run("paste-buffer", "-p")

    def resize(self, columns, rows):
        self._run("resize-window", "-x", str(columns), "-y", str(rows))

    def ask(self, form):
        """What tmux says of the window, such as `#{pane_pid}`."""
        return self._run("display-message", "-p", form).strip()

    def shows_another_screen(self):
        """Whether a program has the alternate screen."""
        return self.ask("#{alternate_on}") == "1"
