import ArgumentParser
import Intake
import PostalModel
import PostalStore

struct RejectedCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rejected",
    abstract: "Writes the rows that an import kept out, with their reasons, to be corrected and sent again. 拒收的行。")

  @Argument(help: "The number in the ledger. 编号。")
  var number: Int
  @OptionGroup var target: OutputOptions
  @OptionGroup var options: SharedOptions

  private static let formats = [OutputOptions.Format.csv, .xlsx]

  func validate() throws { try target.check(Self.formats) }

  func run() throws {
    let setup = try Setup(options, parts: .targets)
    let store = try setup.store(options)
    guard let original = try setup.asking({ try store.original(of: number) }) else {
      throw Failure.refused([
        setup.say("没有第 \(number) 号导入;用 yilan ledger 查看编号", "there is no import \(number); `yilan ledger` lists them")
      ])
    }
    let rows = try setup.asking { try store.rejections(of: number) }
    let kept = KeptOut(original, rows: rows, setup)
    if kept.bytes == nil, !rows.isEmpty {
      standardError(
        setup.say(
          "第 \(number) 号导入没有留下原件(或读它的对照表);各格按逗号从原行切出,请逐列核对",
          "the file of import \(number), or the map it was read by, was not kept; cells were cut from its rows at commas: "
            + "check them column by column"))
    }
    let tables = try RejectedRows.tables([kept], store: store, setup: setup)
    guard let table = tables.first else {
      return standardError(setup.say("第 \(number) 号导入没有拒收的行", "import \(number) kept no row out"))
    }
    let titles = try setup.asking { try store.isDemonstration } ? [Setup.demonstrationMark] : []
    if target.chosen(Self.formats) == .xlsx {
      try target.write(workbook: RejectedRows.sheets([table], titles: titles), setup: setup)
    } else {
      let encoding = CSVText.Encoding(rawValue: target.encoding)!
      try target.write(table.table(titles: titles).csv(encoding), setup: setup)
    }
  }
}
