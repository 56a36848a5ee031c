import Catalog
import Drawing
import Foundation
import PostalModel
import Testing

/// An office's files lie over the shipped ones.
@Suite struct UserFileTests {
  @Test func aPlanOfTheSameIdReplacesTheShippedOne() throws {
    let scratch = try Scratch()
    try scratch.write(
      "plans/my-bijie.toml",
      """
      id = "bijie"
      area = "5205"
      zh = "毕节方案(本局)"
      en = "Bijie plan, ours"
      [[target]]
      id = "slim_tape"
      indicator = "slim_tape"
      min = 99.5
      baseline = 90
      baseline_year = 2022
      path = "linear"
      deadline = 2025-12-31
      applies = "whole"
      """)
    let (book, errors) = scratch.catalog.planBook()
    #expect(errors.isEmpty)
    #expect(book.plans.count == 5)
    let target = try #require(book.plan("bijie")?.targets.first)
    #expect(target.minimum == Amount(micro: 99_500_000) && target.deadline == Day(2025, 12, 31))
    #expect(target.path == .linear && target.binding == .whole && target.baseline == Amount(90))
    #expect(book.plan("bijie")?.zh == "毕节方案(本局)")
  }

  @Test func targetsAloneAreReadAsWithTheWholePlan() throws {
    let scratch = try Scratch()
    try scratch.write(
      "plans/my-bijie.toml",
      """
      id = "bijie"
      area = "5205"
      zh = "毕节方案(本局)"
      en = "Bijie plan, ours"
      [[task]]
      id = "t"
      clause = "三(一)1"
      zh = "甲"
      en = "A"
      [[task.milestones]]
      year = 2024
      zh = "乙"
      en = "B"
        [[ target ]]
        id = "slim_tape"
        indicator = "slim_tape"
        min = 99
        baseline = 90
        baseline_year = 2022
        path = "milestones"
        deadline = 2025-12-31
        [[target.milestones]]
        year = 2024
        value = 95
      """)
    let (whole, errors) = scratch.catalog.planBook()
    let (short, others) = scratch.catalog.planBook(parts: .targets)
    #expect(errors.isEmpty && others.isEmpty)
    #expect(whole.plan("bijie")?.tasks.count == 1 && whole.plan("bijie")?.targets.count == 1)
    #expect(short.plan("bijie")?.targets == whole.plan("bijie")?.targets && short.plan("bijie")?.tasks.isEmpty == true)
  }

  @Test func aFurtherPlanOfAnAreaComesBeforeTheShippedOne() throws {
    let scratch = try Scratch()
    try scratch.write("plans/next.toml", "id = \"next\"\narea = \"520500000000\"\nzh = \"下一个\"\nen = \"Next\"\n")
    let (book, _) = scratch.catalog.planBook()
    #expect(book.plans.count == 6)
    #expect(book.home(of: [AreaCode("5205")!], on: Day(2026, 1, 1)!)?.id == "next")
  }

  @Test func anIndicatorOfSentFiguresNeedsNoMeasures() throws {
    let scratch = try Scratch()
    let entry = { (form: String) in
      "[[indicator]]\nid = \"delay\"\nzh = \"延误率\"\nen = \"Delay\"\npanel = \"service\"\nform = \"\(form)\"\n"
        + "unit = \"per100k\"\nkind = \"flow\"\nbetter = \"lower\"\n"
    }
    try scratch.write("indicators.toml", entry("figures"))
    let delay = try #require(try scratch.catalog.indicators().first { $0.id == "delay" })
    #expect(delay.form == .figures && delay.scale == 100_000 && delay.numerator.isEmpty && !delay.higherIsBetter)
    try scratch.write("indicators.toml", entry("safety"))
    #expect(throws: CatalogError.self) { try scratch.catalog.indicators() }
    try scratch.write("indicators.toml", entry("tasks") + "numerator = \"a\"\ndenominator = \"b\"\n")
    let error = #expect(throws: CatalogError.self) { try scratch.catalog.indicators() }
    #expect(error?.en.contains("no indicators") == true)
  }

  @Test func indicatorsAreReplacedAndAdded() throws {
    let scratch = try Scratch()
    let entry = { (id: String, zh: String) in
      """
      [[indicator]]
      id = "\(id)"
      zh = "\(zh)"
      en = "Ours"
      panel = "packaging"
      form = "packaging"
      numerator = ["slim_taped"]
      denominator = ["taped"]

      """
    }
    try scratch.write("indicators.toml", entry("slim_tape", "本局胶带") + entry("ours", "本局指标"))
    let (mine, shipped) = (try scratch.catalog.indicators(), try Catalog.shipped.indicators())
    #expect(mine.map(\.id) == shipped.map(\.id) + ["ours"])
    #expect(mine.first { $0.id == "slim_tape" }?.zh == "本局胶带")
    #expect(mine.last?.scale == 100 && mine.last?.higherIsBetter == true)
  }

  @Test func wordsAndSettingsLieOver() throws {
    let scratch = try Scratch()
    try scratch.write(
      "words/zh.toml", "# 本局\n\"status.met\" = \"已\\\"达标\\\"\\n\\u4e00\"\n\nown-key = \"甲\" # 乙\r\n")
    let words = try scratch.catalog.words(.zh)
    #expect(words["status.met"] == "已\"达标\"\n一")
    #expect(words["own-key"] == "甲")
    #expect(Set(words.keys).isSuperset(of: try Catalog.shipped.words(.zh).keys))
    try scratch.write(
      "settings.toml", "behind_bound = 5\nfar_behind_bound = 20.5\ndue_day = 15\nprefer_system = false\n")
    let settings = try scratch.catalog.settings()
    #expect(settings.behindBound == 5 && settings.farBehindBound == 20.5 && settings.dueDay == 15)
    #expect(settings.prefersSystem == false && settings.brandsReached == Settings().brandsReached)
    #expect(settings.theme == Settings.automaticTheme && settings.hasMouse)
    try scratch.write(
      "settings.toml", "theme = \"plain\"\ntheme_dark = \"paper\"\ntheme_light = \"dusk\"\nmouse = false\n")
    let screen = try scratch.catalog.settings()
    #expect(screen.theme == "plain" && screen.darkTheme == "paper" && screen.lightTheme == "dusk" && !screen.hasMouse)
    #expect(screen.heartbeat == nil)
    try scratch.write("settings.toml", "heartbeat = \"/run/wall\"\n")
    #expect(try scratch.catalog.settings().heartbeat == "/run/wall")
    try scratch.write("settings.toml", "heartbeat = \"wall\"\n")
    #expect { try scratch.catalog.settings() } throws: {
      ($0 as? CatalogError)?.text(.en).contains("settings.toml:1") == true
    }
  }

  @Test func aThemeOfTheSameNameReplacesTheShippedOne() throws {
    let name = try #require(ShippedThemeTests.names.first)
    let shipped = try String(contentsOfFile: "\(Scratch.share)/Themes/\(name).toml", encoding: .utf8)
    let scratch = try Scratch()
    let lines = shipped.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.hasPrefix("dim = ") ? "dim = { color = \"#123456\", italic = true }" : String(line)
    }
    try scratch.write("themes/\(name).toml", lines.joined(separator: "\n"))
    try scratch.write("themes/office.toml", lines.joined(separator: "\n"))
    let theme = try scratch.catalog.theme(named: name)
    #expect(theme.styles[.dim] == StyleSpec(color: Color(hex: "#123456"), attributes: .italic))
    #expect(scratch.catalog.themeNames().contains("office"))
  }
}
