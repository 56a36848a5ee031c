import Foundation
import Testing

/// What `make kiosk-install` writes, in a folder instead of a machine.
@Suite struct KioskInstallTests {
  private let scratch = FileManager.default.temporaryDirectory.appendingPathComponent(
    "yilan-kiosk-\(UUID().uuidString)")
  private var root: String { scratch.appendingPathComponent("root").path }
  private let script = Program.checkout.appendingPathComponent("Tools/kiosk/install.sh").path
  static let written = [
    "/etc/sysusers.d/yilan-kiosk.conf", "/etc/tmpfiles.d/yilan-kiosk.conf", "/etc/systemd/system/yilan-kiosk.service",
    "/etc/systemd/system/yilan-kiosk-kmscon.service", "/etc/systemd/system/yilan-backup.service",
    "/etc/systemd/system/yilan-backup.timer", "/opt/yilan/share/yilan/Docs/kiosk.md",
  ]
  static let settings = ["/etc/yilan-kiosk/foot.ini", "/etc/yilan-kiosk/kiosk.env"]

  /// - Returns: exit status, and what was printed.
  private func run(_ path: String, _ arguments: [String], language: String = "zh_CN.UTF-8") throws -> (Int32, String) {
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    let output = scratch.appendingPathComponent("output").path
    let errors = scratch.appendingPathComponent("errors").path
    let status = try Spawn.run(
      path, arguments,
      environment: [
        "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "LC_ALL": language, "DESTDIR": root,
        "PREFIX": "/opt/yilan", "HOME": scratch.path, "XDG_RUNTIME_DIR": scratch.path,
      ], output: output, errors: errors)
    let text = try String(contentsOfFile: output, encoding: .utf8) + String(contentsOfFile: errors, encoding: .utf8)
    return (status, text)
  }

  private func text(_ file: String) throws -> String { try String(contentsOfFile: root + file, encoding: .utf8) }
  private func exists(_ file: String) -> Bool { FileManager.default.fileExists(atPath: root + file) }
  private func remove() { try? FileManager.default.removeItem(at: scratch) }

  @Test func itSaysWhatItWroteAndTakesItAwayAgain() throws {
    defer { remove() }
    let (status, said) = try run("/bin/sh", [script, "install"])
    #expect(status == 0, "\(said)")
    for file in Self.written + Self.settings {
      #expect(exists(file))
      #expect(said.contains("写入 \(root)\(file):"))
      #expect(try !text(file).contains("@BIN@") && !text(file).contains("@CONF@") && !text(file).contains("@SHARE@"))
    }
    #expect(said.contains("systemctl enable --now yilan-kiosk"))
    let unit = try text("/etc/systemd/system/yilan-kiosk.service")
    #expect(unit.contains(" /opt/yilan/bin/yilan kiosk "))
    #expect(unit.contains("--config=/etc/yilan-kiosk/foot.ini "))

    // What the office wrote stays.
    try "pixelsize=99".write(toFile: root + Self.settings[0], atomically: true, encoding: .utf8)
    let (again, saidAgain) = try run("/bin/sh", [script, "install"], language: "en_GB.UTF-8")
    #expect(again == 0)
    #expect(saidAgain.contains("kept \(root)\(Self.settings[0])"))
    #expect(try text(Self.settings[0]) == "pixelsize=99")

    let (removed, saidLast) = try run("/bin/sh", [script, "uninstall"])
    #expect(removed == 0)
    for file in Self.written {
      #expect(!exists(file))
      #expect(saidLast.contains("删除 \(root)\(file)"))
    }
    for file in Self.settings { #expect(exists(file)) }
    #expect(try run("/bin/sh", [script, "neither"]).0 == 2)
  }

  @Test func theProgramIsHeardAndComesBackForEver() throws {
    defer { remove() }
    _ = try run("/bin/sh", [script, "install"])
    for name in ["yilan-kiosk", "yilan-kiosk-kmscon"] {
      let unit = ServiceUnit(try text("/etc/systemd/system/\(name).service"))
      #expect(unit["Type"] == "notify")
      // It is a grandchild of the unit's main process, whose number the watchdog's variable holds.
      #expect(unit["NotifyAccess"] == "all")
      #expect(unit["ExecStart"]?.contains("/usr/bin/env --unset=WATCHDOG_PID /opt/yilan/bin/yilan kiosk") == true)
      // A session would move it out of the unit, where it is not heard.
      #expect(unit["PAMName"] == nil)
      #expect(unit["Restart"] == "always")
      #expect(unit["StartLimitIntervalSec"] == "0")
      #expect((1...10).contains(unit.seconds("RestartSec") ?? 0))
      #expect((20...300).contains(unit.seconds("WatchdogSec") ?? 0))
      for taking in ["PrivateDevices", "DevicePolicy", "ProtectClock", "MemoryDenyWriteExecute"] {
        #expect(unit[taking] == nil)
      }
      // The heartbeat outlives a restart, and is where --status looks.
      #expect(unit["RuntimeDirectoryPreserve"] == "yes")
      #expect(unit["Environment"]?.contains("YILAN_HEARTBEAT=/run/yilan-kiosk/heartbeat") == true)
    }
  }

  @Test func backupsAreMadeNightlyAndFourteenAreKept() throws {
    defer { remove() }
    _ = try run("/bin/sh", [script, "install"])
    let unit = ServiceUnit(try text("/etc/systemd/system/yilan-backup.service"))
    #expect(unit["ExecStart"] == "/opt/yilan/bin/yilan backup ${YILAN_BACKUPS} --keep 14")
    #expect(unit["EnvironmentFile"] == "/etc/yilan-kiosk/kiosk.env")
    #expect(unit["User"] == "yilan-kiosk")
    #expect(unit["UMask"] == "0077")
    let timer = ServiceUnit(try text("/etc/systemd/system/yilan-backup.timer"))
    #expect(timer["OnCalendar"] == "*-*-* 03:00:00")
    #expect(timer["Persistent"] == "true")
    #expect(try text("/etc/tmpfiles.d/yilan-kiosk.conf").contains("/var/lib/yilan-kiosk/backups 0700 "))
    #expect(try text("/opt/yilan/share/yilan/Docs/kiosk.md").contains("保留最近 14 份"))
  }

  private static func has(_ tool: String) -> Bool { FileManager.default.isExecutableFile(atPath: "/usr/bin/\(tool)") }

  @Test(.enabled(if: has("systemd-analyze"), "systemd-analyze is not on this machine"))
  func systemdFindsNothingWrongWithTheUnits() throws {
    defer { remove() }
    _ = try run("/bin/sh", [script, "install"])
    let units = ["yilan-kiosk.service", "yilan-kiosk-kmscon.service", "yilan-backup.service", "yilan-backup.timer"].map
    {
      "\(root)/etc/systemd/system/\($0)"
    }
    let (_, said) = try run("/usr/bin/systemd-analyze", ["verify", "--man=no"] + units)
    // cage, foot, kmscon and the program need not be on the machine that tests; a container has no bus.
    let faults = said.split(separator: "\n").filter {
      !$0.contains("is not executable: No such file or directory") && !$0.contains("\"system\" message bus")
    }
    #expect(faults.isEmpty, "\(faults.joined(separator: "\n"))")
  }

  @Test(.enabled(if: has("foot"), "foot is not on this machine"))
  func footFindsNothingWrongWithItsSettings() throws {
    defer { remove() }
    _ = try run("/bin/sh", [script, "install"])
    let (status, said) = try run(
      "/usr/bin/foot", ["--check-config", "--config=\(root)\(Self.settings[0])"], language: "C.UTF-8")
    #expect(status == 0, "\(said)")
    #expect(!said.contains("err:"), "\(said)")
  }
}

/// Lines of a systemd unit: the last value of each name, comments left out.
struct ServiceUnit {
  private var values: [String: String] = [:]

  init(_ text: String) {
    for line in text.split(separator: "\n") where !line.hasPrefix("#") && !line.hasPrefix("[") {
      guard let sign = line.firstIndex(of: "=") else { continue }
      values[String(line[..<sign])] = String(line[line.index(after: sign)...])
    }
  }

  subscript(_ name: String) -> String? { values[name] }

  func seconds(_ name: String) -> Double? { values[name].flatMap(Double.init) }
}
