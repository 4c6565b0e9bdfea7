"""Puts people and their accounts into an empty Tryton database, through Tryton's own client: tryton_seed.py CONFIGURATION DATABASE

Amounts are written as they are asked for in `against_tryton.py` and `mixed_guide.py`.
"""

import datetime
import sys
from decimal import Decimal

from proteus import Model, Wizard, config
from trytond.modules.account.tests.tools import create_chart, create_fiscalyear, get_accounts
from trytond.modules.account_invoice.tests.tools import create_payment_term, set_fiscalyear_invoice_sequences
from trytond.modules.company.tests.tools import create_company, get_company
from trytond.modules.currency.tests.tools import get_currency

TODAY = datetime.date.today()


class Books:
    """A company with this year's books open."""

    def __init__(self):
        create_company(currency=get_currency("EUR"))
        self.company = get_company()
        year = set_fiscalyear_invoice_sequences(create_fiscalyear(self.company))
        year.click("create_period")
        create_chart(self.company)
        self.revenue = get_accounts(self.company)["revenue"]
        self.at_once = create_payment_term()
        self.at_once.save()
        self.in_a_month = Model.get("account.invoice.payment_term")(name="30 days")
        self.in_a_month.lines.new(type="remainder").relativedeltas.new(days=30)
        self.in_a_month.save()

    def invoice(self, party, amount, days_ago, terms):
        """A posted one; it is due at once or in a month."""
        invoice = Model.get("account.invoice")(type="out", party=party, payment_term=terms)
        invoice.invoice_date = TODAY - datetime.timedelta(days_ago)
        line = invoice.lines.new(description="Service", account=self.revenue, quantity=1)
        line.unit_price = Decimal(amount)
        invoice.save()
        invoice.click("post")


def person(code, name, numbers=(), email=None):
    party = Model.get("party.party")(name=name, code=code)
    for number in numbers:
        party.contact_mechanisms.new(type="phone", value=number)
    if email:
        party.contact_mechanisms.new(type="email", value=email)
    party.save()
    return party


def stopped(books, party):
    """Dunning comes to a level that stops the party's credit."""
    procedure = Model.get("account.dunning.procedure")(name="Strict")
    procedure.levels.new(sequence=1, overdue=datetime.timedelta(5), credit_limit=True)
    procedure.save()
    party.dunning_procedure = procedure
    party.save()
    books.invoice(party, "77.00", 60, books.at_once)
    create = Wizard("account.dunning.create")
    create.form.date = TODAY
    create.execute("create_")
    Wizard("account.dunning.process", Model.get("account.dunning").find([])).execute("process")


def fill():
    books = Books()
    # Numbers in several spellings: Tryton keeps what was typed. The oldest invoice comes first, as Tryton insists on.
    stopped(books, person("500245683", "Dunned & Sons", ["(202) 555-0104"]))
    john = person("500245678", "John Doe", ["+12025550101"], "john.doe@example.com")
    john.credit_limit_amount = Decimal("5000.00")
    john.save()
    books.invoice(john, "1190.00", 45, books.at_once)
    books.invoice(john, "250.50", 1, books.in_a_month)
    # Two on one number, typed differently.
    person("500245680", "O'Brien & Söhne GmbH", ["2025550102"])
    person("500245681", "Zoë Ångström", ["202-555-0102"])
    beyond = person("500245682", "Beyond Limit Ltd", ["+12025550103"])
    beyond.credit_limit_amount = Decimal("100.00")
    beyond.save()
    books.invoice(beyond, "100.01", 1, books.in_a_month)
    gone = person("500245684", "Gone Away", ["+12025550105"])
    gone.active = False
    gone.save()
    # Found by an identifier instead of its own number.
    other = person("500245685", "Identified Elsewhere", ["+442079460018"])
    other.identifiers.new(code="ERP-4711")
    other.save()
    # A name that is all wildcards, for whoever forgets to escape.
    person("500245686", "100%_Natural", ["+4930901820"])


if __name__ == "__main__":
    tryton = config.set_trytond(f"sqlite:///{sys.argv[2]}", config_file=sys.argv[1])
    # Old invoices are warned of, one by one.
    tryton.skip_warning = True
    fill()
