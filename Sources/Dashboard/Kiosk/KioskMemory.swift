/// The last good pages by place, as many as a wall usually rotates through; those not seen for longest go first.
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

  func page(of place: Place) -> KioskPage? { pages[place] }
  var count: Int { pages.count }
}
