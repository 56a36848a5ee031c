import CNcurses

/// 崩溃报告: what is known of a trap or a fault that ends the program.
public enum CrashReport {
  /// From here on a crash leaves a file `crash-NN.txt`, readable to its user alone, in a folder that is made then, and
  /// names it on standard error: of twenty, then one of the old ones goes. To be called once, by the main thread.
  ///
  /// - Parameter program: the name and version of the program, the first line of a report.
  public static func begin(folder: String, program: String) { cn_report_crashes(folder, program) }
}
