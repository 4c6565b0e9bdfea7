import CNcurses

/// What the locale says about characters.
package struct LocaleCharacters: Hashable, Sendable {
    /// Whether text is UTF-8.
    package var isUTF8: Bool
    /// Whether signs of ambiguous width may take two columns, as in Japanese, Korean and Chinese ones.
    package var hasWideSigns: Bool

    /// Whether only ASCII signs are surely one column wide.
    package var needsASCII: Bool { !isUTF8 || hasWideSigns }

    /// Takes the character set of the environment for this process; call it before other threads start.
    package static func adopt(environment: [String: String]) -> LocaleCharacters {
        LocaleCharacters(
            characterSet: String(cString: cn_set_locale(name(in: environment))),
            locale: name(in: environment)
        )
    }

    init(characterSet: String, locale: String) {
        isUTF8 = ["UTF-8", "UTF8"].contains(characterSet.uppercased())
        hasWideSigns = ["ja", "ko", "zh"].contains(locale.prefix(2))
    }

    static func name(in environment: [String: String]) -> String {
        ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty } ?? "C"
    }
}
