import Foundation

/// The built program, run as a user runs it.
struct Program {
  struct Result {
    var status: Int32
    var output: Data
    var errors: String
    var text: String { String(decoding: output, as: UTF8.self) }
  }

  /// The folder the products are in: that of the test runner.
  static let products = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
  static var path: String { products.appendingPathComponent("yilan").path }
  static let checkout = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("yilan-e2e-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  func remove() { try? FileManager.default.removeItem(at: folder) }

  var database: String { folder.appendingPathComponent("office.sqlite").path }

  /// Variables that pin language, folders and time zone.
  var environment: [String: String] {
    // How a sanitizer is to report holds for the program under test too.
    let sanitizers = ProcessInfo.processInfo.environment.filter {
      ["ASAN", "TSAN", "UBSAN"].contains($0.key.prefix { $0 != "_" })
    }
    return [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "HOME": folder.path, "LC_ALL": "C.UTF-8",
      "TERM": "xterm-256color", "TZ": "Asia/Shanghai", "YILAN_HOME": Self.checkout.path, "USER": "test",
    ].merging(sanitizers) { own, _ in own }
  }

  @discardableResult
  func run(_ arguments: String...) throws -> Result { try run(arguments: arguments) }

  /// - Parameter input: what the program reads from standard input.
  func run(arguments: [String], input: String = "") throws -> Result {
    let typed = folder.appendingPathComponent("in-\(UUID().uuidString)").path
    try input.write(toFile: typed, atomically: true, encoding: .utf8)
    let out = folder.appendingPathComponent("out-\(UUID().uuidString)").path
    let errors = folder.appendingPathComponent("err-\(UUID().uuidString)").path
    let status = try Spawn.run(
      Self.path, arguments, environment: environment, input: typed, output: out, errors: errors)
    return Result(
      status: status, output: try Data(contentsOf: URL(fileURLWithPath: out)),
      errors: try String(contentsOfFile: errors, encoding: .utf8))
  }

  static func fixture(_ name: String) -> String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures/\(name)").path
  }

  static let county = ["areas", "outlets", "villages", "packaging", "safety"].map { fixture("county/\($0).csv") }

  /// A database with the five hand-written files of one county.
  @discardableResult
  func importCounty() throws -> Result {
    try run(
      "import", Self.county[0], Self.county[1], Self.county[2], Self.county[3], Self.county[4], "--database", database,
      "--today", "2025-07-12")
  }
}
