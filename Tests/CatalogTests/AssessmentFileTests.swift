import Catalog
import Foundation
import PostalModel
import Testing

/// 考核办法: the one that ships, and what is said of one with a slip in it.
@Suite struct AssessmentFileTests {
  static let indicators = try! Catalog.shipped.indicators()

  private static let good = """
    name = "考核"
    full = 30

    [[line]]
    indicator = "slim_tape"
    points = 10
    rule = "proportional"
    against = "schedule"

    [[line]]
    indicator = "loss_rate"
    points = 8
    rule = "bands"
    bands = [{ at_most = 0.1, share = 100 }, { at_most = 0.5, share = 50 }]

    [[line]]
    returns = ["packaging", "safety"]
    points = 6
    rule = "deduct"
    each = 0.5
    each_absent = 1
    floor = 2

    [[line]]
    items = "rectification"
    points = 6
    rule = "deduct"
    each = 1.5
    """

  private func read(_ text: String) throws -> Assessment {
    let scratch = try Scratch()
    return try scratch.catalog.assessment(
      try scratch.write("assessments/own.toml", text), indicators: Self.indicators)
  }

  /// The message in English with its line.
  private func refusal(_ from: String, _ to: String) throws -> String {
    do {
      _ = try read(Self.good.replacingOccurrences(of: from, with: to))
      return ""
    } catch let error as CatalogError {
      #expect(!error.zh.isEmpty && error.zh != error.en)
      return "\(error.line): \(error.en)"
    }
  }

  @Test func theShippedOnesAreRead() throws {
    let (all, errors) = Catalog.shipped.assessments(indicators: Self.indicators)
    #expect(errors.isEmpty && all.map(\.id) == ["county"])
    // It says whose points they are.
    #expect(all[0].noteZh.contains("示例") && all[0].noteEn.contains("example") && all[0].full == Amount(100))
  }

  @Test func everyKeyIsRead() throws {
    let own = try read(Self.good)
    #expect(own.id == "own" && own.zh == "考核" && own.en == "考核" && own.withoutTarget == .leaveOut)
    #expect(
      own.lines == [
        Assessment.Line(.indicator("slim_tape"), points: Amount(10), rule: .proportional(.schedule)),
        Assessment.Line(
          .indicator("loss_rate"), points: Amount(8),
          rule: .bands(
            [.init(bound: Amount(0.1), share: Amount(100)), .init(bound: Amount(0.5), share: Amount(50))],
            isCeiling: true)),
        Assessment.Line(
          .returns([.packaging, .safety]), points: Amount(6),
          rule: .deduct(each: Amount(0.5), absent: Amount(1), floor: Amount(2))),
        Assessment.Line(
          .items([.rectification]), points: Amount(6),
          rule: .deduct(each: Amount(1.5), absent: Amount(1.5), floor: Amount(0))),
      ])
  }

  @Test func anOfficesComesFirstAndReplacesOneOfItsName() throws {
    let scratch = try Scratch()
    try scratch.write("assessments/own.toml", Self.good)
    #expect(scratch.catalog.assessments(indicators: Self.indicators).0.map(\.id) == ["own", "county"])
    #expect(try scratch.catalog.assessment("own", indicators: Self.indicators).full == Amount(30))
    try scratch.write("assessments/county.toml", Self.good)
    #expect(scratch.catalog.assessments(indicators: Self.indicators).0.map(\.full) == [Amount(30), Amount(30)])
    // One with a slip is told, and not stood in for by the shipped one.
    try scratch.write("assessments/county.toml", "name = 3")
    let (all, errors) = scratch.catalog.assessments(indicators: Self.indicators)
    #expect(all.map(\.id) == ["own"] && errors.count == 1)
  }

  @Test func slipsAreToldWithTheirLine() throws {
    #expect(
      try refusal("full = 30", "full = 31")
        == "2: full: the points of the lines add up to 30 and not to 31, 1 too few; change points or full")
    #expect(try refusal("slim_tape", "slimtape").hasPrefix("5: [[line]] 1 indicator: there is no indicator"))
    #expect(try refusal("slim_tape", "slimtape").contains("did you mean slim_tape ("))
    #expect(try refusal("slim_tape", "loss_rate").hasPrefix("11: [[line]] 2 indicator: is the same as in [[line]] 1"))
    #expect(try refusal("name = \"考核\"", "nam = \"考核\"").hasPrefix("1: nam: there is no such key"))
    #expect(try refusal("points = 8", "point = 8").hasPrefix("12: [[line]] 2 point: there is no such key"))
    #expect(try refusal("points = 8", "points = 0") == "12: [[line]] 2 points: must be above 0")
    #expect(try refusal("\"bands\"", "\"deduct\"").contains("counts nothing to deduct for; one of: proportional bands"))
    #expect(try refusal("\"bands\"", "\"steps\"").contains("cannot be \"steps\"; one of: proportional bands deduct"))
    #expect(try refusal("at_most = 0.5", "at_most = 0.05").contains("must begin with the best"))
    #expect(try refusal("at_most = 0.5", "at_least = 0.5").contains("all bands have at_least, or all at_most"))
    #expect(try refusal("floor = 2", "floor = 7").hasPrefix("22: [[line]] 3 floor: must be from 0 to points"))
    #expect(try refusal("each = 1.5", "each_absent = 1.5").contains("each_absent: is not used by deduct"))
    #expect(try refusal("each = 1.5", "").contains("each is missing"))
    #expect(try refusal("\"packaging\", \"safety\"", "\"outlets\"").contains("of: villages packaging safety"))
    #expect(try refusal("items = \"rectification\"", "").contains("give one of indicator, returns and items"))
    #expect(try refusal("against = \"schedule\"", "items = \"late\"").contains("exclude one another"))
    #expect(try refusal("against = \"schedule\"", "against = \"plan\"").contains("one of: target schedule"))
  }

  @Test func anUnknownNameListsThoseAtHand() throws {
    #expect(throws: CatalogError.self) { try Catalog.shipped.assessment("nobody", indicators: Self.indicators) }
    do {
      _ = try Catalog.shipped.assessment("nobody", indicators: Self.indicators)
    } catch {
      #expect(error.en.contains("county") && error.zh.contains("county"))
    }
  }
}
