import Foundation
import Identity
import PhoneNumbers
import Testing

@testable import Connectors

/// What a CRM's row may hold for a caller, and whether it is that caller's number.
@Suite struct ARowIsBelievedByItsNumber {
    @Test(arguments: [
        ("+15550199999", "(555) 019-9999", true), ("+12025550143", "202.555.0143", true),
        ("+12025550143", "12025550143", true), ("+12025550143", "2025550143", true),
        ("+12025550143", "+1 202-555-0143", true), ("+12025550143", "202-555-0144", false),
        // Typed without its plus: odd as a number of the region, so from abroad.
        ("+4930901820", "4930901820", true), ("+442079460018", "442079460018", true),
        // A number of the region all the same: Cairo does not get the record of somebody in Washington.
        ("+2025550143", "2025550143", false),
        // National numbers are read in our region, not in the caller's.
        ("+442079460018", "020 7946 0018", false), ("+442079460018", "2079460018", false),
        ("+4930901820", "030 901820", false),
        ("+12025550143", "", false), ("+12025550143", "ask for Jane", false),
    ]) func inTheUnitedStates(_ caller: String, _ written: String, _ isBelieved: Bool) throws {
        let caller = try number(caller)
        let numbers = WrittenNumbers(library: PhoneNumberLibrary(), region: "US")
        #expect(numbers.isNumber(written, of: caller) == isBelieved)
    }
}
