import Broker
import Crypto
import CryptoExtras
import Foundation
import Identity
import NIOHTTP1
import PhoneNumbers
import Sandbox
import Testing

@testable import Connectors

@Suite struct SalesforceIsEnteredByAnAssertion {
    private struct Claims: Codable {
        let iss: String
        let exp: Int
    }

    private static let key = Result { try _RSA.Signing.PrivateKey(keySize: .bits2048) }

    private func crm(
        _ box: SandboxBox,
        username: String = SandboxCredentials.salesforceUsername,
        audience: String = "https://login.salesforce.com"
    ) throws -> SalesforceCRM {
        let key = try #require(SigningKey(pem: try Self.key.get().pemRepresentation))
        let configuration = SalesforceConfiguration(
            baseURL: box.origin + SandboxCredentials.salesforcePath,
            clientID: SandboxCredentials.salesforceClientID,
            grant: .jwtBearer(username: username, key: key, audience: audience)
        )
        return SalesforceCRM(configuration, box.parts())
    }

    @Test func aSignedAssertionOpensASession() async throws {
        try await SandboxBox.open { box in
            let crm = try crm(box)
            #expect(try await crm.people(with: try number("+12025550143")).accounts.count == 1)
            try await box.control("POST", "reset")
            #expect(try await crm.people(with: try number("+12025550143")).accounts.count == 1, "a new one is signed")
        }
    }

    @Test(arguments: [
        ("nobody@example.com", "https://login.salesforce.com"), ("integration@ringside.example", "https://x"),
    ])
    func whoIsNotLetInIsToldOnce(_ username: String, _ audience: String) async throws {
        try await SandboxBox.open { box in
            let (crm, jane) = (try crm(box, username: username, audience: audience), try number("+12025550143"))
            for _ in 0..<3 {
                #expect(await failure { () throws(SourceFailure) in try await crm.people(with: jane) } == .unauthorised)
            }
            #expect(try await box.requests("crm").count == 1)
        }
    }

    @Test func itsSignatureIsThatOfRS256() throws {
        let key = try Self.key.get()
        let token = try #require(SigningKey(pem: key.pemRepresentation)?.signedToken(Claims(iss: "me/+", exp: 12)))
        let parts = token.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        try #require(parts.count == 3)
        #expect(token.allSatisfy { $0.isLetter || $0.isNumber || "-_.".contains($0) })
        #expect(try decoded([String: String].self, parts[0]) == ["alg": "RS256", "typ": "JWT"])
        let claims = try decoded(Claims.self, parts[1])
        #expect(claims.iss == "me/+" && claims.exp == 12)
        let signature = _RSA.Signing.RSASignature(rawRepresentation: try data(parts[2]))
        let digest = SHA256.hash(data: Data("\(parts[0]).\(parts[1])".utf8))
        #expect(key.publicKey.isValidSignature(signature, for: digest, padding: .insecurePKCS1v1_5))
    }

    @Test(arguments: ["", "secret", "-----BEGIN RSA PRIVATE KEY-----\nMIIB\n-----END RSA PRIVATE KEY-----"])
    func whatIsNoKeyIsNone(_ pem: String) { #expect(SigningKey(pem: pem) == nil) }

    @Test func aKeyPrintsMasked() throws {
        let key = try #require(SigningKey(pem: try Self.key.get().pemRepresentation))
        var dumped = ""
        dump(SalesforceGrant.jwtBearer(username: "u", key: key, audience: "a"), to: &dumped)
        #expect("\(key)" == "••••" && !dumped.contains("backing"))
    }

    @Test(arguments: [
        ("https://acme.my.salesforce.com", "https://login.salesforce.com"),
        ("https://acme--uat.sandbox.my.salesforce.com/", "https://test.salesforce.com"),
        ("https://crm.example.com", "https://login.salesforce.com"),
    ]) func itIsForTheLoginHost(_ base: String, _ audience: String) {
        #expect(SalesforceGrant.audience(of: base) == audience)
    }

    private func decoded<Value: Decodable>(_ type: Value.Type, _ part: String) throws -> Value {
        try JSONDecoder().decode(type, from: try data(part))
    }

    private func data(_ part: String) throws -> Data {
        let plain = part.replacing("-", with: "+").replacing("_", with: "/")
        let padding = String(repeating: "=", count: (4 - plain.utf8.count % 4) % 4)
        return try #require(Data(base64Encoded: plain + padding))
    }
}

@Suite struct SalesforceTellsItsQuota {
    @Test(arguments: [
        ("api-usage=18/5000", 18, 5_000),
        ("api-usage=18/5000; per-app-api-usage=17/250(appName=sample-connected-app)", 18, 5_000),
        ("per-app-api-usage=17/250(appName=x), api-usage=5001/5000", 5_001, 5_000),
    ]) func itIsReadFromItsHeader(_ header: String, _ used: Int, _ limit: Int) {
        var answer = WireAnswer.json("{}")
        answer.headers.add(name: "sforce-limit-info", value: header)
        #expect(SourceQuota(salesforce: answer) == SourceQuota(used: used, limit: limit))
    }

    @Test(arguments: ["", "api-usage=", "api-usage=1", "api-usage=a/b", "api-usage=1/0", "api-usage=-1/5", "usage=1/2"])
    func whatSaysNothingSaysNothing(_ header: String) {
        var answer = WireAnswer.json("{}")
        answer.headers.add(name: "Sforce-Limit-Info", value: header)
        #expect(SourceQuota(salesforce: answer) == nil)
    }

    @Test func itIsPartOfItsHealth() async throws {
        try await SandboxBox.open { box in
            let crm = box.crm()
            #expect(crm.health().quota == nil)
            _ = try await crm.people(with: try number("+12025550143"))
            let first = try #require(crm.health().quota)
            _ = try await crm.people(with: try number("+12025550143"))
            #expect(crm.health().quota == SourceQuota(used: first.used + 1, limit: first.limit))
        }
    }
}
