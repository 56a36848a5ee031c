import Catalog
import Drawing
import Testing

/// Every theme of Themes can be read by those it is for, on every terminal.
@Suite struct ShippedThemeTests {
  static let names = Catalog.shipped.themeNames().filter { $0 != Theme.plain.name }
  /// The statuses that a board shows side by side.
  static let statuses: [(role: Role, ground: Ground)] = [
    (.met, .met), (.onSchedule, .onSchedule), (.behind, .behind), (.farBehind, .farBehind), (.short, .short),
    (.missed, .missed), (.notReported, .notReported),
  ]

  @Test func thereIsOneForEveryRoomAndEveryEye() throws {
    let themes = try Self.names.map { try Catalog.shipped.theme(named: $0) }
    #expect(themes.count >= 10)
    for kind in Theme.Kind.allCases {
      #expect(themes.contains { $0.kind == kind && $0.contrast >= 7 }, "high contrast, \(kind)")
    }
    for vision in ColorVision.allCases { #expect(themes.contains { $0.safeFor.contains(vision) }) }
    #expect(themes.contains { $0.leastContrast() == nil }, "one in the terminal's own colours")
    #expect(Set(themes.map(\.name)).count == themes.count && Set(themes.map(\.nameEn)).count == themes.count)
  }

  @Test(arguments: names) func itSaysWhatItIs(_ name: String) throws {
    let theme = try Catalog.shipped.theme(named: name)
    #expect(theme.missing.isEmpty)
    #expect(![theme.name, theme.nameEn, theme.about, theme.aboutEn].contains(""))
  }

  @Test(arguments: names) func textCanBeRead(_ name: String) throws {
    let theme = try Catalog.shipped.theme(named: name)
    #expect(theme.contrast >= 4.5)
    for depth in [ColorDepth.direct, .palette] {
      guard let least = theme.leastContrast(in: depth) else { continue }
      #expect(least.contrast >= theme.contrast, "\(name), \(depth): \(least.role) on \(least.ground)")
    }
  }

  @Test(arguments: names) func framesAreFaintAndFocusIsNot(_ name: String) throws {
    let theme = try Catalog.shipped.theme(named: name)
    guard let screen = theme.grounds[.screen]?.color, let frame = theme.styles[.border]?.color,
      let focus = theme.styles[.borderFocus]?.color
    else { return }
    #expect((1.25...4).contains(frame.contrast(with: screen)))
    #expect(focus.contrast(with: screen) >= 4.5)
  }

  @Test(arguments: names) func nothingVanishesWhereColorsAreFew(_ name: String) throws {
    let theme = try Catalog.shipped.theme(named: name)
    for depth in [ColorDepth.eight, .sixteen] {
      for role in Role.allCases where role.isText {
        for ground in role.grounds {
          let look = theme.look(of: Style(foreground: role, background: ground), depth: depth)
          #expect(
            look.foreground != look.background || look.foreground == nil, "\(name), \(depth): \(role) on \(ground)")
        }
      }
    }
  }

  @Test(arguments: names) func theSelectedRowCanBeTold(_ name: String) throws {
    let theme = try Catalog.shipped.theme(named: name)
    for depth in ColorDepth.allCases {
      let selected = theme.look(of: Style(background: .selection), depth: depth)
      for ground in [Ground.screen, .header, .selectionIdle, .overlay] {
        let other = theme.look(of: Style(background: ground), depth: depth)
        #expect(selected != other, "\(name), \(depth): \(ground)")
      }
    }
  }

  /// Meaning never rests on colour alone, but colour should help whom it can: farther apart for the eyes that a theme
  /// is made for, still apart for all others. Attributes tell statuses apart where there is no colour.
  @Test(arguments: names) func statusesAreApartForEveryEye(_ name: String) throws {
    let theme = try Catalog.shipped.theme(named: name)
    for (place, one) in Self.statuses.enumerated() {
      for two in Self.statuses[..<place] {
        guard let first = theme.styles[one.role]?.color, let second = theme.styles[two.role]?.color,
          let tile = theme.grounds[one.ground]?.color, let other = theme.grounds[two.ground]?.color
        else {
          #expect(theme.styles[one.role] != theme.styles[two.role], "\(name): \(one.role), \(two.role)")
          continue
        }
        for vision in [nil] + ColorVision.allCases.map(Optional.some) {
          let floor = vision.map(theme.safeFor.contains) ?? !theme.safeFor.isEmpty ? 12.0 : 6.0
          let eyes = vision?.rawValue ?? "all colours"
          #expect(
            SeenColors.distance(first, second, vision) >= floor, "\(name), \(eyes): \(one.role), \(two.role)")
          #expect(
            SeenColors.distance(tile, other, vision) >= floor, "\(name), \(eyes): tiles \(one.role), \(two.role)")
        }
      }
    }
  }

  /// Pairs 1, 7 and 25 of the data that the authors of the formula give for checking.
  @Test func distancesAreThoseOfTheFormula() {
    func close(_ one: (Double, Double, Double), _ two: (Double, Double, Double), _ expected: Double) -> Bool {
      abs(SeenColors.ciede2000(one, two) - expected) < 0.0001
    }
    #expect(close((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425))
    #expect(close((50, 0, 0), (50, -1, 2), 2.3669))
    #expect(close((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644))
  }

  @Test func aThemeIsFoundByItsFileAndByItsOwnName() throws {
    let name = try #require(Self.names.first)
    let theme = try Catalog.shipped.theme(named: name)
    #expect(try Catalog.shipped.theme(named: theme.name) == theme)
    #expect(try Catalog.shipped.theme(named: "plain") == .plain)
    let error = #expect(throws: CatalogError.self) { try Catalog.shipped.theme(named: "../Themes/\(name)") }
    #expect(error?.en.contains(name) == true)
  }
}
