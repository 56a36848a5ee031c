import Foundation
import Testing

/// Many at once on one server that is killed; `make crowd` does so at length.
struct CrowdTests {
  private static let tools = Program.checkout.appendingPathComponent("Tools")

  private static func python(_ arguments: [String], _ program: Program, errors: String) throws -> Int32 {
    try Spawn.run(
      "/usr/bin/env", ["python3"] + arguments, environment: program.environment,
      output: program.folder.appendingPathComponent("said").path, errors: errors)
  }

  private static var hasServer: Bool {
    guard let program = try? Program() else { return false }
    defer { program.remove() }
    return (try? python([tools.appendingPathComponent("server.py").path], program, errors: "/dev/null")) == 0
  }

  @Test(.enabled(if: hasServer, "there is no PostgreSQL or no python3 on this machine"))
  func whatWasToldAsStoredOutlivesTheServer() throws {
    let program = try Program()
    defer { program.remove() }
    let errors = program.folder.appendingPathComponent("errors").path
    let options = ["--importers", "4", "--readers", "3", "--seconds", "4", "--kills", "1"]
    let status = try Self.python(
      [Self.tools.appendingPathComponent("crowd.py").path, Program.path] + options, program, errors: errors)
    let told = try String(contentsOfFile: errors, encoding: .utf8)
    #expect(status == 0, "\(told)")
  }
}
