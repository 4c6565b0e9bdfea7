"""What one enrichment costs: round trips to each system, how many of them in sequence, and the broker's own processor time."""

import collections
import os
import statistics
import sys
import time

import wire

sys.path.append(f"{os.path.dirname(os.path.abspath(__file__))}/conformance")
# The folder of the judges: they drive the same stand-ins.
from configured import Configured  # noqa: E402
from sandbox import Sandbox  # noqa: E402

CALLS = 400
RATE = 100
WARM_UP = 5
# A question takes a millisecond or two: several rounds of many tell it, once caches and memory are what they stay.
QUESTIONS = 400
ROUNDS = 7
# Everything else takes a fraction of it, so that what an enrichment takes tells how often it waits.
LATENCY = 200
SETTLING = 1
PATIENCE = 60

SECRET = "sandbox-client-secret"
BASIC = 'auth: {grant: basic, user: %s, password_file: "{secret:sandbox-password}"}'
APPLICATION = f'auth: {{client_id: ringside-sandbox, client_secret_file: "{{secret:{SECRET}}}"}}'
SALESFORCE = f'kind: salesforce, base_url: "ORIGIN/salesforce", {APPLICATION}'
NETSUITE = (
    "auth: {account: 1234567_SB1, consumer_key: sandbox-consumer-key, token_id: sandbox-token-id,"
    ' consumer_secret_file: "{secret:sandbox-consumer-secret}", token_secret_file: "{secret:sandbox-token-secret}"}'
)
SAP = f'kind: sap, base_url: "ORIGIN", client: "100", {BASIC % "RINGSIDE"}'
# What is measured, whether as the CRM or as the ERP, how many round trips may follow each other, and its configuration.
System = collections.namedtuple("System", "name role depth text linked", defaults=(True,))
SYSTEMS = [
    System("Salesforce", "crm", 1, SALESFORCE),
    System("ServiceNow", "crm", 2, f'kind: servicenow, base_url: "ORIGIN", {APPLICATION}'),
    System("Tryton as CRM", "crm", 1, f'kind: tryton, base_url: "ORIGIN/tryton/crm", {BASIC % "ringside"}'),
    System("SAP, by account", "erp", 1, SAP),
    System("SAP, by number", "erp", 3, SAP, False),
    System("Oracle Fusion", "erp", 1, f'kind: oracle-fusion, base_url: "ORIGIN", {BASIC % "RINGSIDE"}'),
    System("NetSuite", "erp", 1, f'kind: netsuite, base_url: "ORIGIN", {NETSUITE}'),
    System("Tryton as ERP", "erp", 3, f'kind: tryton, base_url: "ORIGIN/tryton/erp", {BASIC % "ringside"}'),
]


def run(table):
    table.heading(
        f"One enrichment by each connector, against the stand-ins: round trips, and how many of them in sequence while each takes"
        f" {LATENCY} ms; the broker's own processor time, for a question alone and for calls, {RATE} a second"
    )
    alone = {}
    for system in SYSTEMS:
        # The CRM leads to the ERP: what it takes is not the ERP's.
        measure(table, system, alone, alone.get("Salesforce", 0) if system.role == "erp" else 0)


def people():
    """Somebody for each call and some more, each on a number of their own."""
    account = 'erp: "{}", status: Active, balanceDue: "120.50", overdue: "20.50", currency: USD'
    return "people:\n" + "".join(
        f'  - {{numbers: ["{number_of(index)}"], accounts: [{{id: "{600_000_000 + index}", name: Caller {index}, '
        f'kind: personal, email: c{index}@example.com, {account.format(20_000_000 + index)}}}]}}\n'
        for index in range(CALLS + 10)
    )


def name_of(index):
    return f"bench-{index}"


def number_of(index):
    return f"+120255{index + 50_000}"


def configuration(system, origin):
    crm = system.text if system.role == "crm" else SALESFORCE
    lines = [f'platform: {{base_url: "{origin}", requests_per_minute: 100000}}', "lookup: {grace_ms: 0}",
             f"crm: [{{{crm}}}]"]
    if not system.linked:
        # Nobody's record in the CRM leads to an account: the ERP is asked for the number.
        lines[-1] = lines[-1].replace("}]", ", fields: {erp: null}}]")
    if system.role == "erp":
        lines.append(f"erp: [{{{system.text}}}]")
    return "\n".join(lines).replace("ORIGIN", origin) + "\n"


def measure(table, system, alone, others):
    without = spent(system, "hang")
    with Sandbox(people()) as sandbox, Configured(configuration(system, sandbox.origin)) as broker:
        warm(broker, system)
        sandbox.fault(system.role, "ok", latencyMs=LATENCY)
        depth = round(enriched(broker, system, CALLS + WARM_UP)["tookMs"] / LATENCY)
        sandbox.fault(system.role, "ok", latencyMs=0)
        alone[system.name] = reviewed(broker)
    taken, trips = spent(system, "ok")
    table.told(f"{system.name}: round trips", f"{trips:.2f}")
    table.at_most(f"{system.name}: in sequence", depth, system.depth, "", digits=0)
    if system.linked:
        table.at_most(f"{system.name}: processor time of a question", alone[system.name] - others, 2, "ms", digits=2)
    table.told(f"{system.name}: what it adds to a call", f"{taken - without[0]:.2f}", "ms, with what journal and feed do for it")


def spent(system, mode):
    """Processor time of a call in milliseconds, and round trips to the system, which answers or does not.

    The platform answers in neither case: it would be told of more where there is more to tell.
    """
    with Sandbox(people()) as sandbox, Configured(configuration(system, sandbox.origin)) as broker:
        warm(broker, system)
        sandbox.fault("genesys", "hang")
        sandbox.fault(system.role, mode)
        before, used = asked(sandbox, system), processor_seconds(broker.process.pid)
        for index in range(CALLS):
            begun = time.monotonic()
            broker.look_up(number_of(index), name_of(index))
            time.sleep(max(0, 1 / RATE - (time.monotonic() - begun)))
        # What is still to come for the last of them.
        time.sleep(SETTLING)
        used = processor_seconds(broker.process.pid) - used
        if mode == "ok":
            for index in range(CALLS):
                broker.call(name_of(index), lambda call: is_ready(call, system), PATIENCE)
        trips = asked(sandbox, system) - before
    return used / CALLS * 1000, trips / CALLS


def reviewed(broker):
    """Processor time of one question in milliseconds, as the median round has it: an account is read where it is, and nothing is kept."""
    connection = wire.UnixConnection(broker.socket)
    account = broker.call(name_of(CALLS))["identity"]["externalId"]
    # The first one is to get warm.
    rounds = [asked_again(broker, connection, account) for _ in range(ROUNDS + 1)][1:]
    connection.close()
    return statistics.median(rounds)


def asked_again(broker, connection, account):
    used = processor_seconds(broker.process.pid)
    for _ in range(QUESTIONS):
        status, answer = wire.ask(
            connection, "POST", f"/v1/calls/{name_of(CALLS)}/review", {"externalId": account}
        )
        assert status == 200, answer
    return (processor_seconds(broker.process.pid) - used) / QUESTIONS * 1000


def processor_seconds(process):
    """User and system time so far of all threads, to the nanosecond: the kernel's clock of a process, which `/proc` has in ticks of 10 ms."""
    return time.clock_gettime(~process << 3 | 2)


def warm(broker, system):
    """Sessions are open, connections are there."""
    for index in range(WARM_UP):
        enriched(broker, system, CALLS + index)


def enriched(broker, system, index):
    broker.look_up(number_of(index), name_of(index))
    return broker.call(name_of(index), lambda call: is_ready(call, system), PATIENCE)[system.role]


def is_ready(call, system):
    return (call[system.role] or {}).get("state") == "ready"


def asked(sandbox, system):
    """Questions to the stand-in so far; sessions are opened once and not counted."""
    log = sandbox.control("GET", "requests")["requests"]
    return sum(1 for entry in log if entry["system"] == system.role and "token" not in entry["path"])
