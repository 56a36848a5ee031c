import PostalModel

/// 安全检查: a check of every township of every county in a month, and one of the county's processing site, where items
/// are screened.
enum SafetyText {
  private static let headings = [
    "区划代码", "月份", "网点编号", "检查日期", "抽查件数", "验视合格", "应实名", "已实名", "应安检", "已安检", "问题数", "整改期限", "整改完成",
  ]

  static func make(_ counties: [County], month: Month, seed: UInt64, received: Day) -> String {
    var csv = CSVText(title: DemonstrationFiles.title(.safety, seed), headings: headings, reserving: 600)
    for county in counties {
      var random = RandomStream(seed, county.code.number, 9, month.index)
      let volumes = county.volumes(seed: seed, month: month)
      for (index, township) in county.townships.enumerated() {
        let drawn = 20 + min(30, volumes[index] / 400) + random.below(11)
        let check = Check(
          outlet: "", drawn: drawn, failed: failures(county, month, &random), named: volumes[index] / 6 + 12,
          screened: (0, 0))
        write(check, township.code, county, month, received, &random, to: &csv)
        guard index == county.seat else { continue }
        let flow = volumes.reduce(0, +)
        let missed = county.profile.nameless > 100 ? flow / 4000 : 0
        let site = Check(
          outlet: county.processingSite, drawn: 60, failed: 0, named: flow / 60 + 20, screened: (flow, flow - missed))
        write(site, township.code, county, month, received, &random, to: &csv)
      }
    }
    return csv.text
  }

  private struct Check {
    var outlet: String
    var drawn: Int
    var failed: Int
    /// Items that must carry a real name.
    var named: Int
    var screened: (due: Int, done: Int)
  }

  /// 0 to 2, fewer as time goes on.
  private static func failures(_ county: County, _ month: Month, _ random: inout RandomStream) -> Int {
    let chance = along(month, from: county.profile.failures * 2 + 20, to: county.profile.failures)
    guard random.chance(perMille: chance) else { return 0 }
    return random.chance(perMille: 250) ? 2 : 1
  }

  private static func write(
    _ check: Check, _ area: AreaCode, _ county: County, _ month: Month, _ received: Day, _ random: inout RandomStream,
    to csv: inout CSVText
  ) {
    let day = Day(month.year, month.month, random.number(4...26))!
    let nameless = (check.named * county.profile.nameless + random.below(100_000)) / 100_000
    let findings = check.failed + (random.chance(perMille: 70) ? 1 : 0)
    csv.add(area)
    csv.add(month)
    csv.add(check.outlet)
    csv.add(day)
    csv.add(check.drawn)
    csv.add(check.drawn - check.failed)
    csv.add(check.named)
    csv.add(check.named - min(nameless, check.named))
    csv.add(check.screened.due)
    csv.add(check.screened.done)
    csv.add(findings)
    if findings > 0 {
      // Most are put right within their term; one in nine takes longer.
      let wait = random.number(4...30)
      let done = Day(ordinal: day.ordinal + (wait > 27 ? wait + 30 : 4 + wait % 8))
      csv.add(Day(ordinal: day.ordinal + 15))
      // What was put right after the return was sent is not in it.
      csv.add(done <= received ? done : nil)
    } else {
      csv.add(nil as Day?)
      csv.add(nil as Day?)
    }
    csv.endRow()
  }
}
