"""kill -9 in the middle of lookups, again and again; the client's ledger says what was lost: drill.py kill [CYCLES] [RATE]"""

import itertools
import json
import random
import sys
import threading
import time

import wire
from broker import JOHN, Broker

# The guide's people, a switchboard, wide characters, hostile text, somebody unknown; the rest are unknown numbers.
KNOWN = [JOHN, "+12025550143", "+442079460018", "+4930901820", "+81312345678", "+33140205317", "+15550160000"]
# How long before a kill lookups run, in seconds: another moment each time.
SHORTEST, LONGEST = 0.7, 2.5
PATIENCE = 120


def numbers(random):
    while True:
        yield random.choice(KNOWN) if random.random() < 0.5 else f"+1555{random.randrange(2_000_000, 9_999_999)}"


def main(cycles, rate):
    seed = random.randrange(1 << 32)
    print(f"{cycles} times kill -9 while {rate} lookups a second are in flight (seed {seed})", flush=True)
    chance = random.Random(seed)
    ledger, lost = {}, set()
    with Broker() as broker:
        questions = broker.lookups(numbers(chance))
        for cycle in range(1, cycles + 1):
            acknowledged, broken = one_life(broker, questions, rate, chance.uniform(SHORTEST, LONGEST))
            start = time.monotonic()
            broker.start()
            took = time.monotonic() - start
            gone = {call for call, external_id in acknowledged.items() if not is_found(broker, call, external_id)}
            ledger |= acknowledged
            lost |= gone
            print(
                f"  {cycle:>3}: {len(acknowledged):>5} acknowledged, {broken:>3} without an answer, "
                f"back after {took * 1000:.0f} ms, {len(acknowledged) - len(gone):>5} found again, {len(gone)} lost",
                flush=True,
            )
        open_calls = not_enriched(broker, set(ledger) - lost)
    return report(ledger, lost, open_calls)


def one_life(broker, questions, rate, seconds):
    """Lookups until the broker is killed among them: what it acknowledged, and how many it left unanswered."""
    load = wire.Load(broker.address, questions)
    killing = threading.Timer(seconds, broker.process.kill)
    try:
        killing.start()
        # It dies while we go on; an answer that had left before is an answer.
        load.at_rate(rate, seconds + 0.1)
        load.finish(5)
    finally:
        killing.cancel()
        killing.join()
        load.close()
        broker.kill()
    acknowledged = {}
    for answer in load.answers:
        if answer.status == 200:
            body = json.loads(answer.body)
            # Such an answer promises nothing, and says so.
            if not body["data"].get("degraded"):
                acknowledged[answer.name] = body["externalId"]
    return acknowledged, sum(1 for answer in load.answers if answer.status != 200)


def is_found(broker, call, external_id):
    """The call is there, and was once on the identity that was answered."""
    status, found = broker.desk("GET", f"/v1/calls/{call}")
    if status != 200:
        return False
    if found["identity"]["externalId"] == external_id:
        return True
    status, history = broker.desk("GET", f"/v1/calls/{call}/history")
    return status == 200 and any(step["externalId"] == external_id for step in history["steps"])


def not_enriched(broker, calls):
    """Waits until the CRM's part of every call is finished; those that aren't when patience ends."""
    end = time.monotonic() + PATIENCE
    while True:
        calls = {call for call in calls if not is_enriched(broker, call)}
        if not calls or time.monotonic() > end:
            return calls
        time.sleep(0.2)


def is_enriched(broker, call):
    status, found = broker.desk("GET", f"/v1/calls/{call}")
    return status == 200 and found["crm"]["state"] in ("ready", "missing") and found["identity"]["phase"] == 2


def report(ledger, lost, open_calls):
    print("\nThe client's ledger")
    print(f"  acknowledged {len(ledger):>6}")
    print(f"  found again  {len(ledger) - len(lost):>6}")
    print(f"  lost         {len(lost):>6}   must be 0")
    print(f"  enriched     {len(ledger) - len(lost) - len(open_calls):>6}   must be all that were found")
    for call in itertools.islice(sorted(lost | open_calls), 5):
        print(f"  {'lost' if call in lost else 'not enriched'}: {call}")
    return 1 if lost or open_calls or not ledger else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[2]), int(sys.argv[3])))
