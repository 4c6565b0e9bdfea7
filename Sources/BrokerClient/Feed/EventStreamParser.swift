import FoundationEssentials

/// Takes Server-Sent Events from bytes however they are cut; a value that holds one unfinished event, of bounded size.
struct EventStreamParser {
    /// What the bytes held.
    enum Item: Equatable {
        case event(id: String?, name: String, data: Data)
        /// An event that was larger than the bound; its bytes are gone.
        case oversized
    }

    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")

    private let longest: Int
    private var line = Data()
    private var data = Data()
    private var hasData = false
    private var name = ""
    private var id: String?
    private var isFirstLine = true
    private var endedWithReturn = false
    private var isOversized = false
    private var isLineCut = false

    /// `longest` bounds a line, and an event's data.
    init(longest: Int) { self.longest = longest }

    /// Feeds some bytes and hands on each item as it is complete.
    mutating func take(_ bytes: UnsafeRawBufferPointer, _ deliver: (Item) -> Void) {
        var rest = bytes[...]
        if endedWithReturn, let first = rest.first {
            endedWithReturn = false
            if first == Self.lineFeed { rest.removeFirst() }
        }
        while let end = rest.firstIndex(where: { $0 == Self.lineFeed || $0 == Self.carriageReturn }) {
            keep(rest[..<end])
            let isReturn = rest[end] == Self.carriageReturn
            rest = rest[(end + 1)...]
            if isReturn { skipLineFeed(&rest) }
            finishLine(deliver)
        }
        keep(rest)
    }

    /// A return and a line feed are one end of a line, also where they come apart.
    private mutating func skipLineFeed(_ rest: inout Slice<UnsafeRawBufferPointer>) {
        guard let next = rest.first else {
            endedWithReturn = true
            return
        }
        if next == Self.lineFeed { rest.removeFirst() }
    }

    private mutating func keep(_ bytes: Slice<UnsafeRawBufferPointer>) {
        guard !bytes.isEmpty else { return }
        guard !isOversized, line.count + data.count + bytes.count <= longest else {
            (isOversized, isLineCut, line, data) = (true, true, Data(), Data())
            return
        }
        line.append(contentsOf: bytes)
    }

    private mutating func finishLine(_ deliver: (Item) -> Void) {
        defer {
            line.removeAll(keepingCapacity: line.count <= 4096)
            (isFirstLine, isLineCut) = (false, false)
        }
        if isFirstLine, line.starts(with: [0xEF, 0xBB, 0xBF]) { line = Data(line.dropFirst(3)) }
        guard !line.isEmpty || isLineCut else { return dispatch(deliver) }
        guard !isOversized, line.first != UInt8(ascii: ":") else { return }
        let colon = line.firstIndex(of: UInt8(ascii: ":")) ?? line.endIndex
        var value = line[colon...].dropFirst()
        if value.first == UInt8(ascii: " ") { value = value.dropFirst() }
        set(String(decoding: line[..<colon], as: UTF8.self), value)
    }

    private mutating func set(_ field: String, _ value: Data) {
        switch field {
        case "event": name = String(decoding: value, as: UTF8.self)
        case "id": if !value.contains(0) { id = String(decoding: value, as: UTF8.self) }
        case "data":
            if hasData { data.append(Self.lineFeed) }
            data.append(value)
            hasData = true
        default: break
        }
    }

    private mutating func dispatch(_ deliver: (Item) -> Void) {
        if isOversized {
            deliver(.oversized)
        } else if hasData {
            deliver(.event(id: id, name: name.isEmpty ? "message" : name, data: data))
        }
        (data, hasData, name, isOversized) = (Data(), false, "", false)
    }
}
