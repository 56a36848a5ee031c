import Catalog
import Foundation
import PostalModel
import Testing

/// Playlists: those that ship, and what is said of one with a slip in it.
@Suite struct PlaylistTests {
  static let indicators = try! Catalog.shipped.indicators()
  static let panels = [
    "overview", "outlets", "packaging", "safety", "villages", "plans", "service", "scale", "open-items", "data",
  ]

  private func read(_ text: String) throws -> PlaylistFile {
    let scratch = try Scratch()
    return try scratch.catalog.playlist(
      at: try scratch.write("wall.toml", text), indicators: Self.indicators, panels: Self.panels)
  }

  /// The message in English, without the folder.
  private func refusal(_ text: String) throws -> String {
    do {
      _ = try read(text)
      return ""
    } catch let error as CatalogError {
      #expect(!error.zh.isEmpty && error.zh != error.en)
      return "\(error.line): \(error.en)"
    }
  }

  @Test func everyPlanHasOne() throws {
    let (book, _) = Catalog.shipped.planBook()
    #expect(Set(Catalog.shipped.playlistNames()) == Set(book.plans.map(\.id) + [Catalog.commonPlaylist]))
    for name in Catalog.shipped.playlistNames() {
      let file = try #require(
        try Catalog.shipped.playlist(named: name, indicators: Self.indicators, panels: Self.panels))
      let list = file.playlist
      #expect(list.scenes.count >= 4 && list.titleZh != nil && list.titleEn != nil, "\(name)")
      #expect(!list.showsFirms && list.exit.isEmpty, "\(name)")
      guard let plan = book.plan(name) else { continue }
      // It begins where its plan belongs.
      guard case .address(let text) = list.scenes[0].subject else {
        Issue.record("\(name)")
        continue
      }
      #expect(AreaCode(text) == plan.area)
    }
  }

  @Test func everyKeyIsRead() throws {
    let list = try read(
      """
      title = "大厅"
      title_en = "Hall"
      every = 12
      scope = "5205"
      idle = 45
      firms = true
      exit = "ctrl-q ctrl-q"
      repaint = 0
      shift = 7
      theme = "wall"
      [stale]
      packaging = 35
      safety = 0
      [[scene]]
      address = "5205/packaging"
      seconds = 30
      hours = "08:30-18:00"
      days = ["mon-wed", "sun"]
      theme = "paper"
      title = "绿色包装"
      [[scene]]
      query = "worst"
      indicator = "outlet_density"
      count = 3
      [[scene]]
      query = "children"
      scope = "520526"
      panel = "safety"
      [[scene]]
      query = "plans"
      [[scene]]
      query = "open-items"
      [[scene]]
      query = "tasks-due"
      days = "fri-mon"
      """
    ).playlist
    #expect(list.titleZh == "大厅" && list.title(.en) == "Hall" && list.every == 12_000 && list.idle == 45)
    #expect(list.showsFirms && list.exit == ["ctrl-q", "ctrl-q"] && list.repaint == 0 && list.shift == 7)
    #expect(list.staleDays[.packaging] == 35 && list.staleDays[.safety] == nil && list.staleDays[.villages] == 40)
    let first = list.scenes[0]
    #expect(first.subject == .address("5205/packaging") && first.duration == 30_000 && first.theme == "paper")
    #expect(first.days == [.mon, .tue, .wed, .sun] && first.hours?.description == "08:30-18:00")
    #expect(first.title(.en) == "绿色包装")
    #expect(
      list.scenes[1].subject == .worst(count: 3, indicator: "outlet_density", scope: "5205", panel: nil))
    #expect(list.scenes[2].subject == .children(scope: "520526", panel: "safety"))
    #expect(list.scenes[3].subject == .plans(panel: "plans") && list.scenes[4].subject == .openItems(scope: "5205"))
    #expect(list.scenes[5].days == [.fri, .sat, .sun, .mon])
  }

  @Test(arguments: [
    ("every = 15", "0: has no scene; write at least one [[scene]], such as address = \"5205\""),
    ("[[scene]]\nadress = \"5205\"", "2: [[scene]] 1 adress: there is no such key; allowed: "),
    ("[[scene]]\nseconds = 5", "1: [[scene]] 1 address: is missing; give address or query (worst children "),
    ("[[scene]]\naddress = \"5205\"\nquery = \"plans\"", "3: [[scene]] 1 query: address and query exclude one another"),
    ("[[scene]]\naddress = \"5205\"\nhours = \"8-18\"", "3: [[scene]] 1 hours: must be hours such as 08:00-18:00"),
    ("[[scene]]\naddress = \"5205\"\ndays = \"monday\"", "3: [[scene]] 1 days: \"monday\" is no day of the week"),
    ("[[scene]]\naddress = \"5205\"\nseconds = 0", "3: [[scene]] 1 seconds: must be a whole number from 1 to 86400"),
    ("[[scene]]\nquery = \"best\"", "2: [[scene]] 1 query: cannot be \"best\"; one of: worst children"),
    ("[[scene]]\nquery = \"worst\"\nindicator = \"x\"", "3: [[scene]] 1 indicator: there is no indicator \"x\""),
    ("[[scene]]\nquery = \"worst\"", "1: [[scene]] 1 indicator is missing"),
    ("[[scene]]\nquery = \"children\"\npanel = \"maps\"", "3: [[scene]] 1 panel: there is no panel \"maps\""),
    ("[[scene]]\nquery = \"plans\"\ncount = 2", "3: [[scene]] 1 count: is not used by query = \"plans\"; leave it out"),
    ("theme = \"neon\"\n[[scene]]\naddress = \"5205\"", "1: theme: there is no theme \"neon\"; available: "),
    ("[stale]\nparcels = 3\n[[scene]]\naddress = \"5205\"", "2: [stale] parcels: there is no such key; allowed: areas"),
  ])
  func aSlipIsNamedWithItsPlace(text: String, message: String) throws {
    let refusal = try refusal(text)
    #expect(refusal.hasPrefix(message), "\(refusal)")
  }

  @Test func theUsersLieOverTheShippedOnes() throws {
    let scratch = try Scratch()
    try scratch.write("playlists/bijie.toml", "title = \"我们的\"\n[[scene]]\naddress = \"5205\"\n")
    try scratch.write("playlists/hall.toml", "[[scene]]\naddress = \"/\"\n")
    let file = try scratch.catalog.playlist(named: "bijie", indicators: Self.indicators, panels: Self.panels)
    #expect(file?.playlist.titleZh == "我们的")
    #expect(scratch.catalog.playlistNames().contains("hall"))
    let none = try scratch.catalog.playlist(named: "none", indicators: [], panels: [])
    #expect(none == nil)
  }

  @Test func laterErrorsFindTheirLine() throws {
    let file = try read("exit = \"x\"\n\n[[scene]]\naddress = \"5205\"\n\n[[scene]]\n\naddress = \"nowhere\"\n")
    #expect(file.wrong("address", scene: 1, zh: "甲", en: "a").line == 8)
    #expect(file.wrong("exit", scene: nil, zh: "甲", en: "a").line == 1)
    #expect(file.wrong("address", scene: 1, zh: "甲", en: "a").en == "[[scene]] 2 address: a")
  }
}
