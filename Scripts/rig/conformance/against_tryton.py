"""Our Tryton connectors, inside a broker, against a real Tryton server: as the CRM, as the ERP, and both."""

import base64
import sqlite3
import tempfile

import requests

from configured import Configured
from judge import expect, expect_in, fact, judge, wait_for
from sandbox import SALESFORCE_CLIENT, SALESFORCE_SECRET, Sandbox
from tryton import DATABASE, PASSWORD, USER, Tryton

LOGIN = f'{{grant: basic, user: {USER}, password_file: "{{secret:%(password)s}}"}}'
# A switch is settled a second later, and so is the note.
BOTH = f"""
switch: {{undo_seconds: 1}}
platform: {{base_url: "%(sandbox)s"}}
crm:
  - {{kind: tryton, prefix: CRM, base_url: "%(tryton)s", auth: {LOGIN}}}
erp:
  - {{kind: tryton, base_url: "%(tryton)s", auth: {LOGIN}}}
"""
ERP_ONLY = f"""
platform: {{base_url: "%(sandbox)s"}}
crm:
  - kind: salesforce
    base_url: "%(sandbox)s/salesforce"
    auth: {{client_id: {SALESFORCE_CLIENT}, client_secret_file: "{{secret:{SALESFORCE_SECRET}}}"}}
erp:
  - {{kind: tryton, base_url: "%(tryton)s", auth: {LOGIN}}}
"""
# Whose accounts the stand-in CRM leads to: somebody who is gone, an identifier, and one that Tryton does not have.
PEOPLE = "people:\n" + "".join(
    f'  - {{numbers: ["{number}"], accounts: [{{id: "{500300000 + index}", name: Caller {index}, kind: personal, '
    f'erp: "{account}", status: Active, balanceDue: "1.00", currency: EUR}}]}}\n'
    for index, (number, account) in enumerate(
        [("+12025550121", "500245684"), ("+12025550122", "ERP-4711"), ("+12025550123", "99999")]
    )
)
CALLS = iter(f"conformance-tryton-{number}" for number in range(10_000))


class World:
    def __init__(self, sandbox, tryton, broker):
        self.sandbox, self.tryton, self.broker = sandbox, tryton, broker

    def configured(self, text, password=PASSWORD):
        return Configured(text % {"sandbox": self.sandbox.origin, "tryton": self.tryton.url, "password": password})

    def call(self, number, is_it, broker=None):
        name, broker = next(CALLS), broker or self.broker
        broker.look_up(number, name)
        return broker.call(name, is_it, 20)

    def known(self, number, broker=None):
        """The call once its account is read, too."""
        return self.call(
            number, lambda call: call["identity"]["phase"] == 2 and call["erp"] and call["erp"]["state"] != "pending", broker
        )


def rpc(tryton, method, *parameters, session=None):
    """Tryton's own words, past everything that we wrote."""
    headers = {"Authorization": session} if session else {}
    answer = requests.post(
        f"{tryton.url}/rpc/", json={"id": 1, "method": method, "params": parameters}, headers=headers, timeout=10
    )
    return answer.json()["result"]


def notes(tryton, text):
    user, key, *_ = rpc(tryton, "common.db.login", USER, {"password": PASSWORD}, "en")
    session = "Session " + base64.b64encode(f"{USER}:{user}:{key}".encode()).decode()
    return rpc(tryton, "model.ir.note.search_read", [["message", "like", f"%{text}%"]], 0, 10, None,
               ["message", "resource", "resource.rec_name"], {}, session=session)


def money(amount):
    return amount and (f"{float(amount['amount']):.2f}", amount["currency"])


@fact
def somebody_is_known_by_number_and_their_account_is_read(world):
    call = world.known("+12025550101")
    expect((call["identity"]["externalId"], call["identity"]["name"]), ("CRM:500245678", "John Doe"))
    erp = call["erp"]
    expect((erp["state"], erp["source"], erp["accountStatus"], erp["creditHold"]), ("ready", "tryton-erp", "Active", False))
    expect((money(erp["balanceDue"]), money(erp["overdue"])), (("1440.50", "EUR"), ("1190.00", "EUR")))


@fact
def two_on_one_number_in_two_spellings_are_both_found(world):
    call = world.call("+12025550102", lambda call: len(call["candidates"]) > 1)
    expect(sorted(each["name"] for each in call["candidates"]), ["O'Brien & Söhne GmbH", "Zoë Ångström"])


@fact
def beyond_the_limit_is_a_credit_hold(world):
    erp = world.known("+12025550103")["erp"]
    expect((erp["accountStatus"], erp["creditHold"], money(erp["balanceDue"])), ("Credit hold", True, ("100.01", "EUR")))
    expect(money(erp["overdue"]), ("0.00", "EUR"))


@fact
def dunning_that_stops_credit_is_a_block(world):
    erp = world.known("+12025550104")["erp"]
    expect((erp["accountStatus"], money(erp["overdue"])), ("Blocked", ("77.00", "EUR")))


@fact
def who_is_gone_is_nobody_who_calls(world):
    call = world.call("+12025550105", lambda call: call["identity"]["phase"] == 2)
    expect((call["identity"]["externalId"][:6], call["orphan"]), ("PHONE:", True))


@fact
def an_unknown_number_is_an_orphan(world):
    call = world.call("+12025550199", lambda call: call["identity"]["phase"] == 2)
    expect((call["orphan"], call["candidates"]), (True, []))


@fact
def people_are_searched_for_by_name_and_e_mail(world):
    def found(query):
        status, answer = world.broker.desk("POST", "/v1/accounts/search", {"query": query})
        expect(status, 200, query)
        return [account["name"] for account in answer["accounts"]]

    expect(found("o'brien"), ["O'Brien & Söhne GmbH"])
    # SQLite folds the case of ASCII only.
    expect(found("Ångström"), ["Zoë Ångström"])
    expect(found("john.doe@example.com"), ["John Doe"])
    expect(found("CRM:500245682"), ["Beyond Limit Ltd"])
    expect(found("nobody of that name"), [])


@fact
def a_call_is_switched_and_the_other_account_is_read(world):
    call = world.known("+12025550101")["callId"]
    body = {"callId": call, "newExternalId": "CRM:500245682", "reason": "Agent verified"}
    status, answer = world.broker.platform("POST", "/api/v1/genesys/update-context", body)
    expect((status, answer["externalId"]), (200, "CRM:500245682"))
    erp = world.broker.call(call, lambda call: call["erp"] and call["erp"]["accountStatus"] == "Credit hold")["erp"]
    expect(money(erp["balanceDue"]), ("100.01", "EUR"))
    status, _ = world.broker.platform("POST", "/api/v1/genesys/update-context", body | {"newExternalId": "CRM:999"})
    expect(status, 422, "an account that Tryton does not have")


@fact
def a_finished_call_leaves_one_note_on_the_party(world):
    call = world.known("+12025550101")["callId"]
    for event in ("callAnswered", "callEnded", "wrapUpEnded"):
        world.broker.event(call, event)
    note, = wait_for(lambda: notes(world.tryton, call), bool, "the note", 20)
    expect(note["resource."]["rec_name"], "John Doe")
    expect(note["message"].splitlines()[0], f"Call {call}")


@fact
def a_session_that_ended_is_opened_again(world):
    with sqlite3.connect(f"{world.tryton.folder}/data/{DATABASE}.sqlite", timeout=10) as database:
        expect(database.execute("DELETE FROM ir_session").rowcount > 0, True, "there are sessions to end")
    expect(world.known("+12025550101")["erp"]["state"], "ready")


@fact
def an_account_is_found_by_an_identifier_and_a_closed_one_is_told(world):
    with world.configured(ERP_ONLY) as broker:
        expect(world.known("+12025550122", broker)["erp"]["accountStatus"], "Active")
        expect(world.known("+12025550121", broker)["erp"]["accountStatus"], "Closed")
        expect(world.known("+12025550123", broker)["erp"]["state"], "missing")


@fact
def a_wrong_password_is_told_as_credentials(world):
    with world.configured(BOTH, "wrong") as broker:
        crm = world.call("+12025550101", lambda call: call["crm"]["error"], broker)["crm"]
        expect_in("credentials", crm["error"])


if __name__ == "__main__":
    with Sandbox(PEOPLE) as sandbox, tempfile.TemporaryDirectory() as folder, Tryton(folder) as tryton:
        world = World(sandbox, tryton, None)
        with world.configured(BOTH) as broker:
            world.broker = broker
            judge("trytond", world)
