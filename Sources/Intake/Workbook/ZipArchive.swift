import CWorkbook

/// How much a file may still unpack to; shared by all its parts.
final class InflationBudget {
  /// The most bytes that are unpacked of one file.
  static let most = 2 << 30
  /// The most a file may grow; sheets of repeated rows grow to about fifty times their size.
  static let mostTimes = 300
  /// Files may grow as they like up to this size.
  private static let unsuspected = 64 << 20

  private let packed: Int
  private var used = 0

  init(packed: Int) { self.packed = packed }

  func spend(_ bytes: Int) throws(WorkbookFault) {
    used += bytes
    if used > Self.most { throw .tooLarge }
    if used > Self.unsuspected, used / Self.mostTimes > packed { throw .bomb }
  }
}

/// The directory of a ZIP file in memory, and its parts unpacked piece by piece.
struct ZipArchive {
  private struct Entry {
    var flags: Int
    var method: Int
    var checksum: UInt
    var packed: Int
    var header: Int
  }

  private let bytes: [UInt8]
  private let entries: [String: Entry]
  private let budget: InflationBudget

  /// Reads the directory at the file's end (APPNOTE 4.3.12 and 4.3.16, with the 64-bit numbers of 4.5.3).
  init(_ bytes: [UInt8]) throws(WorkbookFault) {
    self.bytes = bytes
    budget = InflationBudget(packed: bytes.count)
    let reader = LittleEndian(bytes)
    guard let end = Self.directoryEnd(reader), let count = reader.number(at: end + 10, width: 2),
      var at = reader.number(at: end + 16, width: 4)
    else { throw .damaged("ZIP") }
    var left = count
    if count == 0xFFFF || at == 0xFFFF_FFFF, let wide = Self.wideDirectory(reader, before: end) { (left, at) = wide }
    var entries: [String: Entry] = [:]
    // A part has at least 46 bytes of directory, so that a false count ends at the file's end.
    while left > 0, reader.number(at: at, width: 4) == 0x0201_4B50 {
      guard let flags = reader.number(at: at + 8, width: 2), let method = reader.number(at: at + 10, width: 2),
        let checksum = reader.number(at: at + 16, width: 4), var packed = reader.number(at: at + 20, width: 4),
        let unpacked = reader.number(at: at + 24, width: 4), let nameWidth = reader.number(at: at + 28, width: 2),
        let extraWidth = reader.number(at: at + 30, width: 2), let noteWidth = reader.number(at: at + 32, width: 2),
        var header = reader.number(at: at + 42, width: 4), at + 46 + nameWidth + extraWidth <= bytes.count
      else { throw .damaged("ZIP") }
      let name = String(decoding: bytes[(at + 46)..<(at + 46 + nameWidth)], as: UTF8.self)
      var extra = at + 46 + nameWidth
      let extraEnd = extra + extraWidth
      while extra + 4 <= extraEnd, let id = reader.number(at: extra, width: 2),
        let width = reader.number(at: extra + 2, width: 2)
      {
        if id == 1 {
          var field = extra + 4
          if unpacked == 0xFFFF_FFFF { field += 8 }
          if packed == 0xFFFF_FFFF {
            packed = reader.number(at: field, width: 8) ?? -1
            field += 8
          }
          if header == 0xFFFF_FFFF { header = reader.number(at: field, width: 8) ?? -1 }
        }
        extra += 4 + width
      }
      // Names are compared without case, as Excel does; some writers part folders by a backslash.
      let key = Self.key(name)
      if entries[key] == nil {
        entries[key] = Entry(flags: flags, method: method, checksum: UInt(checksum), packed: packed, header: header)
      }
      at = extraEnd + noteWidth
      left -= 1
    }
    self.entries = entries
  }

  func has(_ name: String) -> Bool { entries[Self.key(name)] != nil }

  /// Unpacks a part, giving it to the body piece by piece; what is not as its directory says is a fault.
  func unpack(_ name: String, _ body: (UnsafeBufferPointer<UInt8>) throws(WorkbookFault) -> Void) throws(WorkbookFault)
  {
    guard let entry = entries[Self.key(name)] else { throw .damaged(name) }
    if entry.flags & 1 != 0 { throw .encrypted }
    let reader = LittleEndian(bytes)
    guard reader.number(at: entry.header, width: 4) == 0x0403_4B50,
      let nameWidth = reader.number(at: entry.header + 26, width: 2),
      let extraWidth = reader.number(at: entry.header + 28, width: 2)
    else { throw .damaged(name) }
    let start = entry.header + 30 + nameWidth + extraWidth
    guard entry.packed >= 0, start <= bytes.count, entry.packed <= bytes.count - start else { throw .damaged(name) }
    let checksum: UInt
    switch entry.method {
    case 0: checksum = try copy(start, entry.packed, body)
    case 8: checksum = try inflated(start, entry.packed, name, body)
    default: throw .damaged(name)
    }
    if checksum != entry.checksum { throw .damaged(name) }
  }

  private static let piece = 1 << 16

  private func copy(
    _ start: Int, _ count: Int, _ body: (UnsafeBufferPointer<UInt8>) throws(WorkbookFault) -> Void
  ) throws(WorkbookFault) -> UInt {
    try budget.spend(count)
    var checksum = crc32(0, nil, 0)
    var at = start
    while at < start + count {
      let end = min(at + Self.piece, start + count)
      let part = Array(bytes[at..<end])
      checksum = crc32(checksum, part, UInt32(part.count))
      try withBuffer(part, body)
      at = end
    }
    return checksum
  }

  private func inflated(
    _ start: Int, _ count: Int, _ name: String, _ body: (UnsafeBufferPointer<UInt8>) throws(WorkbookFault) -> Void
  ) throws(WorkbookFault) -> UInt {
    var stream = z_stream()
    guard yilan_inflate_begin(&stream) == Z_OK else { throw .damaged(name) }
    defer { inflateEnd(&stream) }
    var checksum = crc32(0, nil, 0)
    var input = [UInt8](repeating: 0, count: Self.piece)
    var output = [UInt8](repeating: 0, count: Self.piece)
    var at = start
    let end = start + count
    while at < end {
      let taken = min(Self.piece, end - at)
      input.replaceSubrange(0..<taken, with: bytes[at..<(at + taken)])
      at += taken
      var left = taken
      while true {
        var made = 0
        let status = input.withUnsafeMutableBufferPointer { source in
          output.withUnsafeMutableBufferPointer { target in
            stream.next_in = source.baseAddress! + (taken - left)
            stream.avail_in = UInt32(left)
            stream.next_out = target.baseAddress!
            stream.avail_out = UInt32(Self.piece)
            let status = inflate(&stream, Z_NO_FLUSH)
            left = Int(stream.avail_in)
            made = Self.piece - Int(stream.avail_out)
            checksum = crc32(checksum, target.baseAddress, UInt32(made))
            return status
          }
        }
        guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else { throw .damaged(name) }
        try budget.spend(made)
        if made > 0 { try withBuffer(output, upTo: made, body) }
        if status == Z_STREAM_END { return checksum }
        if made < Self.piece { break }
      }
    }
    throw .damaged(name)
  }

  private func withBuffer(
    _ bytes: [UInt8], upTo count: Int? = nil, _ body: (UnsafeBufferPointer<UInt8>) throws(WorkbookFault) -> Void
  ) throws(WorkbookFault) {
    var fault: WorkbookFault?
    bytes.withUnsafeBufferPointer { buffer in
      do throws(WorkbookFault) {
        try body(UnsafeBufferPointer(rebasing: buffer[..<(count ?? buffer.count)]))
      } catch {
        fault = error
      }
    }
    if let fault { throw fault }
  }

  private static func key(_ name: String) -> String { name.replacing("\\", with: "/").lowercased() }

  /// The end record is the last thing in the file but a remark of at most 65,535 bytes.
  private static func directoryEnd(_ reader: LittleEndian) -> Int? {
    var at = reader.bytes.count - 22
    let first = max(0, at - 0xFFFF)
    while at >= first {
      if reader.number(at: at, width: 4) == 0x0605_4B50 { return at }
      at -= 1
    }
    return nil
  }

  private static func wideDirectory(_ reader: LittleEndian, before end: Int) -> (count: Int, at: Int)? {
    guard reader.number(at: end - 20, width: 4) == 0x0706_4B50, let record = reader.number(at: end - 12, width: 8),
      reader.number(at: record, width: 4) == 0x0606_4B50, let count = reader.number(at: record + 32, width: 8),
      let at = reader.number(at: record + 48, width: 8)
    else { return nil }
    return (count, at)
  }
}

/// Numbers as ZIP files keep them; nil beyond the file, or where they are no places in any file.
private struct LittleEndian {
  let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  func number(at start: Int, width: Int) -> Int? {
    guard start >= 0, start <= bytes.count - width else { return nil }
    var value: UInt64 = 0
    for place in (0..<width).reversed() { value = value << 8 | UInt64(bytes[start + place]) }
    return value < 1 << 48 ? Int(value) : nil
  }
}
