"""Renders the README's pictures: the desk itself, headless, on calls of the stand-in systems: pictures.py FOLDER"""

import os
import pwd
import subprocess
import sys

from broker import JOHN, Broker, binary, environment

AGENT = {"userId": "user-12345", "queueId": "billing"}
JANE, WITHHELD = "+12025550143", "anonymous"
USER = pwd.getpwuid(os.getuid()).pw_name

# Whoever runs this is the agent of the guide's click-to-dial payload.
CONFIGURATION = f"""
desks:
  - {{user: "{USER}", agent_id: {AGENT["userId"]}, name: R. Ortiz, role: agent, queues: [billing]}}
queues: [{{id: billing, name: Billing}}]
"""

PICTURES = {
    # The marks of what has changed are gone after two seconds.
    "desk": ["wait talking", "wait platform confirmed", "wait Active", "wait 3 s ago"],
    "switch": ["wait talking", "wait Active", "wait 3 s ago", "key 2", "wait Credit hold", "key 1"],
}


def draw(name, folder):
    with Broker(CONFIGURATION) as broker:
        for number in (WITHHELD, JANE):
            broker.place(number)
        broker.place(JOHN, answerAfterMs=500, **AGENT)
        script = f"{broker.folder}/script"
        with open(script, "w") as file:
            file.write("\n".join(PICTURES[name]))
        picture = f"{folder}/{name}.svg"
        command = [binary(), "desk", "--socket", broker.socket, "--script", script, "--size", "80x24"]
        subprocess.run([*command, "--save-screen", picture], env=environment(broker.folder), check=True, timeout=60)
        print(picture)


for name in PICTURES:
    draw(name, sys.argv[1])
