import Broker
import Crypto
import FoundationEssentials
import Identity
import Synchronization

/// Seals rows and makes the blind indexes by which they are found.
///
/// Every key is derived from the master key, with a label for its purpose. An envelope: version (1 byte), key ID (4),
/// day (4, big-endian), nonce (12), ciphertext, tag (16). The header and the row's place are authenticated, so no row
/// can be moved to another place.
final class Vault: Sendable {
    private static let version: UInt8 = 1
    private static let headerLength = 9
    private static let daysCached = 64

    private let master: SymmetricKey
    private let indexKey: SymmetricKey
    private let keyID: Data
    private let dailyKeys = Mutex<[UInt32: SymmetricKey]>([:])
    private let encoder = StreamedJSON(dates: .seconds)
    private let decoder = JSONDecoder()

    init(_ keys: StoreKeys) {
        master = keys.master
        indexKey = derive("blind index", from: keys.master)
        keyID = derive("key ID", from: keys.master, count: 4).withUnsafeBytes { Data($0) }
    }

    /// Kept in the database: only the same master key gives the same value, and the value tells nothing of the key.
    var checkValue: Data { derive("check value", from: master).withUnsafeBytes { Data($0) } }

    func seal(_ value: some Encodable, for place: Place, at now: Date) throws -> Data {
        let day = UInt32(max(0, now.timeIntervalSince1970) / 86_400)
        let header = [Self.version] + keyID + day.bigEndianBytes
        let box = try AES.GCM.seal(
            try encoder.encode(value),
            using: dailyKey(day),
            authenticating: header + place.bytes
        )
        // Nonce, ciphertext and tag; only a nonce of another length has no such form.
        guard let sealed = box.combined else { throw JournalFailure.cannotWrite }
        return header + sealed
    }

    func open<Value: Decodable>(
        _ type: Value.Type,
        from envelope: Data,
        of place: Place
    ) throws(JournalFailure) -> Value {
        let header = Data(envelope.prefix(Self.headerLength))
        guard header.count == Self.headerLength, header.first == Self.version, header[1..<5] == keyID else {
            throw .corrupt
        }
        let day = header[5...].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        do {
            let box = try AES.GCM.SealedBox(combined: envelope.dropFirst(Self.headerLength))
            let json = try AES.GCM.open(box, using: dailyKey(day), authenticating: header + place.bytes)
            return try decoder.decode(type, from: json)
        } catch {
            throw .corrupt
        }
    }

    func index(of number: CallerNumber) -> Data { index("number", number.e164) }
    func index(of id: ExternalID) -> Data { index("external", id.text) }
    /// The same for the same actor, and nothing to whoever has no key.
    func pseudonym(of actor: Actor) -> Data { index("actor", actor.id) }

    /// Half of the digest: 128 bits are far more than enough against chance, and every index entry costs.
    private func index(_ kind: String, _ text: String) -> Data {
        let digest = HMAC<SHA256>.authenticationCode(for: Data("\(kind):\(text)".utf8), using: indexKey)
        return Data(digest.prefix(16))
    }

    private func dailyKey(_ day: UInt32) -> SymmetricKey {
        dailyKeys.withLock { keys in
            if let key = keys[day] { return key }
            if keys.count >= Self.daysCached { keys.removeAll() }
            let key = derive("rows of day \(day)", from: master)
            keys[day] = key
            return key
        }
    }
}

/// Where an envelope belongs: table and row key.
///
/// A NUL separates the parts; none of them holds one.
enum Place {
    case call(CallID)
    case step(CallID, sequence: Int64)
    case override(id: String)
    case link(numberIndex: Data)

    var bytes: Data {
        switch self {
        case .call(let id): Data("call\0\(id.text)".utf8)
        case .step(let id, let sequence): Data("identity_step\0\(id.text)\0\(sequence)".utf8)
        case .override(let id): Data("override\0\(id)".utf8)
        case .link(let index): Data("recent_link\0".utf8) + index
        }
    }
}

private func derive(_ purpose: String, from master: SymmetricKey, count: Int = 32) -> SymmetricKey {
    HKDF<SHA256>.deriveKey(
        inputKeyMaterial: master,
        info: Data("ringside store: \(purpose)".utf8),
        outputByteCount: count
    )
}

extension UInt32 {
    fileprivate var bigEndianBytes: [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: self >> $0) } }
}
