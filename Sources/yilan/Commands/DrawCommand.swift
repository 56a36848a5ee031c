import ArgumentParser
import Documents
import Foundation
import PostalModel
import PostalStore

struct DrawCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "draw",
    abstract: "Draws outlets for inspection, and inspectors for each, by a recorded seed. 双随机抽取。",
    discussion: """
      The same seed over the same register draws the same list on every machine; seed, method and the hash of the list
      drawn from stand in the output. Nothing is stored: the file written is the record.
      同一种子、同一底册,在任何机器上抽出同一名单;种子、方法和底册散列写在名单里。不入库,写出的文件就是记录。
      """)

  enum Strata: String, ExpressibleByArgument, CaseIterable {
    case none, county, type
    case countyType = "county-type"
  }

  @Option(help: "The area. 区划代码。")
  var scope: AreaCode
  @Option(help: "How many outlets. 抽几处。")
  var count: Int
  @Option(help: "Shares in proportion: none, county, type or county-type. 按县、按类型分层。")
  var by: Strata = .none
  @Option(help: "Only outlets of this type, such as 末端网点; may be given several times. 只抽某类。")
  var type: [String] = []
  @Option(help: "A text file of inspectors, one a line. 执法人员名单,每行一人。")
  var inspectors: String?
  @Option(help: "Inspectors for each outlet. 每处几人。")
  var team: Int = 2
  @Option(help: "A whole number; without one a new seed is made, and told. 种子。")
  var seed: UInt64?
  @Option(help: "A list drawn before, as JSON: its outlets are left out; may be given several times. 以前抽过的名单。")
  var drawn: [String] = []
  @Option(help: "Lists drawn longer ago than so many months do not count. 只排除近几个月抽过的。")
  var months: Int = 12
  @OptionGroup var target: OutputOptions
  @OptionGroup var options: SharedOptions

  private static let formats = [OutputOptions.Format.csv, .json, .xlsx]

  func validate() throws {
    try target.check(Self.formats)
    guard count > 0 else { throw ValidationError("--count \(count): 须大于 0 / must be above 0") }
    guard team > 0 else { throw ValidationError("--team \(team): 须大于 0 / must be above 0") }
    guard months > 0 else { throw ValidationError("--months \(months): 须大于 0 / must be above 0") }
    for name in type where OutletType.allCases.allSatisfy({ $0.zh != name && $0.en != name }) {
      throw ValidationError("--type \(name): " + OutletType.allCases.map(\.zh).joined(separator: " | "))
    }
  }

  func run() throws {
    let setup = try Setup(options)
    let store = try setup.store(options)
    _ = try setup.scopes(scope, store)
    let today = setup.today
    let open = try setup.asking { try store.outlets(below: scope) }.filter { outlet in
      outlet.entry.isOpen(on: today)
        && (type.isEmpty || type.contains(outlet.entry.type.zh) || type.contains(outlet.entry.type.en))
    }
    let before = try earlier(setup)
    let candidates = open.filter { !before.contains($0.id) }
    guard !candidates.isEmpty else {
      throw Failure.refused([setup.say("没有可抽的网点", "there is no outlet to draw from")])
    }
    let counties = by == .county || by == .countyType ? try self.counties(of: candidates, store, setup) : [:]
    let draw = InspectionDraw(
      count, of: candidates, inspectors: try self.names(setup), team: team, seed: seed ?? .random(in: 0...UInt64.max),
      stratum: { outlet in
        switch by {
        case .none: ""
        case .county: counties[outlet.area.code] ?? ""
        case .type: outlet.entry.type.zh
        case .countyType: (counties[outlet.area.code] ?? "") + " " + outlet.entry.type.zh
        }
      })
    if candidates.count < count {
      standardError(
        setup.say(
          "只有 \(candidates.count) 处可抽,全部在内", "only \(candidates.count) can be drawn: all of them are in the list"))
    }
    let record = Record(
      scope: scope, at: "\(today) \(Clock.time())", who: ReturnImport.who, by: by.rawValue,
      candidates: candidates.count, excluded: open.count - candidates.count,
      hash: Self.hash(of: candidates), isDemonstration: try setup.asking { try store.isDemonstration })
    let format = target.chosen(Self.formats)
    guard format == .json else { return try target.write(table(draw, record, setup), format, setup: setup) }
    try target.write(Data((json(draw, record).text + "\n").utf8), setup: setup)
  }

  /// What is told of a draw beside its list.
  private struct Record {
    var scope: AreaCode
    var at: String
    var who: String
    var by: String
    var candidates: Int
    var excluded: Int
    var hash: String
    var isDemonstration: Bool
  }

  /// SHA-256 of what was drawn from: number, area and type of each outlet, a line each in the order of numbers.
  private static func hash(of outlets: [Outlet]) -> String {
    let lines = outlets.sorted { $0.id < $1.id }.map { "\($0.id)\t\($0.entry.area)\t\($0.entry.type.zh)\n" }
    return FileHash.hexadecimal([UInt8](lines.joined().utf8))
  }

  /// The code and name of the county of each area that outlets stand in.
  private func counties(of outlets: [Outlet], _ store: PostalStore, _ setup: Setup) throws -> [AreaCode: String] {
    var found: [AreaCode: String] = [:]
    for area in Set(outlets.map(\.area)) {
      let chain = try setup.asking { try store.ancestors(of: area) } + [area]
      let county = chain.first { $0.level == .county } ?? area
      found[area.code] = "\(county.code.short) \(county.name)"
    }
    return found
  }

  private func names(_ setup: Setup) throws -> [String] {
    guard let inspectors else { return [] }
    guard let text = String(validating: try setup.bytes(of: inspectors), as: UTF8.self) else {
      throw Failure.refused([
        "\(inspectors): "
          + setup.say("读不了;须为 UTF-8 文本,每行一人", "cannot be read; it must be UTF-8 text, one person a line")
      ])
    }
    var names: [String] = []
    for line in text.split(whereSeparator: \.isNewline) {
      let name = line.trimmingCharacters(in: CharacterSet.whitespaces.union(CharacterSet(charactersIn: "\u{FEFF}")))
      if !name.isEmpty, !names.contains(name) { names.append(name) }
    }
    guard names.count >= team else {
      throw Failure.refused([
        "\(inspectors): "
          + setup.say(
            "只有 \(names.count) 人,每处须 \(team) 人;请补名单或改 --team",
            "\(names.count) persons for teams of \(team); add some, or change --team")
      ])
    }
    return names
  }

  /// The outlets of the lists drawn in the last months.
  private func earlier(_ setup: Setup) throws -> Set<String> {
    var found: Set<String> = []
    let first = Month(setup.today).advanced(by: -months)
    for path in drawn {
      let data = Data(try setup.bytes(of: path))
      guard let list = (try? JSONSerialization.jsonObject(with: data)) as? [String: Any],
        let day = (list["drawn_at"] as? String).flatMap({ Day($0.prefix(10)) }),
        let outlets = list["outlets"] as? [[String: Any]]
      else {
        throw Failure.refused([
          "\(path): "
            + setup.say(
              "不是抽取名单;须为本命令 --format json 写出的文件", "is no list of a draw; give a file that this command wrote as JSON")
        ])
      }
      // A list of the month so many months ago counts from its day on.
      guard Month(day) > first || (Month(day) == first && day.day >= setup.today.day) else { continue }
      found.formUnion(outlets.compactMap { $0["outlet_id"] as? String })
    }
    return found
  }

  // MARK: Output

  private func table(_ draw: InspectionDraw, _ record: Record, _ setup: Setup) -> OutputTable {
    let titles =
      (record.isDemonstration ? [Setup.demonstrationMark] : []) + (setup.asOfMark.map { [$0] } ?? []) + [
        setup.say(
          "双随机抽取 \(record.scope) 抽 \(draw.picks.count) 处,底册 \(record.candidates) 处,排除近 \(months) 个月抽过的 \(record.excluded) 处",
          "Random draw in \(record.scope): \(draw.picks.count) of \(record.candidates) outlets, \(record.excluded) drawn "
            + "in the last \(months) months left out"),
        setup.say(
          "种子 \(draw.seed) 方法 \(InspectionDraw.method)(SplitMix64,舍弃取余,Fisher-Yates) 分层 \(record.by) 底册 SHA-256 \(record.hash)",
          "seed \(draw.seed), method \(InspectionDraw.method) (SplitMix64, rejection, Fisher-Yates), strata \(record.by), "
            + "SHA-256 of the list drawn from \(record.hash)"),
        setup.say("抽取时间 \(record.at) 经手 \(record.who)", "drawn at \(record.at) by \(record.who)"),
      ]
    return OutputTable(
      name: setup.say("抽取名单", "draw"), titles: titles,
      headings: ["序号", "网点编号", "名称", "类型", "区划代码", "区划", "品牌", "分层", "执法人员"],
      rows: draw.picks.enumerated().map { place, pick in
        let entry = pick.outlet.entry
        return [
          .number(String(place + 1)), .text(entry.id), .text(entry.name), .text(entry.type.zh),
          .code(entry.area.description), .text(pick.outlet.area.name), .text(entry.brand), .text(pick.stratum),
          .text(pick.inspectors.joined(separator: "、")),
        ]
      })
  }

  private func json(_ draw: InspectionDraw, _ record: Record) -> JSONObject {
    var object = JSONObject()
    object.add("scope", .text(record.scope.description))
    object.add("drawn_at", .text(record.at))
    object.add("who", .text(record.who))
    // Half of all seeds are more than a JSON number holds.
    object.add("seed", .text(String(draw.seed)))
    object.add("method", .text(InspectionDraw.method))
    object.add("strata", .text(record.by))
    object.add("candidates", .whole(record.candidates))
    object.add("candidates_sha256", .text(record.hash))
    object.add("excluded", .whole(record.excluded))
    object.add("demonstration", .truth(record.isDemonstration))
    object.add(
      "outlets",
      .array(
        draw.picks.map { pick in
          let entry = pick.outlet.entry
          var item = JSONObject()
          item.add("outlet_id", .text(entry.id))
          item.add("name", .text(entry.name))
          item.add("type", .text(entry.type.zh))
          item.add("area", .text(entry.area.description))
          item.add("area_name", .text(pick.outlet.area.name))
          item.add("brand", .text(entry.brand))
          item.add("stratum", .text(pick.stratum))
          item.add("inspectors", .array(pick.inspectors.map { .text($0) }))
          return .object(item)
        }))
    return object
  }
}
