package import Crypto

/// What the journal is encrypted with; where it comes from is the operator's affair.
package struct StoreKeys: Sendable {
    /// 256 bits; seals whatever is written from now on.
    package let master: SymmetricKey
    /// Opens what is still sealed under the keys before.
    package let former: [SymmetricKey]
    /// Keeps master keys, the current one first, where the next start finds them; on disk when it returns.
    let keep: (@Sendable ([SymmetricKey]) throws -> Void)?

    /// Master keys, and how new ones are kept; where they can't be, none is made.
    package init(
        master: SymmetricKey,
        former: [SymmetricKey] = [],
        keep: (@Sendable ([SymmetricKey]) throws -> Void)? = nil
    ) {
        self.master = master
        self.former = former
        self.keep = keep
    }

    /// The current one first.
    var all: [SymmetricKey] { [master] + former }
}
