import Foundation
import PostalModel

/// 看护: all by which others know how the wall is, fed by the loop that draws and by nothing else: what it proves is that
/// pictures go on.
final class KioskWatch {
  private let heartbeat: Heartbeat
  private let notifier: ServiceNotifier
  private let language: Language
  private var frames = 0

  /// - Parameter path: of the heartbeat.
  init(
    path: String, _ language: Language, environment: [String: String] = ProcessInfo.processInfo.environment
  ) {
    heartbeat = Heartbeat(path: path)
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
  ///   - scene: what the playlist calls the scene; position: which one it is, from 0.
  ///   - database: what is wrong with the database, in the language of the wall; nil where it can be read.
  ///   - at: the time now.
  func shown(scene: String, position: Int, database: String?, at time: Date = Date()) {
    frames += 1
    heartbeat.database = database
    heartbeat.beat(frame: frames, scene: scene, position: position, at: time)
    notifier.ready()
    notifier.watchdog()
    guard notifier.isHeard else { return }
    let place = language == .zh ? "第 \(position + 1) 屏 \(scene)" : "scene \(position + 1), \(scene)"
    let problems = [database, heartbeat.problem.map { (language == .zh ? "心跳写不了 " : "no heartbeat: ") + $0 }]
    notifier.status(([place] + problems.compactMap { $0 }).joined(separator: " · "))
  }

  /// The wall ends because it was asked to.
  func ending() { notifier.stopping() }
}
