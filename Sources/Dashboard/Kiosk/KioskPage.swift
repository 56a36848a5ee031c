import Panels
import PostalModel

/// One stop of the rotation: a place, and which one of how many it is of its entry in the playlist.
struct KioskStop: Sendable, Equatable {
  var entry: Int
  var item: Int
  /// nil where there is none to show, and why is said in its place.
  var place: Place?
}

/// What was read of a stop, ready to be shown.
struct KioskPage: Sendable {
  var stop: KioskStop
  /// nil: only words can be shown.
  var dashboard: Dashboard?
  /// Where late answers to the dashboard belong.
  var errand: Int
  /// When it was read, in milliseconds, and as the clock on the wall had it.
  var readAt: Int
  var readTime: String
  /// Why it is not newer, or why there is nothing.
  var failure: String?
}

/// A page on its way.
struct KioskErrand: Sendable {
  enum Stage: Equatable, Sendable {
    /// The places of an entry are being asked for; the item that is wanted of them.
    case listing(item: Int)
    case loading
  }

  var id: Int
  var stage: Stage
  var stop: KioskStop
  var dashboard: Dashboard
  /// When it set out, in milliseconds.
  var begun: Int
  /// Effects without an answer.
  var waiting = 0
  var failure: String?
  /// Entries that were found to have nothing to show.
  var passed = 0
}
