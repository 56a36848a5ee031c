import Dashboard
import Foundation

/// For `Tools/soak.py`: one line a change of scene in the file that `YILAN_KIOSK_LOG` names. Does nothing without.
final class KioskLog {
  private let file: FileHandle?
  private var last = ""

  init() {
    guard let path = ProcessInfo.processInfo.environment["YILAN_KIOSK_LOG"], !path.isEmpty else {
      file = nil
      return
    }
    FileManager.default.createFile(atPath: path, contents: nil)
    file = FileHandle(forWritingAtPath: path)
  }

  func note(_ kiosk: Kiosk, frame: Int) {
    guard let file else { return }
    let line =
      "\(kiosk.changes)\t\(kiosk.position?.entry ?? -1)\t\(kiosk.position?.item ?? -1)\t\(kiosk.sceneName)\t\(kiosk.condition)"
    guard line != last else { return }
    last = line
    file.write(Data((line + "\t\(frame)\n").utf8))
  }
}
