import ArgumentParser
import Foundation
import PostalStore

/// `copy`: a whole store from a file to a server, from a server to a file, or on to another of its kind.
struct CopyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "copy", abstract: "Carries a whole store between a file and a server. 搬家。",
    discussion: """
      FROM and TO are files or addresses (postgres://USER@HOST/NAME). TO has to be empty. Cut short, it goes on from where \
      it was when it is run once more. Every table is compared by its number of rows and a hash of them; until all are \
      the new one does not open.
      """)
  @Argument(help: "The store as it is. 原来的库。")
  var from: String
  @Argument(help: "The database to carry it into. 新的库。")
  var to: String
  @OptionGroup var options: SharedOptions

  func validate() throws {
    if from == to { throw ValidationError("\(from): 两边是同一个库 / both are the same database") }
  }

  func run() throws {
    let setup = try Setup(options, parts: .targets, isWriting: true)
    let shows = isatty(STDERR_FILENO) == 1
    let move = try setup.asking {
      try PostalStore.move(from: from, to: to) { table, rows in
        guard shows else { return }
        FileHandle.standardError.write(Data("\r\u{1B}[K\(table) \(rows)".utf8))
      }
    }
    if shows { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
    let before =
      move.before > 0 ? setup.say(",其中 \(move.before) 行上次已搬", ", of which \(move.before) had come before") : ""
    print(
      setup.say(
        "\(PostalStore.isServer(to) ? "服务器" : to): \(move.tables) 张表 \(move.rows) 行\(before);行数与散列逐表核对无误",
        "\(PostalStore.isServer(to) ? "the server" : to): \(move.rows) rows in \(move.tables) tables\(before); rows and hashes "
          + "of every table agree"))
  }
}
