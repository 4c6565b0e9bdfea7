import Broker
import Identity

/// Reads E.164 only: what libphonenumber makes of the rest has tests of its own.
struct PlainNumbers: PhoneNumberReading {
    func read(_ text: String, region: String) -> CallerNumber? { CallerNumber(e164: text) }
    func spellings(of number: CallerNumber) -> [String] { [number.e164] }
}
