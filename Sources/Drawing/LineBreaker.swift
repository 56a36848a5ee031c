/// Breaks spans into lines; see ``Glyphs/wrapped(_:to:)-([Span],_)``.
struct LineBreaker {
  let glyphs: Glyphs
  let width: Int

  /// Text that stays together, by span.
  private struct Piece {
    var spans: [Span]
    var columns: Int
    var isBlank: Bool
  }

  private static let closing = Set("，。、；：？！）」』》】〉”’…,.;:?!)]}%‰％")
  private static let opening = Set("（「『《【〈“‘([{")

  func lines(_ spans: [Span]) -> [[Span]] {
    var lines: [[Span]] = []
    var line: [Span] = []
    var used = 0
    for piece in pieces(of: spans) {
      if piece.isBlank {
        if used > 0 && used + piece.columns <= width {
          append(piece.spans, to: &line)
          used += piece.columns
        }
        continue
      }
      if used > 0 && used + piece.columns > width {
        lines.append(trimmed(line))
        line = []
        used = 0
      }
      if piece.columns <= width {
        append(piece.spans, to: &line)
        used += piece.columns
        continue
      }
      for span in piece.spans {
        for character in span.text {
          var part = span
          part.text = String(character)
          let columns = glyphs.columns(of: part.text)
          if used > 0 && used + columns > width {
            lines.append(trimmed(line))
            line = []
            used = 0
          }
          append([part], to: &line)
          used += columns
        }
      }
    }
    if !line.isEmpty || lines.isEmpty { lines.append(trimmed(line)) }
    return lines
  }

  private func pieces(of spans: [Span]) -> [Piece] {
    var pieces: [Piece] = []
    var previous: Character?
    for span in spans {
      for character in span.text {
        var part = span
        part.text = String(character)
        let columns = glyphs.columns(of: part.text)
        let isBlank = character == " "
        if let before = previous, var last = pieces.last, joins(before, character) {
          append([part], to: &last.spans)
          last.columns += columns
          pieces[pieces.count - 1] = last
        } else {
          pieces.append(Piece(spans: [part], columns: columns, isBlank: isBlank))
        }
        previous = character
      }
    }
    return pieces
  }

  private func joins(_ before: Character, _ after: Character) -> Bool {
    if (before == " ") != (after == " ") { return false }
    if before == " " { return true }
    if Self.closing.contains(after) || Self.opening.contains(before) { return true }
    return isNarrow(before) && isNarrow(after) && !Self.opening.contains(after)
  }

  private func isNarrow(_ character: Character) -> Bool {
    guard let scalar = character.unicodeScalars.first else { return false }
    return DisplayWidth.columns(of: scalar) == 1
  }

  private func append(_ spans: [Span], to line: inout [Span]) {
    for span in spans {
      if let last = line.last, last.role == span.role, last.ground == span.ground, last.isStrong == span.isStrong {
        line[line.count - 1].text += span.text
      } else {
        line.append(span)
      }
    }
  }

  private func trimmed(_ line: [Span]) -> [Span] {
    var line = line
    while let last = line.last {
      var text = last.text
      while text.last == " " { text.removeLast() }
      if text.isEmpty {
        line.removeLast()
        continue
      }
      line[line.count - 1].text = text
      break
    }
    return line
  }
}
