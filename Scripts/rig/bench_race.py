"""Durable lookups beside what other servers do with less, in one run and by the same load."""

import json
import pathlib
import statistics
import subprocess
import uuid

import rivals
from broker import LOOKUP, Broker

SCRIPT = pathlib.Path(__file__).parent / "rivals" / "lookup.lua"
CONNECTIONS = (32, 128)
SECONDS = 4
WARM_UP = 1
ROUNDS = 3
# Nobody waits for the CRM: what is measured is the broker's own work, and the CRM's is another's.
CONFIGURATION = "lookup:\n  grace_ms: 0\n"


class Ringside:
    """A broker whose CRM and platform hang, so that phase 2 waits and takes no time from anybody."""

    name = "Ringside, journalled"

    def __enter__(self):
        self.broker = Broker(CONFIGURATION).__enter__()
        self.address, self.token = self.broker.address, self.broker.token
        for system in ("crm", "genesys"):
            self.broker.fault(system, "hang")
        return self

    def __exit__(self, *_):
        self.broker.close()


def run(table):
    table.heading(
        f"Lookups as fast as they go: wrk with {rivals.CORES} threads on {rivals.CORES} cores, the median of {ROUNDS}"
        f" times {SECONDS} s; every question of a new call"
    )
    rates = {}
    for connections in CONNECTIONS:
        runs = {server: [] for server in (Ringside, rivals.Nginx, rivals.Node, rivals.FastAPI)}
        for _ in range(ROUNDS):
            for server, results in runs.items():
                results.append(one_run(server, connections))
        for server, results in runs.items():
            rates[server, connections] = tell(table, server, connections, results)
    require(table, rates)


def one_run(server, connections):
    with server() as running:
        load(running, connections, WARM_UP)
        return load(running, connections, SECONDS)


def load(running, connections, seconds):
    host, port = running.address
    command = [
        *("wrk", f"-t{rivals.CORES}", f"-c{connections}", f"-d{seconds}s", "-s", SCRIPT, f"http://{host}:{port}"),
        *("--", LOOKUP, running.token, uuid.uuid4().hex[:12]),
    ]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return json.loads(output.strip().splitlines()[-1])


def tell(table, server, connections, results):
    rates = [result["requests"] / result["microseconds"] * 1e6 for result in results]
    rate = statistics.median(rates)
    middle = min(results, key=lambda result: abs(result["requests"] / result["microseconds"] * 1e6 - rate))
    table.told(
        f"{connections:>3} connections: {server.name}",
        f"{rate:.0f}",
        f"a second ({min(rates):.0f} to {max(rates):.0f}), median {middle['p50'] / 1000:.1f} ms,"
        f" p99 {middle['p99'] / 1000:.1f} ms",
    )
    failed = sum(result["failed"] for result in results)
    if server is Ringside:
        table.at_most("failed", failed, 0, "of them", digits=0)
    elif failed:
        table.told("failed, or not answered within 2 s", failed)
    return rate


def require(table, rates):
    few, many = CONNECTIONS
    table.at_least(f"Ringside / nginx, {few} connections", rates[Ringside, few] / rates[rivals.Nginx, few], 0.40)
    table.at_least(f"Ringside / nginx, {many} connections", rates[Ringside, many] / rates[rivals.Nginx, many], 0.50)
    for connections in CONNECTIONS:
        for rival, least in ((rivals.Node, 1.0), (rivals.FastAPI, 5.0)):
            ratio = rates[Ringside, connections] / rates[rival, connections]
            table.at_least(f"Ringside / {rival.__name__}, {connections} connections", ratio, least)
