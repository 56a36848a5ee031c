/// What can be said of a terminal by its name (TERM), where its description is silent.
struct TerminalKind: Sendable, Hashable {
  let name: String

  /// The kernel's own console: 512 glyphs, none of them Chinese.
  var isConsole: Bool { name == "linux" || name.hasPrefix("linux-") }

  /// Says where its cursor is.
  var answersPlace: Bool { !isConsole && !["", "dumb", "unknown"].contains(name) }

  /// Swallows commands that it does not know (OSC, DECRQM) where others show a part of them. GNU screen hands some on,
  /// whose answers come whenever they may; within tmux the name is tmux's old one.
  func swallowsCommands(isInTmux: Bool) -> Bool {
    if name.hasPrefix("screen") { return isInTmux }
    return Self.swallowing.contains { name == $0 || name.hasPrefix($0 + "-") || name.hasPrefix($0 + "+") }
  }

  private static let swallowing = [
    "xterm", "tmux", "foot", "putty", "ms-terminal", "alacritty", "kitty", "wezterm", "vte", "gnome", "konsole",
    "rxvt-unicode", "mlterm", "contour", "st", "iterm", "iterm2", "ghostty", "rio", "mintty",
  ]

  /// Names under which the descriptions of a bare system are near enough, the best first.
  var replacements: [String] {
    let family = name.prefix { $0 != "-" && $0 != "." }
    switch family {
    case "tmux", "screen": return ["screen-256color", "screen", "xterm"]
    case "linux": return ["linux"]
    case "xterm", "foot", "putty", "ms", "alacritty", "kitty", "wezterm", "vte", "gnome", "konsole", "rxvt", "mlterm",
      "contour", "st", "iterm", "iterm2", "ghostty", "rio", "mintty":
      return ["xterm-256color", "xterm"]
    default: return []
    }
  }
}
