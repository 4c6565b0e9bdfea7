import Foundation
import FoundationXML
import Screen
import Testing

@Suite("A frame can be saved as a picture")
struct AFrameCanBeSaved {
    private var frame: Frame {
        var frame = Frame(size: Size(columns: 20, rows: 2))
        frame.fill(row: 0, columns: 0..<20, style: Style(.bar))
        frame.put("A & B <\u{1B}> 山", row: 0, column: 1, style: Style(.strong, surface: .bar))
        frame.put("\"ok\"", row: 1, column: 0, style: Style(.ok, underline: true))
        return frame
    }

    @Test func asTextWithColours() {
        var small = Frame(size: Size(columns: 4, rows: 1))
        small.put("ok", row: 0, column: 0, style: Style(.ok))
        let sixteen = small.ansi(palette: Palette(theme: BuiltInThemes.dark, depth: .ansi16))
        #expect(
            sixteen == "\u{1B}[0;92;40mok\u{1B}[0;97;40m  \u{1B}[0m\n"
                || sixteen == "\u{1B}[0;92;40mok\u{1B}[0;37;40m  \u{1B}[0m\n"
        )
        #expect(
            small.ansi(palette: Palette(theme: BuiltInThemes.dark, depth: .none)) == "\u{1B}[0mok\u{1B}[0m  \u{1B}[0m\n"
        )
        #expect(
            small.ansi(palette: Palette(theme: BuiltInThemes.dark, depth: .direct)).contains(
                ";38;2;111;208;140;48;2;18;23;31m"
            )
        )
        #expect(small.ansi(palette: Palette(theme: BuiltInThemes.dark, depth: .indexed256)).contains(";38;5;"))
    }

    @Test(arguments: ColourDepth.allCases)
    func asWellFormedSVG(_ depth: ColourDepth) throws {
        let svg = frame.svg(palette: Palette(theme: BuiltInThemes.light, depth: depth), title: "Ringside <demo>")
        let parser = XMLParser(data: Data(svg.utf8))
        let texts = Texts()
        parser.delegate = texts
        #expect(parser.parse(), "\(String(describing: parser.parserError))")
        #expect(texts.found.contains("\"ok\""))
        #expect(texts.found.contains("Ringside <demo>"))
        #expect(texts.found.contains { $0.contains("A & B <·> 山") })
        #expect(svg.contains("textLength=\"33.6\""))
        #expect(!svg.contains("\u{1B}"))
    }
}

private final class Texts: NSObject, XMLParserDelegate {
    var found: [String] = []
    private var text = ""

    func parser(
        _ parser: XMLParser,
        didStartElement name: String,
        namespaceURI: String?,
        qualifiedName: String?,
        attributes: [String: String] = [:]
    ) { text = "" }

    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        if name == "text" || name == "title" { found.append(text) }
    }
}
