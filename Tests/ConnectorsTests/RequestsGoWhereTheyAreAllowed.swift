import Broker
import Foundation
import Identity
import Testing

@testable import Connectors

@Suite struct `Requests go where they are allowed` {
    @Test(arguments: [
        "https://api.example.com/api/v2/x", "https://API.example.com:443/x", "https://login.example.com:8443?x",
    ])
    func `to what the configuration names`(_ url: String) {
        #expect(AllowedOrigins("https://api.example.com", "https://login.example.com:8443/base").allow(url))
    }

    @Test(arguments: [
        "http://api.example.com/x", "https://api.example.com:8443/x", "https://api.example.com.evil.org/x",
        "https://evil.org/?https://api.example.com", "https://api.example.com@evil.org/x",
        "https://me:secret@api.example.com/x", "//api.example.com/x", "/api/v2/x", "file:///etc/passwd",
        "http+unix://api.example.com/x", "javascript:alert(1)", "", "https://169.254.169.254/latest/meta-data",
    ])
    func `and nowhere else`(_ url: String) {
        #expect(!AllowedOrigins("https://api.example.com", "https://login.example.com:8443").allow(url))
    }

    @Test func `to hosts under a vendor's domain, encrypted only`() {
        let allowed = AllowedOrigins("https://acme.example.com", under: "salesforce.com")
        #expect(allowed.allow("https://eu12.my.salesforce.com/services"))
        for url in [
            "http://eu12.my.salesforce.com/x", "https://evilsalesforce.com/x", "https://salesforce.com.evil.org/x",
            "https://eu12.salesforce.com:8443/x",
        ] {
            #expect(!allowed.allow(url), "\(url)")
        }
    }

    @Test(arguments: ["http://127.0.0.1:8090", "http://127.8.9.10", "http://localhost:8090", "http://[::1]:8090"])
    func `in clear to this machine`(_ url: String) { #expect(AllowedOrigins(url).allow("\(url)/x")) }

    @Test(arguments: [
        "http://s4.example.com", "http://127.0.0.1.example.com", "http://127.0.0.example.com", "http://10.0.0.1",
        "http://localhost.example.com", "http://0.0.0.0", "http://[::2]", "http://127.0.0.256",
    ])
    func `in clear to no other, whatever the configuration names`(_ url: String) {
        #expect(!AllowedOrigins(url).allow("\(url)/x"))
    }

    @Test func `a configuration that names nobody leads nowhere`() {
        #expect(!AllowedOrigins("not a url").allow("https://api.example.com"))
    }

    @Test func `what is not allowed is never sent, and no fault of the source`() async throws {
        try await SandboxBox.open { (box: SandboxBox) async throws -> Void in
            let client = SourceClient(
                SourceName("test"),
                .crm,
                to: AllowedOrigins("https://elsewhere.example.com"),
                limits: .crm,
                box.parts()
            )
            let request = WireRequest.get("\(box.origin)/api/v2/customers?externalId=CRM:1")
            let found = await failure { () throws(SourceFailure) in
                try await client.send(request) { answer throws(SourceFailure) in answer.status }
            }
            #expect(found == .rejected(status: 400))
            #expect(try await box.requests("genesys").isEmpty)
            #expect(client.health.state == .up)
        }
    }
}
