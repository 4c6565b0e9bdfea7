import Identity
import Testing

@testable import Connectors

@Suite struct QueriesCannotBeBrokenOutOf {
    /// As `simple_salesforce.format.format_soql` writes them.
    @Test(arguments: [
        ("+1'55", "'+1\\'55'"), ("O'Brien", "'O\\'Brien'"), ("back\\slash", "'back\\\\slash'"), ("\\'", "'\\\\\\''"),
        ("a\nb\rc\td\u{08}e\u{0C}", "'a\\nb\\rc\\td\\be\\f'"), ("\u{00}\u{1B}[2J", "'[2J'"), ("100%_", "'100%_'"),
        ("", "''"),
        ("山田 Ångström", "'山田 Ångström'"),
    ]) func aTextIsOneLiteral(_ text: String, _ literal: String) {
        #expect(SOQL.literal(text) == literal)
    }

    @Test(arguments: [
        ("smith", "'%smith%'"), ("50%", "'%50\\%%'"), ("a_b", "'%a\\_b%'"), ("\\%", "'%\\\\\\%%'"),
        ("O'B", "'%O\\'B%'"),
    ]) func wildcardsOfATextAreTakenAsTheyAre(_ text: String, _ pattern: String) {
        #expect(SOQL.contains(text) == pattern)
    }

    @Test(arguments: [("O'Brien", "'O''Brien'"), ("1' or '1' eq '1", "'1'' or ''1'' eq ''1'"), ("", "''")])
    func anODataTextIsOneLiteral(_ text: String, _ literal: String) {
        #expect(OData.literal(text) == literal)
    }

    @Test func quotesAndPlusesArePercentEncoded() {
        #expect(percentEncoded("'O''Brien' +1/2") == "%27O%27%27Brien%27%20%2B1%2F2")
        #expect(percentEncoded("Ö~-._") == "%C3%96~-._")
        #expect(QueryString([("$filter", "a eq '+1'"), ("x", "&=")]).text == "%24filter=a%20eq%20%27%2B1%27&x=%26%3D")
    }

    @Test func oneQueryAsksForAllOfAnAccount() {
        let query = SalesforceQueries(fields: SalesforceFields()).people(spelt: ["+15550199999", "(555) 019-9999"])
        #expect(
            query == """
                SELECT Id, Name, Email, Phone, MobilePhone, HomePhone, OtherPhone, Loyalty_Tier__c, Contact_Kind__c, \
                Account.ERP_Number__c, LastActivityDate, Interaction_Count__c, (SELECT Id, CaseNumber, Status, \
                Subject, IsClosed FROM Cases ORDER BY IsClosed ASC, CreatedDate DESC LIMIT 1) FROM Contact WHERE \
                Phone IN ('+15550199999','(555) 019-9999') OR MobilePhone IN ('+15550199999','(555) 019-9999') OR \
                HomePhone IN ('+15550199999','(555) 019-9999') OR OtherPhone IN ('+15550199999','(555) 019-9999') \
                ORDER BY LastModifiedDate DESC LIMIT 51
                """
        )
    }

    @Test func spellingsWithOtherCharactersThanNumbersHaveAreLeftOut() {
        let queries = SalesforceQueries(fields: SalesforceFields())
        #expect(queries.people(spelt: ["1') OR Name LIKE '%", "1\\", "", String(repeating: "1", count: 41)]) == nil)
        #expect(queries.people(spelt: []) == nil)
        #expect(queries.people(spelt: ["1;", "+1555"])?.contains("Phone IN ('+1555')") == true)
    }

    @Test func fieldsAreThoseOfTheConfiguration() {
        var fields = SalesforceFields()
        (fields.id, fields.object, fields.number, fields.cases) = ("Customer__c", "Lead", ["E164__c"], nil)
        (fields.tier, fields.kind, fields.erp, fields.lastContact, fields.interactions) = (nil, nil, nil, nil, nil)
        let queries = SalesforceQueries(fields: fields)
        #expect(
            queries.account("500245678")
                == "SELECT Customer__c, Name, Email, E164__c FROM Lead WHERE Customer__c = '500245678' LIMIT 2"
        )
        fields.number = []
        #expect(SalesforceQueries(fields: fields).people(spelt: ["+1555"]) == nil, "no field to look into")
    }

    @Test(arguments: [
        ("0015000000Gv7qJ", "0015000000Gv7qJAAR"), ("0015000000Gv7qJAAR", "0015000000Gv7qJAAR"),
        ("500245678", "500245678"),
        ("0015000000Gv7q-", "0015000000Gv7q-"),
    ]) func shortIDsAreAskedForInTheirLongForm(_ short: String, _ long: String) {
        #expect(SalesforceID.long(short) == long)
    }

    @Test(arguments: [
        ("https://acme.my.salesforce.com", true), ("https://acme--uat.sandbox.my.salesforce.com", true),
        ("https://crm.example.com", true), ("https://crm.example.com/other", true),
        ("https://crm.example.com:8443", false),
        ("http://crm.example.com", false), ("http://acme.my.salesforce.com", false),
        ("https://salesforce.com.evil.net", false),
        ("https://evilsalesforce.com", false), ("https://acme.my.salesforce.com:8443", false),
        ("https://evil.net", false),
        ("https://user@acme.my.salesforce.com", false), ("https://evil.net#.salesforce.com", false),
        ("https://evil.net/?.salesforce.com", false), ("javascript:alert(1)", false), ("", false),
    ]) func aTokenGoesOnlyWhereItBelongs(_ instance: String, _ isTrusted: Bool) {
        #expect(SalesforceLogin.isTrusted(instance, base: "https://crm.example.com") == isTrusted)
    }

    @Test func aSecretPrintsMasked() {
        let secret = Secret("hunter2")
        var dumped = ""
        dump(SalesforceConfiguration(baseURL: "https://x", clientID: "me", clientSecret: secret), to: &dumped)
        #expect("\(secret)" == "••••")
        #expect(!dumped.contains("hunter2"))
        #expect(!String(reflecting: SAPConfiguration(baseURL: "", user: "", password: secret)).contains("hunter2"))
    }
}
