"""pyodata, SAP's own OData V2 client, drives our SAP: with the metadata that we serve, and with SAP's own."""

import decimal
import os

import pyodata
import requests
from pyodata.exceptions import HttpError

from judge import expect, expect_in, expect_raises, fact, judge
from sandbox import SAP_PASSWORD, SAP_USER, Sandbox

EDMX = f"{os.path.dirname(os.path.abspath(__file__))}/API_BUSINESS_PARTNER.edmx"


class SAP:
    """The sandbox's services, as the library opens them."""

    def __init__(self, sandbox, password=SAP_PASSWORD):
        self.sandbox = sandbox
        self.session = requests.Session()
        self.session.auth = (SAP_USER, password)
        self.session.params = {"sap-client": "100"}

    def service(self, name, metadata=None):
        return pyodata.Client(f"{self.sandbox.origin}/sap/opu/odata/sap/{name}/", self.session, metadata=metadata)

    def partners(self):
        with open(EDMX, "rb") as file:
            return self.service("API_BUSINESS_PARTNER", file.read()).entity_sets


@fact
def a_partner_is_read_with_sap_s_own_metadata(sap):
    partner = sap.partners().A_BusinessPartner.get_entity("10100001").execute()
    expect((partner.BusinessPartner, partner.Customer), ("10100001", "10100001"))
    expect((partner.BusinessPartnerFullName, partner.BusinessPartnerIsBlocked), ("John Doe", False))


@fact
def customer_and_company_come_with_it(sap):
    partner = (
        sap.partners().A_BusinessPartner.get_entity("10100001")
        .expand("to_Customer,to_Customer/to_CustomerCompany").execute()
    )
    expect((partner.to_Customer.Customer, partner.to_Customer.DeletionIndicator), ("10100001", False))
    expect([company.CompanyCode for company in partner.to_Customer.to_CustomerCompany], ["1010"])


@fact
def a_number_leads_to_its_partner_in_three_hops(sap):
    sets = sap.partners()
    phones = sets.A_AddressPhoneNumber.get_entities().filter("InternationalPhoneNumber eq '+12025550143'").execute()
    expect([phone.InternationalPhoneNumber for phone in phones], ["+12025550143"])
    key = phones[0].AddressID
    addresses = sets.A_BusinessPartnerAddress.get_entities().filter(f"AddressID eq '{key}'").execute()
    expect([address.BusinessPartner for address in addresses], ["10100003"])
    partner = sets.A_BusinessPartner.get_entity(addresses[0].BusinessPartner).execute()
    expect(partner.BusinessPartnerFullName, "Jane Smith")


@fact
def a_quote_in_a_key_or_a_filter_leads_nowhere_else(sap):
    expect_raises(HttpError, lambda: sap.partners().A_BusinessPartner.get_entity("1' or '1' eq '1").execute())
    found = sap.partners().A_BusinessPartner.get_entities().filter("BusinessPartnerFullName eq 'O''Brien'").execute()
    expect(list(found), [])


@fact
def an_unknown_partner_is_a_404(sap):
    error = expect_raises(HttpError, lambda: sap.partners().A_BusinessPartner.get_entity("99999999").execute())
    expect(error.response.status_code, 404)
    expect_in("code", error.response.json()["error"])


@fact
def the_metadata_that_we_serve_is_read(sap):
    schema = sap.service("API_BUSINESS_PARTNER").schema
    names = {entity_set.name for entity_set in schema.entity_sets}
    for name in ("A_BusinessPartner", "A_BusinessPartnerAddress", "A_AddressPhoneNumber", "A_Customer", "A_CustomerCompany"):
        expect_in(name, names)
    expect([key.name for key in schema.entity_type("A_CustomerCompanyType").key_proprties], ["Customer", "CompanyCode"])


@fact
def open_items_are_decimals_and_dates(sap):
    items = sap.service("API_OPLACCTGDOCITEMCUBE_SRV").entity_sets.A_OperationalAcctgDocItemCube
    found = items.get_entities().filter("Customer eq '10100002' and ClearingAccountingDocument eq ''").execute()
    expect(sum(decimal.Decimal(item.AmountInTransactionCurrency) for item in found), decimal.Decimal("18250.00"))
    expect({item.TransactionCurrency for item in found}, {"USD"})
    expect(all(item.NetDueDate.year >= 2000 for item in found), True, "due dates are dates")


@fact
def items_are_counted_and_paged(sap):
    items = sap.service("API_OPLACCTGDOCITEMCUBE_SRV").entity_sets.A_OperationalAcctgDocItemCube
    some = items.get_entities().filter("Customer eq '10100002'").top(1).count(inline=True).execute()
    expect((len(some), some.total_count), (1, 4))


@fact
def a_credit_hold_is_told(sap):
    accounts = sap.service("API_CRDTMBUSINESSPARTNER").entity_sets.CreditManagementAccount
    found = accounts.get_entities().filter("BusinessPartner eq '10100002'").execute()
    expect([account.CreditAccountIsBlocked for account in found], [True])


@fact
def a_wrong_password_is_refused(sap):
    session = SAP(sap.sandbox, "wrong").session
    answer = session.get(f"{sap.sandbox.origin}/sap/opu/odata/sap/API_BUSINESS_PARTNER/A_BusinessPartner('10100001')")
    expect(answer.status_code, 401)
    expect_in('Basic realm="SAP NetWeaver', answer.headers["WWW-Authenticate"])


if __name__ == "__main__":
    with Sandbox() as sandbox:
        judge("pyodata", SAP(sandbox))
