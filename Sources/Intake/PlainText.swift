import PostalModel

/// A text file as an office keeps it, such as its own copy of a plan.
public enum PlainText {
  /// Reads UTF-8 with or without a mark, else GB18030.
  ///
  /// - Throws: `Problem` where the bytes are no text, with what to do about it.
  public static func read(_ bytes: [UInt8], file: String) throws(Problem) -> String {
    do throws(DecodingFault) {
      return String(decoding: try decode(bytes).bytes, as: UTF8.self)
    } catch {
      throw Problem(file: file, line: error.line, zh: error.zh, en: error.en)
    }
  }
}
