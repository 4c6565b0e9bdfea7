/// The versions of the REST interface that the stand-in has: from the first that it is like to the newest of its day.
enum SalesforceVersions {
    private static let numbers = 36...68

    /// What `/services/data` shows.
    static var list: JSON {
        .array(
            numbers.map { number in
                [
                    "label": .string(label(number)), "url": .string("/services/data/v\(number).0"),
                    "version": .string("\(number).0"),
                ]
            }
        )
    }

    /// Whether a path's segment, such as `v62.0`, is one of them.
    static func has(_ segment: String) -> Bool { numbers.contains { segment == "v\($0).0" } }

    /// Three a year; 62 was the first of the season of 2025.
    private static func label(_ number: Int) -> String {
        let seasons = number - 62 + 300
        return "\(["Winter", "Spring", "Summer"][seasons % 3]) '\(seasons / 3 - 100 + 25)"
    }
}
