// What Swift cannot see of ncurses: macros, variadic functions and global variables, and the part of
// restoring the terminal that must be safe inside a signal handler.
#ifndef CNCURSES_H
#define CNCURSES_H

#include <stdbool.h>
#include <stdint.h>

enum {
  CN_MARKS = 3,

  CN_BOLD = 1,
  CN_DIM = 2,
  CN_UNDERLINE = 4,
  CN_REVERSE = 8,
  CN_ITALIC = 16,
};

/// One character with its combining marks; a wide one stands for its two columns.
typedef struct {
  uint32_t scalar;
  uint32_t marks[CN_MARKS];
  uint32_t attributes;
  int32_t pair;
} CNCell;

typedef enum {
  CN_STARTED = 0,
  /// There is no terminal description for TERM.
  CN_UNKNOWN_TERMINAL,
  /// The terminal cannot place its cursor.
  CN_UNABLE_TERMINAL,
  CN_FAILED,
} CNStart;

/// Sets the locale of the environment; true if characters beyond ASCII can be shown.
bool cn_set_locale(void);

/// Whether the locale asked for is on this machine, or none was asked for.
bool cn_has_locale(void);

/// Writes a character as the locale encodes it, and says in how many bytes; 0 where it cannot. `bytes` has 16.
int cn_encode(uint32_t scalar, char *bytes);

/// Answers ncurses' questions for the columns of a character, so that libc and our tables cannot disagree.
void cn_set_width(int (*width)(uint32_t scalar));

/// What the description of a kind of terminal says; false where there is none of that name on this machine. Not to be
/// called while a terminal is taken over.
bool cn_describe(const char *term, int output, int *colors, bool *can_place, bool *has_mouse);

/// Has a trap or a fault leave a report in a folder, which is made then, and name it on standard error.
/// `program` is the first line of the report. Both are copied.
void cn_report_crashes(const char *folder, const char *program);

/// The name of the locale's encoding, such as UTF-8.
const char *cn_encoding(void);

/// Takes the terminal over; the descriptors stay the caller's. `term` may be null for TERM.
/// With `raw` the keys of signals (Ctrl-C, Ctrl-Z, Ctrl-\) arrive as keys.
CNStart cn_start(int input, int output, const char *term, bool raw, int wake);

/// Gives the terminal back exactly as it was, and says on stderr what was said meanwhile.
void cn_stop(void);

/// Sends bytes at once, behind all that was sent by updates.
void cn_send(const char *bytes, int count);

/// Whether the terminal description names a mouse.
bool cn_has_mouse(void);
/// Reports of buttons and the wheel (1000, written as 1006).
void cn_set_mouse(bool is_on);
/// Pastes between marks (2004).
void cn_set_paste(bool is_on);
/// Frames shown whole (2026), where the terminal said that it can.
void cn_set_synchronized(bool is_on);

/// Stops the process if it was asked to (SIGTSTP), with the terminal given back meanwhile. True when the terminal was
/// taken again, by this or after a stop that gave no notice (SIGSTOP): the next update sends everything.
bool cn_pause_if_asked(void);

int cn_lines(void);
int cn_columns(void);
int cn_colors(void);
int cn_pairs(void);

/// Sets a pair of colours; -1 is the terminal's own. False if the terminal has no such pair or colour.
bool cn_set_pair(int pair, int foreground, int background);

/// Blanks the screen with a pair, to be drawn anew.
void cn_erase(int pair);
void cn_put(int row, int column, const CNCell *cells, int count);
/// Sends the differences to the terminal; the cursor is hidden when the row is negative.
void cn_update(int cursor_row, int cursor_column);
/// Has the next update send everything.
void cn_redraw(void);

typedef enum { CN_NONE = 0, CN_CHARACTER, CN_KEY } CNInput;

/// Takes one waiting character or key, without waiting for it.
CNInput cn_read(uint32_t *value);

typedef enum {
  CN_KEY_OTHER = 0,
  CN_KEY_UP,
  CN_KEY_DOWN,
  CN_KEY_LEFT,
  CN_KEY_RIGHT,
  CN_KEY_ENTER,
  CN_KEY_BACK_TAB,
  CN_KEY_HOME,
  CN_KEY_END,
  CN_KEY_PAGE_UP,
  CN_KEY_PAGE_DOWN,
  CN_KEY_BACKSPACE,
  CN_KEY_DELETE,
  CN_KEY_INSERT,
  CN_KEY_RESIZED,
  /// F1 is this plus 1.
  CN_KEY_FUNCTION = 100,
  /// An arrow with keys held is this plus one of CNKey's arrows plus ten times xterm's number for what is held (2 to 8).
  CN_KEY_HELD = 200,
} CNKey;

/// What ncurses holds in a cell of its own screen, for tests: the first character, or 0.
uint32_t cn_character_at(int row, int column);

/* Gives what is free on the heap back to the system. */
void cn_trim_memory(void);

#endif
