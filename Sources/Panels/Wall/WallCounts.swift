import Drawing

/// How many stand how: numbers side by side, each with its mark and word below.
struct WallCounts {
  struct Count {
    var number: Int
    var mark: String
    var word: String
    var role: Role

    /// Mark and word in one line, or where that is too long the word below the mark.
    func lines(width: Int, glyphs: Glyphs) -> [String] {
      let line = mark.isEmpty ? word : "\(mark) \(word)"
      if glyphs.columns(of: line) <= width { return [line] }
      return mark.isEmpty ? [word] : [mark, word]
    }
  }

  let counts: [Count]

  func draw(on surface: inout Surface) {
    guard !counts.isEmpty else { return }
    let glyphs = surface.glyphs
    let places = surface.bounds.columns(Array(repeating: .weight(1), count: counts.count), gap: 1)
    let width = places.map(\.width).min() ?? 0
    let lines = counts.map { $0.lines(width: width, glyphs: glyphs) }
    let below = lines.map(\.count).max() ?? 1
    // A line of air above and between where there is room for it.
    func step(_ air: Int) -> Int? {
      let room = Size(width: width - 2, height: surface.height - below - air)
      let steps = counts.map { BigDigits.largestStep(of: String($0.number), in: room, glyphs: glyphs) }
      return steps.contains(nil) ? nil : steps.compactMap { $0 }.min()
    }
    let airy = step(2)
    let form = ((airy ?? 0) > 0 ? airy : step(0)).map { BigDigits.Form.ladder[$0] }
    let digits = form.map { BigDigits.size(of: "0", form: $0, glyphs: glyphs).height } ?? 1
    let spare = max(0, surface.height - digits - below)
    for (place, (count, lines)) in zip(places, zip(counts, lines)) {
      surface.within(place) { inside in
        let top = spare / 2
        if let form {
          inside.within(inside.bounds.splitTop(top).rest) {
            BigDigits(String(count.number), role: count.role, form: form).draw(on: &$0)
          }
        } else {
          inside.write(String(count.number), row: top, role: count.role, strong: true)
        }
        for (row, line) in lines.enumerated() {
          inside.write(
            line, row: top + digits + min(1, spare - top) + row, role: count.role, strong: true, maxWidth: inside.width)
        }
      }
    }
  }
}
