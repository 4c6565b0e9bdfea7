/// The two themes that are always there.
///
/// The same text is in `Themes`, for people who want to start from it; a test holds them equal.
package enum BuiltInThemes {
    /// Light letters on dark.
    package static let dark = theme(darkSource, "ringside-dark.yaml")
    /// Dark letters on light.
    package static let light = theme(lightSource, "ringside-light.yaml")

    private static func theme(_ source: String, _ file: String) -> Theme {
        // The sources are the constants below and the tests parse them. Were one broken, a bare theme is still readable,
        // because every pair is repaired.
        let bare = Theme(name: file, claimedVariant: nil, palette: [:], roles: [:], surfaces: [:])
        return (try? Theme.parse(source, file: file)) ?? bare
    }

    static let darkSource = """
        system: "base16"
        name: "Ringside Dark"
        slug: "ringside-dark"
        author: "Ringside"
        description: "Cool slate, warm signals; every slot that carries text reaches 4.5:1 by itself"
        variant: "dark"
        palette:
          base00: "#12171f"
          base01: "#1c2430"
          base02: "#25334a"
          base03: "#8f9db0"
          base04: "#a3b0c2"
          base05: "#d3dbe6"
          base06: "#e6ecf4"
          base07: "#f8fafd"
          base08: "#ff7a76"
          base09: "#f5995a"
          base0A: "#f2c14e"
          base0B: "#6fd08c"
          base0C: "#5fd0d6"
          base0D: "#6cb2ff"
          base0E: "#c9a0ff"
          base0F: "#d0996c"
        ringside:
          title: base0D
          silver: base04
          danger: base00

        """

    static let lightSource = """
        system: "base16"
        name: "Ringside Light"
        slug: "ringside-light"
        author: "Ringside"
        description: "Paper white, ink blue; every slot that carries text reaches 4.5:1 by itself"
        variant: "light"
        palette:
          base00: "#fbfaf7"
          base01: "#ecebe4"
          base02: "#d3e2f5"
          base03: "#586070"
          base04: "#535b68"
          base05: "#262d38"
          base06: "#1a202a"
          base07: "#0c1118"
          base08: "#b3262b"
          base09: "#a04a00"
          base0A: "#7a5900"
          base0B: "#1d6b36"
          base0C: "#0d6670"
          base0D: "#1457b8"
          base0E: "#7a35b0"
          base0F: "#84502a"
        ringside:
          title: base0D
          silver: base04
          danger: base00

        """
}
