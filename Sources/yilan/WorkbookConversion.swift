import Foundation
import Intake
import WorkbookWriting

/// 转换: has LibreOffice turn a workbook of another program into XLSX, in a folder of its own that goes afterwards.
struct WorkbookConversion {
  let setup: Setup

  /// Seconds after which it is ended. Starting with a new profile takes LibreOffice some of them.
  static let longest = 120

  /// - Parameter progress: told now and then; what it throws ends the conversion.
  /// - Throws: `Failure` with status 1: no LibreOffice, too slow, or it cannot read the file.
  func workbook(_ bytes: [UInt8], of kind: ForeignWorkbook, file: String, progress: () throws -> Void) throws -> [UInt8]
  {
    guard let program = Self.program() else {
      throw refused(
        file, "没有找到 LibreOffice(PATH 中无 soffice、libreoffice);请安装它,或另存为「Excel 工作簿(*.xlsx)」",
        "LibreOffice was not found (no soffice or libreoffice on the PATH); install it, or save the file as an Excel "
          + "workbook (.xlsx)")
    }
    guard let own = TemporaryFolder() else {
      let place = FileManager.default.temporaryDirectory.path
      throw refused(file, "不能在 \(place) 建立临时文件夹", "no temporary folder can be made at \(place)")
    }
    defer { own.remove() }
    let folder = URL(fileURLWithPath: own.path)
    // A name of our own: theirs might be taken for an option or a filter.
    let source = folder.appendingPathComponent("workbook.\(kind.rawValue)")
    let target = folder.appendingPathComponent("out/workbook.xlsx")
    guard FileManager.default.createFile(atPath: source.path, contents: Data(bytes)) else {
      throw refused(file, "不能写入 \(folder.path)", "cannot write to \(folder.path)")
    }
    let isEnded = try run(
      program,
      [
        "-env:UserInstallation=\(folder.appendingPathComponent("profile").absoluteString)", "--headless", "--norestore",
        "--nolockcheck", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir",
        target.deletingLastPathComponent().path,
        source.path,
      ], progress: progress)
    guard isEnded else {
      throw refused(
        file, "LibreOffice 在 \(Self.longest) 秒内没有转换完,已终止;请在 Excel 或 WPS 中另存为 .xlsx",
        "LibreOffice did not convert it within \(Self.longest) seconds and was ended; save it as .xlsx where it was made"
      )
    }
    guard let workbook = FileManager.default.contents(atPath: target.path), !workbook.isEmpty else {
      throw refused(
        file, "LibreOffice 打不开这个文件:已损坏,或有密码;请在 Excel 或 WPS 中去掉密码并另存为 .xlsx",
        "LibreOffice cannot open it: it is damaged or has a password; take the password off and save it as .xlsx where "
          + "it was made")
    }
    return [UInt8](workbook)
  }

  private func refused(_ file: String, _ zh: String, _ en: String) -> Failure {
    .refused(["\(file):1:1: " + setup.say(zh, en)])
  }

  static func program() -> String? { OutsideProgram.find("soffice", "libreoffice") }

  /// Runs a program in a group of its own, since what it starts has to end with it.
  ///
  /// - Returns: false where it had to be ended.
  private func run(_ path: String, _ arguments: [String], progress: () throws -> Void) throws -> Bool {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
    var argv: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) } + [nil]
    defer { for pointer in argv { free(pointer) } }
    var process = pid_t()
    guard posix_spawn(&process, path, &actions, &attributes, &argv, environ) == 0 else { return true }
    let end = ContinuousClock.now + .seconds(Self.longest)
    var status: Int32 = 0
    do {
      while waitpid(process, &status, WNOHANG) == 0 {
        try progress()
        if ContinuousClock.now > end {
          stop(process)
          return false
        }
        usleep(50_000)
      }
    } catch {
      stop(process)
      throw error
    }
    return true
  }

  private func stop(_ process: pid_t) {
    kill(-process, SIGKILL)
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
  }
}
