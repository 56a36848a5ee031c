import Panels
import PostalModel

/// 命令面板: what is typed into it, and where its cursor is.
struct Palette: Equatable, Sendable {
  enum Scope: Equatable, Sendable {
    /// Areas, addresses, panels, indicators, plans, commands, themes and places one was at.
    case all
    /// The keys in force, those that are not with the reason, and what the marks mean.
    case keys
    /// Themes alone, shown as the cursor passes over them.
    case themes
  }

  var scope: Scope
  var text = ""
  var cursor = 0
}

/// One thing the palette offers, and what comes of it.
struct PaletteItem: Equatable, Sendable {
  enum Action: Equatable, Sendable {
    case go(Place)
    /// What is typed, as an address.
    case address
    case run(Command)
    case theme(String)
    case nothing
  }

  var row: PaletteRow
  var action: Action
}

/// An area or an outlet that a search found, best first.
public struct FoundPlace: Hashable, Sendable {
  public var area: Area
  /// The names above it, from the top down.
  public var path: [String]
  /// The characters of its name that matched; nil where it was found by another name or by its code.
  public var matched: Range<Int>?
  /// The outlet found in the area; nil for the area itself.
  public var outlet: String?
  public var outletName: String?

  public init(
    area: Area, path: [String], matched: Range<Int>? = nil, outlet: String? = nil, outletName: String? = nil
  ) {
    self.area = area
    self.path = path
    self.matched = matched
    self.outlet = outlet
    self.outletName = outletName
  }
}

/// A theme that can be chosen.
public struct ThemeChoice: Hashable, Sendable {
  public var id: String
  public var name: String
  /// Made by the office.
  public var isOwn: Bool

  public init(id: String, name: String, isOwn: Bool = false) {
    self.id = id
    self.name = name
    self.isOwn = isOwn
  }
}

/// A place one was at, with the words it is listed by.
public struct Visited: Hashable, Sendable {
  public var place: Place
  public var title: String

  public init(place: Place, title: String) {
    self.place = place
    self.title = title
  }
}
