/// How an answer is wanted: `sysparm_…` of a request, whose prefix newer releases do without.
struct ServiceNowView: Sendable {
    /// What references are shown as.
    enum Display: String {
        case values = "false"
        case shown = "true"
        case all
    }

    let origin: String
    let query: String
    let limit: Int
    let offset: Int
    private let path: String
    private let fields: [String]?
    private let display: Display
    private let hasLinks: Bool
    private let hasCount: Bool
    private let hasPages: Bool

    init(_ request: IncomingRequest, origin: String) {
        let value = { (name: String) in request.query["sysparm_\(name)"] ?? request.query[name] }
        let isTrue = { (name: String) in value(name)?.lowercased() == "true" }
        self.origin = origin
        path = request.path
        query = value("query") ?? ""
        limit = max(0, value("limit").flatMap { Int($0) } ?? 10_000)
        offset = max(0, value("offset").flatMap { Int($0) } ?? 0)
        fields = value("fields").flatMap { $0.isEmpty ? nil : $0.split(separator: ",").map(String.init) }
        display = value("display_value").flatMap { Display(rawValue: $0.lowercased()) } ?? .values
        hasLinks = !isTrue("exclude_reference_link")
        hasCount = !isTrue("no_count")
        hasPages = !isTrue("suppress_pagination_header")
    }

    /// Fields that the table does not have are left out.
    func row(_ record: ServiceNowRecord, of table: ServiceNowTable) -> JSON {
        .object(
            (fields ?? table.names).compactMap { name in
                table.cell(name, of: record).map { JSON.Member(name, json($0)) }
            }
        )
    }

    func headers(total: Int, of table: ServiceNowTable) -> [String: String] {
        var headers: [String: String] = [:]
        if hasCount { headers["X-Total-Count"] = String(total) }
        guard hasPages, limit > 0, total > limit else { return headers }
        let last = (total - 1) / limit * limit
        var pages = [("first", 0)]
        if offset > 0 { pages.append(("prev", max(0, offset - limit))) }
        if offset + limit < total { pages.append(("next", offset + limit)) }
        pages.append(("last", last))
        headers["Link"] = pages.map { rel, place in
            "<\(origin)\(path)?sysparm_limit=\(limit)&sysparm_offset=\(place)>;rel=\"\(rel)\""
        }.joined(separator: ",")
        return headers
    }

    /// An empty reference is an empty text, not an object.
    private func json(_ cell: ServiceNowCell) -> JSON {
        var link: [JSON.Member] = []
        if let target = cell.target, hasLinks, !cell.value.isEmpty {
            link = [JSON.Member("link", .string("\(origin)/api/now/table/\(target)/\(cell.value)"))]
        }
        let (value, display) = (
            JSON.Member("value", .string(cell.value)), JSON.Member("display_value", .string(cell.display))
        )
        switch self.display {
        case .all: return .object([display, value] + link)
        case .values: return link.isEmpty ? .string(cell.value) : .object(link + [value])
        case .shown: return link.isEmpty ? .string(cell.display) : .object([display] + link)
        }
    }
}
