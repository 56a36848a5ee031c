import Foundation
import PostalModel
import PostalStore
import PostgresServer
import Testing

@testable import yilan

/// The program with its store on a PostgreSQL server, as a user has it.
@Suite(
  .serialized, .disabled(if: PostgresServer.whyNot != nil, Comment(rawValue: PostgresServer.whyNot ?? "")))
struct ServerTests {
  private let today = "2025-07-12"

  @Test func everyExportOfTheDemonstrationIsTheSameOnBoth() throws {
    let program = try Program()
    defer { program.remove() }
    let address = try PostgresServer.shared.freshDatabase()
    let scope = AreaCode("532800")!
    for database in [program.database, address] {
      let setup = try Setup(
        try SharedOptions.parse([
          "--database", database, "--data", Program.checkout.path, "--today", today, "--lang", "zh",
        ]))
      try DemoCommand.fill(setup.store(at: database), setup, within: scope)
    }
    for what in ExportCommand.What.allCases.map(\.rawValue) {
      for options in [["--format", "csv", "--levels", "2"], ["--format", "json", "--period", "2025-Q2"]] {
        var arguments = ["export", what, "--scope", "532800", "--today", today] + options
        if what == "ledger" { arguments = ["export", what, "--format", options[1]] }
        let file = try program.run(arguments: arguments + ["--database", program.database])
        let server = try program.run(arguments: arguments + ["--database", address])
        #expect(server.output == file.output, "\(what)")
        #expect(server.status == file.status && server.errors == file.errors, "\(what)")
        #expect(file.status == 0 && !file.output.isEmpty, "\(what)")
      }
    }
    for screen in ["532800", "532800/packaging"] {
      let arguments = ["screen", screen, "--today", today, "--size", "120x36", "--database"]
      #expect(
        try program.run(arguments: arguments + [address]).output
          == program.run(arguments: arguments + [program.database]).output)
    }
  }

  @Test(.enabled(if: TerminalSession.isAvailable, "tmux is not installed"))
  func aDeskSeesWhatAnotherImports() throws {
    let program = try Program()
    defer { program.remove() }
    let address = try PostgresServer.shared.freshDatabase()
    let shared = ["--database", address, "--today", today]
    #expect(try program.run(arguments: ["import"] + Program.county + shared).status == 0)
    let session = try TerminalSession(width: 120, height: 36, environment: program.environment)
    try session.type("'\(Program.path)' --database '\(address)' --at '520590/packaging' --today \(today)")
    try session.keys("Enter")
    let before = try session.screen(showing: "甲镇")
    let files = try program.run(arguments: ["ledger", "--format", "json"] + shared)
    #expect(files.text.contains("packaging.csv"))
    // Taken back by another program: the figures go, without a key.
    let number = try #require(files.text.firstMatch(of: /"import":(\d+)[^\n]*packaging/)).1
    #expect(try program.run(arguments: ["undo", String(number)] + shared).status == 0)
    let after = try session.screen { $0.contains("甲镇") && $0 != before }
    #expect(after != before)
    try session.keys("q")
  }

  @Test func aServerIsLookedAtAndFaultsOfItAreTold() throws {
    let program = try Program()
    defer { program.remove() }
    let address = try PostgresServer.shared.freshDatabase()
    let shared = ["--database", address, "--today", today, "--lang", "en"]
    #expect(try program.run(arguments: ["import"] + Program.county + shared).status == 0)
    let look = try program.run(arguments: ["doctor"] + shared)
    #expect(look.text.contains("PostgreSQL") && look.text.contains("role "))
    #expect(look.text.contains("5 imports in force"))
    let absent = try program.run("ledger", "--database", address + "_absent", "--lang", "en")
    #expect(absent.status == 3)
    #expect(absent.errors.contains("createdb"))
    let nobody = try program.run("ledger", "--database", "postgres://desk:geheim@127.0.0.1:1/x", "--lang", "en")
    #expect(nobody.status == 3)
    #expect(nobody.errors.contains("cannot be reached") && !nobody.errors.contains("geheim"))
    let backup = try program.run(arguments: ["backup", program.folder.path + "/b.sqlite"] + shared)
    #expect(backup.status == 2)
    #expect(backup.errors.contains("pg_dump") && backup.errors.contains("yilan copy"))
  }

  @Test func aStoreMovesBetweenFileAndServer() throws {
    let program = try Program()
    defer { program.remove() }
    try program.importCounty()
    let address = try PostgresServer.shared.freshDatabase()
    let there = try program.run("copy", program.database, address, "--lang", "en")
    #expect(there.status == 0)
    #expect(there.text.contains("rows and hashes of every table agree"))
    let file = program.folder.appendingPathComponent("back.sqlite").path
    #expect(try program.run("copy", address, file).status == 0)
    let ledgers = try [program.database, address, file].map {
      try program.run("ledger", "--format", "json", "--database", $0).text
    }
    #expect(Set(ledgers).count == 1 && ledgers[0].contains("packaging.csv"))
    let again = try program.run("copy", program.database, address, "--lang", "en")
    #expect(again.status == 1)
    #expect(again.errors.contains("holds data already"))
  }

  @Test func anOfficeImportsAndUndoesWhatWasGranted() throws {
    let program = try Program()
    defer { program.remove() }
    let server = try PostgresServer.shared
    let address = try server.freshDatabase()
    func at(_ role: String) -> [String] {
      ["--today", today, "--lang", "en", "--database", address.replacing("postgres@", with: "\(role)@")]
    }
    #expect(try program.run(arguments: ["import", Program.county[0]] + at("postgres")).status == 0)
    try server.run(program.run("server", "roles").text, on: address)
    try server.run(program.run("server", "grant", "e2e_office", "--office", "520590").text, on: address)
    try server.run(program.run("server", "grant", "e2e_other", "--office", "520591").text, on: address)
    try server.run(program.run("server", "grant", "e2e_wall", "--wall").text, on: address)
    let town = try program.run("server", "grant", "e2e_office", "--office", "520590100", "--lang", "en")
    #expect(town.status == 2 && town.text.isEmpty && town.errors.contains("--office takes a county"))
    let imported = try program.run(arguments: ["import"] + Program.county.dropFirst() + at("e2e_office"))
    #expect(imported.status == 0, "\(imported.errors)")
    for role in ["e2e_other", "e2e_wall"] {
      let refused = try program.run(arguments: ["undo", "2"] + at(role))
      #expect(refused.status == 3 && refused.errors.contains("nothing of it was stored") || role == "e2e_wall")
      #expect(refused.status == 3)
    }
    let screens = try ["postgres", "e2e_office", "e2e_wall"].map {
      try program.run(arguments: ["screen", "520590/packaging", "--size", "120x36"] + at($0)).text
    }
    #expect(screens[0] == screens[1] && screens[0] == screens[2] && screens[0].contains("甲镇"))
    let look = try program.run(arguments: ["doctor"] + at("e2e_office")).text
    #expect(
      look.contains("role e2e_office") && look.contains("row-level security is on") && look.contains("520590000000"))
    let ledger = try program.run(arguments: ["ledger", "--format", "json"] + at("e2e_wall")).text
    #expect(ledger.contains(#""role":"e2e_office""#) && ledger.contains(#""role":null"#))
    #expect(try program.run(arguments: ["server", "rebuild"] + at("e2e_office")).status == 3)
    #expect(try program.run(arguments: ["server", "rebuild"] + at("postgres")).status == 0)
    #expect(try program.run(arguments: ["undo", "2"] + at("e2e_office")).status == 0)
  }
}
