import Broker
import Identity

/// Numbers as a CRM's rows hold them: nobody normalises them there.
struct WrittenNumbers: Sendable {
    let library: any PhoneNumberReading
    /// In which region national numbers are read.
    let region: String

    /// The ways in which a row may hold a number, E.164 first.
    ///
    /// Spellings with other characters than numbers have are left out: they go into queries.
    func spellings(of number: CallerNumber) -> [String] {
        let spellings = [number.e164] + library.spellings(of: number).filter { $0 != number.e164 }
        return spellings.filter(Self.isPlain)
    }

    /// Whether a text is the caller's number, as our region reads it.
    ///
    /// A number from abroad that was typed without its plus reads as one of our region, if an odd one.
    func isNumber(_ text: String, of caller: CallerNumber) -> Bool {
        let read = library.read(text, region: region)
        if read == caller { return true }
        return text == caller.e164.dropFirst() && read?.isPlausiblyNorthAmerican != true
    }

    /// 1 to 40 of the characters that numbers are written with.
    static func isPlain(_ text: String) -> Bool {
        (1...40).contains(text.utf8.count) && text.utf8.allSatisfy("0123456789+-./() ".utf8.contains)
    }
}
