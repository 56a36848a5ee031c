import Catalog
import Foundation

/// 心跳: a small file that says that the wall is alive and where it is in its playlist. It is replaced whole, so that a
/// reader never sees a part of one, and never grows.
final class Heartbeat {
  /// What stands in the file; times in seconds since 1970.
  struct Beat: Codable, Equatable {
    /// Frames shown since the start.
    var frame: Int
    /// What the playlist calls the scene.
    var scene: String
    /// Which of the scenes it is, from 0.
    var position: Int
    var pid: Int32
    var started: Int
    var at: Int
    /// nil while the database can be read; else what is wrong with it, as the wall says it.
    var database: String?
  }

  /// A loop that calls ``beat(frame:scene:position:at:)`` waits for no longer than this, in seconds.
  static let longestPause = 10

  let path: String
  /// What is wrong with the database, in the language of the wall; nil while it can be read.
  var database: String?
  /// Why the last beat could not be written; nil where it was. A wall goes on without.
  private(set) var problem: String?
  private let started: Date
  private var last: Date?

  /// - Parameter started: when the program began.
  init(path: String, started: Date = Date()) {
    self.path = path
    self.started = started
  }

  /// Writes where the wall is, at most once a second: calling it with every frame costs nothing.
  ///
  /// - Parameters:
  ///   - frame: frames shown since the start.
  ///   - scene: what the playlist calls the scene.
  ///   - position: which of the scenes it is, from 0.
  func beat(frame: Int, scene: String, position: Int, at time: Date) {
    // A clock that was set back must not silence it.
    if let last, abs(time.timeIntervalSince(last)) < 1 { return }
    last = time
    var object = JSONObject()
    object.add("frame", .whole(frame))
    object.add("scene", .text(scene))
    object.add("position", .whole(position))
    object.add("pid", .whole(Int(getpid())))
    object.add("started", .whole(Int(started.timeIntervalSince1970)))
    object.add("at", .whole(Int(time.timeIntervalSince1970)))
    object.add("database", .optional(database))
    problem = write(Array((object.text + "\n").utf8))
  }

  /// What was written last; nil where there is nothing, or nothing that can be understood.
  static func last(path: String) -> Beat? {
    guard let data = FileManager.default.contents(atPath: path), data.count <= 1 << 16 else { return nil }
    return try? JSONDecoder().decode(Beat.self, from: data)
  }

  /// The file of a wall that names none: of the environment (`YILAN_HEARTBEAT`), the settings, or in the folder of the
  /// user's session, which is gone after a restart of the machine, or else of his state.
  ///
  /// - Parameter named: as the command line or the settings have it.
  static func ownPath(
    named: String?, _ environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> String {
    if let named { return named }
    if let variable = environment["YILAN_HEARTBEAT"], !variable.isEmpty { return variable }
    if let folder = environment["XDG_RUNTIME_DIR"], folder.hasPrefix("/") { return folder + "/yilan/heartbeat" }
    return (CatalogPaths.stateFolder(environment) ?? Setup.dataFolder) + "/heartbeat"
  }

  /// Where the wall that `make kiosk-install` installs has it.
  static let installedPath = "/run/yilan-kiosk/heartbeat"

  /// The file to read when asked how the wall is: the installed wall's, whoever asks, unless another one is named.
  static func watchedPath(
    named: String?, installed: String = installedPath,
    _ environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> String {
    let isNamed = named != nil || environment["YILAN_HEARTBEAT"]?.isEmpty == false
    return !isNamed && access(installed, F_OK) == 0 ? installed : ownPath(named: named, environment)
  }

  /// - Returns: what went wrong.
  private func write(_ bytes: [UInt8]) -> String? {
    let folder = (path as NSString).deletingLastPathComponent
    if !folder.isEmpty, access(folder, F_OK) != 0 {
      try? FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
    }
    // Always the same name, so that what a sudden end leaves behind is written over.
    let draft = path + ".new"
    let file = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o644)
    guard file >= 0 else { return "\(draft): \(String(cString: strerror(errno)))" }
    // Whatever the umask: who watches the wall is another user.
    fchmod(file, 0o644)
    let count = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
    let wrote = errno
    close(file)
    guard count == bytes.count else { return "\(draft): \(String(cString: strerror(wrote)))" }
    guard rename(draft, path) == 0 else { return "\(path): \(String(cString: strerror(errno)))" }
    return nil
  }
}
