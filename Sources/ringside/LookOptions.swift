import ArgumentParser
import Terminal

/// How a desk looks on this terminal.
struct LookOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A theme by name, such as ringside-light; auto is dark or light as the terminal is.",
            discussion: "Without it the configuration's counts, then the one that was kept in the picker."
        )
    )
    var theme: String?
    @OptionGroup var colours: ColourOptions
    @Flag(help: "For the few terminals that show the signs of synchronised output as text.")
    var noSync = false
    @Flag(help: "Leaves the mouse to the terminal, which selects text with it.")
    var noMouse = false
    @Flag(help: "Lines and signs in ASCII, for fonts that lack the others.")
    var ascii = false

    func apply(to terminal: inout TerminalDriver.Options) {
        terminal.colours = colours.wanted
        terminal.synchronised = terminal.synchronised && !noSync
        terminal.mouse = terminal.mouse && !noMouse
        terminal.ascii = ascii
    }
}
