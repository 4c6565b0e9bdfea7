import Broker
import Crypto
import FoundationEssentials
import Identity
import Logging
import Testing

@testable import Operations

@Suite struct `The whole configuration is read` {
    let sample: Configuration
    init() throws { sample = try Configuration.parse([("r.yaml", SampleConfiguration.text)]) }

    @Test(arguments: ["", "# nothing\n", "{}", "identity:\nlookup: {}\nplatform: null\ncrm: []\n"])
    func `nothing said is the defaults of the specification`(text: String) throws {
        let configuration = try Configuration.parse([("r.yaml", text)])
        #expect(configuration == Configuration())
        #expect(configuration.platformAddress.description == "127.0.0.1:8080")
    }

    @Test func `the defaults are those of the use cases`() {
        let (ours, theirs) = (
            Configuration().policy(phoneKey: SymmetricKey(size: .bits256)), Policy(phoneHash: .sha256)
        )
        #expect(ours.region == theirs.region)
        #expect(ours.matching == theirs.matching)
        #expect(ours.recentLink == theirs.recentLink)
        #expect(ours.grace == theirs.grace)
        #expect(ours.deadline == theirs.deadline)
        #expect(ours.undoWindow == theirs.undoWindow)
        #expect(ours.overrideLife == theirs.overrideLife)
        #expect(ours.remembersFlows == theirs.remembersFlows)
        #expect(ours.syncGiveUp == theirs.syncGiveUp)
        #expect(ours.stay == theirs.stay)
        #expect(ours.data == theirs.data)
        #expect(ours.auditLife == theirs.auditLife)
    }

    @Test func `the policy says what the file says`() throws {
        let policy = sample.policy(phoneKey: SymmetricKey(size: .bits256))
        #expect(policy.region == "DE")
        #expect(
            policy.matching
                == MatchingPolicy(rules: [.onlyOne, .openCase, .lowestID], kindOrder: [.business, .personal])
        )
        #expect(policy.recentLink == 2 * 86_400)
        #expect(policy.deadline == .milliseconds(300))
        #expect(policy.grace == .milliseconds(90))
        #expect(policy.undoWindow == 30)
        #expect(policy.overrideLife == 7 * 86_400)
        #expect(policy.remembersFlows)
        #expect(policy.syncGiveUp == 24 * 3600)
        #expect([policy.stay.afterWrapUp, policy.stay.unanswered, policy.stay.wrapUp] == [120, 300, 900])
        #expect(policy.stay.connected == 6 * 3600)
    }

    @Test func `numbers are hashed with the key, or without where that was asked for`() throws {
        let number = try #require(CallerNumber(e164: "+15550199999"))
        let key = SymmetricKey(data: Data(repeating: 1, count: 32))
        let (plain, keyed) = (sample.policy(phoneKey: key), Configuration().policy(phoneKey: key))
        #expect(plain.phoneHash.externalID(of: number) == PhoneHash.sha256.externalID(of: number))
        #expect(keyed.phoneHash.externalID(of: number) == PhoneHash.hmacSHA256(key: key).externalID(of: number))
    }

    @Test func `places are as the file says`() {
        #expect(sample.platformAddress == ListenAddress(host: "0.0.0.0", port: 9090))
        #expect(sample.tokenFile == "/etc/ringside/tokens")
        #expect(sample.deskSocket == "/run/ringside/desk.sock")
        #expect(sample.deskGroup?.name == "ringside-desks")
        #expect(sample.stateDirectory == "/var/lib/ringside")
        #expect(sample.keys == .init(masterFile: "/etc/ringside/master.key"))
        #expect(sample.logLevel == .debug)
        #expect(sample.logFormat == .json)
    }

    @Test func `the systems are as the file says`() throws {
        let systems = try sample.systems()
        guard case .guide(let guide) = systems.platform.interface else { throw AnotherKind() }
        #expect(guide.baseURL == "https://api.example.com")
        #expect(guide.token?.path == "/etc/ringside/platform.secret")
        #expect(systems.platform.requestsPerMinute == 600)
        let crm = try #require(systems.crms.first)
        guard case .salesforce(let salesforce) = crm.interface else { throw Unexpected() }
        #expect((crm.prefix, salesforce.apiVersion, salesforce.clientID) == ("SF", "63.0", "me"))
        guard case .clientCredentials(let secret) = salesforce.grant else { throw Unexpected() }
        #expect(secret.namedAt == "r.yaml:34: crm[0].auth.client_secret_file")
        #expect(crm.limits == SystemLimits(connect: .milliseconds(500), read: .seconds(2), concurrent: 8))
        let erp = try #require(systems.erp)
        guard case .sap(let sap) = erp.interface else { throw Unexpected() }
        #expect((erp.prefix, sap.client, sap.login.user) == ("SAP", "100", "RINGSIDE"))
        #expect(sap.businessPartnerPath == "/sap/API_BUSINESS_PARTNER_SRV")
        #expect(sap.login.password.path == "/etc/ringside/sap.secret")
        #expect(erp.limits == SystemLimits(connect: .milliseconds(1500), read: .seconds(9), concurrent: 16))
    }

    @Test(arguments: [
        ("region: usw2.pure.cloud", CloudPlatform.Place.region("usw2.pure.cloud")),
        ("region: eun9.pure.cloud", .region("eun9.pure.cloud")),
        ("base_url: http://127.0.0.1:8090/genesys", .address("http://127.0.0.1:8090/genesys")),
        ("base_url: http://localhost:8090", .address("http://localhost:8090")),
        ("base_url: 'http://[::1]:8090'", .address("http://[::1]:8090")),
    ])
    func `Genesys Cloud is in a region, or behind an address`(_ key: String, _ place: CloudPlatform.Place) throws {
        let text = "platform: {kind: genesys-cloud, \(key), client_id: me, client_secret_file: /s}"
        let platform = try #require(try Configuration.parse([("r.yaml", text)]).platform)
        guard case .cloud(let cloud) = platform.interface else { throw AnotherKind() }
        #expect(cloud.place == place)
        #expect(cloud.externalSource == "CRM")
        #expect((cloud.clientID, cloud.clientSecret.path) == ("me", "/s"))
    }

    @Test func `a field that is null is not asked for, one that is not named is the usual one`() throws {
        guard case .salesforce(let salesforce) = sample.crms.first?.interface else { throw Unexpected() }
        let fields = salesforce.fields
        #expect(fields.tier == nil)
        #expect(fields.lastContact == "LastActivityDate")
        #expect(fields.interactions == nil, "an organisation that has no such field would refuse every question")
        #expect(fields.number == ["Phone", "Mobile__c"])
    }

    private struct Unexpected: Error {}

    @Test func `people of a Salesforce organisation may be another object, with other names`() throws {
        let text = """
            crm:
             - kind: salesforce
               base_url: https://acme.my.salesforce.com
               auth: {client_id: me, client_secret_file: /s}
               fields: {object: Client__c, name: Full_Name__c, email: null, cases: Tickets__r, interactions: Count__c}
            """
        for (cases, expected) in [("Tickets__r", "Tickets__r"), ("null", nil)] as [(String, String?)] {
            let crm = try Configuration.parse([("r.yaml", text.replacing("Tickets__r", with: cases))]).crms.first
            guard case .salesforce(let salesforce) = crm?.interface else { throw Unexpected() }
            let fields = salesforce.fields
            #expect((salesforce.object, salesforce.cases) == ("Client__c", expected))
            #expect((fields.name, fields.email, fields.interactions) == ("Full_Name__c", nil, "Count__c"))
        }
        guard case .salesforce(let usual) = sample.crms.first?.interface else { throw Unexpected() }
        #expect((usual.object, usual.cases) == ("Contact", "Cases"))
        #expect((usual.fields.name, usual.fields.email) == ("Name", "Email"))
    }

    @Test func `a Salesforce organisation may be entered with a signed assertion`() throws {
        let text = """
            crm:
             - kind: salesforce
               base_url: https://acme.my.salesforce.com
               auth: {grant: jwt-bearer, client_id: me, username: u@acme.com, key_file: /k.pem, audience: "https://a"}
            """
        let crm = try Configuration.parse([("r.yaml", text)]).crms.first
        guard case .salesforce(let salesforce) = crm?.interface,
            case .jwtBearer(let username, let key, let audience) = salesforce.grant
        else { throw Unexpected() }
        #expect((salesforce.clientID, username, key.path, audience) == ("me", "u@acme.com", "/k.pem", "https://a"))
    }

    @Test func `a ServiceNow instance has tables, and fields of contacts and consumers`() throws {
        let text = """
            crm:
             - kind: servicenow
               prefix: SN
               base_url: https://acme.service-now.com
               auth: {grant: password, client_id: me, client_secret_file: /s, user: u, password_file: /p}
               tables: {contacts: u_contact, consumers: null, cases: sn_case}
               fields: {id: number, name: u_name, email: null, number: [phone], tier: account.tier, erp: null}
               call_field: u_call
            """
        let crm = try #require(try Configuration.parse([("r.yaml", text)]).crms.first)
        guard case .servicenow(let instance) = crm.interface else { throw Unexpected() }
        guard case .password(let id, let secret, let user, let password) = instance.grant else { throw Unexpected() }
        #expect((id, secret.path, user, password.path) == ("me", "/s", "u", "/p"))
        #expect((crm.prefix, crm.kind, instance.callKey) == ("SN", .servicenow, "u_call"))
        var tables = ServiceNowSystem.Tables()
        (tables.contacts, tables.consumers, tables.cases) = ("u_contact", nil, "sn_case")
        #expect(instance.tables == tables)
        #expect(
            (instance.contacts.id, instance.contacts.tier, instance.contacts.erp) == ("number", "account.tier", nil)
        )
        #expect((instance.contacts.number, instance.consumers.id) == (["phone"], "number"))
        #expect((instance.contacts.name, instance.contacts.email) == ("u_name", nil))
        #expect((instance.consumers.name, instance.consumers.email) == ("name", "email"))
        #expect(instance.consumers.number == ["mobile_phone", "business_phone", "home_phone"])
    }

    @Test(arguments: [("", "`platform` is missing"), ("platform: {base_url: https://x}", "`crm` is missing")])
    func `without the sandbox a broker needs its systems`(text: String, problem: String) throws {
        let configuration = try Configuration.parse([("r.yaml", text)])
        let refusal = #expect(throws: Refusal.self) { try configuration.systems() }
        #expect(refusal?.problem == problem)
        #expect(refusal?.mend == "describe it in the configuration, or type `ringside serve --sandbox`")
    }

    @Test(
        arguments: [
            ("127.0.0.1:0", "127.0.0.1:0"), ("[::1]:80", "[::1]:80"), ("localhost:65535", "localhost:65535"),
            ("localhost", nil), (":80", nil), ("::1:80", nil), ("h:65536", nil), ("h:", nil), ("a b:1", nil),
            ("http://h:1", nil),
            ("[]:1", nil),
        ] as [(String, String?)]
    )
    func `an address is a host and a port`(text: String, read: String?) {
        #expect(ListenAddress(text)?.description == read)
    }
}

private struct AnotherKind: Error {}

@Suite struct `The configuration says who has a desk` {
    private let own = UserAccount(uid: 501, name: "me")
    private let users = ["rortiz": 1001, "mlee": 1002, "also-mlee": 1002, "nobody": 65_534] as [String: UInt32]

    private func staff(_ text: String) throws -> Staff {
        try Configuration.parse([("r.yaml", text)]).staff(own: own) { users[$0] }
    }

    @Test func `desks by the number of their user, and queues by name`() throws {
        let staff = try staff(SampleConfiguration.text)
        #expect(
            staff.viewer(uid: 1001)
                == Viewer(
                    uid: 1001,
                    agentID: "user-12345",
                    name: "R. Ortiz",
                    role: .agent,
                    scope: .own,
                    queues: ["billing"],
                    teams: ["north"]
                )
        )
        #expect(staff.viewer(uid: 1002)?.scope == .teams)
        #expect(staff.viewer(uid: 501) == nil)
        #expect(staff.name(ofQueue: "billing") == "Billing")
        #expect(staff.name(ofAgent: "user-20001") == "M. Lee")
    }

    @Test func `where nobody is named, our own user sees all`() throws {
        let viewer = try staff("queues: [{id: q, name: Q}]").viewer(uid: 501)
        #expect(viewer == Viewer(uid: 501, agentID: nil, name: "me", role: .supervisor, scope: .all))
    }

    @Test func `users that can't be are told all at once`() {
        let text = """
            desks:
              - {user: mlee, name: M. Lee, role: supervisor, scope: all}
              - {user: also-mlee, agent_id: a, name: A}
              - {user: nobody, agent_id: b, name: B}
              - {user: ghost, agent_id: c, name: C}
            """
        let failure = #expect(throws: ConfigurationFailure.self) { try staff(text) }
        #expect(
            failure?.description == """
                r.yaml:3: desks[1].user: `also-mlee` is another name of a user who has a desk already
                r.yaml:4: desks[2].user: `nobody` stands for users who are not known here
                r.yaml:5: desks[3].user: this machine has no user `ghost`; name one that `getent passwd` lists
                """
        )
    }

    @Test func `a group that the machine does not have is told with its line`() throws {
        let text = "desk_listener:\n  socket: /run/ringside/desk.sock\n  group: gohsts\n"
        let group = try Configuration.parse([("r.yaml", text)]).deskGroup
        #expect(try group?.id { $0 == "gohsts" ? 7 : nil } == 7)
        let refusal = #expect(throws: Refusal.self) { try group?.id { _ in nil } }
        #expect(
            refusal?.description == """
                r.yaml:3: desk_listener.group: this machine has no group `gohsts`; \
                name one that `getent group` lists, or make it: `groupadd --system gohsts`
                """
        )
        #expect(UserGroup.id(of: "root") == 0)
        #expect(UserGroup.id(of: "no such group") == nil)
    }

    @Test func `whoever has a desk and no way to the socket is worth a look`() throws {
        func finding(_ text: String) throws -> Finding { try Configuration.parse([("r", text)]).deskFinding(own: own) }
        let other = "desks: [{user: me, name: Me, agent_id: a}, {user: rortiz, name: R, agent_id: b}]"
        #expect(try finding("{}").grade == .ok)
        #expect(try finding("desks: [{user: me, name: Me, agent_id: a}]").grade == .ok)
        #expect(try finding(other).sentence.hasSuffix("`rortiz` does not"))
        #expect(try finding(other).grade == .note)
        #expect(try finding("\(other)\ndesk_listener: {group: desks}").sentence == "2 users, in group `desks`")
    }

    @Test func `the machine knows its users`() {
        let own = UserAccount.own()
        #expect(UserAccount.uid(of: own.name) ?? own.uid == own.uid)
        #expect(UserAccount.uid(of: "root") == 0)
        #expect(UserAccount.uid(of: "no such user") == nil)
    }
}
