"""Other servers on this machine, each doing a part of what a lookup does; `with Nginx() as rival:` starts and ends one."""

import os
import pathlib
import shutil
import socket
import subprocess
import tempfile
import time

HERE = pathlib.Path(__file__).parent / "rivals"
VENV = pathlib.Path(__file__).parents[2] / ".build" / "bench-venv"
# What FastAPI is served with at its best; pip finds the newest.
PACKAGES = ["fastapi", "uvicorn", "uvloop", "httptools"]
FIXED = (
    '{"externalId":"PHONE:5d41402abc4b2a76b9719d911017c5925d41402abc4b2a76b9719d911017c592",'
    '"data":{"previousInteractionCount":0,"resolvedBy":"phone"}}'
)
CORES = len(os.sched_getaffinity(0))


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Rival:
    """A server on a free port, with a folder that goes with it."""

    token = "-"

    def __enter__(self):
        self.folder = tempfile.mkdtemp(prefix="rival-", dir="/tmp")
        self.address = ("127.0.0.1", free_port())
        self.output = open(f"{self.folder}/output", "wb")
        self.process = subprocess.Popen(
            self.command(self.address[1]),
            env=os.environ | self.environment(),
            stdin=subprocess.DEVNULL,
            stdout=self.output,
            stderr=subprocess.STDOUT,
        )
        try:
            self.wait_until_it_listens()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.output.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def environment(self):
        return {}

    def wait_until_it_listens(self, seconds=20):
        end = time.monotonic() + seconds
        while True:
            try:
                return socket.create_connection(self.address, timeout=1).close()
            except OSError:
                if self.process.poll() is not None or time.monotonic() > end:
                    with open(f"{self.folder}/output", errors="replace") as file:
                        raise SystemExit(f"{self.name} does not start. It says:\n{file.read()}") from None
                time.sleep(0.02)


class Nginx(Rival):
    name = f"nginx, fixed JSON, {CORES} workers"

    def command(self, port):
        with open(f"{self.folder}/nginx.conf", "w") as file:
            file.write(
                f"""
                daemon off; worker_processes {CORES}; pid {self.folder}/pid; error_log stderr;
                events {{ worker_connections 1024; }}
                http {{
                    access_log off; keepalive_requests 1000000000;
                    client_body_temp_path {self.folder}/body; proxy_temp_path {self.folder}/proxy;
                    fastcgi_temp_path {self.folder}/fastcgi; uwsgi_temp_path {self.folder}/uwsgi;
                    scgi_temp_path {self.folder}/scgi;
                    server {{
                        listen 127.0.0.1:{port};
                        location / {{ default_type application/json; return 200 '{FIXED}'; }}
                    }}
                }}
                """
            )
        # Debian keeps it where only root's PATH looks.
        program = shutil.which("nginx") or "/usr/sbin/nginx"
        return [program, "-e", "stderr", "-c", f"{self.folder}/nginx.conf"]


class Node(Rival):
    name = "Node http: parses, hashes, stores nothing"

    def command(self, port):
        return ["node", str(HERE / "hashing.js"), str(port)]


class FastAPI(Rival):
    name = "FastAPI and the same SQLite write"

    def environment(self):
        return {"RIVAL_DATABASE": f"{self.folder}/journal.db"}

    def command(self, port):
        python = VENV / "bin" / "python"
        if not (VENV / "complete").exists():
            subprocess.run(["python3", "-m", "venv", "--clear", VENV], check=True, stdout=self.output)
            subprocess.run([python, "-m", "pip", "install", "-q", *PACKAGES], check=True, stdout=self.output)
            (VENV / "complete").touch()
        return [
            *(python, "-m", "uvicorn", "--app-dir", str(HERE), "writing:app", "--port", str(port)),
            *("--loop", "uvloop", "--http", "httptools", "--no-access-log", "--log-level", "warning"),
        ]
