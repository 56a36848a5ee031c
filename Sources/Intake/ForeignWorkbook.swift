import Foundation

/// 需转换的工作簿: a spreadsheet that another program has to turn into XLSX first.
public enum ForeignWorkbook: String, Sendable {
  /// Of an old Excel or of WPS (`.xls`, `.et`): an OLE compound file.
  case xls
  /// Of LibreOffice and others: OpenDocument.
  case ods

  /// nil for anything that is read as it is, and for what is locked with a password as a whole.
  public init?(_ bytes: [UInt8]) {
    if Self.isCompound(bytes), !Self.isLocked(bytes) {
      self = .xls
      return
    }
    // The first entry of OpenDocument is its kind, neither packed nor described further (ODF 1.3 part 2, 3.3).
    let kind = Array("mimetypeapplication/vnd.oasis.opendocument.spreadsheet".utf8)
    guard bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]), bytes.count > 30, bytes[30...].starts(with: kind) else {
      return nil
    }
    self = .ods
  }

  static func isCompound(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) }

  /// The name of the stream that a password-protected XLSX lies in, in UTF-16.
  static func isLocked(_ bytes: [UInt8]) -> Bool {
    Data(bytes).range(of: Data("EncryptedPackage".utf8.flatMap { [$0, 0] as [UInt8] })) != nil
  }
}
