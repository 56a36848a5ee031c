import ArgumentParser
import Foundation
import PostalStore

/// `restore`: puts a backup in the place of the database.
struct RestoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore", abstract: "Puts a backup in the place of the database. 恢复备份。",
    discussion: """
      A database that is there is replaced only with --replace, and kept beside under a dated name. A file that is not \
      ours, is damaged or was written by a newer version is refused.
      """)
  @Argument(help: "The backup. 备份文件。")
  var file: String
  @Flag(help: "Replaces the database that is there, and keeps it beside. 替换现有的。")
  var replace = false
  @OptionGroup var options: SharedOptions

  func run() throws {
    let setup = try Setup(options, parts: .targets, isWriting: true)
    let path = Setup.databasePath(options)
    try BackupCommand.refuseServer(path, setup)
    Setup.makeFolder(for: path)
    let restored = try setup.asking { try PostalStore.restore(file, to: path, isReplacing: replace) }
    if let kept = restored.kept {
      print(setup.say("原来的数据库留在 \(kept)", "the database that was there is kept in \(kept)"))
    }
    print(BackupCommand.text(restored.copy, setup))
  }
}
