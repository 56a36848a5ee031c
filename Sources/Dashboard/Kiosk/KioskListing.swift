import Panels
import PostalModel

/// What an entry of a playlist is of at this moment, for checking one without a wall.
public enum KioskListing {
  /// - Parameters:
  ///   - answer: carries an effect out at once.
  /// - Returns: its places, and why they could not be had.
  public static func places(
    of scene: KioskScene, handbook: Handbook, time: KioskTime, answer: (Effect) -> Event?
  ) -> (places: [Place], failure: String?) {
    guard let asked = scene.asked else { return (scene.places(handbook, nil), nil) }
    var dashboard = Dashboard(place: asked, handbook: handbook, today: time.day, time: time.text)
    dashboard.isWall = true
    var failure: String?
    var waiting = dashboard.start()
    while !waiting.isEmpty {
      guard let event = answer(waiting.removeFirst()) else { continue }
      if case .failed(let zh, let en) = event { failure = handbook.language == .zh ? zh : en }
      waiting += dashboard.update(event)
    }
    guard dashboard.board != nil else { return ([], failure) }
    return (scene.places(handbook, dashboard.wallShowing), nil)
  }
}
