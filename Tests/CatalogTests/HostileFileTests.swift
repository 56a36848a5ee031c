import Catalog
import Foundation
import PostalModel
import Testing

/// Files of users are data: what is wrong with one is told with its place, and nothing in it ends the program or steers
/// the terminal.
@Suite struct HostileFileTests {
  static let kinds = [
    ("Data/plans/bijie.toml", "plans/bijie.toml"), ("Data/words/zh.toml", "words/zh.toml"),
    ("Themes/paper.toml", "themes/mine.toml"),
    ("Data/playlists/all.toml", "playlists/mine.toml"), ("Data/assessments/county.toml", "assessments/mine.toml"),
    ("", "keys.toml"), ("", "settings.toml"), ("", "areas/changes.csv"),
  ]

  /// What is told of the files of a kind.
  private func told(_ catalog: Catalog, _ name: String) -> [CatalogError] {
    var errors: [CatalogError] = []
    func reading(_ body: () throws -> Void) {
      do { try body() } catch let error as CatalogError { errors.append(error) } catch {
        Issue.record("another error: \(error)")
      }
    }
    switch name.prefix(5) {
    case "plans": errors += catalog.planBook().1
    case "words": reading { _ = try catalog.words(.zh) }
    case "theme": reading { _ = try catalog.theme(named: "mine") }
    case "playl": reading { _ = try catalog.playlist(named: "mine", indicators: [], panels: []) }
    case "asses": errors += catalog.assessments(indicators: []).1
    case "keys.": reading { _ = try catalog.keyFile() }
    case "setti": reading { _ = try catalog.settings() }
    default: reading { _ = try catalog.codeChanges() }
    }
    return errors
  }

  private func expectHarmless(_ errors: [CatalogError], in folder: String) {
    for error in errors {
      for language in Language.allCases {
        let text = error.text(language)
        #expect(!text.isEmpty && !text.unicodeScalars.contains { $0.isUnseen })
      }
    }
  }

  private func text(of shipped: String, _ name: String) throws -> String {
    if !shipped.isEmpty, let text = try? String(contentsOfFile: Scratch.share + "/" + shipped, encoding: .utf8) {
      return text
    }
    switch name {
    case "keys.toml": return "quit = [\"q\", \"Ctrl-C\"]\ndown = [\"j\"]\n"
    case "settings.toml": return "theme = \"auto\"\nmouse = true\n"
    default: return "code,name,parent,kind,month\n520526,威宁县,520500,renamed,2025-06\n"
    }
  }

  @Test(arguments: kinds) func cutSwappedAndFilledWithWhatSteers(kind: (shipped: String, name: String)) throws {
    let text = Array(try text(of: kind.shipped, kind.name).utf8)
    var random = SplitMix64(seed: 11)
    let hostile: [[UInt8]] = [
      Array("\u{1B}[31m".utf8), [0x9B], [0], Array("\u{202E}".utf8), Array("\"".utf8), Array("[[".utf8),
      Array("\\u001b".utf8), Array("= 1e999".utf8), Array("-9223372036854775808".utf8), Array("9999-99-99".utf8),
    ]
    for _ in 0..<25 {
      let scratch = try Scratch()
      var bytes = text
      for _ in 0...random.below(3) {
        let at = random.below(bytes.count + 1)
        switch random.below(4) {
        case 0: bytes = Array(bytes[..<at])
        case 1: bytes.insert(contentsOf: hostile[random.below(hostile.count)], at: at)
        case 2: if at < bytes.count { bytes[at] = UInt8(random.below(256)) }
        default:
          let end = min(bytes.count, at + random.below(200))
          bytes.insert(contentsOf: bytes[at..<end], at: random.below(bytes.count + 1))
        }
      }
      try scratch.write(kind.name, "")
      try Data(bytes).write(to: URL(fileURLWithPath: scratch.path + "/" + kind.name))
      expectHarmless(told(scratch.catalog, kind.name), in: scratch.path)
    }
  }

  @Test(arguments: kinds) func deepNestsHugeNumbersAndNothing(kind: (shipped: String, name: String)) throws {
    let deep = String(repeating: "[", count: 20_000)
    let tables = String(repeating: "a.", count: 10_000)
    for text in [
      "", "\u{FEFF}", "a = " + deep, "[" + tables + "a]\n", "a = " + String(repeating: "{a=", count: 10_000),
      "a = " + String(repeating: "9", count: 20_000), String(repeating: "x", count: 1_000_000),
      "id = \"\u{7F}\"", "a = \"\"\"" + String(repeating: "\n", count: 20_000),
    ] {
      let scratch = try Scratch()
      try scratch.write(kind.name, text)
      expectHarmless(told(scratch.catalog, kind.name), in: scratch.path)
    }
  }

  @Test(arguments: kinds) func pipesFoldersAndDevicesAreNotWaitedFor(kind: (shipped: String, name: String)) throws {
    for way in ["pipe", "folder", "device", "loop", "nowhere"] {
      let scratch = try Scratch()
      let path = try scratch.write(kind.name, "")
      try FileManager.default.removeItem(atPath: path)
      switch way {
      case "pipe": #expect(mkfifo(path, 0o600) == 0)
      case "folder": try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      case "device": symlink("/dev/zero", path)
      case "loop": symlink(path, path)
      default: symlink("/nowhere/at/all", path)
      }
      let errors = told(scratch.catalog, kind.name)
      expectHarmless(errors, in: scratch.path)
      if way != "nowhere" { #expect(errors.contains { $0.file == path }, "\(way)") }
    }
  }
}
