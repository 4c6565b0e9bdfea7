"""The main job, end to end on the desk: Genesys Cloud, Salesforce, and SAP by mock-sap; Genesys's own SDK reads it back."""

import PureCloudPlatformClientV2 as genesys

from against_mock_sap import PEOPLE, seed
from configured import Configured
from desk import desk
from judge import expect, expect_in, fact, judge, wait_for
from mock_sap import PASSWORD, USER, MockSAP
from ports import free_port
from sandbox import GENESYS_CLIENT, GENESYS_SECRET, SALESFORCE_CLIENT, SALESFORCE_SECRET, Sandbox

# Becker and another on one number, to switch between.
TWO = """\
  - numbers: ["+12025559001"]
    accounts:
      - {id: "600000001", name: Erika Becker, kind: personal, case: CASE-1, caseStatus: open, caseSubject: Late parcel, erp: "1000006", status: Active, balanceDue: "1.00", currency: EUR}
      - {id: "600000002", name: Becker Ltd, kind: business, erp: "1000003", status: Active, balanceDue: "1.00", currency: EUR}
"""
# A switch is settled a second later, and so is the Task.
CONFIGURATION = f"""
switch: {{undo_seconds: 1}}
platform:
  kind: genesys-cloud
  base_url: "%(sandbox)s/genesys"
  client_id: {GENESYS_CLIENT}
  client_secret_file: "{{secret:{GENESYS_SECRET}}}"
  external_source: CRM
crm:
  - kind: salesforce
    base_url: "%(sandbox)s/salesforce"
    auth: {{client_id: {SALESFORCE_CLIENT}, client_secret_file: "{{secret:{SALESFORCE_SECRET}}}"}}
erp:
  - kind: sap
    base_url: "%(sap)s"
    client: "100"
    auth: {{grant: basic, user: {USER}, password_file: "{{secret:{PASSWORD}}}"}}
"""


class World:
    def __init__(self, sandbox, sap, broker):
        self.sandbox, self.sap, self.broker = sandbox, sap, broker
        genesys.configuration.host = f"{sandbox.origin}/genesys"
        client = genesys.api_client.ApiClient().get_client_credentials_token(GENESYS_CLIENT, GENESYS_SECRET)
        self.contacts, self.conversations = genesys.ExternalContactsApi(client), genesys.ConversationsApi(client)

    def call(self):
        return self.broker.desk("GET", "/v1/calls")[1]["calls"][0]

    def linked(self):
        """Our keys of the contact that the conversation points at, as Genesys's SDK reads them."""
        participant = self.conversations.get_conversation(self.call()["callId"]).participants[0]
        contact = participant.external_contact_id
        found = self.contacts.get_externalcontacts_contact(contact) if contact else None
        return [each.value for each in (found.external_ids or [])] if found else []


@fact
def a_call_rings_and_the_desk_shows_who_and_how_they_stand(world):
    screen = desk(world.broker, world.sandbox, [
        "call +12025559001", "wait Erika Becker", "wait CASE-1", "wait Late parcel", "wait Active", "wait confirmed",
    ])
    expect_in("Becker Ltd", screen)
    call = world.call()
    expect((call["crm"]["source"], call["erp"]["source"]), ("salesforce", "sap"))
    expect(call["erp"]["balanceDue"]["currency"], "EUR")


@fact
def the_conversation_points_at_the_person(world):
    wait_for(world.linked, lambda keys: keys == ["600000001"], "the association")


@fact
def another_account_is_chosen_and_everything_follows(world):
    digit = next(each["digit"] for each in world.call()["candidates"] if each["name"] == "Becker Ltd")
    screen = desk(world.broker, world.sandbox, [
        "wait Erika Becker", f"key {digit}", "wait Becker Ltd", "key 1", "key Y", "wait Credit hold", "wait confirmed",
    ])
    expect_in("Becker Ltd", screen)
    call = world.broker.call(world.call()["callId"], lambda call: call["sync"]["state"] == "confirmed")
    expect((call["identity"]["externalId"], call["erp"]["creditHold"]), ("CRM:600000002", True))
    wait_for(world.linked, lambda keys: keys == ["600000002"], "the other association")


@fact
def the_conversation_is_tagged_for_reports(world):
    conversation = world.conversations.get_conversation(world.call()["callId"])
    expect(conversation.external_tag, "CRM:600000002")


@fact
def the_finished_call_is_logged_in_the_crm(world):
    call = world.call()["callId"]
    for event in ("callAnswered", "callEnded", "wrapUpEnded"):
        world.broker.event(call, event)
    tasks = wait_for(
        lambda: [task for task in world.sandbox.control("GET", "tasks")["tasks"] if task["CallObject"] == call],
        bool, "the Task", 20,
    )
    expect([task["WhoId"] for task in tasks], ["600000002"])


if __name__ == "__main__":
    port = free_port()
    with MockSAP() as sap:
        seed(sap)
        text = CONFIGURATION % {"sandbox": f"http://127.0.0.1:{port}", "sap": sap.origin}
        with Configured(text) as broker, Sandbox(PEOPLE + TWO, port, broker) as sandbox:
            judge("PureCloudPlatformClientV2", World(sandbox, sap, broker))
