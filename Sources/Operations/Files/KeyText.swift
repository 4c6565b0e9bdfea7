import Crypto
import FoundationEssentials

/// What a key is for.
enum KeyPurpose {
    case master
    case phone

    var fileName: String { self == .master ? "master.key" : "phone.key" }
    var credential: String { self == .master ? "ringside-master-key" : "ringside-phone-key" }

    /// The comment in a file that we make.
    var comment: String {
        switch self {
        case .master:
            "# Ringside's master key: without it the journal can't be read. Keep a copy apart from the backups."
        case .phone: "# Ringside's phone key: it makes the PHONE: identifiers. Never change it. Keep a copy apart."
        }
    }

    func mendOfConfigured(_ path: String) -> String {
        "restore it, or for a new installation type `(umask 077; head -c 32 /dev/urandom | base64 > \(inShell(path)))`"
    }

    func mendOfOurs(_ databaseExists: Bool) -> String {
        databaseExists
            ? "restore the key from its copy, or move the journal aside to begin a new one"
            : "restore the key from its copy, or remove the file and a new one is made"
    }
}

/// Keys as text: comment lines, and lines of base64; of master keys the first one seals, the others open what is left.
enum KeyText {
    static let length = 32
    /// One for each rotation whose former key is still needed; more than that is no key file.
    static let most = 64

    static func text(of bytes: [UInt8], _ purpose: KeyPurpose) -> String {
        "\(purpose.comment)\n\(Data(bytes).base64EncodedString())\n"
    }

    /// In the place of a file of master keys, whose comments stay.
    static func text(of keys: [SymmetricKey], instead former: String) -> String {
        let comments = former.split(separator: "\n").filter { $0.hasPrefix("#") && $0 != order }.map { "\($0)\n" }
        let lines = keys.map { key in key.withUnsafeBytes { Data($0) }.base64EncodedString() + "\n" }
        return comments.joined() + (keys.count > 1 ? order + "\n" : "") + lines.joined()
    }

    private static let order = "# The first key seals; those below open what was sealed before. ringside keys status"

    /// One of the phone, as many of the master as there are.
    static func keys(in text: String, path: String, _ purpose: KeyPurpose) throws(Refusal) -> [SymmetricKey] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
            .map { (number: $0 + 1, text: $1.filter { !$0.isWhitespace }) }
            .filter { !$0.text.isEmpty && !$0.text.hasPrefix("#") }
        guard !lines.isEmpty else { throw Refusal(place: path, problem: "holds no key") }
        guard lines.count <= (purpose == .phone ? 1 : most) else {
            let problem = purpose == .phone ? "holds more than one line with a key" : "holds more than \(most) keys"
            throw Refusal(place: path, problem: problem)
        }
        var keys: [SymmetricKey] = []
        for line in lines { keys.append(try key(String(line.text), at: "\(path):\(line.number)")) }
        guard Set(keys.map { key in key.withUnsafeBytes { Data($0) } }).count == keys.count else {
            throw Refusal(place: path, problem: "holds the same key twice")
        }
        return keys
    }

    private static func key(_ text: String, at place: String) throws(Refusal) -> SymmetricKey {
        guard let bytes = Data(base64Encoded: text) else {
            throw Refusal(place: place, problem: "the key is not base64")
        }
        guard bytes.count == length else {
            throw Refusal(place: place, problem: "the key has \(bytes.count) bytes, \(length) are needed")
        }
        return SymmetricKey(data: bytes)
    }
}
