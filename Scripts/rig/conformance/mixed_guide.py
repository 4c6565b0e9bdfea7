"""The main job, end to end on the desk: the guide's contract, and a real Tryton as CRM and as ERP."""

import tempfile

from against_tryton import BOTH, notes
from configured import Configured
from desk import desk
from judge import expect, expect_in, fact, judge, wait_for
from ports import free_port
from sandbox import Sandbox
from tryton import PASSWORD, Tryton

OBRIEN, ZOE = "CRM:500245680", "CRM:500245681"


class World:
    def __init__(self, sandbox, tryton, broker):
        self.sandbox, self.tryton, self.broker = sandbox, tryton, broker

    def call(self):
        """The latest one, as the broker has it."""
        return self.broker.desk("GET", "/v1/calls")[1]["calls"][0]

    def customer(self):
        """What the platform's own record of that conversation says."""
        conversation = self.sandbox.ask("GET", f"/api/v2/conversations/{self.call()['callId']}")
        return conversation["customer"] and conversation["customer"]["externalId"]


@fact
def a_call_rings_and_the_desk_shows_who_and_how_they_stand(world):
    screen = desk(world.broker, world.sandbox, ["call +12025550101", "wait John Doe", "wait 1440.50 EUR", "wait confirmed"])
    expect_in("1190.00 EUR", screen)
    expect_in("Active", screen)
    expect(world.call()["erp"]["source"], "tryton-erp")
    expect(world.customer(), "CRM:500245678")


@fact
def two_people_on_one_number_are_offered_and_one_is_chosen(world):
    # The call before has the screen: the new one is gone to.
    open_it = ["wait O'Brien", "key j", "key Enter", "wait Zoë"]
    desk(world.broker, world.sandbox, ["call +12025550102", *open_it, "wait confirmed"])
    call = world.call()
    other = next(each for each in call["candidates"] if each["externalId"] != call["identity"]["externalId"])
    desk(world.broker, world.sandbox, [*open_it, f"key {other['digit']}", "key 1", "key Y", "wait confirmed"])
    switched = world.broker.call(
        call["callId"],
        lambda call: call["identity"]["externalId"] == other["externalId"] and call["sync"]["state"] == "confirmed",
    )
    expect(switched["identity"]["resolvedBy"], "switch")
    expect(world.customer(), other["externalId"])


@fact
def the_finished_call_is_noted_on_the_person_it_was_switched_to(world):
    call = world.call()
    for event in ("callAnswered", "callEnded", "wrapUpEnded"):
        world.broker.event(call["callId"], event)
    note, = wait_for(lambda: notes(world.tryton, call["callId"]), bool, "the note", 20)
    expect(note["resource."]["rec_name"], call["identity"]["name"])


if __name__ == "__main__":
    port = free_port()
    with tempfile.TemporaryDirectory() as folder, Tryton(folder) as tryton:
        text = BOTH % {"sandbox": f"http://127.0.0.1:{port}", "tryton": tryton.url, "password": PASSWORD}
        with Configured(text) as broker, Sandbox(port=port, broker=broker) as sandbox:
            judge("trytond", World(sandbox, tryton, broker))
