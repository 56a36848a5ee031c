import Foundation
import Testing

@testable import yilan

/// A wall that is ended without warning comes back at the scene it was at, by the restart policy of its unit.
@Suite(.serialized) struct KioskRestartTests {
  /// The program has the wall.
  static let hasKiosk: Bool = {
    guard let program = try? Program() else { return false }
    defer { program.remove() }
    return (try? program.run("kiosk", "--help"))?.text.contains("USAGE: yilan kiosk") == true
  }()

  /// What systemd does of the unit, as far as it is about ends and new starts: there is no system to be its manager here.
  private final class Supervisor {
    let unit: ServiceUnit
    private let start: () throws -> PseudoTerminal
    private(set) var session: PseudoTerminal
    private(set) var starts = 1

    init(_ unit: ServiceUnit, start: @escaping () throws -> PseudoTerminal) throws {
      self.unit = unit
      self.start = start
      session = try start()
    }

    /// Starts it again once it has ended, after the time that the unit says; false where the unit says to leave it.
    func startAgain() throws -> Bool {
      let status = try #require(session.waitForEnd())
      guard unit["Restart"] == "always" || (unit["Restart"] == "on-failure" && status != 0) else { return false }
      session.wait(within: unit.seconds("RestartSec") ?? 0.1) { _ in false }
      session = try start()
      starts += 1
      return true
    }
  }

  @Test(.enabled(if: hasKiosk, "this program has no kiosk"))
  func afterAKillItGoesOnWhereItWas() throws {
    let program = try Program()
    defer { program.remove() }
    try program.importCounty()
    let unit = ServiceUnit(
      try String(
        contentsOf: Program.checkout.appendingPathComponent("Tools/kiosk/yilan-kiosk.service"), encoding: .utf8))
    let path = program.folder.appendingPathComponent("run/heartbeat").path
    var environment = program.environment
    environment["YILAN_HEARTBEAT"] = path
    let supervisor = try Supervisor(unit) {
      try PseudoTerminal(
        Program.path, ["kiosk", "--every", "5s", "--database", program.database, "--today", "2025-07-12"],
        environment: environment, VirtualTerminal(width: 120, height: 36))
    }
    // Beyond the first scene, where a wall without a memory would begin.
    func beat(of pid: pid_t) -> Heartbeat.Beat? { Heartbeat.last(path: path).flatMap { $0.pid == pid ? $0 : nil } }
    for _ in 0..<2 {
      let first = supervisor.session.process
      try #require(supervisor.session.wait(within: 60) { _ in beat(of: first)?.position ?? 0 > 0 })
      let before = try #require(beat(of: first))
      #expect(KioskStatus(path: path).state == .alive)
      supervisor.session.signal(SIGKILL)
      #expect(try supervisor.startAgain())
      let second = supervisor.session.process
      try #require(supervisor.session.wait(within: 60) { _ in beat(of: second) != nil })
      let after = try #require(beat(of: second))
      #expect(after.position == before.position)
      #expect(after.scene == before.scene)
    }
    #expect(supervisor.starts == 3)
    supervisor.session.signal(SIGKILL)
    #expect(supervisor.session.waitForEnd() == 128 + SIGKILL)
    #expect(KioskStatus(path: path).state == .gone)
    // The same by the command, as one asks from afar.
    let told = try program.run("kiosk", "--status", "--json", "--heartbeat", path)
    #expect(told.status == 1)
    #expect(told.text.contains("\"state\":\"gone\""))
    #expect(told.errors.isEmpty)
    #expect(try program.run("kiosk", "--json").status == 2)
  }
}
