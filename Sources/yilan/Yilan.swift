import ArgumentParser
import Catalog
import Foundation
import Terminal

/// The program: the dashboard by itself, and its commands.
@main
struct Yilan: ParsableCommand {
  private static let version = "0.1.0"
  static let configuration = CommandConfiguration(
    commandName: "yilan",
    abstract: "驿览: where local express plans stand, who is short, by how much, and what closes the gap.",
    discussion: """
      Without a command it opens the dashboard; without a terminal it prints the overview as text.
      不带子命令时打开看板;没有终端时把总览打印成文字。
      """,
    version: version,
    subcommands: [
      OpenCommand.self, KioskCommand.self, ImportCommand.self, RejectedCommand.self, TemplateCommand.self,
      ExportCommand.self, BulletinCommand.self, AssessCommand.self, DrawCommand.self,
      ScreenCommand.self, FindCommand.self, ThemesCommand.self, KeysCommand.self, RemindCommand.self,
      PlansCommand.self, LedgerCommand.self, UndoCommand.self, HistoryCommand.self, SignOffCommand.self,
      SignOffsCommand.self, RevisionsCommand.self, ItemsCommand.self, DemoCommand.self, DoctorCommand.self,
      BackupCommand.self, RestoreCommand.self, CopyCommand.self, ServerCommand.self, ManualCommand.self,
      WalkCommand.self,
    ], defaultSubcommand: OpenCommand.self)

  /// The dashboard opens without building the parsers of all other commands; what its own cannot read goes the whole way,
  /// for its help and its messages.
  private static func parsed(_ arguments: [String]) throws -> any ParsableCommand {
    if arguments.first?.hasPrefix("-") ?? true, let open = try? OpenCommand.parse(arguments) { return open }
    return try parseAsRoot(arguments)
  }

  static func main() {
    if let folder = CatalogPaths.stateFolder(ProcessInfo.processInfo.environment) {
      CrashReport.begin(folder: folder, program: "yilan \(version)")
    }
    do {
      let arguments = Array(CommandLine.arguments.dropFirst())
      if let plain = PlainOptions(arguments), let options = plain.shared {
        return try DashboardRun(options: options, view: plain.view).run()
      }
      var command = try parsed(arguments)
      try command.run()
    } catch let error as Failure {
      for line in error.lines { standardError(line) }
      Foundation.exit(error.status)
    } catch {
      let code = exitCode(for: error)
      guard code != .success else {
        write(fullMessage(for: error) + "\n")
        return
      }
      let message = fullMessage(for: error)
      if !message.isEmpty { for line in message.split(separator: "\n") { standardError(String(line)) } }
      // Exit status 2 is wrong usage; 64 is what the library would give.
      Foundation.exit(code == .validationFailure ? 2 : code.rawValue)
    }
  }
}

/// An error on its way out: lines for standard error, and the exit status (1 refused, 2 usage, 3 database).
struct Failure: Error {
  var status: Int32
  var lines: [String]

  static func refused(_ lines: [String]) -> Failure { Failure(status: 1, lines: lines) }
  static func usage(_ line: String) -> Failure { Failure(status: 2, lines: [line]) }
  static func database(_ line: String) -> Failure { Failure(status: 3, lines: [line]) }
}
