import CNcurses

/// Memory that a program which runs for months no longer uses.
public enum FreeMemory {
  /// Gives it back to the system; takes about a millisecond. With it go the pages of the program itself: those that are
  /// needed again come from the system's own copy of the file, while most were needed for the start alone.
  public static func giveBack() { cn_trim_memory() }
}
