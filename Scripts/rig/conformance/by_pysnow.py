"""pysnow, the community's client, drives our ServiceNow."""

import os

import pysnow
import requests
from pysnow.exceptions import NoResults, TokenCreateError

from judge import expect, expect_raises, fact, judge
from sandbox import SERVICENOW_CLIENT, SERVICENOW_PASSWORD, SERVICENOW_SECRET, SERVICENOW_USER, Sandbox


class Instance:
    def __init__(self, sandbox):
        self.address = sandbox.address
        self.client = pysnow.Client(
            host=self.address, use_ssl=False, user=SERVICENOW_USER, password=SERVICENOW_PASSWORD
        )

    def table(self, name, client=None):
        return (client or self.client).resource(api_path=f"/table/{name}")

    def application(self):
        return pysnow.OAuthClient(
            client_id=SERVICENOW_CLIENT, client_secret=SERVICENOW_SECRET, host=self.address, use_ssl=False
        )


@fact
def a_contact_is_found_by_a_query_that_the_library_builds(instance):
    query = pysnow.QueryBuilder().field("name").equals("Jane Smith").AND().field("active").equals("true")
    found = instance.table("customer_contact").get(query=query, fields=["name", "email", "account"]).all()
    expect([row["email"] for row in found], ["jane.smith@example.com"])
    expect((len(found[0]["account"]["value"]), found[0]["account"]["link"].split("/")[-2]), (32, "customer_account"))


@fact
def a_name_in_any_writing_is_found(instance):
    found = instance.table("csm_consumer").get(query={"name": "Zoë Ångström-O'Brien"}).one()
    expect(found["u_customer_number"], "500310001")


@fact
def rows_come_as_a_stream(instance):
    rows = list(instance.table("csm_consumer").get(query={}, stream=True, limit=3).all())
    expect(len(rows), 3)


@fact
def nobody_is_told_from_somebody(instance):
    answer = instance.table("customer_contact").get(query={"phone": "+15550169999"})
    expect(answer.one_or_none(), None)
    expect_raises(NoResults, answer.one)


@fact
def a_call_is_logged_and_changed(instance):
    interactions = instance.table("interaction")
    written = interactions.create(payload={"channel": "phone", "correlation_id": "conformance-2"}).one()
    expect(written["number"][:3], "IMS")
    interactions.update(query={"correlation_id": "conformance-2"}, payload={"state": "closed_complete"})
    found = interactions.get(query={"correlation_id": "conformance-2"}).all()
    expect([(row["sys_id"], row["state"]) for row in found], [(written["sys_id"], "closed_complete")])


@fact
def what_is_refused_says_why(instance):
    error = expect_raises(requests.HTTPError, lambda: instance.table("sys_nonexistent").get(query={}).all())
    expect(error.response.status_code, 400)
    expect(error.response.json()["error"]["detail"], "Table sys_nonexistent does not exist")


@fact
def a_token_is_made_and_used(instance):
    client = instance.application()
    client.set_token(client.generate_token(SERVICENOW_USER, SERVICENOW_PASSWORD))
    expect(instance.table("csm_consumer", client).get(query={"u_customer_number": "500245678"}).one()["name"], "John Doe")


@fact
def a_wrong_password_makes_none(instance):
    expect_raises(TokenCreateError, lambda: instance.application().generate_token(SERVICENOW_USER, "wrong"))


if __name__ == "__main__":
    # The library's OAuth refuses plain HTTP, else.
    os.environ["OAUTHLIB_INSECURE_TRANSPORT"] = "1"
    with Sandbox() as sandbox:
        judge("pysnow", Instance(sandbox))
