"""odata-query, an OData parser, reads the filters that our SAP connector sends."""

from odata_query import ast
from odata_query.grammar import ODataLexer, ODataParser

from configured import Configured
from judge import expect, expect_in, fact, judge, wait_for
from recorder import Recorder
from sandbox import SALESFORCE_CLIENT, SALESFORCE_SECRET, Sandbox

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
    auth: {{grant: basic, user: conformance, password_file: "{{secret:s3cret}}"}}
"""
# What a quote in SAP's own data does to the filter that comes of it.
CUSTOMER = "10'0 or 1"


def sap(asked):
    """One partner for whatever is asked; nothing is open, and the number belongs to an address."""
    if "A_BusinessPartner(" in asked.path:
        company = {"results": [{"Customer": CUSTOMER, "CompanyCode": "1010", "DeletionIndicator": False}]}
        customer = {"Customer": CUSTOMER, "to_CustomerCompany": company}
        return 200, {"d": {"BusinessPartner": "10100001", "Customer": CUSTOMER, "BusinessPartnerIsBlocked": False,
                           "IsMarkedForArchiving": False, "to_Customer": customer}}
    if "A_AddressPhoneNumber" in asked.path:
        row = {"AddressID": "90'1", "Person": "", "InternationalPhoneNumber": "+442079460018", "PhoneNumber": "02079460018"}
        return 200, {"d": {"results": [row]}}
    if "A_BusinessPartnerAddress" in asked.path:
        return 200, {"d": {"results": [{"BusinessPartner": "10100001", "AddressID": "90'1"}]}}
    return 200, {"d": {"results": []}}


def parsed(text):
    return ODataParser().parse(ODataLexer().tokenize(text))


def comparisons(tree):
    """The equalities of a filter and how they are joined: `{name: [values]}`, and the operators."""
    if isinstance(tree, ast.BoolOp):
        (left, joined), (right, others) = comparisons(tree.left), comparisons(tree.right)
        for name, values in right.items():
            left.setdefault(name, []).extend(values)
        return left, joined | others | {type(tree.op).__name__}
    expect((type(tree).__name__, type(tree.comparator).__name__), ("Compare", "Eq"))
    expect((type(tree.left).__name__, type(tree.right).__name__), ("Identifier", "String"))
    return {tree.left.name: [tree.right.val.replace("''", "'")]}, set()


def filters(world, entity):
    """What the connector asked of that entity."""
    recorder = world[1]
    return [comparisons(parsed(asked.query["$filter"])) for asked in recorder.of(entity)]


@fact
def the_parser_tells_an_injection_from_a_text(world):
    expect(comparisons(parsed("Customer eq '1' or A eq '1'")),
           ({"Customer": ["1"], "A": ["1"]}, {"Or"}))


@fact
def open_items_are_asked_for_by_one_customer_quotes_and_all(world):
    broker, recorder = world
    broker.look_up("+15550199999", "conformance-odata-1")
    broker.call("conformance-odata-1", lambda call: call["erp"]["state"] == "ready")
    asked = filters(world, "OperationalAcctgDocItemCube")
    # First by the number that the CRM has, then by the one that the partner turns out to have.
    expect(asked[-1][0]["Customer"], [CUSTOMER])
    for names, joined in asked:
        expect((sorted(names), len(names["Customer"])), (["ClearingAccountingDocument", "Customer"], 1))
        expect((names["ClearingAccountingDocument"], joined), ([""], {"And"}))


@fact
def the_credit_account_is_asked_for_by_its_partner(world):
    expect(filters(world, "CreditManagementAccount"), [({"BusinessPartner": ["10100001"]}, set())])


@fact
def a_number_is_asked_for_in_its_spellings_and_leads_on_by_address(world):
    broker, recorder = world
    # A person of the CRM whose record leads to no account.
    broker.look_up("+442079460018", "conformance-odata-2")
    wait_for(lambda: recorder.of("A_BusinessPartnerAddress"), bool, "the second hop")
    asked, joined = filters(world, "A_AddressPhoneNumber")[0]
    expect_in("+442079460018", [value for values in asked.values() for value in values])
    expect(joined <= {"Or"}, True, "spellings are alternatives")
    expect(filters(world, "A_BusinessPartnerAddress")[0], ({"AddressID": ["90'1"]}, set()))


@fact
def a_plus_travels_as_a_plus(world):
    for asked in world[1].of("A_AddressPhoneNumber"):
        expect("+" in asked.query_text, False, "a bare + in a query is a blank")
        expect_in("%2B", asked.query_text)


if __name__ == "__main__":
    with Sandbox() as sandbox, Recorder(sap) as recorder:
        with Configured(CONFIGURATION % {"sandbox": sandbox.origin, "sap": recorder.origin}) as broker:
            judge("odata-query", (broker, recorder))
