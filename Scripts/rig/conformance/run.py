"""Holds Ringside to software that nobody here wrote: run.py [WORDS OF A JUDGE'S NAME]"""

import concurrent.futures
import json
import os
import signal
import subprocess
import sys
import time

FOLDER = os.path.dirname(os.path.abspath(__file__))
# Everything that must be there: the file, who judges, what is judged.
JUDGES = [
    ("by_simple_salesforce.py", "simple-salesforce", "our sandbox's Salesforce"),
    ("by_pysnc.py", "pysnc", "our sandbox's ServiceNow"),
    ("by_pysnow.py", "pysnow", "our sandbox's ServiceNow"),
    ("by_pyodata.py", "pyodata", "our sandbox's SAP"),
    ("by_purecloud.py", "PureCloudPlatformClientV2", "our sandbox's Genesys"),
    ("against_mock_sap.py", "mock-sap", "our SAP connector"),
    ("against_tryton.py", "trytond", "our Tryton connectors"),
    ("jwt_by_pyjwt.py", "PyJWT", "the JWT that we sign"),
    ("oauth1_by_oauthlib.py", "oauthlib", "the OAuth 1.0a that we sign"),
    ("filters_by_odata_query.py", "odata-query", "the OData filters that we send"),
    ("cast_by_pyte.py", "pyte", "the demo's recording"),
    ("mixed_cloud.py", "all of the sandbox", "Genesys Cloud + Salesforce + SAP"),
    ("mixed_guide.py", "trytond and the sandbox", "guide's contract + Tryton for both"),
]
# The longest takes a third of it; a judge that hangs is a judge that failed.
SECONDS = 180


def hold(judge, folder):
    """What became of one judge, and how long it took; it runs in a process group of its own, which ends with it."""
    file, name, what = judge
    start = time.monotonic()
    verdict, log = f"{folder}/{file[:-3]}.json", f"{folder}/{file[:-3]}.log"
    try:
        os.remove(verdict)
    except FileNotFoundError:
        pass
    if not os.path.exists(f"{FOLDER}/{file}"):
        return {"mismatch": "this judge is missing"}, 0
    with open(log, "w") as output:
        process = subprocess.Popen(
            [sys.executable, "-B", f"{FOLDER}/{file}"],
            stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
            env=os.environ | {"VERDICT": verdict}, start_new_session=True,
        )
        try:
            process.wait(SECONDS)
        except subprocess.TimeoutExpired:
            return {"mismatch": f"no verdict within {SECONDS} s; {log} has what it said"}, SECONDS
        finally:
            end(process)
    try:
        with open(verdict) as file:
            said = json.load(file)
    except (FileNotFoundError, json.JSONDecodeError):
        said = {"mismatch": f"no verdict; {log} ends with: {last_line(log)}"}
    if process.returncode and "mismatch" not in said:
        said["mismatch"] = f"it ended with {process.returncode}; {log} ends with: {last_line(log)}"
    return said, time.monotonic() - start


def end(process):
    """The judge, and whatever it started and left."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    process.wait()


def last_line(file):
    with open(file, errors="replace") as lines:
        return next((line.strip() for line in reversed(lines.readlines()) if line.strip()), "(nothing)")


def row(judge, said, seconds):
    _, name, what = judge
    mark = "✘" if "mismatch" in said else "✔"
    facts = said.get("facts", 0)
    print(f"  {mark} {said.get('package') or name:<36} {what:<36} {facts:>3} facts {seconds:>6.1f} s", flush=True)
    if "mismatch" in said:
        print(f"      {said['mismatch'][:600]}", flush=True)


def main(words):
    chosen = [judge for judge in JUDGES if words.lower() in " ".join(judge).lower()]
    if not chosen:
        print(f"There is no judge '{words}'.", file=sys.stderr)
        return 64
    folder = os.environ["CONFORMANCE_LOGS"]
    os.makedirs(folder, exist_ok=True)
    failed = 0
    # They wait more than they work.
    with concurrent.futures.ThreadPoolExecutor(3) as pool:
        for judge, (said, seconds) in zip(chosen, pool.map(lambda judge: hold(judge, folder), chosen)):
            row(judge, said, seconds)
            failed += "mismatch" in said
    if failed:
        print(f"\n{failed} of {len(chosen)} judges found a mismatch: the lines below ✘; {folder} has what they said.")
        return 1
    print(f"\nAll {len(chosen)} judges agree.")
    return 0


if __name__ == "__main__":
    sys.exit(main(" ".join(sys.argv[1:])))
