import Catalog
import Foundation
import PostalModel
import Testing

/// What is wrong is told with file, line, key and what is allowed, in both languages, and stops nothing else.
@Suite struct CatalogErrorTests {
  private static let head = "id = \"mine\"\narea = \"520500000000\"\nzh = \"本局\"\nen = \"Mine\"\n"
  private static let target = "[[target]]\nid = \"a\"\nindicator = \"slim_tape\"\nmin = 99\n"

  /// The one error of a plan put beside the shipped ones, which all still open.
  private func error(of plan: String) throws -> CatalogError {
    let scratch = try Scratch()
    let file = try scratch.write("plans/mine.toml", plan)
    let (book, errors) = scratch.catalog.planBook()
    #expect(book.plans.count == 5 && book.law != nil)
    #expect(errors.count == 1)
    let error = try #require(errors.first)
    #expect(error.file == file)
    #expect(error.text(.en) == "\(file):\(error.line): \(error.en)")
    #expect(error.text(.zh) == "\(file):\(error.line): \(error.zh)")
    return error
  }

  @Test func brokenTOML() throws {
    let error = try error(of: Self.head + "title = \"open\nuntil = 3\n")
    #expect(error.line == 5)
    #expect(error.zh.contains("TOML") && error.en.contains("TOML"))
  }

  @Test(arguments: [
    // A slip in a key of the file, of the second target, and in the name of a section.
    (head + "titel = \"x\"\n", 5, "titel", "title"),
    (head + target + "[[target]]\nid = \"b\"\nindicator = \"no_repack\"\nmin = 1\n  maks = 2\n", 13, "maks", "max"),
    (head + "[[targets]]\nid = \"a\"\n", 5, "targets", "target"),
    // Wrong kinds of values.
    (head + "station_standard = \"seven\"\n", 5, "station_standard", "five"),
    (head + "issued = \"2025-02-30\"\n", 5, "issued", "2025-12-31"),
    (head + "document = 7\n", 5, "document", "text"),
    (head + "target = 7\n", 5, "target", "[[target]]"),
    (head + "[[target]]\nid = \"a\"\nindicator = \"slim_tape\"\nmin = \"99\"\n", 8, "min", "number"),
    (head + "[[target]]\nid = \"a\"\nindicator = \"slim_tape\"\nmin = inf\n", 8, "min", "number"),
    (head + target + "applies = \"all\"\n", 9, "applies", "whole"),
    (head + target + "supporting = [1]\n", 9, "supporting", "text"),
    // Values that do not go together.
    (head + target + "max = 98.5\n", 9, "max", "min"),
    (head + target + "unit = \"per10k\"\n", 9, "unit", "percent"),
    (head + target + "baseline_year = 2020\n", 5, "baseline", "missing"),
    (head + target + "path = \"linear\"\ndeadline = \"2025-12-31\"\n", 5, "baseline", "missing"),
    (head + target + "path = \"step\"\n", 5, "deadline", "missing"),
    (head + target + target, 10, "id", "already"),
    (head + "[[target]]\nid = \"a\"\nindicator = \"slim_tpae\"\nmin = 99\n", 7, "slim_tpae", "slim_tape"),
    (head + "[[target]]\nid = \"a\"\nindicator = \"slim_tape\"\n", 5, "min", "missing"),
    ("id = \"mine\"\nzh = \"x\"\nen = \"y\"\n", 1, "area", "missing"),
    // Duties, stated figures and conflicts.
    (head + "[[task]]\nid = \"1\"\nclause = \"二\"\nzh = \"甲\"\n", 5, "en", "missing"),
    (
      head + "[[task]]\nid = \"1\"\nclause = \"二\"\nzh = \"甲\"\nen = \"A\"\ntargets = [\"x\"]\n", 10, "targets",
      "no target"
    ),
    (head + "[[task]]\nid = \"1\"\nclause = \"二\"\nzh = \"甲\"\nen = \"A\"\nwho = \"x\"\n", 10, "who", "lead"),
    (head + "[[rule]]\nid = \"r\"\nclause = \"二\"\n", 5, "zh", "missing"),
    (head + "[[fact]]\nid = \"f\"\nclause = \"二\"\nzh = \"甲\"\nen = \"A\"\nvalue = \"x\"\n", 10, "value", "number"),
    (
      head + target
        + "[[conflict]]\nid = \"c\"\nabout = \"a\"\nused = \"三\"\nstatements = [{ clause = \"一\", value = 1 }, { clause = \"二\", value = 2 }]\n",
      12, "used", "一 二"
    ),
    (
      head + target + "path = \"milestones\"\nbaseline = 1\nbaseline_year = 2022\ndeadline = \"2025-12-31\"\n", 5,
      "milestones", "missing"
    ),
    ("id = \"Mine!\"\narea = \"5205\"\nzh = \"x\"\nen = \"y\"\n", 1, "id", "small letters"),
  ])
  func plansSayWhere(_ plan: String, _ line: Int, _ key: String, _ allowed: String) throws {
    let error = try error(of: plan)
    #expect(error.line == line)
    #expect(error.en.contains(key) && error.zh.contains(key))
    #expect(error.en.contains(allowed))
  }

  @Test func notesAreLeftAside() throws {
    let scratch = try Scratch()
    try scratch.write("plans/mine.toml", Self.head + "note_anything = \"x\"\n" + Self.target)
    let (book, errors) = scratch.catalog.planBook()
    #expect(errors.isEmpty)
    #expect(book.plan("mine")?.targets.count == 1)
  }

  @Test func aPlanWithAnErrorLeavesTheOthersOpen() throws {
    let scratch = try Scratch()
    try scratch.write("plans/mine.toml", Self.head + "[[task]]\nwhat = 1\n")
    let (book, errors) = scratch.catalog.planBook()
    #expect(errors.count == 1 && errors[0].file.hasSuffix("plans/mine.toml"))
    #expect(book.plan("mine") == nil && book.plans.count == 5 && book.law != nil)
  }

  @Test func twoFilesOfOnePlan() throws {
    let scratch = try Scratch()
    try scratch.write("plans/a.toml", Self.head)
    let second = try scratch.write("plans/b.toml", "\n" + Self.head)
    let errors = scratch.catalog.planBook().1
    #expect(errors.map(\.file) == [second])
    #expect(errors.first?.line == 2)
  }

  @Test func aPlanThatIsNotUTF8() throws {
    let scratch = try Scratch()
    let file = try scratch.write("plans/mine.toml", "")
    let bytes = Array("id = \"mine\"\nzh = \"".utf8) + [0xB1, 0xBE, 0xBE, 0xD6] + Array("\"\n".utf8)
    try Data(bytes).write(to: URL(fileURLWithPath: file))
    let (book, errors) = scratch.catalog.planBook()
    #expect(book.plans.count == 5)
    #expect(errors.map(\.line) == [2] && errors[0].en.contains("UTF-8"))
  }

  @Test(arguments: [
    ("colour = 1\n", 7, "colour", "denominator"), ("scale = 0\n", 7, "scale", "1"),
    ("kinds = [\"town\"]\n", 7, "kinds", "community"), ("better = \"more\"\n", 7, "better", "higher"),
    ("sample = \"yes\"\n", 7, "sample", "true"), ("", 1, "denominator", "missing"),
  ])
  func indicatorsSayWhere(_ more: String, _ line: Int, _ key: String, _ allowed: String) throws {
    let scratch = try Scratch()
    let entry = "[[indicator]]\nid = \"x\"\nzh = \"x\"\nen = \"x\"\npanel = \"safety\"\nform = \"safety\"\n"
    let rest = more.isEmpty ? "numerator = \"a\"\n" : "numerator = \"a\"\ndenominator = \"b\"\n"
    let file = try scratch.write("indicators.toml", entry + more + rest)
    let error = try #require(throws: CatalogError.self) { try scratch.catalog.indicators() }
    #expect(error.file == file && error.line == line)
    #expect(error.en.contains(key) && error.en.contains(allowed) && error.zh.contains(key))
    // Plans can still be read; the indicators are told as one more error.
    let (book, errors) = scratch.catalog.planBook()
    #expect(book.plans.count == 5 && errors == [error])
  }

  @Test(arguments: [
    ("\"a\" = \"x\"\n\"b\" \"y\"\n", 2), ("\"a\" = \"x\"\n\n# c\n\"a\" = \"y\"\n", 4), ("a = \"x\ny\"\n", 1),
    ("a = 7\n", 1), ("a = \"\\q\"\n", 1), ("a = \"x\" b\n", 1), ("[section]\n", 1), ("a = \"x", 1),
  ])
  func wordsSayWhere(_ text: String, _ line: Int) throws {
    let scratch = try Scratch()
    let file = try scratch.write("words/en.toml", text)
    let error = try #require(throws: CatalogError.self) { try scratch.catalog.words(.en) }
    #expect(error.file == file && error.line == line)
  }

  @Test(arguments: [
    ("behind_bound = 40\n", 1, "far_behind_bound"), ("due_day = 0\n", 1, "31"), ("\nbrand = 1\n", 2, "brands_reached"),
    ("far_behind_bound = 101\n", 1, "100"), ("theme = \"dawn\"\n", 1, "auto"),
    ("mouse = false\ntheme_dark = \"auto\"\n", 2, "plain"), ("mouse = 1\n", 1, "false"),
  ])
  func settingsSayWhere(_ text: String, _ line: Int, _ allowed: String) throws {
    let scratch = try Scratch()
    try scratch.write("settings.toml", text)
    let error = try #require(throws: CatalogError.self) { try scratch.catalog.settings() }
    #expect(error.line == line && error.en.contains(allowed))
  }

  @Test func themesSayWhere() throws {
    let scratch = try Scratch()
    let text = "kind = \"dark\"\n[roles]\ntext = { color = \"grey\" }\n[grounds]\n"
    let file = try scratch.write("themes/mine.toml", text)
    let colour = try #require(throws: CatalogError.self) { try scratch.catalog.theme(named: "mine") }
    #expect(colour.file == file && colour.line == 3 && colour.en.contains("[roles] text.color"))
    try scratch.write("themes/mine.toml", "kind = \"dark\"\n[roles]\ntext = { bald = true }\n[grounds]\n")
    let attribute = try #require(throws: CatalogError.self) { try scratch.catalog.theme(named: "mine") }
    #expect(attribute.line == 3 && attribute.en.contains("bald") && attribute.en.contains("bold"))
    try scratch.write("themes/mine.toml", "kind = \"dim\"\n")
    let kind = try #require(throws: CatalogError.self) { try scratch.catalog.theme(named: "mine") }
    #expect(kind.line == 1 && kind.en.contains("dark light"))
    try scratch.write("themes/mine.toml", "kind = \"dark\"\nsafe_for = [\"deuteran\"]\n[roles]\n[grounds]\n")
    #expect(throws: CatalogError.self) { try scratch.catalog.theme(named: "mine") }
  }
}
