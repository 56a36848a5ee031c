/// Looks that need no colour.
public struct Attributes: OptionSet, Sendable, Hashable {
  public let rawValue: UInt8
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  public static let bold = Attributes(rawValue: 1)
  public static let dim = Attributes(rawValue: 2)
  public static let underline = Attributes(rawValue: 4)
  public static let reverse = Attributes(rawValue: 8)
  public static let italic = Attributes(rawValue: 16)
}

/// What a theme says of one role or ground: of a role the colour of its text, of a ground the colour behind.
public struct StyleSpec: Sendable, Hashable {
  /// nil is the terminal's own colour.
  public var color: Color?
  public var attributes: Attributes

  public init(color: Color? = nil, attributes: Attributes = []) {
    self.color = color
    self.attributes = attributes
  }
}

/// 色觉: ways of seeing that tell fewer colours apart.
public enum ColorVision: String, Sendable, Hashable, CaseIterable {
  /// Red and green alike, red dark (红色盲); red and green alike (绿色盲); blue and green, yellow and pink alike (蓝色盲).
  case protan, deutan, tritan
}

/// Roles and grounds turned into colours and attributes.
public struct Theme: Sendable, Hashable {
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    case dark, light
  }

  public var name: String
  /// The name in English, and in a few words of both languages what it is and whom it is for; empty if not told.
  public var nameEn = ""
  public var about = ""
  public var aboutEn = ""
  public var kind: Kind
  public var styles: [Role: StyleSpec]
  public var grounds: [Ground: StyleSpec]
  /// The glyphs the theme was made for; nil for whatever the terminal can show.
  public var tier: GlyphTier?
  /// The contrast that it promises of everything read; 4.5 is what WCAG asks for, 7 what it calls enhanced.
  public var contrast = 4.5
  /// The ways of seeing for which it promises statuses far apart.
  public var safeFor: [ColorVision] = []

  public init(
    name: String, kind: Kind, styles: [Role: StyleSpec], grounds: [Ground: StyleSpec], tier: GlyphTier? = nil
  ) {
    self.name = name
    self.kind = kind
    self.styles = styles
    self.grounds = grounds
    self.tier = tier
  }

  /// A theme without colours, for terminals and people that want none.
  public static let plain = Theme(name: "plain", kind: .dark, styles: [:], grounds: [:])

  /// Roles and grounds the theme leaves out; a complete theme has none.
  public var missing: [String] {
    Role.allCases.filter { styles[$0] == nil }.map(\.rawValue)
      + Ground.allCases.filter { grounds[$0] == nil }.map(\.rawValue)
  }

  /// The least contrast of a role with a ground it is read upon, 1 to 21, and which two they are, in colours of 24
  /// bits or of the palette of 256. nil where the theme leaves all colours to the terminal.
  public func leastContrast(in depth: ColorDepth = .direct) -> (contrast: Double, role: Role, ground: Ground)? {
    var least: (contrast: Double, role: Role, ground: Ground)?
    for role in Role.allCases {
      for ground in role.grounds {
        let look = look(of: Style(foreground: role, background: ground))
        guard var ink = look.foreground, var behind = look.background else { continue }
        if depth == .palette { (ink, behind) = (Color.xterm(ink.nearest256), Color.xterm(behind.nearest256)) }
        let contrast = ink.contrast(with: behind)
        if contrast < least?.contrast ?? 22 { least = (contrast, role, ground) }
      }
    }
    return least
  }

  /// The colours and attributes of a style in full colour.
  public func look(of style: Style) -> (foreground: Color?, background: Color?, attributes: Attributes) {
    let role = styles[style.foreground] ?? styles[.text] ?? StyleSpec()
    let ground = grounds[style.background] ?? grounds[.screen] ?? StyleSpec()
    var attributes = role.attributes.union(ground.attributes)
    if style.isStrong {
      attributes.insert(.bold)
      attributes.remove(.dim)
    }
    // Dim text in reverse is hard to read on every terminal.
    if attributes.contains(.reverse) { attributes.remove(.dim) }
    return (role.color, ground.color, attributes)
  }

  /// The same on a terminal of some depth, as the numbers it knows its colours by.
  public func look(of style: Style, depth: ColorDepth) -> TerminalLook {
    if depth == .none || grounds.isEmpty { return TerminalLook(attributes: Self.colorlessAttributes(of: style)) }
    var (color, ground, attributes) = look(of: style)
    if depth < .palette {
      // So few colours cannot show a shade behind text; where a band would vanish the text is reversed.
      let lost =
        style.background != .screen && ground != nil
        && ground.flatMap(depth.index(of:)) == grounds[.screen]?.color.flatMap(depth.index(of:))
      if lost {
        if [.tab, .selection, .badge, .match].contains(style.background) { attributes.insert(.reverse) }
        ground = grounds[.screen]?.color
      }
    }
    var look = TerminalLook(
      foreground: color.flatMap(depth.index(of:)), background: ground.flatMap(depth.index(of:)),
      attributes: attributes)
    if depth < .palette, let background = look.background, look.foreground == background {
      // Faint text must not vanish: take the grey that can be seen.
      let isDark = ground.map { $0.luminance < 0.2 } ?? (kind == .dark)
      look.foreground = depth == .sixteen ? (background == 8 ? 15 : 8) : (isDark ? 7 : 0)
    }
    return look
  }

  /// Attributes that stand in for colours.
  static func colorlessAttributes(of style: Style) -> Attributes {
    var attributes: Attributes = style.isStrong ? .bold : []
    switch style.foreground {
    case .title, .titleFocus, .brand, .value, .accent, .key, .badge, .error, .short, .missed, .farBehind, .worse, .tile,
      .borderFocus:
      attributes.insert(.bold)
    case .dim, .border, .axis, .shadow, .notApplicable, .noTarget, .projection: attributes.insert(.dim)
    case .link, .match: attributes.insert(.underline)
    default: break
    }
    switch style.background {
    case .tab, .selection, .badge, .match, .short, .missed, .farBehind, .behind: attributes.insert(.reverse)
    default: break
    }
    // Dim text in reverse is hard to read on every terminal.
    if attributes.contains(.reverse) { attributes.remove(.dim) }
    return attributes
  }
}

/// A style as a terminal takes it: colour numbers of its own depth, nil for its default.
public struct TerminalLook: Sendable, Hashable {
  public var foreground: Int?
  public var background: Int?
  public var attributes: Attributes

  public init(foreground: Int? = nil, background: Int? = nil, attributes: Attributes = []) {
    self.foreground = foreground
    self.background = background
    self.attributes = attributes
  }
}
