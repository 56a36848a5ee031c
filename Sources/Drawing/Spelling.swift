import Synchronization

/// How characters that a terminal cannot show at all are spelled with letters, as Chinese on the kernel's own console:
/// `BiJieShi`. Text is measured and cut as it is spelled.
public final class Spelling: Sendable, Hashable {
  private let spell: @Sendable (Unicode.Scalar) -> String?
  private let known = Mutex<[Unicode.Scalar: String]>([:])

  /// - Parameter spell: the letters of a character, in ASCII; nil where they are not known. It is asked once for each.
  public init(_ spell: @escaping @Sendable (Unicode.Scalar) -> String?) { self.spell = spell }

  /// Letters for what is not ASCII: a syllable with a capital, the same sign of ASCII, else `?`.
  func text(for scalar: Unicode.Scalar) -> String {
    known.withLock { known in
      if let text = known[scalar] { return text }
      let text = Self.sign(for: scalar) ?? spell(scalar).map { $0.prefix(1).uppercased() + $0.dropFirst() } ?? "?"
      known[scalar] = text
      return text
    }
  }

  private static func sign(for scalar: Unicode.Scalar) -> String? {
    switch scalar.value {
    case 0xFF01...0xFF5E: Unicode.Scalar(scalar.value - 0xFEE0).map { String(Character($0)) }
    case 0x3000: " "
    case 0x3001: ","
    case 0x3002: "."
    case 0x3008, 0x300A, 0x300C, 0x300E, 0x3010: "\""
    case 0x3009, 0x300B, 0x300D, 0x300F, 0x3011: "\""
    default: nil
    }
  }

  public static func == (left: Spelling, right: Spelling) -> Bool { left === right }
  public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
