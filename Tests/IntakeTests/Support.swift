import Foundation
import Intake
import PostalModel

let today = Day(2025, 7, 8)!

func code(_ text: String) -> AreaCode { AreaCode(text)! }

/// A few areas of 毕节, one ended code, and a 管委会 that took a township over.
struct SmallDirectory: AreaDirectory {
  static let areas: [Area] = [
    area("520000000000", "贵州省"),
    area("520500000000", "毕节市", in: "520000000000"),
    area("520526000000", "威宁县", in: "520500000000"),
    area("520526100000", "草海镇", in: "520526000000"),
    area("520526100034", "东山社区居民委员会", in: "520526100000"),
    area("520526004000", "海边街道", in: "520526000000"),
    area("520526004201", "阳关村民委员会", in: "520526004000"),
    area("520526004203", "板仓村民委员会", in: "520526004000"),
    area("520526004500", "黑山林场", in: "520526004000"),
    area("520581000000", "黔西市", in: "520500000000"),
    area("520590000000", "金海湖管委会", in: "520500000000"),
    area("520526008000", "双山镇", in: "520590000000"),
  ]

  private static func area(_ number: String, _ name: String, in parent: String? = nil) -> Area {
    Area(id: code(number).number, code: code(number), name: name, parent: parent.map { code($0).number })
  }

  func standing(of code: AreaCode) -> AreaStanding {
    if let area = Self.areas.first(where: { $0.code == code }) { return .known(area) }
    if code == AreaCode("520522") {
      return .ended(until: Month(2021, 3), successor: AreaCode("520581")!, Self.areas.first { $0.name == "黔西市" })
    }
    return .unknown(near: Self.areas.filter { $0.code.number / 100_000_000 == code.number / 100_000_000 }.suffix(2))
  }

  func areas(called name: String) -> [Area] { Self.areas.filter { $0.name == name } }
  func areas(near name: String) -> [Area] { Self.areas.filter { $0.name.contains(name) } }
}

/// A few figures that offices send themselves, and one that is made from a form.
let sentIndicators: [Indicator] = [
  sent("express_volume", "快递业务量", "Express volume", .parcels10k, .yearly),
  sent("delay_rate", "快件延误率", "Delay rate", .percent, .flow),
  sent("damage_rate", "快件损毁率", "Damage rate", .per100k, .flow),
  sent("satisfaction", "用户满意度", "Satisfaction", .score, .stock),
  Indicator(
    id: "slim_tape", zh: "瘦身胶带封装比例", en: "Slim tape", panel: "packaging", form: .packaging,
    numerator: ["slim_taped"], denominator: ["taped"]),
]

private func sent(
  _ id: String, _ zh: String, _ en: String, _ unit: Indicator.Unit, _ kind: Indicator.Kind
) -> Indicator {
  Indicator(
    id: id, zh: zh, en: en, panel: "service", form: .figures, unit: unit, scale: unit.scale, numerator: [],
    denominator: [], kind: kind)
}

let knownTasks: [IntakeTask] = [
  IntakeTask(
    plan: "bijie", planNames: ["毕节方案", "Bijie plan"], id: "7", clauses: ["三(四)2", "附件 7"],
    titles: ["培育快递服务现代农业示范项目", "Model projects for farm goods"]),
  IntakeTask(
    plan: "bijie", planNames: ["毕节方案", "Bijie plan"], id: "8", clauses: ["三(四)3"],
    titles: ["建设共配中心", "Shared centres"]),
  IntakeTask(
    plan: "linxia", planNames: ["临夏方案", "Linxia plan"], id: "3-1", clauses: ["三(一)"],
    titles: ["完善末端网点", "Terminal outlets"]),
  IntakeTask(
    plan: "linxia", planNames: ["临夏方案", "Linxia plan"], id: "3-2", clauses: ["三(一)"],
    titles: ["规范末端网点", "Orderly outlets"]),
]

func read(
  _ bytes: [UInt8], _ form: Form? = nil, month: Month? = nil, names: [String: String] = [:]
) -> IntakeResult {
  Intake.read(
    bytes, file: "报表.csv", form: form,
    context: IntakeContext(
      today: today, defaultMonth: month, directory: SmallDirectory(), columnNames: names, indicators: sentIndicators,
      tasks: knownTasks))
}

func read(_ text: String, _ form: Form? = nil, month: Month? = nil, names: [String: String] = [:]) -> IntakeResult {
  read(Array(text.utf8), form, month: month, names: names)
}

func problems(_ text: String, _ form: Form? = nil, month: Month? = nil, _ language: Language = .zh) -> [String] {
  read(text, form, month: month).problems.map { $0.text(language) }
}

func gb18030(_ text: String) -> [UInt8] {
  [UInt8](text.data(using: String.Encoding(rawValue: 0x8000_0632))!)
}

/// SplitMix64: the same numbers on every machine.
struct SeededNumbers: RandomNumberGenerator {
  var state: UInt64
  init(_ seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
