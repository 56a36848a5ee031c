/// 自检结果: one thing that was looked at, and what to do about it.
struct Finding: Equatable {
  enum State: String {
    case ok
    /// It works, but not as well as it could, or not for ever.
    case warning
    /// It does not work.
    case fault
    /// It could not be looked at here.
    case skipped

    var mark: String {
      switch self {
      case .ok: "✓"
      case .warning: "!"
      case .fault: "✗"
      case .skipped: "-"
      }
    }
  }

  /// For programs, the same in every language.
  var id: String
  var state: State
  /// What was looked at, in the language of the user.
  var name: String
  var text: String
  var remedy: String?

  init(_ id: String, _ state: State, _ name: String, _ text: String, remedy: String? = nil) {
    (self.id, self.state, self.name, self.text, self.remedy) = (id, state, name, text, remedy)
  }

  var json: JSONObject {
    var object = JSONObject()
    object.add("check", .text(id))
    object.add("state", .text(state.rawValue))
    object.add("name", .text(name))
    object.add("text", .text(text))
    object.add("remedy", .optional(remedy))
    return object
  }
}
