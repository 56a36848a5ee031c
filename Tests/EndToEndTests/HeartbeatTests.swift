import Foundation
import PostalModel
import Testing

@testable import yilan

@Suite struct HeartbeatTests {
  private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("yilan-beat-\(UUID().uuidString)")
  private var path: String { folder.appendingPathComponent("run/heartbeat").path }
  private let start = Date(timeIntervalSince1970: 1_751_000_000)

  private func beaten(
    frame: Int = 42, scene: String = "毕节市 \"总览\"\n一", position: Int = 3, after seconds: Double = 0,
    database: String? = nil
  ) -> Heartbeat {
    let heartbeat = Heartbeat(path: path, started: start)
    heartbeat.database = database
    heartbeat.beat(frame: frame, scene: scene, position: position, at: start.addingTimeInterval(seconds))
    return heartbeat
  }

  private func remove() { try? FileManager.default.removeItem(at: folder) }

  @Test func whatIsWrittenIsReadAgain() throws {
    defer { remove() }
    let heartbeat = beaten(after: 90, database: "locked")
    #expect(heartbeat.problem == nil)
    let beat = try #require(Heartbeat.last(path: path))
    #expect(
      beat
        == Heartbeat.Beat(
          frame: 42, scene: "毕节市 \"总览\"\n一", position: 3, pid: getpid(), started: 1_751_000_000, at: 1_751_000_090,
          database: "locked"))
    // One line, and nothing beside it: monitoring reads it, and nothing may gather over months.
    #expect(try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").count == 1)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: (path as NSString).deletingLastPathComponent).count == 1)
    let rights = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(rights == 0o644)
  }

  @Test func framesOfOneSecondAreWrittenOnce() throws {
    defer { remove() }
    let heartbeat = beaten(frame: 1)
    for frame in 2...60 {
      heartbeat.beat(frame: frame, scene: "甲", position: 0, at: start.addingTimeInterval(Double(frame) / 61))
    }
    #expect(Heartbeat.last(path: path)?.frame == 1)
    heartbeat.beat(frame: 61, scene: "甲", position: 0, at: start.addingTimeInterval(1))
    #expect(Heartbeat.last(path: path)?.frame == 61)
    // A clock that is set back by years.
    heartbeat.beat(frame: 62, scene: "甲", position: 0, at: start.addingTimeInterval(-1e8))
    #expect(Heartbeat.last(path: path)?.frame == 62)
  }

  @Test func aDamagedFileIsNoHeartbeatAndIsReplaced() throws {
    defer { remove() }
    _ = beaten()
    for damage in ["", "{\"frame\":", String(repeating: "x", count: 100_000), "[]"] {
      try damage.write(toFile: path, atomically: true, encoding: .utf8)
      #expect(Heartbeat.last(path: path) == nil)
      #expect(KioskStatus(path: path).state == .unreadable)
    }
    _ = beaten(frame: 7)
    #expect(Heartbeat.last(path: path)?.frame == 7)
  }

  @Test func aFolderThatCannotBeWrittenIsToldAndNothingElse() {
    let heartbeat = Heartbeat(path: "/proc/nowhere/heartbeat")
    heartbeat.beat(frame: 1, scene: "", position: 0, at: start)
    #expect(heartbeat.problem?.contains("/proc/nowhere/heartbeat") == true)
  }

  @Test func itsPlaceIsTheOneNamedFirst() {
    let environment = ["YILAN_HEARTBEAT": "/a", "XDG_RUNTIME_DIR": "/run/user/7", "HOME": "/home/x"]
    #expect(Heartbeat.ownPath(named: "/b", environment) == "/b")
    #expect(Heartbeat.ownPath(named: nil, environment) == "/a")
    #expect(Heartbeat.ownPath(named: nil, ["XDG_RUNTIME_DIR": "/run/user/7"]) == "/run/user/7/yilan/heartbeat")
    #expect(Heartbeat.ownPath(named: nil, ["HOME": "/home/x"]) == "/home/x/.local/state/yilan/heartbeat")
    // The installed wall is another user's.
    #expect(Heartbeat.watchedPath(named: nil, installed: "/proc/self/stat", ["HOME": "/home/x"]) == "/proc/self/stat")
    #expect(Heartbeat.watchedPath(named: nil, installed: "/proc/self/stat", environment) == "/a")
    #expect(Heartbeat.watchedPath(named: "/b", installed: "/proc/self/stat", environment) == "/b")
    #expect(
      Heartbeat.watchedPath(named: nil, installed: "/no/such", ["HOME": "/home/x"])
        == "/home/x/.local/state/yilan/heartbeat")
  }

  @Test func statusKnowsAliveStuckGoneAndAbsent() throws {
    defer { remove() }
    #expect(KioskStatus(path: path).state == .absent)
    _ = beaten(after: 3600)
    func status(_ seconds: Double, runs: Bool = true) -> KioskStatus {
      KioskStatus(path: path, now: start.addingTimeInterval(3600 + seconds), isRunning: { _ in runs })
    }
    #expect(status(0).state == .alive)
    #expect(status(30).state == .alive)
    #expect(status(31).state == .stuck)
    #expect(status(2, runs: false).state == .gone)
    // Written before the clock was set back.
    #expect(status(-5).state == .alive)
    #expect(status(-100_000).state == .stuck)
  }

  @Test func statusSaysInWordsHowLongAndWhatToDo() throws {
    defer { remove() }
    _ = beaten(scene: "毕节市", after: 93_784, database: "另一程序正在写入")
    func text(_ seconds: Double, runs: Bool, _ language: Language) -> String {
      KioskStatus(path: path, now: start.addingTimeInterval(93_784 + seconds), isRunning: { _ in runs }).text(language)
    }
    #expect(text(4, runs: true, .zh) == "大屏在运行:第 4 屏“毕节市”,已运行 1 天 2 小时,42 帧,4 秒前有心跳\n数据库:另一程序正在写入")
    #expect(
      text(4, runs: true, .en).hasPrefix("the wall runs: scene 4, \"毕节市\", for 1 d 2 h, 42 frames, last beat 4 s ago"))
    #expect(text(7_500, runs: true, .zh).contains("已 2 小时 5 分没有心跳,停在第 4 屏“毕节市”"))
    #expect(text(200, runs: false, .en).contains("last beat 3 min 20 s ago"))
    for runs in [true, false] {
      for language in Language.allCases {
        #expect(text(7_500, runs: runs, language).contains("journalctl -u yilan-kiosk"))
        #expect(text(-7_500, runs: runs, language).contains(language == .zh ? "时钟已回拨" : "set back"))
      }
    }
  }

  @Test func statusForProgramsIsOneObjectAndOneExitStatus() throws {
    defer { remove() }
    _ = beaten(scene: "毕节市")
    let status = KioskStatus(path: path, now: start.addingTimeInterval(5), isRunning: { _ in true })
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(status.json.text.utf8)) as? [String: Any])
    #expect(object["state"] as? String == "alive")
    #expect(object["alive"] as? Bool == true)
    #expect(object["age_seconds"] as? Int == 5)
    #expect(object["frame"] as? Int == 42)
    #expect(object["database"] is NSNull)
    #expect(throws: Failure.self) { try KioskStatus(path: path + ".no").report(asJSON: true, .zh) }
  }

  @Test func processesOfOthersCountToo() {
    #expect(KioskStatus.exists(getpid()))
    #expect(KioskStatus.exists(1))
    #expect(!KioskStatus.exists(0))
    #expect(!KioskStatus.exists(-1))
    #expect(!KioskStatus.exists(.max))
  }
}
