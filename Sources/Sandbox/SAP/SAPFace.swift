import FoundationEssentials

/// The stand-in ERP in the dialect of SAP's OData V2 gateway.
struct SAPFace: Sendable {
    static let client = "100"
    let directory: @Sendable () -> Directory
    let now: @Sendable () -> Date
    let origin: @Sendable () async -> String

    /// Answers in JSON where it is asked for; errors are XML where it is not, as the gateway's are.
    func answer(_ request: IncomingRequest, wrongAccount: Bool) async -> Answer {
        let wantsJSON = request.query["$format"] == "json" || request.accept?.contains("json") == true
        do throws(SAPFailure) {
            try authorise(request)
            if let metadata = metadata(request) { return metadata }
            guard wantsJSON else {
                throw SAPFailure(
                    status: 406,
                    code: "/IWFND/CM_MGW_RT/022",
                    message: "The sandbox speaks JSON only: ask with $format=json or Accept: application/json"
                )
            }
            let base = await origin() + "/sap/opu/odata/sap"
            return .json(200, ["d": try read(request, base: base, wrongAccount: wrongAccount)])
        } catch {
            return wantsJSON ? Self.refusal(error) : Self.refusalInXML(error)
        }
    }

    static func refusal(_ failure: SAPFailure) -> Answer {
        let body: JSON = [
            "error": [
                "code": .string(failure.code),
                "message": ["lang": "en", "value": .string(failure.message)],
                "innererror": ["transactionid": "5EED0000000000000000000000000000", "errordetails": []],
            ]
        ]
        return .json(failure.status, body, headers: headers(failure))
    }

    private static func refusalInXML(_ failure: SAPFailure) -> Answer {
        let escaped = failure.message.map { ["<": "&lt;", ">": "&gt;", "&": "&amp;"][$0] ?? String($0) }.joined()
        let text = """
            <?xml version="1.0" encoding="utf-8"?>\
            <error xmlns="http://schemas.microsoft.com/ado/2007/08/dataservices/metadata">\
            <code>\(failure.code)</code><message xml:lang="en">\(escaped)</message></error>
            """
        return Answer(
            status: failure.status,
            contentType: "application/xml",
            headers: headers(failure),
            body: Array(text.utf8)
        )
    }

    private static func headers(_ failure: SAPFailure) -> [String: String] {
        failure.status == 401 ? ["WWW-Authenticate": "Basic realm=\"SAP NetWeaver Application Server [SBX/100]\""] : [:]
    }

    private func authorise(_ request: IncomingRequest) throws(SAPFailure) {
        let basic = request.basicCredentials
        let client = request.query["sap-client"] ?? Self.client
        guard basic?.user == SandboxCredentials.sapUser, basic?.password == SandboxCredentials.sapPassword,
            client == Self.client
        else { throw SAPFailure(status: 401, code: "/IWFND/CM_MGW_RT/401", message: "Logon failed") }
        guard request.method == "GET" else {
            throw SAPFailure(status: 403, code: "/IWFND/CM_MGW_RT/021", message: "The sandbox's ERP is read only")
        }
    }

    /// XML, whatever is asked for: OData V2 has no other.
    private func metadata(_ request: IncomingRequest) -> Answer? {
        let segments = request.segments
        guard segments.count == 6, segments.starts(with: ["sap", "opu", "odata", "sap"]), segments[5] == "$metadata",
            SAPEntitySet.all.contains(where: { $0.service == segments[4] })
        else { return nil }
        let text = SAPMetadata.of(segments[4], now: now()).text
        return Answer(
            status: 200,
            contentType: "application/xml",
            headers: ["DataServiceVersion": "2.0"],
            body: Array(text.utf8)
        )
    }

    private func read(_ request: IncomingRequest, base: String, wrongAccount: Bool) throws(SAPFailure) -> JSON {
        let segments = request.segments
        guard segments.count == 6, segments.starts(with: ["sap", "opu", "odata", "sap"]) else {
            throw .noService("")
        }
        guard SAPEntitySet.all.contains(where: { $0.service == segments[4] }) else { throw .noService(segments[4]) }
        let key = try ODataKey(segments[5])
        guard let set = SAPEntitySet.all.first(where: { $0.service == segments[4] && $0.name == key.set }) else {
            throw .notFound("Resource not found for the segment '\(key.set)'")
        }
        let reading = SAPReading(
            directory: directory(),
            now: now(),
            base: base,
            wrongAccount: wrongAccount,
            options: ODataOptions(request.query)
        )
        if let values = key.values { return try reading.one(of: set, key: values) }
        return try reading.many(of: set)
    }
}
