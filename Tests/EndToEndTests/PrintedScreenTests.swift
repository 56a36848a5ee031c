import Foundation
import Testing

/// Screens printed without a terminal, in every format and theme.
struct PrintedScreenTests {
  private func screen(_ program: Program, _ arguments: String...) throws -> Program.Result {
    try program.run(
      arguments: ["screen", "520590/outlets", "--database", program.database, "--today", "2025-07-12"] + arguments)
  }

  @Test func everyFormatShowsTheScreen() throws {
    let program = try Program()
    defer { program.remove() }
    _ = try program.importCounty()
    let plain = try screen(program).text
    #expect(plain.contains("甲镇"))

    let colored = try screen(program, "--format", "ansi").text
    #expect(colored.contains("\u{1B}[0;38;2;"))
    let stripped = colored.replacing(/\u{1B}\[[0-9;]*m/, with: "").split(separator: "\n").map {
      String($0.replacing(#/ +$/#, with: ""))
    }
    #expect(stripped == plain.split(separator: "\n").map { String($0) })
    #expect(try screen(program, "--format", "ansi", "--colors", "256").text.contains("\u{1B}[0;38;5;"))

    let picture = try screen(program, "--format", "svg", "--theme", "paper").text
    #expect(picture.hasPrefix("<svg ") && picture.contains(">甲镇</text>") && picture.contains("fill=\"#fbfaf7\""))
    let page = try screen(program, "--format", "html", "--theme", "paper", "--lang", "en").text
    #expect(page.hasPrefix("<!DOCTYPE html>") && page.contains("lang=\"en\"") && page.contains("<b>甲</b><b>镇</b>"))
    #expect(try screen(program, "--format", "png").status == 2)
  }

  @Test func withoutColorSequencesAreText() throws {
    let program = try Program()
    defer { program.remove() }
    _ = try program.importCounty()
    let arguments = ["screen", "520590", "--database", program.database, "--today", "2025-07-12"]
    let out = program.folder.appendingPathComponent("out").path
    let status = try Spawn.run(
      Program.path, arguments + ["--format", "ansi"],
      environment: program.environment.merging(["NO_COLOR": "1"]) { $1 }, output: out)
    let plain = try program.run(arguments: arguments).text
    #expect(try status == 0 && String(contentsOfFile: out, encoding: .utf8) == plain)
  }

  @Test func anUnknownThemeIsToldWhatThereIs() throws {
    let program = try Program()
    defer { program.remove() }
    let refused = try program.run(
      "screen", "/", "--database", program.database, "--theme", "dsuk", "--lang", "en")
    #expect(refused.status == 2 && refused.output.isEmpty)
    #expect(refused.errors.contains("\"dsuk\"") && refused.errors.contains("dusk") && refused.errors.contains("wall"))
  }

  @Test func anOfficesOwnThemeWinsAndIsListed() throws {
    let program = try Program()
    defer { program.remove() }
    let themes = program.folder.appendingPathComponent(".config/yilan/themes")
    try FileManager.default.createDirectory(at: themes, withIntermediateDirectories: true)
    let shipped = try String(
      contentsOf: Program.checkout.appendingPathComponent("Themes/dusk.toml"), encoding: .utf8)
    try shipped.replacing("text = { color = \"#d0d7de\" }", with: "text = { color = \"#405060\" }").write(
      to: themes.appendingPathComponent("dusk.toml"), atomically: true, encoding: .utf8)
    try "kind = \"dark\"\n".write(to: themes.appendingPathComponent("bad.toml"), atomically: true, encoding: .utf8)

    _ = try program.importCounty()
    #expect(try screen(program, "--format", "svg").text.contains("#405060"))

    let table = try program.run("themes", "--lang", "en")
    #expect(table.status == 0 && table.errors.contains("bad.toml"))
    let lines = table.text.split(separator: "\n")
    let own = try #require(lines.first { $0.hasPrefix("dusk ") })
    #expect(own.contains("own") && own.contains("below 4.5: text/"))
    #expect(lines.first { $0.hasPrefix("wall ") }?.contains("shipped") == true)

    let list = try program.run("themes", "--format", "json")
    let objects = try #require(try JSONSerialization.jsonObject(with: list.output) as? [[String: Any]])
    let wall = try #require(objects.first { $0["id"] as? String == "wall" })
    #expect(wall["kind"] as? String == "dark" && wall["own"] as? Bool == false)
    #expect((wall["least_contrast"] as? Double ?? 0) >= 7)
    let safe = objects.filter { !($0["safe_for"] as? [String] ?? []).isEmpty }
    #expect(Set(safe.flatMap { $0["safe_for"] as? [String] ?? [] }) == ["protan", "deutan", "tritan"])
  }
}
