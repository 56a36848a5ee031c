import Drawing
import Foundation

extension Spelling {
  /// 拼音 without tones, by the commonest reading of each character.
  static let pinyin = Spelling { scalar in
    String(Character(scalar)).applyingTransform(.mandarinToLatin, reverse: false)?
      .applyingTransform(.stripDiacritics, reverse: false)
      .flatMap { $0.utf8.allSatisfy { $0 < 0x80 } ? $0 : nil }
  }
}
