/// The default data set, embedded so that the binary needs no file beside it.
enum DemoPeople {
    static let name = "demo-people.yaml"

    static let yaml = #"""
        # The people of the sandbox's default data set: what the guide's examples name, and one case for each trap.
        # An account is a CRM record (external ID `CRM:<id>`); `erp` is the account number linked from it. \#
        `accounts: N` means N made-up ones.
        people:
          - numbers: ["+15550199999"]                       # two records on one number: the guide's edge case 1
            accounts:
              - {id: "500245678", name: John Doe, kind: personal, email: john.doe@example.com, tier: Gold, case: \#
        CASE-99812,
                 caseStatus: open, caseSubject: "Router keeps restarting", lastContactAt: "2026-11-20T10:15:00Z", \#
        erp: "10100001", status: Active, balanceDue: "42.10", overdue: "0.00", creditHold: false, currency: USD, \#
        interactions: 4}
              - {id: "500245679", name: "John Doe Business", kind: business, email: accounts@doe.example.com, tier: \#
        Platinum,
                 case: CASE-88120, caseStatus: closed, caseSubject: "Invoice 2291 disputed", lastContactAt: \#
        "2026-11-22T16:40:00Z", erp: "10100002", status: Credit hold, balanceDue: "18250.00", overdue: "9100.00", \#
        creditHold: true, currency: USD}
          - numbers: ["+12025550143"]                       # the guide's account switch: "on behalf of my company"
            accounts:
              - {id: "500999999", name: Jane Smith, kind: business, email: jane.smith@example.com, tier: Silver, \#
        case: CASE-NEW-123, caseStatus: open,
                 caseSubject: "Change of delivery address", erp: "10100003", status: Active, balanceDue: "0.00", \#
        currency: USD}
          - numbers: ["+442079460018"]                      # one person, no case, no ERP account
            accounts:
              - {id: "500310001", name: "Zoë Ångström-O'Brien", kind: personal, email: zoe@example.org, tier: Bronze}
          - numbers: ["+4930901820"]                        # a switchboard: eight people on one number
            accounts: 8
          - numbers: ["+81312345678"]                       # wide characters
            accounts:
              - {id: "500310011", name: "山田 太郎", kind: personal, email: taro@example.jp, tier: Gold, case: \#
        CASE-70007, caseStatus: open,
                 caseSubject: "請求書の再発行", erp: "10100011", status: Active, balanceDue: "1200", currency: JPY}
          - numbers: ["+33140205317"]                       # hostile text from a CRM field
            accounts:
              - {id: "500310012", name: "Eve \u001b]0;owned\u0007\u001b[2JMallory", kind: personal, email: \#
        eve@example.net, tier: Bronze}
          - numbers: ["+15550160000"]                       # not in the CRM: stays PHONE:, an orphan, until an \#
        account is added (`POST /_sandbox/people`)
            accounts: 0
        """#
}
