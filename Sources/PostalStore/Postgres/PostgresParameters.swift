/// The type that a parameter of a statement is sent as.
enum PostgresType: UInt32, Sendable {
  /// Left to the server.
  case unspecified = 0
  case blob = 17
  /// Of 8 bytes.
  case integer = 20
  /// Of 4 bytes, as some functions of the server want it.
  case shortInteger = 23
  case text = 25
  case real = 701
}

/// The values of a statement's parameters as libpq takes them: in binary, one after the other in one buffer, which is
/// used again for the next statement.
struct PostgresParameters {
  private(set) var types: [UInt32] = []
  private(set) var lengths: [Int32] = []
  private(set) var formats: [Int32] = []
  private var bytes: [UInt8] = []
  /// Where each begins; -1 for NULL.
  private var starts: [Int] = []

  /// - Parameter hints: what a parameter is where its value does not tell: NULL, or a number that is to be sent as one
  ///   of another width. Those left out are unspecified.
  mutating func set(_ values: [SQLValue], hints: [PostgresType]) {
    types.removeAll(keepingCapacity: true)
    lengths.removeAll(keepingCapacity: true)
    formats.removeAll(keepingCapacity: true)
    starts.removeAll(keepingCapacity: true)
    bytes.removeAll(keepingCapacity: true)
    for (place, value) in values.enumerated() {
      let hint = place < hints.count ? hints[place] : .unspecified
      let start = bytes.count
      let type = append(value, hint)
      types.append(type.rawValue)
      starts.append(value == .null ? -1 : start)
      lengths.append(Int32(bytes.count - start))
      formats.append(1)
    }
    // An empty text has to have an address too: without one it would be NULL.
    bytes.append(0)
  }

  private mutating func append(_ value: SQLValue, _ hint: PostgresType) -> PostgresType {
    switch value {
    case .null: return hint
    case .integer(let number):
      if hint == .real {
        append(Double(number).bitPattern)
        return .real
      }
      if hint == .shortInteger, let short = Int32(exactly: number) {
        append(short)
        return .shortInteger
      }
      append(number)
      return .integer
    case .real(let number):
      append(number.bitPattern)
      return .real
    case .text(let text):
      bytes.append(contentsOf: text.utf8)
      return .text
    case .blob(let blob):
      bytes.append(contentsOf: blob)
      return .blob
    }
  }

  private mutating func append(_ number: some FixedWidthInteger) {
    withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
  }

  /// Calls with the addresses of the values, NULL without one.
  func withAddresses<Result>(_ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> Result) -> Result {
    bytes.withUnsafeBytes { buffer in
      let base = buffer.baseAddress!.assumingMemoryBound(to: CChar.self)
      return starts.map { $0 < 0 ? nil : base + $0 }.withUnsafeBufferPointer { body($0.baseAddress) }
    }
  }
}
