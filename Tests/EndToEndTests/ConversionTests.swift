import Foundation
import Testing

/// Workbooks of old programs, by way of LibreOffice where it is installed.
@Suite struct ConversionTests {
  private static let office: String? = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    .map { "\($0)/soffice" }.first { FileManager.default.isExecutableFile(atPath: $0) }

  @Test(.enabled(if: office != nil, "LibreOffice is not installed"), arguments: ["xls", "ods"])
  func aForeignWorkbookIsReadAsItsSheetsAndKeptAsItCame(_ kind: String) throws {
    let program = try Program()
    defer { program.remove() }
    let profile = program.folder.appendingPathComponent("profile").absoluteString
    _ = try Spawn.run(
      #require(Self.office),
      [
        "-env:UserInstallation=\(profile)", "--headless", "--convert-to", kind, "--outdir", program.folder.path,
        Program.fixture("workbook/outlets.xlsx"),
      ], environment: program.environment, output: "/dev/null")
    let file = program.folder.appendingPathComponent("outlets.\(kind)").path
    #expect(FileManager.default.fileExists(atPath: file))
    func send(_ more: String...) throws -> Program.Result {
      try program.run(
        arguments: [
          "import", file, "--partial", "--database", program.database, "--today", "2025-07-12", "--lang", "en",
        ]
          + more)
    }
    let told = try send()
    #expect(told.status == 1 && told.errors.contains("--convert"), "\(told.errors)")
    let taken = try send("--convert")
    #expect(taken.status == 0 && taken.text.contains("3 rows read, 2 stored"), "\(taken.text)\(taken.errors)")
    #expect(taken.errors.contains("outlets.\(kind):二:3:1: "), "\(taken.errors)")
    // The ledger names the file that was sent, and knows it again.
    #expect(try send("--convert").text.contains("the same file as import 1"))
    let ledger = try program.run("ledger", "--database", program.database, "--lang", "en")
    #expect(ledger.text.contains("outlets.\(kind)"))
    // A row knows its file and sheet.
    let outlets = try program.run(
      "export", "outlets", "--scope", "520526", "--format", "json", "--database", program.database, "--today",
      "2025-07-12")
    #expect(outlets.text.contains("outlets.\(kind):一:"), "\(outlets.text)")
  }

  @Test func withoutLibreOfficeTheMessageSaysSo() throws {
    let program = try Program()
    defer { program.remove() }
    let file = program.folder.appendingPathComponent("旧表.xls").path
    let compound: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 504)
    try Data(compound).write(to: URL(fileURLWithPath: file))
    var environment = program.environment
    environment["PATH"] = program.folder.path
    let errors = program.folder.appendingPathComponent("errors").path
    func send(_ bytes: [UInt8]) throws -> String {
      try Data(bytes).write(to: URL(fileURLWithPath: file))
      let status = try Spawn.run(
        Program.path, ["import", file, "--convert", "--database", program.database, "--lang", "en"],
        environment: environment, output: "/dev/null", errors: errors)
      #expect(status == 1)
      return try String(contentsOfFile: errors, encoding: .utf8)
    }
    #expect(try send(compound).contains("LibreOffice was not found"))
    // A workbook locked with a password is told of, not converted.
    let locked = compound + "EncryptedPackage".utf8.flatMap { [$0, 0] as [UInt8] }
    #expect(try send(locked).contains("password"))
  }
}
