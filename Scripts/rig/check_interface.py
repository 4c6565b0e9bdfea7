"""The broker beside its own description, /metrics beside Prometheus's parser: check_interface.py [EXAMPLES] [SEED]"""

import os
import socket
import subprocess
import sys
import tempfile
import threading

from prometheus_client.parser import text_string_to_metric_families

import wire
from broker import JOHN, LOOKUP, Broker

CALL = "abc-123"
# What a well-formed request may still be refused for, beside what schemathesis takes for granted.
SETTINGS = """
[checks.positive_data_acceptance]
# 422: no such account; 429: after five refusals.
expected-statuses = ["2xx", "401", "403", "404", "409", "422", "429"]

# An external ID of a system that is no CRM here.
[[operations]]
include-operation-id = ["updateContext", "updateContextShort", "switchContext"]
checks.positive_data_acceptance.expected-statuses = ["2xx", "400", "401", "403", "404", "409", "422", "429"]

# `at`, or `eventTime`, more than 5 minutes ahead of the clock.
[[operations]]
include-operation-id = ["applyEvents", "takeDetailEvents"]
checks.positive_data_acceptance.expected-statuses = ["2xx", "400"]

# A text that is neither an ID nor a number, an address or a name.
[[operations]]
include-operation-id = "searchAccounts"
checks.positive_data_acceptance.expected-statuses = ["2xx", "400"]

# A key that nobody declared.
[[operations]]
include-operation-id = "changeInteraction"
checks.positive_data_acceptance.expected-statuses = ["2xx", "400", "404"]

"""
CHECKS = (
    "not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,"
    "response_schema_conformance,negative_data_rejection,positive_data_acceptance,ignored_auth,unsupported_method"
)


class Relay:
    """A TCP port in front of the desk's Unix socket: schemathesis speaks TCP only."""

    def __init__(self, path):
        self.path = path
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            client, _ = self.listener.accept()
            desk = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            desk.connect(self.path)
            for source, target in ((client, desk), (desk, client)):
                threading.Thread(target=self.pour, args=(source, target), daemon=True).start()

    @staticmethod
    def pour(source, target):
        try:
            while data := source.recv(65536):
                target.sendall(data)
            target.shutdown(socket.SHUT_WR)
        except OSError:
            # One end is gone: the other hears of it.
            for end in (source, target):
                end.close()


def prepare(broker):
    """A call, which the description's examples name, on somebody whom the stand-in CRM knows."""
    body = {"fromNumber": JOHN, "toNumber": "+15550190000", "callId": CALL, "type": "inbound", "queueId": "billing"}
    status, answer = broker.platform("POST", LOOKUP, body)
    assert status == 200, answer
    broker.call(CALL, lambda call: call["identity"]["phase"] == 2 and call["sync"]["state"] == "confirmed")


def schemathesis(folder, description, url, include, headers, examples, seed):
    command = [
        f"{os.path.dirname(sys.executable)}/schemathesis", "--config-file", f"{folder}/schemathesis.toml",
        "run", description, "--url", url, "--include-path-regex", include, "--exclude-path", "/v1/feed",
        "--checks", CHECKS, "--phases", "examples,coverage,fuzzing", "--max-examples", str(examples),
        # One worker: with more, CPython 3.11 loses count of its recursion now and then, which is not the broker's fault.
        "--workers", "1", "--request-timeout", "10", "--suppress-health-check", "all", "--max-failures", "20",
    ]
    # The same requests each time, unless a seed asks for others.
    command += ["--generation-deterministic"] if seed is None else ["--seed", str(seed)]
    for header in headers:
        command += ["--header", header]
    done = run(command, folder)
    # That is CPython 3.11's, and has nothing to do with the broker.
    return run(command, folder).returncode if "AST constructor recursion" in done.stdout else done.returncode


def run(command, folder):
    done = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    print(done.stdout, flush=True)
    return done


def check_metrics(text):
    """Every family read by the parser that Prometheus's own client has, with help, and nothing personal in it."""
    families = {family.name: family for family in text_string_to_metric_families(text)}
    for name in ("ringside_lookups", "ringside_lookup_seconds", "ringside_http_answers", "ringside_jobs",
                 "ringside_source_state", "ringside_sync_calls", "ringside_orphans", "ringside_spooled_calls"):
        assert name in families, f"/metrics has no {name}"
    for family in families.values():
        assert family.documentation, f"{family.name} has no help"
        assert family.samples, f"{family.name} has no samples"
    for word in (JOHN, JOHN[1:], CALL, "@", "CRM:", "PHONE:"):
        assert word not in text, f"/metrics holds {word}"
    count = sum(len(family.samples) for family in families.values())
    print(f"/metrics: {len(families)} families, {count} samples, read by prometheus_client.", flush=True)


def main(examples, seed):
    with Broker() as broker, tempfile.TemporaryDirectory() as folder:
        prepare(broker)
        status, description = fetch(broker, "/openapi.yaml")
        assert status == 200
        with open(f"{folder}/openapi.yaml", "wb") as file:
            file.write(description)
        with open(f"{folder}/schemathesis.toml", "w") as file:
            file.write(SETTINGS)
        token = f"Authorization: Bearer {broker.token}"
        platform = f"http://{broker.address[0]}:{broker.address[1]}"
        failed = schemathesis(
            folder, "openapi.yaml", platform, "^/(api|genesys|healthz|readyz|metrics|openapi)", [token], examples, seed
        )
        failed |= schemathesis(folder, "openapi.yaml", Relay(broker.socket).url, "^/(v1|openapi)", [], examples, seed)
        check_metrics(fetch(broker, "/metrics")[1].decode())
        assert broker.process.poll() is None, f"The broker is gone. It says:\n{broker.log()}"
    return 1 if failed else 0


def fetch(broker, path):
    connection = wire.http.client.HTTPConnection(*broker.address, timeout=10)
    connection.request("GET", path, headers={"Authorization": f"Bearer {broker.token}"})
    answer = connection.getresponse()
    return answer.status, answer.read()


if __name__ == "__main__":
    examples = int(sys.argv[1]) if len(sys.argv) > 1 else 25
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else None
    sys.exit(main(examples, seed))
