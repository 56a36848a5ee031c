/// Which part of a long list is shown. Pure, so that drawing changes no state.
public enum Scroll {
  /// The first row to show so that the selection is seen: near the middle, the ends of the list never passed.
  public static func offset(selection: Int?, count: Int, height: Int) -> Int {
    guard let selection, height > 0, count > height else { return 0 }
    return min(max(0, selection - height / 2), count - height)
  }

  /// The first row to show, moved from the one shown before by no more than needed.
  public static func offset(selection: Int?, count: Int, height: Int, from previous: Int) -> Int {
    guard height > 0, count > height else { return 0 }
    var offset = previous
    if let selection { offset = min(max(offset, selection - height + 1), selection) }
    return min(max(0, offset), count - height)
  }

  /// Where one is in a list that does not fit, such as `12-24/80`; nil when all of it is shown.
  public static func hint(offset: Int, count: Int, height: Int) -> String? {
    guard height > 0, count > height else { return nil }
    return "\(offset + 1)-\(min(count, offset + height))/\(count)"
  }
}
