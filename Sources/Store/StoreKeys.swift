package import Crypto

/// What the journal is encrypted with; where it comes from is the operator's affair.
package struct StoreKeys: Sendable {
    /// 256 bits; every other key is derived from it.
    package let master: SymmetricKey

    /// Wraps a master key.
    package init(master: SymmetricKey) { self.master = master }
}
