/// The last good pages by place, as many as a wall usually rotates through; those not seen for longest go first. A place
/// that the rotation has left is forgotten, or what is kept would grow for weeks with every place that was ever worst.
struct KioskMemory: Sendable {
  static let limit = 24
  private var pages: [Place: KioskPage] = [:]
  private var order: [Place] = []

  mutating func keep(_ page: KioskPage) {
    guard let place = page.stop.place, page.dashboard != nil else { return }
    pages[place] = page
    order.removeAll { $0 == place }
    order.append(place)
    while order.count > KioskMemory.limit { pages[order.removeFirst()] = nil }
  }

  /// Forgets all pages but those of some places.
  mutating func keepOnly(_ places: Set<Place>) {
    order.removeAll { !places.contains($0) }
    pages = pages.filter { places.contains($0.key) }
  }

  func page(of place: Place) -> KioskPage? { pages[place] }
  var count: Int { pages.count }
}
