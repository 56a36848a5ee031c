/// A task of a plan, as far as the demonstration has to know it.
public struct DemonstrationTask: Sendable, Equatable {
  /// The plan's id, such as `bijie`.
  public var plan: String
  /// The task's id within its plan, such as `3-1`.
  public var id: String

  public init(plan: String, id: String) {
    self.plan = plan
    self.id = id
  }
}

extension RandomStream {
  /// A number of a text, the same on every machine (FNV-1a), for streams of things that have no number.
  static func key(_ text: String) -> Int {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return Int(hash >> 2)
  }
}
