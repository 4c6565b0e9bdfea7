import Broker
import Crypto
import FoundationEssentials
import Identity
import Synchronization

/// Seals rows and makes the blind indexes by which they are found.
///
/// Daily keys are derived from the master key, with a label for their purpose. An envelope: version (1 byte), key ID (4),
/// day (4, big-endian), nonce (12), ciphertext, tag (16). The header and the row's place are authenticated, so no row
/// can be moved to another place.
///
/// The key of the blind indexes outlives the master keys: an index is an address, and the audit's pseudonyms could not be
/// made anew.
final class Vault: Sendable {
    private static let version: UInt8 = 1
    private static let headerLength = 9

    private let indexKey: SymmetricKey
    private let ring: Mutex<KeyRing>
    private let encoder = StreamedJSON(dates: .seconds)
    private let decoder = JSONDecoder()

    /// The index key of a journal whose keys were never rotated is made from its one master key.
    init(_ keys: StoreKeys, indexKey: SymmetricKey? = nil) {
        let ring = KeyRing(keys)
        self.indexKey = indexKey ?? ring.current.derive(Self.indexPurpose)
        self.ring = Mutex(ring)
    }

    static let indexPurpose = "blind index"

    /// The one that seals.
    var current: MasterKey { ring.withLock { $0.current } }
    /// The current one first.
    var keys: [MasterKey] { ring.withLock { $0.keys } }

    /// From now on it seals; the others open what is under them.
    func promote(_ key: MasterKey) { ring.withLock { $0.promote(key) } }
    func drop(_ ids: Set<Data>) { ring.withLock { $0.drop(ids) } }

    func seal(_ value: some Encodable, for place: Place, at now: Date) throws -> Data {
        try seal(bytes: try encoder.encode(value), for: place, day: Self.day(now))
    }

    private static func day(_ now: Date) -> UInt32 { UInt32(max(0, now.timeIntervalSince1970) / 86_400) }

    func open<Value: Decodable>(
        _ type: Value.Type,
        from envelope: Data,
        of place: Place
    ) throws(JournalFailure) -> Value {
        let json = try bytes(from: envelope, of: place)
        do { return try decoder.decode(type, from: json) } catch { throw .corrupt }
    }

    /// The same under the current key; nil where it is already.
    func resealed(_ envelope: Data, of place: Place) throws -> Data? {
        let header = try Header(envelope)
        guard header.keyID != current.id else { return nil }
        return try seal(bytes: try bytes(from: envelope, of: place), for: place, day: header.day)
    }

    /// The index key, to be kept under the current master key.
    func sealedIndexKey(at now: Date) throws -> Data {
        try seal(bytes: indexKey.withUnsafeBytes { Data($0) }, for: .indexKey, day: Self.day(now))
    }

    func openedIndexKey(_ envelope: Data) throws(JournalFailure) -> SymmetricKey {
        SymmetricKey(data: try bytes(from: envelope, of: .indexKey))
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

    private func seal(bytes: some DataProtocol, for place: Place, day: UInt32) throws -> Data {
        let (id, key) = ring.withLock { ($0.current.id, $0.daily(day, of: $0.current.id)) }
        guard let key else { throw JournalFailure.cannotWrite }
        let header = [Self.version] + id + day.bigEndianBytes
        let box = try AES.GCM.seal(bytes, using: key, authenticating: header + place.bytes)
        // Nonce, ciphertext and tag; only a nonce of another length has no such form.
        guard let sealed = box.combined else { throw JournalFailure.cannotWrite }
        return header + sealed
    }

    /// What is sealed, as it was written.
    func bytes(from envelope: Data, of place: Place) throws(JournalFailure) -> Data {
        let header = try Header(envelope)
        guard let key = ring.withLock({ $0.daily(header.day, of: header.keyID) }) else { throw .corrupt }
        do {
            let box = try AES.GCM.SealedBox(combined: envelope.dropFirst(Self.headerLength))
            return try AES.GCM.open(box, using: key, authenticating: header.bytes + place.bytes)
        } catch {
            throw .corrupt
        }
    }

    private struct Header {
        let bytes: Data
        var keyID: Data { Data(bytes[1..<5]) }
        var day: UInt32 { bytes[5...].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } }

        init(_ envelope: Data) throws(JournalFailure) {
            bytes = Data(envelope.prefix(Vault.headerLength))
            guard bytes.count == Vault.headerLength, bytes.first == Vault.version else { throw .corrupt }
        }
    }
}

extension UInt32 {
    fileprivate var bigEndianBytes: [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: self >> $0) } }
}
