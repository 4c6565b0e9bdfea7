import Crypto
import Identity
import Testing

@Suite struct APhoneBecomesAnIdentifier {
    @Test func `1.3 by the digest of its E164 text, as the guide writes it`() throws {
        let id = PhoneHash.sha256.externalID(of: try number("+15550199999"))
        #expect(id.text == "PHONE:349f15843969eef06b423f7166e252215d6658a8f90b22e9e32e2c5607693064")
        #expect(ExternalID(id.text) == id)
    }

    @Test func `1.3 by default under the organisation's key`() throws {
        let hash = PhoneHash.hmacSHA256(key: SymmetricKey(data: Array<UInt8>(0..<32)))
        #expect(
            hash.externalID(of: try number("+15550199999")).text
                == "PHONE:3005ec97d5fa976391ce3569f276203dc9321415c5f924724ac463e816ab2f10"
        )
        #expect(
            hash.externalID(of: try number("+442079460018")).text
                == "PHONE:626fce2456c8ebd0123402148e89f9a74223eb322654a8e5e9f767f59ac982be"
        )
    }

    @Test func `1.3 every call of a number has the same, every key another`() throws {
        let number = try number("+15550199999")
        let (one, other) = (
            PhoneHash.hmacSHA256(key: SymmetricKey(size: .bits256)),
            PhoneHash.hmacSHA256(key: SymmetricKey(size: .bits256))
        )
        #expect(one.externalID(of: number) == one.externalID(of: number))
        #expect(one.externalID(of: number) != other.externalID(of: number))
    }
}
