"""PyPI's mock-sap, serving the entity types of SAP's own description: mock_sap_with_sap_s_types.py USER:PASSWORD

mock-sap alone has phone numbers on addresses, no customer behind a partner and no credit service. Its engine is kept as it is;
what it serves is read from SAP's EDMX, and the credit service from an answer of SAP's public sandbox.
"""

import os
import sys
import xml.etree.ElementTree as ElementTree

import mocksap.schema as schema
from mocksap.server import Config, make_server

EDMX = f"{os.path.dirname(os.path.abspath(__file__))}/API_BUSINESS_PARTNER.edmx"
EDM = "{http://schemas.microsoft.com/ado/2008/09/edm}"
# Which properties a link of SAP's description joins; EDMX names the link, not the properties.
LINKS = {
    "A_BusinessPartner": [
        schema.Nav("to_Customer", "A_Customer", "1", [("Customer", "Customer")]),
        schema.Nav("to_BusinessPartnerAddress", "A_BusinessPartnerAddress", "*", [("BusinessPartner",) * 2]),
    ],
    "A_BusinessPartnerAddress": [schema.Nav("to_PhoneNumber", "A_AddressPhoneNumber", "*", [("AddressID",) * 2])],
    "A_Customer": [schema.Nav("to_CustomerCompany", "A_CustomerCompany", "*", [("Customer",) * 2])],
}


def types(root):
    for entity in root.iter(f"{EDM}EntityType"):
        name = entity.get("Name").removesuffix("Type")
        keys = {key.get("Name") for key in entity.iter(f"{EDM}PropertyRef")}
        properties = [prop(element, keys) for element in entity.iter(f"{EDM}Property")]
        # What mock-sap's own seed fills, and SAP has elsewhere.
        known = {each.name for each in properties}
        old = schema.ENTITY_TYPES.get(name)
        properties += [each for each in (old.props if old else []) if each.name not in known]
        links = LINKS.get(name, [])
        links += [link for link in (old.navs if old else []) if link.name not in {own.name for own in links}]
        yield schema.EntityType(name, properties, links)


def prop(element, keys):
    length, precision, scale = (element.get(name) for name in ("MaxLength", "Precision", "Scale"))
    return schema.Prop(
        element.get("Name"), element.get("Type"), key=element.get("Name") in keys,
        nullable=element.get("Nullable") != "false",
        max_length=int(length) if length else None, precision=int(precision) if precision else None,
        scale=int(scale) if scale else None,
    )


def credit_account():
    text = [schema.S(name) for name in ("CreditAccountBlockReason", "CreditSegmentCurrency")]
    flags = [schema.BOOL(name) for name in ("BusinessPartnerIsCritical", "CreditAccountIsBlocked", "CreditLimitIsZero")]
    amounts = [schema.DEC(name) for name in ("CreditLimitAmount", "CreditLimitCalculatedAmount")]
    keys = [schema.S(name, key=True, nullable=False) for name in ("BusinessPartner", "CreditSegment")]
    return schema.EntityType("CreditManagementAccount", keys + text + flags + amounts)


def serve(login):
    for entity in [*types(ElementTree.parse(EDMX).getroot()), credit_account()]:
        schema.ENTITY_TYPES[entity.name] = entity
    for name, sets in (
        ("API_BUSINESS_PARTNER", ["A_BusinessPartner", "A_BusinessPartnerAddress", "A_AddressPhoneNumber",
                                  "A_Customer", "A_CustomerCompany"]),
        ("API_CRDTMBUSINESSPARTNER", ["CreditManagementAccount"]),
    ):
        schema.SERVICES[name] = schema.Service(name, name, name, {each: each for each in sets})
    server = make_server(Config(port=0, basic_auth=login, quiet=True, slow_ms=700))
    print(server.server_port, flush=True)
    server.serve_forever()


if __name__ == "__main__":
    serve(sys.argv[1])
