import Foundation
import PostalModel

/// How a wall is, told from outside of it by its heartbeat: `yilan kiosk --status`.
struct KioskStatus: Equatable {
  enum State: String {
    /// It runs, and its heartbeat is fresh.
    case alive
    /// Its process is there, but its heartbeat is old: it hangs.
    case stuck
    /// Its process is gone.
    case gone
    /// There is no heartbeat: it never ran, or the machine was started since.
    case absent
    /// There is a file, but no heartbeat that can be read.
    case unreadable
  }

  var state: State
  var path: String
  var beat: Heartbeat.Beat?
  /// Seconds since the last beat; below zero where it lies in the future, since the clock was set back.
  var age: Int?
  /// Seconds for which it has been running.
  var running: Int?

  /// Seconds without a beat after which a wall counts as stuck: three of its longest pauses.
  static let usualLimit = 3 * Heartbeat.longestPause

  /// - Parameters:
  ///   - limit: seconds without a beat after which it counts as stuck.
  ///   - isRunning: whether there is such a process.
  init(
    path: String, now: Date = Date(), limit: Int = usualLimit, isRunning: (pid_t) -> Bool = Self.exists
  ) {
    self.path = path
    guard let beat = Heartbeat.last(path: path) else {
      state = access(path, F_OK) == 0 ? .unreadable : .absent
      return
    }
    let seconds = Int(now.timeIntervalSince1970)
    let age = seconds - beat.at
    self.beat = beat
    self.age = age
    running = max(0, beat.at - beat.started)
    // One that lives writes every few seconds, by the clock as it is now: a beat of the future is an old one.
    let isFresh = abs(age) <= limit
    state = !isRunning(beat.pid) ? .gone : isFresh ? .alive : .stuck
  }

  /// Whether there is a process of a number, of whichever user.
  static func exists(_ pid: pid_t) -> Bool { pid > 0 && (kill(pid, 0) == 0 || errno == EPERM) }

  /// Prints it.
  ///
  /// - Throws: `Failure` with status 1 and no further line unless the wall is alive.
  func report(asJSON: Bool, _ language: Language) throws {
    standardOutput((asJSON ? json.text : text(language)) + "\n")
    if state != .alive { throw Failure.refused([]) }
  }

  /// A line that says how it is, and what to do where it is not well.
  func text(_ language: Language) -> String {
    func say(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }
    func words(_ seconds: Int?) -> String { ElapsedTime.text(seconds ?? 0, language) }
    let place =
      beat.map { say("第 \($0.position + 1) 屏“\($0.scene)”", "scene \($0.position + 1), \"\($0.scene)\"") } ?? ""
    let silence = (age ?? 0) < 0 ? say("时钟已回拨,末次心跳在此之前", "the clock was set back since its last beat") : words(age)
    let restart = say(
      "请看 systemctl status yilan-kiosk 和 journalctl -u yilan-kiosk",
      "see systemctl status yilan-kiosk and journalctl -u yilan-kiosk")
    switch state {
    case .alive:
      let line = say(
        "大屏在运行:\(place),已运行 \(words(running)),\(beat!.frame) 帧,\(words(age))前有心跳",
        "the wall runs: \(place), for \(words(running)), \(beat!.frame) frames, last beat \(words(age)) ago")
      guard let database = beat?.database else { return line }
      return line + "\n" + say("数据库:", "database: ") + database
    case .stuck:
      return say(
        "大屏没有反应:进程 \(beat!.pid) 仍在,但已 \(silence)没有心跳,停在\(place);\(restart)",
        "the wall is stuck: process \(beat!.pid) is there, but without a beat for \(silence), at \(place); \(restart)")
    case .gone:
      return say(
        "大屏已停止:进程 \(beat!.pid) 不在了,末次心跳在 \(silence)前,\(place);\(restart)",
        "the wall is gone: process \(beat!.pid) is not there, last beat \(silence) ago, at \(place); \(restart)")
    case .absent:
      return say(
        "没有心跳文件 \(path):大屏未启动,或文件在别处(--heartbeat);\(restart)",
        "no heartbeat at \(path): the wall was not started, or its file is elsewhere (--heartbeat); \(restart)")
    case .unreadable:
      return say(
        "\(path) 读不出心跳:没有读取权限,或不是心跳文件", "\(path): no heartbeat can be read there: no permission, or another file")
    }
  }

  var json: JSONObject {
    var object = JSONObject()
    object.add("state", .text(state.rawValue))
    object.add("alive", .truth(state == .alive))
    object.add("heartbeat", .text(path))
    object.add("age_seconds", .optional(age))
    object.add("running_seconds", .optional(running))
    object.add("frame", .optional(beat?.frame))
    object.add("scene", .optional(beat?.scene))
    object.add("position", .optional(beat?.position))
    object.add("pid", .optional(beat.map { Int($0.pid) }))
    object.add("database", .optional(beat?.database))
    return object
  }
}
