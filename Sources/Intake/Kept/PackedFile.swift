import CWorkbook

/// 原件: the bytes of a file as the store keeps them, deflated where that makes them fewer.
public struct PackedFile: Sendable, Equatable {
  /// Bytes of the file itself.
  public var size: Int
  /// zlib's format where fewer than `size`, else the file as it is.
  public var packed: [UInt8]

  public init(_ bytes: [UInt8]) {
    size = bytes.count
    packed = Self.deflated(bytes) ?? bytes
  }

  /// - Parameter packed: what was kept of a file of `size` bytes.
  public init(size: Int, packed: [UInt8]) {
    self.size = size
    self.packed = packed
  }

  /// The file; nil where what was kept is damaged.
  public var bytes: [UInt8]? {
    if packed.count == size { return packed }
    var room = uLongf(size)
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      let status = uncompress(buffer.baseAddress, &room, packed, uLong(packed.count))
      count = status == Z_OK ? Int(room) : 0
    }
    return bytes.count == size ? bytes : nil
  }

  private static func deflated(_ bytes: [UInt8]) -> [UInt8]? {
    var room = compressBound(uLong(bytes.count))
    let packed = [UInt8](unsafeUninitializedCapacity: Int(room)) { buffer, count in
      // A file is kept for good: an eighth smaller than at the quickest level, for a hundredth of an import's time.
      let status = compress2(buffer.baseAddress, &room, bytes, uLong(bytes.count), 4)
      count = status == Z_OK ? Int(room) : 0
    }
    return packed.isEmpty || packed.count >= bytes.count ? nil : packed
  }
}
