import FoundationEssentials
import Synchronization

/// What a Tryton server answers to a call that it can't carry out.
enum TrytonFailure: Error, Equatable {
    /// 200 with an `error`: a field or a model that is not there.
    case wrong(String)
    /// 200 with an `error` that names a person's mistake.
    case user(String)
    /// 401 without a body.
    case noSession
    /// 401 with a page.
    case noLogin
    /// 403 with a page: a method that is not for clients.
    case noMethod
    /// 404 with a page.
    case noDatabase
}

/// A stand-in Tryton server with JSON-RPC; its databases are named after what they stand in for, `crm` and `erp`.
final class TrytonFace: Sendable {
    private static let mostNotes = 10_000
    private let directory: @Sendable () -> Directory
    private let now: @Sendable () -> Date
    private let sessions = AccessTokens(prefix: "")
    private let notes = Mutex(Ring<JSON>(capacity: mostNotes))

    init(directory: @escaping @Sendable () -> Directory, now: @escaping @Sendable () -> Date) {
        self.directory = directory
        self.now = now
    }

    /// Forgets notes and ends all sessions.
    func reset() {
        sessions.revokeAll()
        notes.withLock { $0.removeAll() }
    }

    /// Ends all sessions, as a server does after a while.
    func endSessions() { sessions.revokeAll() }

    func answer(_ request: IncomingRequest, wrongAccount: Bool) -> Answer {
        do throws(TrytonFailure) {
            let parts = request.segments
            guard parts.count == 3, ["crm", "erp"].contains(parts[1]), parts[2] == "rpc" else { throw .noDatabase }
            guard request.method == "POST", let call = try? JSONReader.read(request.body),
                let method = call["method"]?.string, let parameters = call["params"]?.elements
            else { throw .noMethod }
            let result = try result(of: method, parameters, request, wrongAccount: wrongAccount)
            return .json(200, ["id": call["id"] ?? .null, "result": result])
        } catch {
            return Self.refusal(error)
        }
    }

    static func refusal(_ failure: TrytonFailure) -> Answer {
        switch failure {
        case .wrong(let text): .json(200, ["id": 1, "error": [.string(text), ""]])
        case .user(let text): .json(200, ["id": 1, "error": ["UserError", [.string(text), "", .null]]])
        case .noSession:
            Answer(
                status: 401,
                contentType: "text/plain; charset=utf-8",
                headers: ["WWW-Authenticate": "Basic realm=\"Tryton\""]
            )
        case .noLogin: page(401, "Unauthorized")
        case .noMethod: page(403, "Forbidden")
        case .noDatabase: page(404, "Not Found")
        }
    }

    /// As werkzeug writes them.
    static func page(_ status: Int, _ title: String) -> Answer {
        .html(status, "<!doctype html>\n<html lang=en>\n<title>\(status) \(title)</title>\n<h1>\(title)</h1>\n")
    }

    private func result(
        of method: String,
        _ parameters: [JSON],
        _ request: IncomingRequest,
        wrongAccount: Bool
    ) throws(TrytonFailure) -> JSON {
        if method == "common.db.login" { return try login(parameters) }
        guard let session = request.credentials(scheme: "Session"), isOpen(session) else { throw .noSession }
        switch method {
        case "model.res.user.get_preferences": return ["company": 1, "companies": [1], "language": "en"]
        case "model.party.party.fields_get": return fields(parameters.first)
        case "model.ir.note.create": return try create(parameters)
        default:
            guard method.hasPrefix("model."), method.hasSuffix(".search_read") else { throw .noMethod }
            return try rows(of: String(method.dropFirst(6).dropLast(12)), parameters, wrongAccount: wrongAccount)
        }
    }

    private func login(_ parameters: [JSON]) throws(TrytonFailure) -> JSON {
        guard parameters.first?.string == SandboxCredentials.trytonUser, parameters.count > 1,
            parameters[1]["password"]?.string == SandboxCredentials.trytonPassword
        else { throw .noLogin }
        return [1, .string(sessions.issue()), .null]
    }

    /// `user:1:key` in Base64.
    private func isOpen(_ session: String) -> Bool {
        guard let data = Data(base64Encoded: session), let text = String(validating: data, as: UTF8.self) else {
            return false
        }
        let parts = text.split(separator: ":")
        return parts.count == 3 && parts[0] == SandboxCredentials.trytonUser && sessions.accepts(String(parts[2]))
    }

    /// Names that the model does not have are left out, as in Tryton.
    private func fields(_ names: JSON?) -> JSON {
        let known = TrytonRecords(directory: Directory(People(entries: [])), now: now()).partyFields
        let asked = names?.elements?.compactMap(\.string) ?? []
        return .object(asked.filter(known.contains).map { JSON.Member($0, ["name": .string($0)]) })
    }

    private func create(_ parameters: [JSON]) throws(TrytonFailure) -> JSON {
        let ids = try (parameters.first?.elements ?? []).map { note throws(TrytonFailure) in try create(note) }
        return .array(ids)
    }

    private func create(_ note: JSON) throws(TrytonFailure) -> JSON {
        let resource = note["resource"]?.string?.split(separator: ",") ?? []
        guard resource.count == 2, resource[0] == "party.party", let id = Int(resource[1]),
            directory().contacts.indices.contains(id - 1), let message = note["message"]?.string
        else { throw .user("A value is required for field \"Resource\" in record \"(1)\" of \"Note\".") }
        return notes.withLock { notes in
            let id = JSON.integer(notes.nextNumber + 1)
            _ = notes.append([
                "id": id, "resource": .string(resource.joined(separator: ",")), "message": .string(message),
            ])
            return id
        }
    }

    /// `[domain, offset, limit, order, fields, context]`.
    private func rows(
        of model: String,
        _ parameters: [JSON],
        wrongAccount: Bool
    ) throws(TrytonFailure) -> JSON {
        guard parameters.count == 6, let fields = parameters[4].elements?.compactMap(\.string) else {
            throw .wrong("search_read() missing required positional arguments")
        }
        let domain = try TrytonDomain(parameters[0])
        let (directory, offset) = (directory(), max(0, parameters[1].integer ?? 0))
        let records = TrytonRecords(directory: directory, now: now())
        guard let all = model == "ir.note" ? allNotes : records.rows(of: model, for: domain) else {
            throw .wrong("'\(model)'")
        }
        var found: [JSON] = []
        for row in all where try domain.accepts(row) { found.append(row) }
        let page = found.dropFirst(offset).prefix(parameters[2].integer ?? Int.max)
        let shown = try page.map { row throws(TrytonFailure) in
            let other = wrongAccount && model == "party.party" ? directory.other(than: row, records) : row
            return try TrytonValue.shown(other, fields)
        }
        return .array(shown)
    }

    /// What was written about parties, oldest first.
    var allNotes: [JSON] { notes.withLock { Array($0.inOrder) } }
}

extension TrytonRecords {
    /// What `fields_get` knows of a party.
    var partyFields: Set<String> {
        let nobody = Contact(
            place: 0,
            account: People.Account(id: "0", name: "", kind: .personal, interactions: 0),
            numbers: []
        )
        return Set(party(nobody).members?.map(\.name) ?? [])
    }
}

extension Directory {
    /// Another party than the row's, for the fault that mixes them up.
    fileprivate func other(than row: JSON, _ records: TrytonRecords) -> JSON {
        guard let id = row["id"]?.integer, contacts.indices.contains(id - 1) else { return row }
        return records.party(contact(insteadOf: contacts[id - 1]))
    }
}
