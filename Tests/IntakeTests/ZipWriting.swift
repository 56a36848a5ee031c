import CWorkbook

/// A ZIP file.
///
/// - Parameters:
///   - isDeflated: whether its parts are packed, or stored as they are.
///   - flags: the flags of every part, as ZIP has them.
func zip(_ parts: [(name: String, bytes: [UInt8])], isDeflated: Bool = true, flags: Int = 0) -> [UInt8] {
  var file: [UInt8] = []
  var directory: [UInt8] = []
  func little(_ value: Int, _ width: Int) -> [UInt8] { (0..<width).map { UInt8(value >> (8 * $0) & 0xFF) } }
  for (name, bytes) in parts {
    let packed = isDeflated ? deflated(bytes) : bytes
    let checksum = Int(crc32(0, bytes, UInt32(bytes.count)))
    let common =
      little(flags, 2) + little(isDeflated ? 8 : 0, 2) + little(0, 4) + little(checksum, 4) + little(packed.count, 4)
      + little(bytes.count, 4) + little(name.utf8.count, 2) + little(0, 2)
    directory +=
      little(0x0201_4B50, 4) + little(20, 2) + little(20, 2) + common + little(0, 10) + little(file.count, 4)
    directory += Array(name.utf8)
    file += little(0x0403_4B50, 4) + little(20, 2) + common + Array(name.utf8) + packed
  }
  let end =
    little(0x0605_4B50, 4) + little(0, 4) + little(parts.count, 2) + little(parts.count, 2)
    + little(directory.count, 4) + little(file.count, 4) + little(0, 2)
  return file + directory + end
}

/// Raw deflate: what zlib makes without its two bytes in front and its checksum behind.
private func deflated(_ bytes: [UInt8]) -> [UInt8] {
  var count = compressBound(UInt(bytes.count))
  var packed = [UInt8](repeating: 0, count: Int(count))
  compress2(&packed, &count, bytes, UInt(bytes.count), 9)
  return Array(packed[2..<(Int(count) - 4)])
}
