/// What `Encodable` values write to: a place on a page.
struct JSONPageEncoder: Encoder {
    let page: JSONPage

    /// Errors of ours name no field.
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        KeyedEncodingContainer(JSONObject(page: page, depth: page.begin("{", "}")))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer { JSONArray(page: page, depth: page.begin("[", "]")) }

    func singleValueContainer() -> any SingleValueEncodingContainer { JSONValue(page: page) }
}

private struct JSONValue: SingleValueEncodingContainer {
    let page: JSONPage
    var codingPath: [any CodingKey] { [] }

    func encodeNil() { page.write(bare: "null") }
    func encode(_ value: Bool) { page.write(bare: value ? "true" : "false") }
    func encode(_ value: String) { page.write(value) }
    func encode(_ value: Double) throws { try page.write(value) }
    func encode(_ value: Float) throws { try page.write(Double(value)) }
    func encode(_ value: Int) { page.write(bare: String(value)) }
    func encode(_ value: Int8) { page.write(bare: String(value)) }
    func encode(_ value: Int16) { page.write(bare: String(value)) }
    func encode(_ value: Int32) { page.write(bare: String(value)) }
    func encode(_ value: Int64) { page.write(bare: String(value)) }
    func encode(_ value: UInt) { page.write(bare: String(value)) }
    func encode(_ value: UInt8) { page.write(bare: String(value)) }
    func encode(_ value: UInt16) { page.write(bare: String(value)) }
    func encode(_ value: UInt32) { page.write(bare: String(value)) }
    func encode(_ value: UInt64) { page.write(bare: String(value)) }
    func encode(_ value: some Encodable) throws { try page.write(value) }
}

private struct JSONObject<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let page: JSONPage
    let depth: Int
    var codingPath: [any CodingKey] { [] }

    private func value(of key: Key) -> JSONValue {
        page.name(key, at: depth)
        return JSONValue(page: page)
    }

    func encodeNil(forKey key: Key) { value(of: key).encodeNil() }
    func encode(_ value: Bool, forKey key: Key) { self.value(of: key).encode(value) }
    func encode(_ value: String, forKey key: Key) { self.value(of: key).encode(value) }
    func encode(_ value: Double, forKey key: Key) throws { try self.value(of: key).encode(value) }
    func encode(_ value: Float, forKey key: Key) throws { try self.value(of: key).encode(value) }
    func encode(_ value: Int, forKey key: Key) { self.value(of: key).encode(value) }
    func encode(_ value: Int8, forKey key: Key) { self.value(of: key).encode(value) }
    func encode(_ value: Int16, forKey key: Key) { self.value(of: key).encode(value) }
    func encode(_ value: Int32, forKey key: Key) { self.value(of: key).encode(value) }
    func encode(_ value: Int64, forKey key: Key) { self.value(of: key).encode(value) }
    func encode(_ value: UInt, forKey key: Key) { self.value(of: key).encode(value) }
    func encode(_ value: UInt8, forKey key: Key) { self.value(of: key).encode(value) }
    func encode(_ value: UInt16, forKey key: Key) { self.value(of: key).encode(value) }
    func encode(_ value: UInt32, forKey key: Key) { self.value(of: key).encode(value) }
    func encode(_ value: UInt64, forKey key: Key) { self.value(of: key).encode(value) }
    func encode(_ value: some Encodable, forKey key: Key) throws { try self.value(of: key).encode(value) }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type,
        forKey key: Key
    ) -> KeyedEncodingContainer<Nested> {
        page.name(key, at: depth)
        return JSONPageEncoder(page: page).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        page.name(key, at: depth)
        return JSONPageEncoder(page: page).unkeyedContainer()
    }

    func superEncoder(forKey key: Key) -> any Encoder {
        page.name(key, at: depth)
        return JSONPageEncoder(page: page)
    }

    func superEncoder() -> any Encoder {
        page.name(SuperKey.super, at: depth)
        return JSONPageEncoder(page: page)
    }
}

private enum SuperKey: CodingKey { case `super` }

private struct JSONArray: UnkeyedEncodingContainer {
    let page: JSONPage
    let depth: Int
    private(set) var count = 0
    var codingPath: [any CodingKey] { [] }

    init(page: JSONPage, depth: Int) {
        self.page = page
        self.depth = depth
    }

    private mutating func next() -> JSONValue {
        count += 1
        page.next(at: depth)
        return JSONValue(page: page)
    }

    mutating func encodeNil() { next().encodeNil() }
    mutating func encode(_ value: Bool) { next().encode(value) }
    mutating func encode(_ value: String) { next().encode(value) }
    mutating func encode(_ value: Double) throws { try next().encode(value) }
    mutating func encode(_ value: Float) throws { try next().encode(value) }
    mutating func encode(_ value: Int) { next().encode(value) }
    mutating func encode(_ value: Int8) { next().encode(value) }
    mutating func encode(_ value: Int16) { next().encode(value) }
    mutating func encode(_ value: Int32) { next().encode(value) }
    mutating func encode(_ value: Int64) { next().encode(value) }
    mutating func encode(_ value: UInt) { next().encode(value) }
    mutating func encode(_ value: UInt8) { next().encode(value) }
    mutating func encode(_ value: UInt16) { next().encode(value) }
    mutating func encode(_ value: UInt32) { next().encode(value) }
    mutating func encode(_ value: UInt64) { next().encode(value) }
    mutating func encode(_ value: some Encodable) throws { try next().encode(value) }

    mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
        page.next(at: depth)
        count += 1
        return JSONPageEncoder(page: page).container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        page.next(at: depth)
        count += 1
        return JSONPageEncoder(page: page).unkeyedContainer()
    }

    mutating func superEncoder() -> any Encoder {
        page.next(at: depth)
        count += 1
        return JSONPageEncoder(page: page)
    }
}
