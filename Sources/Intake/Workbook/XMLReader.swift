import CWorkbook

/// Takes the events of an XML text; what is not overridden is passed over.
class XMLSink {
  /// What went wrong; ends the reading.
  var fault: WorkbookFault?

  func start(_ name: XMLName, _ attributes: XMLAttributes) {}
  func end(_ name: XMLName) {}
  func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
}

/// The name of an element or attribute without its prefix; valid while its event lasts.
struct XMLName {
  private let pointer: UnsafePointer<CChar>

  init(_ name: UnsafePointer<CChar>) {
    var local = name
    var at = name
    while at.pointee != 0 {
      at += 1
      // 0x3A is the colon behind a prefix.
      if (at - 1).pointee == 0x3A { local = at }
    }
    pointer = local
  }

  static func == (name: XMLName, other: StaticString) -> Bool {
    let bytes = other.utf8Start
    var at = 0
    while at < other.utf8CodeUnitCount {
      // The name ends with a zero, which no name of ours has.
      if UInt8(bitPattern: name.pointer[at]) != bytes[at] { return false }
      at += 1
    }
    return name.pointer[at] == 0
  }
}

/// The attributes of an element; valid while its event lasts.
struct XMLAttributes {
  private let list: UnsafeMutablePointer<UnsafePointer<CChar>?>?

  init(_ list: UnsafeMutablePointer<UnsafePointer<CChar>?>?) { self.list = list }

  /// The value of an attribute as bytes that end with a zero.
  func pointer(_ name: StaticString) -> UnsafePointer<CChar>? {
    guard let list else { return nil }
    var at = 0
    while let key = list[at], let value = list[at + 1] {
      if XMLName(key) == name { return value }
      at += 2
    }
    return nil
  }

  subscript(_ name: StaticString) -> String? { pointer(name).map { String(cString: $0) } }

  /// True for `1` and `true`.
  func flag(_ name: StaticString) -> Bool { ["1", "true"].contains(self[name] ?? "") }

  /// A whole number that is not negative.
  func number(_ name: StaticString) -> Int? {
    guard var at = pointer(name), at.pointee != 0 else { return nil }
    var value = 0
    while at.pointee != 0 {
      let digit = UInt8(bitPattern: at.pointee) &- .zero
      guard digit < 10, value < 1 << 40 else { return nil }
      value = value * 10 + Int(digit)
      at += 1
    }
    return value
  }
}

/// Reads XML piece by piece with expat.
final class XMLReader {
  /// A single tag or text longer than this is no workbook's; looking for its end again and again would take for ever.
  private static let longestToken = 4 << 20

  private let parser: XML_Parser
  private let sink: XMLSink
  private let part: String
  private var given = 0

  init(_ sink: XMLSink, part: String) throws(WorkbookFault) {
    guard let parser = XML_ParserCreate(nil) else { throw .damaged(part) }
    self.parser = parser
    self.sink = sink
    self.part = part
    XML_SetUserData(parser, Unmanaged.passUnretained(sink).toOpaque())
    XML_SetElementHandler(
      parser,
      { user, name, attributes in
        let sink = Unmanaged<XMLSink>.fromOpaque(user!).takeUnretainedValue()
        if sink.fault == nil, let name { sink.start(XMLName(name), XMLAttributes(attributes)) }
      },
      { user, name in
        let sink = Unmanaged<XMLSink>.fromOpaque(user!).takeUnretainedValue()
        if sink.fault == nil, let name { sink.end(XMLName(name)) }
      })
    XML_SetCharacterDataHandler(parser) { user, text, count in
      let sink = Unmanaged<XMLSink>.fromOpaque(user!).takeUnretainedValue()
      guard sink.fault == nil, let text, count > 0 else { return }
      text.withMemoryRebound(to: UInt8.self, capacity: Int(count)) {
        sink.text(UnsafeBufferPointer(start: $0, count: Int(count)))
      }
    }
    // No workbook declares entities; those that do mean to fill the memory.
    XML_SetStartDoctypeDeclHandler(parser) { user, _, _, _, _ in
      let sink = Unmanaged<XMLSink>.fromOpaque(user!).takeUnretainedValue()
      sink.fault = .damaged("DOCTYPE")
    }
  }

  deinit { XML_ParserFree(parser) }

  func take(_ bytes: UnsafeBufferPointer<UInt8>) throws(WorkbookFault) { try parse(bytes, isLast: false) }

  func finish() throws(WorkbookFault) { try parse(UnsafeBufferPointer(start: nil, count: 0), isLast: true) }

  private func parse(_ bytes: UnsafeBufferPointer<UInt8>, isLast: Bool) throws(WorkbookFault) {
    given += bytes.count
    let status = bytes.withMemoryRebound(to: CChar.self) {
      XML_Parse(parser, $0.baseAddress, Int32($0.count), isLast ? 1 : 0)
    }
    if let fault = sink.fault { throw fault }
    guard status == XML_STATUS_OK, given - Int(XML_GetCurrentByteIndex(parser)) < Self.longestToken || isLast else {
      throw .damaged(part)
    }
  }
}

extension ZipArchive {
  /// Unpacks a part and reads it as XML.
  func read(_ name: String, into sink: XMLSink) throws(WorkbookFault) {
    let reader = try XMLReader(sink, part: name)
    try unpack(name) { bytes throws(WorkbookFault) in try reader.take(bytes) }
    try reader.finish()
  }
}
