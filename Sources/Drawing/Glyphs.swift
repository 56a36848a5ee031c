/// Which characters may be used for lines, bars and marks.
public enum GlyphTier: String, Sendable, Hashable, CaseIterable {
  /// Box lines, blocks, arrows: for terminals that give them one column.
  case full
  /// Braille and ASCII only: nothing whose width depends on the terminal.
  case safe
  /// 7-bit only.
  case ascii
}

/// How characters are shown on the terminal in use: the signs to draw with, and how wide text is.
/// Measuring and writing use the same value, so they cannot disagree.
public struct Glyphs: Sendable, Hashable {
  /// The tier in force: ``GlyphTier/full`` becomes ``GlyphTier/safe`` where ambiguous glyphs take two columns.
  public let tier: GlyphTier
  public let ambiguous: AmbiguousWidth
  /// How wide characters are spelled where the terminal has none; nil shows them.
  public let spelling: Spelling?

  public init(tier: GlyphTier = .full, ambiguous: AmbiguousWidth = .one, spelling: Spelling? = nil) {
    self.tier = tier == .full && ambiguous == .two ? .safe : tier
    self.ambiguous = ambiguous
    self.spelling = spelling
  }

  private func pick(_ full: String, _ safe: String, _ ascii: String) -> String {
    switch tier {
    case .full: full
    case .safe: safe
    case .ascii: ascii
    }
  }

  /// Stands for what was cut off.
  public var ellipsis: String { pick("…", "..", "..") }
  public var horizontal: String { pick("─", "⠒", "-") }
  public var vertical: String { pick("│", "⡇", "|") }
  /// The right side of a frame; only the braille one differs from the left.
  public var verticalRight: String { pick("│", "⢸", "|") }
  public var topLeft: String { pick("╭", "⡖", "+") }
  public var topRight: String { pick("╮", "⢲", "+") }
  public var bottomLeft: String { pick("╰", "⠓", "+") }
  public var bottomRight: String { pick("╯", "⠚", "+") }
  /// A dashed line, for targets.
  public var dashed: String { pick("╌", "⠂", "-") }
  /// The same from top to bottom, for deadlines.
  public var dashedVertical: String { pick("┊", "⡂", ":") }
  /// The thin line behind a bar.
  public var track: String { pick("─", "⠤", ".") }
  /// The mark of a target on a bar.
  public var targetMark: String { pick("│", "⡇", "|") }
  /// A bar with air above it, so that neighbours stay apart.
  public var bar: String { pick("▆", "⣶", "=") }
  /// The left half of a bar, where there is one with the same air above it.
  public var barHalf: String? { tier == .safe ? "⡆" : nil }
  /// A full cell.
  public var block: String { pick("█", "⣿", "#") }
  /// The upper and the lower half of a cell.
  public var upperHalf: String { pick("▀", "⠛", "\"") }
  public var lowerHalf: String { pick("▄", "⣤", "_") }
  /// Growing from the left in equal steps, the last one full.
  public var horizontalSteps: [String] {
    switch tier {
    case .full: ["▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"]
    case .safe: ["⡇", "⣿"]
    case .ascii: ["#"]
    }
  }
  /// Growing from the bottom in equal steps, the last one full.
  public var verticalSteps: [String] {
    switch tier {
    case .full: ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
    case .safe: ["⣀", "⣤", "⣶", "⣿"]
    case .ascii: ["_", ".", "-", "=", "^"]
    }
  }
  public var arrow: String { pick("→", "->", "->") }
  public var arrowLeft: String { pick("←", "<", "<") }
  public var arrowRight: String { pick("→", ">", ">") }
  /// Places won and lost in a ranking.
  public var placesUp: String { pick("▲", "^", "^") }
  public var placesDown: String { pick("▼", "v", "v") }
  /// Between the parts of a path.
  public var breadcrumb: String { pick("›", "›", ">") }
  /// Before and after something that can be stepped through.
  public var previous: String { pick("◂", "‹", "<") }
  public var next: String { pick("▸", "›", ">") }
  /// Between the facts of one line.
  public var separator: String { pick("·", "|", "|") }
  public var bullet: String { pick("●", "*", "*") }
  public var bulletOpen: String { pick("○", "o", "o") }
  /// In place of a figure that does not apply.
  public var none: String { pick("—", "-", "-") }
  /// In place of a character that must not reach the terminal.
  public var replacement: String { pick("\u{FFFD}", "?", "?") }

  /// The tick of a vertical axis, and the same where a target line starts.
  public var tick: String { pick("┤", "⡇", "|") }
  public var tickCrossed: String { pick("┼", "⡗", "+") }
  /// On a line of time: the start of a year, a date, and where one is.
  public var timeTick: String { pick("┴", "⠓", "+") }
  public var timeMark: String { pick("◆", "*", "*") }
  public var timeNow: String { pick("▼", "v", "v") }
}
