"""Our SAP connector, inside a broker, against mock-sap: what its accounts are, and each way in which it can fail."""

from configured import Configured
from judge import Mismatch, expect, expect_in, fact, judge, wait_for
from mock_sap import PASSWORD, USER, MockSAP
from sandbox import SALESFORCE_CLIENT, SALESFORCE_SECRET, Sandbox

# mock-sap's own partners; the last digits of a caller's number are those of the account.
PEOPLE = "people:\n" + "".join(
    f'  - {{numbers: ["+1202555{number % 10000:04}"], accounts: [{{id: "{number}", name: Caller {number}, '
    f'kind: personal, erp: "{number}", status: Active, balanceDue: "1.00", currency: USD}}]}}\n'
    for number in [*range(1000001, 1000009), 1000099]
) + '  - {numbers: ["+12025559007"], accounts: [{id: "700000001", name: Linked By Number, kind: personal}]}\n'
CONFIGURATION = f"""
platform: {{base_url: "%(sandbox)s"}}
crm:
  - kind: salesforce
    base_url: "%(sandbox)s/salesforce"
    auth: {{client_id: {SALESFORCE_CLIENT}, client_secret_file: "{{secret:{SALESFORCE_SECRET}}}"}}
erp:
  - kind: sap
    base_url: "%(sap)s"
    client: "100"
    auth: {{grant: basic, user: {USER}, password_file: "{{secret:%(password)s}}"}}
    timeouts: {{connect_ms: 1000, read_ms: 1500}}
"""
CALLS = iter(f"conformance-{number}" for number in range(10_000))


class World:
    def __init__(self, sandbox, sap):
        self.sandbox, self.sap = sandbox, sap

    def broker(self, password=PASSWORD):
        return Configured(CONFIGURATION % {
            "sandbox": self.sandbox.origin, "sap": self.sap.origin, "password": password,
        })

    def erp(self, broker, account, is_it=lambda erp: erp["state"] != "pending", seconds=15):
        """What the broker says of the account of a caller, once it is as asked."""
        call = next(CALLS)
        broker.look_up(f"+1202555{account % 10000:04}", call)
        return broker.call(call, lambda call: is_it(call["erp"] or {"state": "pending"}), seconds)["erp"]

    def asked(self):
        """Paths that mock-sap was asked for, oldest first."""
        return [request["path"] for request in reversed(self.sap.requests())]


def seed(sap):
    """What mock-sap's own partners lack: customers in their company codes, blocks and credit accounts."""
    for number in map(str, range(1000001, 1000009)):
        sap.create("A_Customer", {"Customer": number, "OrderIsBlockedForCustomer": "01" if number == "1000002" else ""})
        sap.create("A_CustomerCompany", {"Customer": number, "CompanyCode": "1710"})
    hold = {"BusinessPartner": "1000003", "CreditSegment": "1000", "CreditAccountIsBlocked": True,
            "CreditSegmentCurrency": "EUR"}
    sap.create("CreditManagementAccount", hold, "API_CRDTMBUSINESSPARTNER")
    address = sap.read("A_BusinessPartnerAddress", "BusinessPartner eq '1000007'")[0]["AddressID"]
    sap.create("A_AddressPhoneNumber", {
        "AddressID": address, "Person": "0000012345", "OrdinalNumber": "001", "PhoneNumber": "2025559007",
        "InternationalPhoneNumber": "+12025559007", "PhoneNumberType": "1",
    })


def open_items(sap, customer):
    """Their sum in thousandths, as mock-sap itself tells it."""
    rows = sap.read(
        "A_OperationalAcctgDocItemCube", f"Customer eq '{customer}' and ClearingAccountingDocument eq ''",
        "API_OPLACCTGDOCITEMCUBE_SRV",
    )
    thousandths = [int(row["AmountInTransactionCurrency"].replace(".", "")) for row in rows]
    signs = [1 if row["DebitCreditCode"] == "S" else -1 for row in rows]
    return sum(sign * amount for sign, amount in zip(signs, thousandths)), len(rows)


@fact
def an_account_with_open_items_is_summed_to_the_cent(world):
    total, count = open_items(world.sap, "1000006")
    expect(count > 1, True, "mock-sap has several open items of 1000006")
    with world.broker() as broker:
        erp = world.erp(broker, 1000006)
        expect((erp["state"], erp["source"], erp["accountStatus"]), ("ready", "sap", "Active"))
        expect((as_thousandths(erp["balanceDue"]), erp["balanceDue"]["currency"]), (total, "EUR"))
        # All of them are due since 2025.
        expect(as_thousandths(erp["overdue"]), total)
        expect(erp["creditHold"], False)


def as_thousandths(money):
    whole, _, part = money["amount"].partition(".")
    return int(whole + part.ljust(3, "0"))


@fact
def a_blocked_customer_and_a_credit_hold_are_told_apart(world):
    with world.broker() as broker:
        expect(world.erp(broker, 1000002)["accountStatus"], "Blocked")
        held = world.erp(broker, 1000003)
        expect((held["accountStatus"], held["creditHold"]), ("Credit hold", True))


@fact
def an_account_that_sap_does_not_have_is_missing_and_not_invented(world):
    with world.broker() as broker:
        erp = world.erp(broker, 1000099)
        expect((erp["state"], erp["balanceDue"], erp["accountStatus"]), ("missing", None, None))


@fact
def one_account_takes_one_question_to_each_of_three_services(world):
    with world.broker() as broker:
        before = len(world.asked())
        world.erp(broker, 1000004)
        paths = [path.split("/")[-1].split("(")[0] for path in world.asked()[before:]]
    expect(sorted(paths), ["A_BusinessPartner", "A_OperationalAcctgDocItemCube", "CreditManagementAccount"])


@fact
def a_number_leads_to_an_account_where_the_crm_does_not(world):
    with world.broker() as broker:
        call = next(CALLS)
        broker.look_up("+12025559007", call)
        erp = broker.call(call, lambda call: (call["erp"] or {}).get("state") == "ready", 15)["erp"]
        expect(erp["accountStatus"], "Active")
        hops = [path.split("/")[-1].split("(")[0] for path in world.asked()[-6:]]
        for hop in ("A_AddressPhoneNumber", "A_BusinessPartnerAddress", "A_BusinessPartner"):
            expect_in(hop, hops)


def told(world, scenario, is_it):
    """What becomes of the account's panel while mock-sap plays a scenario, and that it heals."""
    with world.broker() as broker:
        world.sap.fault("A_BusinessPartner", scenario=scenario)
        try:
            erp = world.erp(broker, 1000005, is_it)
        finally:
            world.sap.heal()
        expect((erp["balanceDue"], erp["accountStatus"]), (None, None), scenario)
        healed = world.erp(broker, 1000005, lambda erp: erp["state"] == "ready", 30)
        expect(healed["accountStatus"], "Active", f"after {scenario}")
        return erp


def failing(world, scenario, sentence):
    erp = told(world, scenario, lambda erp: erp.get("error"))
    expect_in(sentence, erp["error"], scenario)


@fact
def slow_is_waited_for(world):
    with world.broker() as broker:
        world.sap.fault("A_BusinessPartner", scenario="slow")
        try:
            erp = world.erp(broker, 1000005)
        finally:
            world.sap.heal()
    expect(erp["state"], "ready")
    if erp["tookMs"] < 700:
        raise Mismatch(f"took {erp['tookMs']} ms where mock-sap takes 700")


@fact
def timeout_is_given_up(world):
    failing(world, "timeout", "no answer in time")


@fact
def error_is_told(world):
    failing(world, "error", "down (500)")


@fact
def busy_is_told(world):
    failing(world, "busy", "down (503)")


@fact
def auth_is_told_as_credentials(world):
    failing(world, "auth", "credentials")


@fact
def forbidden_is_told_from_credentials(world):
    failing(world, "forbidden", "does not let us")


@fact
def expired_token_is_told_as_credentials(world):
    failing(world, "expired-token", "credentials")


@fact
def csrf_is_told_as_what_we_may_not(world):
    failing(world, "csrf", "does not let us")


@fact
def lock_is_told(world):
    failing(world, "lock", "423")


@fact
def precondition_is_told(world):
    failing(world, "precondition", "412")


@fact
def notfound_is_a_missing_account(world):
    expect(told(world, "notfound", lambda erp: erp["state"] == "missing")["error"], None)


@fact
def a_wrong_password_is_told_as_credentials(world):
    with world.broker("wrong") as broker:
        erp = world.erp(broker, 1000001, lambda erp: erp.get("error"))
    expect_in("credentials", erp["error"])


if __name__ == "__main__":
    with Sandbox(PEOPLE) as sandbox, MockSAP() as sap:
        seed(sap)
        judge("mock-sap", World(sandbox, sap))
