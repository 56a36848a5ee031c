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
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o600)
    file = descriptor < 0 ? nil : FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
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
