"""`ringside serve` with configured systems: no stand-ins in its process."""

import os
import re
import time

from broker import LOOKUP, Broker

READY = re.compile(r'msg="Ready".* platform=(\S+)')


class Configured(Broker):
    """`with Configured(TEXT) as broker:`; `{secret:WORDS}` in the text becomes a file of its own that holds the words."""

    def __init__(self, configuration):
        super().__init__()
        self.secrets = 0
        text = re.sub(r"\{secret:([^}]*)\}", lambda found: self.secret(found[1]), configuration)
        with open(f"{self.folder}/ringside.yaml", "w") as file:
            file.write(text)

    def secret(self, text):
        self.secrets += 1
        path = f"{self.folder}/secret-{self.secrets}"
        with open(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
            file.write(text)
        return path

    def systems(self):
        return []

    def wait_until_ready(self, seconds):
        """Without the sandbox, the log says it."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and self.process.poll() is None:
            if found := READY.search(self.log()):
                return {"platform": found[1]}
            time.sleep(0.02)
        return None

    def look_up(self, number, call):
        """A call from that number, looked up as the contact centre does: the answer."""
        body = {"fromNumber": number, "toNumber": "+15550190000", "callId": call, "type": "inbound", "queueId": "billing"}
        status, answer = self.platform("POST", LOOKUP, body)
        assert status == 200, f"{status} {answer}"
        return answer
