import Demonstration
import Foundation
import PostalModel
import Testing

/// The default demonstration, made once for all tests.
enum Made {
  static let areas: [AreaEntry] = {
    var folder = (#filePath as NSString).deletingLastPathComponent
    while folder != "/", !FileManager.default.fileExists(atPath: folder + "/Data/areas") {
      folder = (folder as NSString).deletingLastPathComponent
    }
    folder += "/Data/areas"
    var areas: [AreaEntry] = []
    for name in ["ancestors", "520500", "532800", "622901", "652828", "653100"] {
      guard let text = try? String(contentsOfFile: "\(folder)/\(name).csv", encoding: .utf8) else { continue }
      for line in text.split(separator: "\n").dropFirst() {
        let fields = line.split(separator: ",", omittingEmptySubsequences: false)
        areas.append(AreaEntry(code: AreaCode(fields[0])!, name: String(fields[1])))
      }
    }
    return areas
  }()
  static let census = [AreaCode("652828")!: 59_299, AreaCode("5205")!: 6_899_636]
  static let files = Array(Demonstration.files(areas: areas, residents: census))

  static func table(_ name: String) throws -> Table {
    let file = try #require(files.first { $0.name == name }, "\(name)")
    return Table(file)
  }
}

/// A file read back.
struct Table {
  let title: String
  let rows: [[String: String]]

  init(_ file: DemonstrationFile) {
    let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    title = String(lines[0])
    let headings = lines[1].split(separator: ",").map(String.init)
    rows = lines.dropFirst(2).map { line in
      let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      precondition(fields.count == headings.count, "\(file.name): \(line)")
      return Dictionary(uniqueKeysWithValues: zip(headings, fields))
    }
  }

  func of(_ code: String) -> [[String: String]] { rows.filter { $0["区划代码"]!.hasPrefix(code) } }

  /// A rate in hundredths of a percent, cut.
  func rate(_ part: String, _ whole: String, in code: String, source: String = "报送") -> Int {
    let rows = of(code).filter { ($0["来源"] ?? source) == source }
    let sum = { (column: String) in rows.reduce(0) { $0 + (Int($1[column]!) ?? 0) } }
    return sum(part) * 10_000 / sum(whole)
  }
}

@Suite struct DemonstrationTests {
  @Test func theSameSeedGivesTheSameBytes() {
    let again = Demonstration.files(areas: Made.areas.reversed(), residents: Made.census)
    #expect(again.count == Made.files.count)
    for (one, other) in zip(again, Made.files) { #expect(one == other) }
  }

  /// Pins the bytes themselves, so that another machine or compiler cannot make others unseen.
  @Test func theBytesArePinned() throws {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for file in Made.files where file.name.hasPrefix("和硕县") {
      for byte in file.text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    }
    #expect(hash == 9_728_783_938_718_376_381)
  }

  @Test func anotherSeedGivesOtherBytes() throws {
    let others = Demonstration.files(seed: 1, areas: Made.areas, residents: Made.census)
    for (one, other) in zip(others, Made.files) { #expect(one.name == other.name && one.text != other.text) }
  }

  @Test func filesComeInTheOrderOfTheirDays() {
    #expect(Made.files.count == 5 * 2 + 25 + 5 * 25 * 3)
    #expect(Set(Made.files.map(\.name)).count == Made.files.count)
    for (one, next) in zip(Made.files, Made.files.dropFirst()) { #expect(one.importedOn <= next.importedOn) }
    #expect(Made.files.first { $0.name == "毕节市-包装月报-2025-06.csv" }?.importedOn == Day(2025, 7, 8))
    #expect(Made.files.first { $0.name == "和硕县-网点台账-2025-07-05.csv" }?.importedOn == Day(2025, 7, 5))
  }

  @Test func everyFileSaysThatItIsInvented() {
    for file in Made.files { #expect(file.text.hasPrefix("演示数据 \(file.form.zh) 虚构")) }
  }

  @Test func rowsAreCounted() {
    var counts: [Form: Int] = [:]
    for file in Made.files { counts[file.form, default: 0] += file.text.utf8.count { $0 == 10 } - 2 }
    let villages = Made.areas.filter { AreaKind(code: $0.code, name: $0.name) == .village && $0.code.level == .village }
    let silent = villages.filter { $0.code.cut(at: .county) == AreaCode("520502") }
    #expect(counts[.villages] == villages.count * 25 - silent.count * 2)
    #expect((100_000...150_000).contains(counts[.villages]!))
    #expect((7000...12_000).contains(counts[.outlets]!))
    #expect((13_000...18_000).contains(counts[.packaging]!))
    #expect((13_000...18_000).contains(counts[.safety]!))
    #expect((1100...1400).contains(counts[.areas]!))
  }

  @Test func partsAreNeverLargerThanTheirWholes() throws {
    let pairs = [
      ("瘦身胶带件数", "胶带封装件数"), ("不再二次包装件数", "电商快件数"), ("循环中转袋数", "中转袋数"), ("符合标准采购量", "包装采购量"),
      ("电子运单数", "运单数"), ("验视合格", "抽查件数"), ("已实名", "应实名"), ("已安检", "应安检"), ("城镇人口", "常住人口"),
    ]
    var compared = 0
    for file in Made.files where file.form != .villages && file.form != .outlets {
      for row in Table(file).rows {
        for (part, whole) in pairs {
          guard let part = row[part].flatMap({ Int($0) }), let whole = row[whole].flatMap({ Int($0) }) else { continue }
          compared += 1
          if part < 0 || part > whole { Issue.record("\(file.name): \(row)") }
        }
      }
    }
    #expect(compared > 100_000)
  }

  @Test func keysAndCodesAreThoseOfTheForms() throws {
    let known = Set(Made.areas.map(\.code.description))
    for file in Made.files {
      var keys: Set<String> = []
      let month = file.form.isMonthly ? String(file.name.dropLast(4).suffix(7)) : nil
      for row in Table(file).rows {
        if !known.contains(row["区划代码"]!) { Issue.record("\(file.name): \(row)") }
        if let month, row["月份"] != month { Issue.record("\(file.name): \(row)") }
        let key = ["网点编号", "区划代码", "年份", "品牌", "来源", "检查日期"].map { column in
          file.form == .outlets && column != "网点编号" ? "" : row[column] ?? ""
        }
        if !keys.insert(key.joined(separator: "|")).inserted { Issue.record("\(file.name): \(row)") }
      }
      if let month { #expect(Month(month)! < Month(file.importedOn)) }
    }
  }

  @Test func daysAreInOrder() throws {
    for file in Made.files where file.form == .outlets || file.form == .safety {
      for row in Table(file).rows {
        let day = { (column: String) in row[column].flatMap { $0.isEmpty ? nil : Day($0) } }
        for (early, late) in [("开办日期", "备案日期"), ("开办日期", "注销日期"), ("开办日期", "许可到期"), ("检查日期", "整改期限"), ("检查日期", "整改完成")]
        {
          guard let early = day(early), let late = day(late) else { continue }
          if early > late { Issue.record("\(file.name): \(row)") }
        }
        for column in ["开办日期", "备案日期", "注销日期", "检查日期", "整改完成"] {
          if let day = day(column), day > file.importedOn { Issue.record("\(file.name): \(row)") }
        }
      }
    }
  }
}
