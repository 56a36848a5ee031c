import Drawing
import PostalModel

/// What happened outside of a wall.
public enum KioskEvent: Sendable {
  case ticked(KioskTime)
  case key(Key)
  case resized(Size)
  /// A database was opened, the first one or another: the playlist as it is there, and the newest return of each form.
  case opened([KioskScene], arrivals: [Form: Day])
  /// Something was imported or undone.
  case storeChanged(arrivals: [Form: Day])
  /// The database cannot be read any more, or yet.
  case storeFailed(zh: String, en: String)
  /// What an effect led to; every one is answered once.
  case answered(errand: Int, Event?)
}

/// What a wall wants done. There is nothing among it that writes.
public enum KioskEffect: Hashable, Sendable {
  /// To be answered under its errand.
  case ask(Effect, errand: Int)
  /// Everything is to be sent to the terminal again.
  case redraw
  /// The owner's keys were pressed.
  case leave
}
