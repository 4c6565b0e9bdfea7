import FoundationEssentials
import Identity

/// Where an envelope belongs: table and row key.
///
/// A NUL separates the parts; none of them holds one.
enum Place {
    case call(CallID)
    case step(CallID, sequence: Int64)
    case override(id: String)
    case link(numberIndex: Data)
    /// The key of the blind indexes.
    case indexKey

    var bytes: Data {
        switch self {
        case .call(let id): Data("call\0\(id.text)".utf8)
        case .step(let id, let sequence): Data("identity_step\0\(id.text)\0\(sequence)".utf8)
        case .override(let id): Data("override\0\(id)".utf8)
        case .link(let index): Data("recent_link\0".utf8) + index
        case .indexKey: Data("setting\0index_key".utf8)
        }
    }
}
