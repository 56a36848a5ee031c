import Foundation
import Testing

/// The pictures of Docs show the program as it is. They are drawn anew from the demonstration returns, which are loaded
/// for it as `yilan demo` loads them; that takes most of a minute in a debug build, so all pictures share one load.
struct PicturesTests {
  @Test func everyPictureIsCurrent() throws {
    let program = try Program()
    defer { program.remove() }
    let drawn = program.folder.appendingPathComponent("Docs")
    let script = Program.checkout.appendingPathComponent("Tools/pictures.sh").path
    let errors = program.folder.appendingPathComponent("errors").path
    let status = try Spawn.run(
      "/bin/sh", [script, Program.path, drawn.path], environment: program.environment, output: "/dev/null",
      errors: errors)
    let told = try String(contentsOfFile: errors, encoding: .utf8)
    try #require(status == 0, "\(told)")

    let kept = Program.checkout.appendingPathComponent("Docs")
    let names = try pictures(in: drawn)
    let keptNames = try pictures(in: kept)
    #expect(!names.isEmpty && names == keptNames)
    for name in names {
      let now = try Data(contentsOf: drawn.appendingPathComponent(name))
      let then = try? Data(contentsOf: kept.appendingPathComponent(name))
      #expect(now == then, "Docs/\(name) is not current: run Tools/pictures.sh and look at what changed")
      #expect(String(decoding: now, as: UTF8.self).contains("DEMONSTRATION DATA"))
    }
  }

  @Test func theReadmeShowsPicturesThatAreThere() throws {
    let text = try String(contentsOf: Program.checkout.appendingPathComponent("README.md"), encoding: .utf8)
    let shown = Set(text.matches(of: /Docs\/([a-z-]+\.svg)/).map { String($0.output.1) })
    let kept = try pictures(in: Program.checkout.appendingPathComponent("Docs"))
    #expect(shown == Set(kept))
  }

  private func pictures(in folder: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".svg") }.sorted()
  }
}
