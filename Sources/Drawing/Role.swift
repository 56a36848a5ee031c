/// What a piece of text is, never how it looks: a theme turns roles into colours and attributes.
/// The raw value is the name used in theme files.
public enum Role: String, Sendable, Hashable, CaseIterable {
  /// Ordinary text.
  case text
  /// Units, ranks, sources: there when looked for.
  case dim
  /// The name of a figure beside it.
  case label
  /// The heading of a table column.
  case heading
  /// The title of a panel, and of one that has the focus.
  case title, titleFocus
  /// The name of the program in the header.
  case brand
  /// Frames of panels, and of the panel that has the focus. Not text.
  case border, borderFocus
  /// Something that can be acted on or is in focus.
  case accent
  /// The name of a key.
  case key
  /// A figure.
  case value
  /// A place that can be opened.
  case link
  /// The text of the badge on demonstration data; goes with ``Ground/badge``.
  case badge
  /// A caution that is not a judgement: stale data, a borrowed standard.
  case notice
  /// Statuses, as judged against a plan.
  case met, metPartial, onSchedule, behind, farBehind, short, missed, notReported, notApplicable, noTarget
  /// A change for the better, for the worse.
  case better, worse
  /// A series drawn through time, and its continuation into the future.
  case trend, projection
  /// The line of a target in a picture.
  case target
  /// Axes, ticks and the empty part of a bar. Not text.
  case axis
  /// Something failed.
  case error
  /// The part of a text that a search found; goes with ``Ground/match``.
  case match
  /// Text upon a tile of ``Ground`` of a status.
  case tile
  /// A panel lying under an overlay. Not meant to be read.
  case shadow

  /// Whether people read it, so that contrast matters; frames, axes and shaded panels are not read.
  public var isText: Bool {
    switch self {
    case .border, .borderFocus, .axis, .shadow: false
    default: true
    }
  }

  /// The grounds it is read upon, where contrast matters; none for what is not read.
  public var grounds: [Ground] {
    if !isText { return [] }
    return switch self {
    case .badge: [.badge]
    case .match: [.match]
    case .tile: Ground.allCases.filter(\.isStatus)
    default: Ground.reading
    }
  }
}

/// What a cell lies upon. The raw value is the name used in theme files.
public enum Ground: String, Sendable, Hashable, CaseIterable {
  /// The whole screen.
  case screen
  /// The header and the hint bar.
  case header
  /// The tab of the screen shown.
  case tab
  /// The band under the selected row of the panel in focus.
  case selection
  /// The band under the selected row of another panel.
  case selectionIdle
  /// Help, dialogues, the palette.
  case overlay
  /// The badge on demonstration data.
  case badge
  /// Found by a search.
  case match
  /// Tiles and heat cells of each status.
  case met, metPartial, onSchedule, behind, farBehind, short, missed, notReported, notApplicable, noTarget

  /// Those that any text may lie upon.
  public static let reading: [Ground] = [.screen, .header, .tab, .selection, .selectionIdle, .overlay]

  /// Whether it is the ground of a status, for text of ``Role/tile``.
  public var isStatus: Bool {
    switch self {
    case .met, .metPartial, .onSchedule, .behind, .farBehind, .short, .missed, .notReported, .notApplicable,
      .noTarget:
      true
    default: false
    }
  }
}

/// The two independent parts of a cell's look, and whether it is stressed.
public struct Style: Sendable, Hashable {
  /// What the text is.
  public var foreground: Role
  /// What it lies upon.
  public var background: Ground
  /// Stressed within its role: the figure that the sentence is about.
  public var isStrong: Bool

  public init(foreground: Role = .text, background: Ground = .screen, isStrong: Bool = false) {
    self.foreground = foreground
    self.background = background
    self.isStrong = isStrong
  }
}
