internal import CPhoneNumber

/// libphonenumber's two answers, as Swift values.
enum WrittenNumber {
    /// E.164; nil where `text`, dialled in `region`, is no number that could be called from abroad.
    static func e164(_ text: String, region: String) -> String? {
        filled { buffer, capacity in
            CPhoneNumberRead(text, text.utf8.count, region, region.utf8.count, buffer, capacity)
        }
    }

    /// `+44 20 7946 0018`; nil where libphonenumber doesn't hold the number possible.
    static func international(_ e164: String) -> String? { written(e164, as: .international) }

    /// `020 7946 0018`, as dialled within the number's own country.
    static func national(_ e164: String) -> String? { written(e164, as: .national) }

    /// `2079460018`: the digits after the country code.
    static func significant(_ e164: String) -> String? { written(e164, as: .significant) }

    private static func written(_ e164: String, as form: CPhoneNumberForm) -> String? {
        filled { buffer, capacity in CPhoneNumberWrite(e164, e164.utf8.count, form, buffer, capacity) }
    }

    private static func filled(_ fill: (UnsafeMutablePointer<CChar>?, Int) -> Int32) -> String? {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(CPHONENUMBER_CAPACITY)) { buffer in
            let length = fill(buffer.baseAddress, buffer.count)
            guard length >= 0 else { return nil }
            return String(decoding: UnsafeRawBufferPointer(buffer).prefix(Int(length)), as: UTF8.self)
        }
    }
}
