"""`ringside sandbox`: our stand-in systems alone, for as long as somebody drives them."""

import http.client
import json
import os
import select
import shutil
import subprocess
import tempfile

import wire
from broker import binary, environment

# What the stand-ins accept (Sources/Sandbox/SandboxCredentials.swift).
SALESFORCE_CLIENT, SALESFORCE_SECRET = "ringside-sandbox", "sandbox-client-secret"
SAP_USER, SAP_PASSWORD = "RINGSIDE", "sandbox-password"
SERVICENOW_CLIENT, SERVICENOW_SECRET = "ringside-sandbox", "sandbox-client-secret"
SERVICENOW_USER, SERVICENOW_PASSWORD = "ringside", "sandbox-password"
GENESYS_CLIENT, GENESYS_SECRET = "ringside-sandbox", "sandbox-client-secret"


class Sandbox:
    """`with Sandbox() as sandbox:` starts and ends it; `people` is YAML in the form of the built-in ones.

    It places calls on `broker`, where there is one.
    """

    def __init__(self, people=None, port=0, broker=None):
        self.folder = tempfile.mkdtemp(prefix="ringside-", dir="/tmp")
        self.arguments = ["--listen", f"127.0.0.1:{port}"]
        if broker:
            self.arguments += ["--broker", broker.ready["platform"], "--token-file", f"{broker.folder}/tokens"]
        if people:
            with open(f"{self.folder}/people.yaml", "w") as file:
                file.write(people)
            self.arguments += ["--people", f"{self.folder}/people.yaml"]

    def __enter__(self):
        self.log = open(f"{self.folder}/log", "w+b")
        self.process = subprocess.Popen(
            [binary(), "sandbox", *self.arguments],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=self.log, env=environment(self.folder),
        )
        ready, _, _ = select.select([self.process.stdout], [], [], 30)
        line = self.process.stdout.readline() if ready else b""
        if not line:
            self.__exit__()
            raise SystemExit("The sandbox does not start.")
        self.origin = json.loads(line)["sandbox"]
        self.address = self.origin.removeprefix("http://")
        for system in ("genesys", "crm", "erp"):
            self.fault(system, "ok", latencyMs=0)
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()
        self.log.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def ask(self, method, path, body=None):
        """One question to the origin: its JSON."""
        connection = http.client.HTTPConnection(self.address, timeout=10)
        try:
            status, answer = wire.ask(connection, method, path, body)
        finally:
            connection.close()
        assert status in (200, 201), f"{path}: {status} {answer}"
        return answer

    def control(self, method, path, body=None):
        return self.ask(method, f"/_sandbox/{path}", body)

    def fault(self, system, mode, **more):
        self.control("PUT", "faults", {"system": system, "mode": mode, **more})


def over_plain_http(session, hosts):
    """Lets a `requests` session that insists on https and on the vendor's hosts reach the sandbox."""
    from requests.adapters import HTTPAdapter

    class Plain(HTTPAdapter):
        def send(self, request, **more):
            for host, target in hosts.items():
                if request.url.startswith(f"https://{host}"):
                    request.url = target + request.url.removeprefix(f"https://{host}")
            return super().send(request, **more)

    session.mount("https://", Plain())
    return session
