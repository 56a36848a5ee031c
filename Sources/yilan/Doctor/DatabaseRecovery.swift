import Foundation
import PostalStore

/// 取出: what can still be read of a damaged database, in a new file, and what was lost.
struct DatabaseRecovery {
  let setup: Setup

  /// - Throws: `Failure` with status 3 where nothing could be taken out, or the new file is not whole.
  func run(_ options: SharedOptions, to file: String) throws {
    let path = Setup.databasePath(options)
    try BackupCommand.refuseServer(path, setup)
    let recovery = try setup.asking {
      try PostalStore.recover(path, to: file, areas: { try setup.shippedAreas() })
    }
    let rows = recovery.tables.map { table in
      let lost = table.lost > 0 ? String(table.lost) : "0"
      return [
        table.name, String(table.saved),
        table.isLostUnknown ? setup.say("\(lost),或更多", "\(lost) or more") : lost,
      ]
    }
    let headings = [setup.say("表", "table"), setup.say("取出", "saved"), setup.say("丢失", "lost")]
    standardOutput(PlainTable.lines(headings: headings, rows: rows).joined(separator: "\n") + "\n")
    if let failed = recovery.sumsFailed {
      standardError(
        setup.say("\(file): 汇总没有重算成(\(failed))", "\(file): the sums could not be made again (\(failed))"))
    }
    let whole = recovery.isWhole ? setup.say("没有发现丢失", "nothing is known to be lost") : ""
    standardOutput(
      setup.say(
        "\(file): 取出 \(recovery.saved) 行,丢失 \(recovery.lost) 行 \(whole);integrity_check: \(recovery.verdict)",
        "\(file): \(recovery.saved) rows saved, \(recovery.lost) lost \(whole); integrity_check: \(recovery.verdict)")
        + "\n")
    guard recovery.verdict == "ok", recovery.sumsFailed == nil else { throw Failure(status: 3, lines: []) }
    standardOutput(
      setup.say(
        "行内的数值无从核对,看过无误后:yilan restore \(file) --database \(path) --replace",
        "values inside rows have no check of their own; when it looks right: yilan restore \(file) --database \(path) --replace"
      ) + "\n")
  }
}
