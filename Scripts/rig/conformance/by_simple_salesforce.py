"""simple-salesforce, the community's client, drives our Salesforce."""

import requests
from simple_salesforce import Salesforce, SalesforceAuthenticationFailed, format_soql
from simple_salesforce.exceptions import SalesforceExpiredSession, SalesforceMalformedRequest, SalesforceResourceNotFound

from judge import expect, expect_in, expect_raises, fact, judge
from sandbox import SALESFORCE_CLIENT, SALESFORCE_SECRET, Sandbox, over_plain_http

DOMAIN = "acme.my"
# Nobody normalises a number there: all the ways in which it may have been typed.
SPELLINGS = ["+15550199999", "15550199999", "5550199999", "(555) 019-9999", "555-019-9999", "555.019.9999"]


def connect(sandbox, secret=SALESFORCE_SECRET):
    hosts = {f"{DOMAIN}.salesforce.com": f"{sandbox.origin}/salesforce", sandbox.address: sandbox.origin}
    return Salesforce(
        domain=DOMAIN, consumer_key=SALESFORCE_CLIENT, consumer_secret=secret, version="62.0",
        session=over_plain_http(requests.Session(), hosts),
    )


@fact
def client_credentials_open_a_session(org, sandbox):
    expect(org.sf_instance, f"{sandbox.address}/salesforce")
    expect(org.session_id.startswith("00D"), True, "a session begins with the organisation")


@fact
def a_wrong_secret_is_refused_as_the_vendor_does(org, sandbox):
    error = expect_raises(SalesforceAuthenticationFailed, lambda: connect(sandbox, "wrong"))
    expect_in("invalid_client", str(error))


@fact
def a_number_finds_everybody_who_has_it(org, sandbox):
    found = org.query(format_soql(
        "SELECT Id, Name, Phone FROM Contact WHERE Phone IN {numbers} OR MobilePhone IN {numbers} ORDER BY Name",
        numbers=SPELLINGS,
    ))
    expect((found["totalSize"], found["done"]), (2, True))
    expect([record["Name"] for record in found["records"]], ["John Doe", "John Doe Business"])
    expect({record["attributes"]["type"] for record in found["records"]}, {"Contact"})


@fact
def an_unknown_number_finds_nobody(org, sandbox):
    expect(org.query("SELECT Id FROM Contact WHERE Phone = '+15550169999'")["records"], [])


@fact
def parent_and_children_come_in_one_round_trip(org, sandbox):
    found = org.query(
        "SELECT Name, Account.ERP_Number__c, (SELECT CaseNumber, Subject FROM Cases WHERE IsClosed = false LIMIT 1) "
        "FROM Contact WHERE Id IN ('500245678', '500310001') ORDER BY Name"
    )["records"]
    expect([record["Name"] for record in found], ["John Doe", "Zoë Ångström-O'Brien"])
    expect(found[0]["Account"]["ERP_Number__c"], "10100001")
    expect(found[0]["Cases"]["records"][0]["CaseNumber"], "CASE-99812")
    expect((found[1]["Account"], found[1]["Cases"]), (None, None))


@fact
def a_quote_is_escaped_as_the_library_escapes_it(org, sandbox):
    query = format_soql("SELECT Id FROM Contact WHERE Name = {name}", name="Zoë Ångström-O'Brien")
    expect([record["Id"] for record in org.query(query)["records"]], ["500310001"])
    pattern = format_soql("SELECT Id FROM Contact WHERE Name LIKE '%{:like}%'", "100% O'_")
    expect(org.query(pattern)["records"], [])


@fact
def all_rows_can_be_walked_through(org, sandbox):
    everybody = [record["Id"] for record in org.query_all_iter("SELECT Id FROM Contact")]
    expect(len(everybody), len(set(everybody)))
    expect(len(everybody) >= 13, True, "the demo's people")


@fact
def a_record_is_read_by_its_id(org, sandbox):
    expect(org.Contact.get("500999999")["Email"], "jane.smith@example.com")
    expect_raises(SalesforceResourceNotFound, lambda: org.Contact.get("500000000"))


@fact
def a_call_is_logged_and_found_by_its_key(org, sandbox):
    task = {
        "Subject": "Call", "WhoId": "500245678", "TaskSubtype": "Call", "CallType": "Inbound", "Status": "Completed",
        "Priority": "Normal", "CallObject": "conformance-1", "CallDurationInSeconds": 95, "ActivityDate": "2026-11-23",
    }
    written = org.Task.create(task)
    expect((written["success"], written["errors"]), (True, []))
    found = org.query("SELECT Id, WhoId FROM Task WHERE CallObject = 'conformance-1'")["records"]
    expect([(record["Id"], record["WhoId"]) for record in found], [(written["id"], "500245678")])
    expect(org.Task.get(written["id"])["CallDurationInSeconds"], 95)


@fact
def what_the_vendor_refuses_is_refused(org, sandbox):
    def code(body):
        return expect_raises(SalesforceMalformedRequest, body).content[0]["errorCode"]

    expect(code(lambda: org.query("SELECT FROM")), "MALFORMED_QUERY")
    expect(code(lambda: org.query("SELECT Nothing__c FROM Contact")), "INVALID_FIELD")
    expect(code(lambda: org.query("SELECT Id FROM Contact WHERE Name = 'O''Brien'")), "MALFORMED_QUERY")
    expect(code(lambda: org.Task.create({"Subject": "Call", "AccountId": "001"})), "INVALID_FIELD")


@fact
def the_limit_is_told_as_the_library_reads_it(org, sandbox):
    org.query("SELECT Id FROM Contact LIMIT 1")
    usage = org.api_usage["api-usage"]
    expect((usage.used > 0, usage.total), (True, 100_000))


@fact
def an_ended_session_is_told_from_a_refusal(org, sandbox):
    sandbox.control("POST", "reset")
    error = expect_raises(SalesforceExpiredSession, lambda: stale(org, sandbox).query("SELECT Id FROM Contact"))
    expect(error.content[0]["errorCode"], "INVALID_SESSION_ID")


def stale(org, sandbox):
    """The same session, without the library's way to a new one."""
    return Salesforce(
        instance_url=f"https://{sandbox.address}", session_id=org.session_id, version="62.0",
        session=over_plain_http(requests.Session(), {sandbox.address: f"{sandbox.origin}/salesforce"}),
    )


if __name__ == "__main__":
    with Sandbox() as sandbox:
        judge("simple-salesforce", connect(sandbox), sandbox)
