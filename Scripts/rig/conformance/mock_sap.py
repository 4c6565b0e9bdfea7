"""mock-sap in a process of its own, with SAP's entity types, and what is put into it before we ask."""

import json
import os
import select
import subprocess
import sys

import requests

USER, PASSWORD = "conformance", "s3cret"
FOLDER = os.path.dirname(os.path.abspath(__file__))


class MockSAP:
    """`with MockSAP() as sap:` starts and ends it."""

    def __enter__(self):
        self.process = subprocess.Popen(
            [sys.executable, "-B", f"{FOLDER}/mock_sap_with_sap_s_types.py", f"{USER}:{PASSWORD}"],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        )
        ready, _, _ = select.select([self.process.stdout], [], [], 30)
        port = self.process.stdout.readline().strip().decode() if ready else ""
        if not port:
            self.__exit__()
            raise SystemExit("mock-sap does not start.")
        self.origin = f"http://127.0.0.1:{port}"
        self.session = requests.Session()
        self.session.auth = (USER, PASSWORD)
        self.session.headers["Accept"] = "application/json"
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()

    def create(self, entity, row, service="API_BUSINESS_PARTNER"):
        """One row, the way SAP wants it: with a token that was fetched before."""
        base = f"{self.origin}/sap/opu/odata/sap/{service}"
        token = self.session.get(f"{base}/{entity}?$top=1", headers={"X-CSRF-Token": "Fetch"}).headers["x-csrf-token"]
        answer = self.session.post(f"{base}/{entity}", json=row, headers={"X-CSRF-Token": token})
        assert answer.status_code == 201, answer.text
        return answer.json()["d"]

    def read(self, entity, condition, service="API_BUSINESS_PARTNER"):
        """Its rows, past everything that we wrote."""
        url = f"{self.origin}/sap/opu/odata/sap/{service}/{entity}"
        answer = self.session.get(url, params={"$format": "json", "$filter": condition})
        assert answer.ok, answer.text
        return answer.json()["d"]["results"]

    def admin(self, method, path, body=None):
        answer = self.session.request(method, f"{self.origin}/_mock/{path}", json=body)
        assert answer.ok, answer.text
        return answer.json()

    def fault(self, entity, **rule):
        """Every GET of that entity, until `heal`."""
        self.admin("POST", "faults", {"match": entity, "method": "GET", **rule})

    def heal(self):
        self.admin("DELETE", "faults")

    def requests(self):
        return self.admin("GET", "requests?limit=2000&verbose=1")["results"]
