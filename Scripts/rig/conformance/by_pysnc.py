"""pysnc, ServiceNow's own client, drives our ServiceNow."""

import os
import tempfile

from pysnc import ServiceNowClient
from pysnc.auth import ServiceNowClientCredentialsFlow, ServiceNowPasswordGrantFlow
from pysnc.exceptions import AuthenticationException, RequestException

from judge import expect, expect_in, expect_raises, fact, judge
from sandbox import SERVICENOW_CLIENT, SERVICENOW_PASSWORD, SERVICENOW_SECRET, SERVICENOW_USER, Sandbox
from tls_front import TLSFront

# Nobody normalises a number there: all the ways in which it may have been typed.
SPELLINGS = ["+15550199999", "15550199999", "5550199999", "(555) 019-9999", "555-019-9999", "555.019.9999"]


class Instance:
    """The sandbox, as the library wants it: over https."""

    def __init__(self, front):
        self.front = front
        self.client = self.connect((SERVICENOW_USER, SERVICENOW_PASSWORD))

    def connect(self, auth):
        return ServiceNowClient(self.front.origin, auth)

    def rows(self, table, query, client=None):
        record = (client or self.client).GlideRecord(table)
        record.add_encoded_query(query)
        record.query()
        return list(record)


@fact
def a_number_finds_a_company_s_contact(instance):
    record = instance.client.GlideRecord("customer_contact")
    condition = record.add_query("phone", SPELLINGS[0])
    for spelling in SPELLINGS[1:]:
        condition.add_or_condition("phone", spelling)
    record.query()
    expect([row.get_value("name") for row in record], ["John Doe Business"])


@fact
def a_number_finds_a_consumer(instance):
    query = "^OR".join(f"mobile_phone={spelling}" for spelling in SPELLINGS)
    found = instance.rows("csm_consumer", query)
    expect([row.get_value("name") for row in found], ["John Doe"])


@fact
def a_row_has_values_and_what_is_shown(instance):
    row = instance.rows("customer_contact", "u_customer_number=500999999")[0]
    expect((row.get_display_value("account"), len(row.get_value("account"))), ("Jane Smith", 32))
    expect((row.email, row.account.get_display_value()), ("jane.smith@example.com", "Jane Smith"))


@fact
def a_reference_is_followed(instance):
    row = instance.rows("customer_contact", "u_customer_number=500999999")[0]
    expect(row.account.get_reference().get_value("u_erp_number") if hasattr(row.account, "get_reference")
           else instance.rows("customer_account", f"sys_id={row.get_value('account')}")[0].get_value("u_erp_number"),
           "10100003")


@fact
def a_record_is_read_by_its_key(instance):
    key = instance.rows("csm_consumer", "u_customer_number=500310001")[0].get_value("sys_id")
    record = instance.client.GlideRecord("csm_consumer")
    expect(record.get(key), True)
    expect(record.get_value("name"), "Zoë Ångström-O'Brien")
    expect(instance.client.GlideRecord("csm_consumer").get("0" * 32), False)


@fact
def the_open_case_of_a_person_comes_newest_first(instance):
    person = instance.rows("csm_consumer", "u_customer_number=500245678")[0].get_value("sys_id")
    record = instance.client.GlideRecord("sn_customerservice_case")
    record.add_query("consumer", person)
    record.add_active_query()
    record.order_by_desc("sys_created_on")
    record.query()
    expect([row.get_value("number") for row in record], ["CASE-99812"])


@fact
def nobody_is_found_without_an_error(instance):
    expect(instance.rows("customer_contact", "phone=+15550169999"), [])


@fact
def rows_are_counted_and_read_page_by_page(instance):
    record = instance.client.GlideRecord("csm_consumer", batch_size=2)
    record.add_not_null_query("name")
    record.order_by("sys_id")
    record.query()
    count = record.get_row_count()
    expect(count > 2, True, "more consumers than a page holds")
    keys = [row.get_value("sys_id") for row in record]
    expect((len(keys), len(set(keys))), (count, count))


@fact
def what_is_no_condition_finds_everybody_as_there(instance):
    everybody = len(instance.rows("csm_consumer", ""))
    expect(len(instance.rows("csm_consumer", "no_such_field=1")), everybody)
    expect(len(instance.rows("csm_consumer", "mobile_phone=+1^NQactive=true")), everybody)


@fact
def a_call_is_logged_found_and_closed(instance):
    person = instance.rows("csm_consumer", "u_customer_number=500245678")[0].get_value("sys_id")
    record = instance.client.GlideRecord("interaction")
    record.initialize()
    record.channel, record.direction, record.correlation_id = "phone", "inbound", "conformance-1"
    record.consumer = person
    key = record.insert()
    expect(len(str(key)), 32)
    found = instance.rows("interaction", "correlation_id=conformance-1")
    expect([row.get_value("sys_id") for row in found], [str(key)])
    expect((found[0].get_value("consumer"), found[0].get_value("number")[:3]), (person, "IMS"))
    found[0].state = "closed_complete"
    found[0].update()
    expect(instance.rows("interaction", "correlation_id=conformance-1")[0].get_value("state"), "closed_complete")


@fact
def a_table_that_is_none_is_refused(instance):
    error = expect_raises(RequestException, lambda: instance.rows("sys_nonexistent", ""))
    expect_in("Invalid table sys_nonexistent", str(error))


@fact
def a_wrong_password_is_refused(instance):
    client = instance.connect((SERVICENOW_USER, "wrong"))
    error = expect_raises(AuthenticationException, lambda: instance.rows("customer_contact", "", client))
    expect_in("User Not Authenticated", str(error))


@fact
def client_credentials_and_a_password_open_sessions(instance):
    flows = [
        ServiceNowClientCredentialsFlow(SERVICENOW_CLIENT, SERVICENOW_SECRET),
        ServiceNowPasswordGrantFlow(SERVICENOW_USER, SERVICENOW_PASSWORD, SERVICENOW_CLIENT, SERVICENOW_SECRET),
    ]
    for flow in flows:
        found = instance.rows("customer_contact", "u_customer_number=500999999", instance.connect(flow))
        expect([row.get_value("name") for row in found], ["Jane Smith"], type(flow).__name__)


@fact
def a_wrong_secret_opens_none(instance):
    flow = ServiceNowClientCredentialsFlow(SERVICENOW_CLIENT, "wrong")
    expect_in("access_denied", str(expect_raises(AuthenticationException, lambda: instance.connect(flow))))


if __name__ == "__main__":
    with Sandbox() as sandbox, tempfile.TemporaryDirectory() as folder:
        host, port = sandbox.address.split(":")
        front = TLSFront((host, int(port)), folder)
        # The library asks for tokens with a session of its own.
        os.environ["REQUESTS_CA_BUNDLE"] = front.certificate
        judge("pysnc", Instance(front))
