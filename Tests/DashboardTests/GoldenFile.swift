import Foundation
import Testing

/// What is kept of a screen or a page, in a file of `Golden`; `RECORD=1` writes it anew.
enum GoldenFile {
  /// - Parameter path: below `Golden`.
  static func compare(_ text: String, _ path: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let file = Fixture.root.appendingPathComponent("Tests/DashboardTests/Golden/\(path)")
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try text.write(to: file, atomically: true, encoding: .utf8)
      return
    }
    let kept = try String(contentsOf: file, encoding: .utf8)
    #expect(text == kept, "\(path) is otherwise now; RECORD=1 writes it anew", sourceLocation: sourceLocation)
  }
}
