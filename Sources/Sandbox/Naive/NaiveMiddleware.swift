import AsyncHTTPClient
import FoundationEssentials
import NIOCore
import NIOHTTP1

/// The middleware that the guide warns of, for the walkthrough's comparison: it asks CRM and ERP one after the
/// other while the caller waits, and answers when it has everything.
///
/// It keeps no token and remembers nobody.
struct NaiveMiddleware: Sendable {
    private enum Trouble: Error { case refused }

    let client: HTTPClient
    let origin: @Sendable () async -> String

    func answer(_ request: IncomingRequest) async -> Answer {
        guard request.method == "POST", request.segments == ["naive", "lookup"] else {
            return .problem(404, "The naive middleware knows POST /naive/lookup only.")
        }
        guard let body = try? JSONReader.read(request.body), let callID = body["callId"]?.string,
            let number = body[body["type"]?.string == "outbound" ? "toNumber" : "fromNumber"]?.string
        else { return .problem(400, "fromNumber, toNumber and callId are needed.") }
        do {
            return .json(200, try await identity(callID: callID, number: number))
        } catch {
            return .problem(
                500,
                "The CRM or the ERP did not answer properly, and the naive middleware has no other plan."
            )
        }
    }

    private func identity(callID: String, number: String) async throws -> JSON {
        guard let contact = try await contact(number: number) else {
            return ["externalId": .string("UNKNOWN:\(callID)")]
        }
        let status = try await accountStatus(erp: contact["Account"]?["ERP_Number__c"]?.string)
        return [
            "externalId": .string("CRM:\(contact["Id"]?.string ?? "")"), "name": contact["Name"] ?? .null,
            "email": contact["Email"] ?? .null,
            "data": [
                "crmCaseId": contact["Cases"]?["records"]?.elements?.first?["CaseNumber"] ?? .null,
                "erpAccountStatus": .text(status), "loyaltyTier": contact["Loyalty_Tier__c"] ?? .null,
                "previousInteractionCount": contact["Interaction_Count__c"] ?? .null,
            ],
        ]
    }

    private func contact(number: String) async throws -> JSON? {
        let spellings = PhoneSpelling.allCases.map { "'\($0.write(number.filter { $0.isNumber || $0 == "+" }))'" }
        let list = spellings.joined(separator: ",")
        let query = """
            SELECT Id, Name, Email, Loyalty_Tier__c, Interaction_Count__c, Account.ERP_Number__c, \
            (SELECT CaseNumber FROM Cases ORDER BY IsClosed ASC LIMIT 1) FROM Contact \
            WHERE Phone IN (\(list)) OR MobilePhone IN (\(list)) ORDER BY Id LIMIT 1
            """
        let token = try await token()
        let url = "\(SandboxCredentials.salesforcePath)/services/data/v62.0/query?q=\(Self.encoded(query))"
        let answer = try await get(url, authorization: "Bearer \(token)")
        return answer["records"]?.elements?.first
    }

    private func token() async throws -> String {
        var request = HTTPClientRequest(url: await origin() + "/salesforce/services/oauth2/token")
        request.method = .POST
        let form =
            "grant_type=client_credentials&client_id=\(SandboxCredentials.salesforceClientID)"
            + "&client_secret=\(SandboxCredentials.salesforceClientSecret)"
        request.body = .bytes(ByteBuffer(string: form))
        let answer = try await client.answer(to: request, timeout: .seconds(30))
        guard let token = answer.body?["access_token"]?.string else { throw Trouble.refused }
        return token
    }

    private func accountStatus(erp: String?) async throws -> String? {
        guard let erp else { return nil }
        let key = Self.encoded("'\(erp)'")
        let user = Data("\(SandboxCredentials.sapUser):\(SandboxCredentials.sapPassword)".utf8).base64EncodedString()
        let partner = try await get(
            "\(SandboxCredentials.sapPath)/API_BUSINESS_PARTNER/A_BusinessPartner(\(key))?$format=json",
            authorization: "Basic \(user)"
        )
        let filter = Self.encoded("BusinessPartner eq '\(erp)'")
        let credit = try await get(
            "\(SandboxCredentials.sapPath)/API_CRDTMBUSINESSPARTNER/CreditManagementAccount"
                + "?$filter=\(filter)&$format=json",
            authorization: "Basic \(user)"
        )
        if partner["d"]?["IsMarkedForArchiving"] == true { return "Closed" }
        if partner["d"]?["BusinessPartnerIsBlocked"] == true { return "Blocked" }
        let isHeld = credit["d"]?["results"]?.elements?.first?["CreditAccountIsBlocked"] == true
        return isHeld ? "Credit hold" : "Active"
    }

    private func get(_ path: String, authorization: String) async throws -> JSON {
        var request = HTTPClientRequest(url: await origin() + path)
        request.headers.add(name: "Authorization", value: authorization)
        let answer = try await client.answer(to: request, timeout: .seconds(30))
        guard answer.status == 200, let body = answer.body else { throw Trouble.refused }
        return body
    }

    private static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            byte.isIdentifierByte ? String(UnicodeScalar(byte)) : (byte < 16 ? "%0" : "%") + String(byte, radix: 16)
        }.joined()
    }
}
