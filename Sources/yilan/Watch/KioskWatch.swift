import Foundation
import PostalModel

/// 看护: all by which others know how the wall is, fed by the loop that draws and by nothing else: what it proves is that
/// pictures go on.
final class KioskWatch {
  private let heartbeat: Heartbeat
  private let notifier: ServiceNotifier
  private let language: Language
  private var frames = 0
  /// Where the wall is, and before its first scene, where it was in its last run.
  private var scene: String
  private var position: Int
  private var begun: Date?

  /// - Parameter path: of the heartbeat.
  init(
    path: String, _ language: Language, environment: [String: String] = ProcessInfo.processInfo.environment
  ) {
    heartbeat = Heartbeat(path: path)
    let last = Heartbeat.last(path: path)
    (scene, position) = (last?.scene ?? "-", last?.position ?? 0)
    notifier = ServiceNotifier(environment)
    self.language = language
  }

  /// The loop waits for no longer than this, also where nothing on the wall moves.
  var longestPause: Duration {
    min(.seconds(Heartbeat.longestPause), notifier.interval ?? .seconds(Heartbeat.longestPause))
  }

  /// To be called at every turn of the loop, after the picture was shown.
  ///
  /// - Parameters:
  ///   - scene: what the playlist calls the scene, and which one it is, from 0; nil where none is shown: the first is
  ///     still awaited, or it is out of hours.
  ///   - database: what is wrong with the database, in the language of the wall; nil where it can be read.
  ///   - time: now.
  func shown(scene: (name: String, position: Int)?, database: String?, at time: Date = Date()) {
    frames += 1
    let begun = begun ?? time
    self.begun = begun
    if let scene {
      (self.scene, position) = (scene.name, scene.position)
      self.begun = .distantPast
    } else if abs(time.timeIntervalSince(begun)) < Double(Heartbeat.longestPause) {
      // A wall that has shown nothing yet is not ready, and where it was is not written over.
      return
    }
    heartbeat.database = database
    heartbeat.beat(frame: frames, scene: self.scene, position: position, at: time)
    notifier.ready()
    notifier.watchdog()
    guard notifier.isHeard else { return }
    let place = language == .zh ? "第 \(position + 1) 屏 \(self.scene)" : "scene \(position + 1), \(self.scene)"
    let problems = [database, heartbeat.problem.map { (language == .zh ? "心跳写不了 " : "no heartbeat: ") + $0 }]
    notifier.status(([place] + problems.compactMap { $0 }).joined(separator: " · "))
  }

  /// The wall ends because it was asked to.
  func ending() { notifier.stopping() }
}
