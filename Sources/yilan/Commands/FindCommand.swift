import ArgumentParser
import Foundation
import PostalModel
import PostalStore

struct FindCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "find", abstract: "Finds areas and outlets by name, code or pinyin. 查找区划和网点。",
    discussion: "Without a text it reads one a line from standard input.")

  @Argument(help: "A name or its beginning, a code, pinyin or its first letters. 名称、代码、拼音或首字母。")
  var text: [String] = []
  @Option(help: "The place near which is looked for first. 优先的区划代码。")
  var near: AreaCode?
  @Option(help: "At most so many of each. 最多几条。")
  var limit: Int = 20
  @Flag(help: "Prints the milliseconds that each text took instead of what it found. 只打印每次查找的毫秒数。")
  var timed = false
  @OptionGroup var options: SharedOptions

  func validate() throws {
    guard limit > 0 else { throw ValidationError("--limit \(limit): 须大于 0 / must be above 0") }
  }

  func run() throws {
    let setup = try Setup(options, parts: .targets)
    let store = try setup.store(options)
    if !timed { try setup.printMarks(of: store) }
    if !text.isEmpty { return try find(text.joined(separator: " "), setup, store) }
    if timed { try setup.asking { try store.prepareSearch() } }
    while let line = readLine() { try find(line, setup, store) }
  }

  private func find(_ text: String, _ setup: Setup, _ store: PostalStore) throws {
    let begun = ContinuousClock.now
    let areas = try setup.asking { try store.search(text, near: near, limit: limit) }
    let took = ContinuousClock.now - begun
    if timed {
      let milliseconds = Double(took.components.attoseconds) / 1e15 + Double(took.components.seconds) * 1e3
      print("\(milliseconds)\t\(areas.count)\t\(areas.first.map { "\($0.area.code) \($0.area.name)" } ?? "")\t\(text)")
      return
    }
    let outlets = try setup.asking { try store.searchOutlets(text, in: near, limit: limit) }
    if areas.isEmpty, outlets.isEmpty {
      print(
        setup.say(
          "没有找到 \(text);可输入名称、代码、拼音或首字母", "nothing found for \(text); type a name, a code, pinyin or first letters"))
      return
    }
    let rows =
      areas.map { [$0.area.code.description, $0.area.name, $0.above.joined(separator: "›"), how($0.match, setup)] }
      + outlets.map {
        [$0.outlet.id, $0.outlet.entry.name, $0.outlet.area.name, how($0.match, setup)]
      }
    let headings = [
      setup.say("代码", "code"), setup.say("名称", "name"), setup.say("所在", "in"), setup.say("依据", "by"),
    ]
    for line in PlainTable.lines(headings: headings, rows: rows) { print(line) }
  }

  private func how(_ match: AreaHit.Match, _ setup: Setup) -> String {
    switch match {
    case .name: setup.say("名称", "name")
    case .code: setup.say("代码", "code")
    case .pinyin: setup.say("拼音", "pinyin")
    case .initials: setup.say("首字母", "first letters")
    case .formerName(let name): setup.say("曾用名 \(name)", "formerly \(name)")
    case .formerCode(let code): setup.say("原代码 \(code)", "formerly \(code)")
    }
  }

  private func how(_ match: OutletHit.Match, _ setup: Setup) -> String {
    switch match {
    case .number: setup.say("网点编号", "outlet number")
    case .name: setup.say("网点名称", "outlet name")
    case .pinyin: setup.say("拼音", "pinyin")
    case .initials: setup.say("首字母", "first letters")
    case .brand: setup.say("品牌", "brand")
    }
  }
}
