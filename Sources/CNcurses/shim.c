#include "CNcurses.h"
#include "crash.h"

#include <curses.h>
#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#ifdef __linux__
#include <link.h>
#endif
#include <locale.h>
#include <malloc.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <term.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

// term.h defines names as common as these.
#undef columns
#undef lines

// Locale and widths

static bool is_unset(const char *name) {
  const char *value = getenv(name);
  return value == NULL || *value == '\0';
}

static bool is_ascii_only(void) {
  const char *codeset = nl_langinfo(CODESET);
  return strcmp(codeset, "ANSI_X3.4-1968") == 0 || strcmp(codeset, "US-ASCII") == 0;
}

static bool has_locale = true;

bool cn_has_locale(void) { return has_locale; }

bool cn_set_locale(void) {
  // Characters are all that curses asks the locale for; the other eleven categories are files to read at start.
  const char *set = setlocale(LC_CTYPE, "");
  // No locale asked for, or one that was never generated here: today's terminals speak UTF-8.
  bool none = is_unset("LC_ALL") && is_unset("LC_CTYPE") && is_unset("LANG");
  has_locale = set != NULL;
  if (set == NULL || none) {
    if (setlocale(LC_CTYPE, "C.UTF-8") == NULL) setlocale(LC_CTYPE, "en_US.UTF-8");
  }
  return !is_ascii_only();
}

int cn_encode(uint32_t scalar, char *bytes) {
  mbstate_t state;
  memset(&state, 0, sizeof state);
  size_t count = wcrtomb(bytes, (wchar_t)scalar, &state);
  return count == (size_t)-1 ? 0 : (int)count;
}

static int (*width_of)(uint32_t);

void cn_set_width(int (*width)(uint32_t scalar)) { width_of = width; }

// Stands before libc's: ncurses asks it how far the cursor moves, and libc does not know about terminals that
// give ambiguous characters two columns.
__attribute__((visibility("default"), used)) int wcwidth(wchar_t character) {
  uint32_t scalar = (uint32_t)character;
  if (scalar == 0) return 0;
  if (scalar < 0x20 || (scalar >= 0x7F && scalar < 0xA0)) return -1;
  return width_of != NULL ? width_of(scalar) : 1;
}

// State of the terminal taken over. Read by signal handlers, so plain and set before `active`. What handlers set is atomic: a
// signal may come to any thread.

static atomic_int active;
static int tty_input = -1;
static int tty_output = -1;
static int wake_pipe = -1;
static struct termios saved_termios;
static bool has_termios;
static char restore_bytes[512];
static int restore_length;
static int saved_stderr = -1;
static int held_stderr = -1;
static atomic_int is_mouse_on;
static atomic_int is_paste_on;
static atomic_int is_frame_open;
static atomic_int is_paused;
static atomic_int wants_pause;
static atomic_int was_continued;
static bool is_synchronized;
static bool takes_stop;
static SCREEN *screen;
static FILE *input_file;
static FILE *output_file;
// What ncurses writes to: the terminal, and while a frame is made up, where that is gathered.
static int screen_output = -1;
static int frame_file = -1;

// By number. All that end the program and can be caught, those of real time included.
enum { SIGNAL_COUNT = 65 };
static struct sigaction saved_fatal[SIGNAL_COUNT];
static struct sigaction saved_winch;
static struct sigaction saved_stop;
static struct sigaction saved_continue;

static void write_all(int descriptor, const char *bytes, size_t length) {
  while (length > 0) {
    ssize_t written = write(descriptor, bytes, length);
    if (written < 0) {
      if (errno == EINTR) continue;
      return;
    }
    bytes += written;
    length -= (size_t)written;
  }
}

// Async-signal-safe from here to `on_fatal`.

static void release_stderr(void) {
  if (saved_stderr < 0) return;
  int target = saved_stderr;
  saved_stderr = -1;
  dup2(target, STDERR_FILENO);
  if (held_stderr >= 0) {
    char buffer[1024];
    ssize_t count;
    lseek(held_stderr, 0, SEEK_SET);
    while ((count = read(held_stderr, buffer, sizeof buffer)) > 0) {
      write_all(STDERR_FILENO, buffer, (size_t)count);
    }
    // What was told belongs into a report, if this is a crash.
    cn_set_told(held_stderr);
    held_stderr = -1;
  }
  close(target);
}

static const char frame_begin[] = "\033[?2026h", frame_end[] = "\033[?2026l";
static const char mouse_on[] = "\033[?1000h\033[?1006h", mouse_off[] = "\033[?1006l\033[?1000l";
static const char paste_on[] = "\033[?2004h", paste_off[] = "\033[?2004l";
#define SEND(bytes) write_all(tty_output, bytes, sizeof bytes - 1)

static void send_modes_off(void) {
  if (is_frame_open) SEND(frame_end);
  if (is_mouse_on) SEND(mouse_off);
  if (is_paste_on) SEND(paste_off);
}

static void send_modes_on(void) {
  if (is_mouse_on) SEND(mouse_on);
  if (is_paste_on) SEND(paste_on);
}

// A terminal that takes nothing (gone, or held by Ctrl-S) must not keep the process from ending.
static bool takes_output(void) {
  struct pollfd waiting = {.fd = tty_output, .events = POLLOUT};
  // Only what was held by this call is let go by it; then so is what Ctrl-S held.
  tcflow(tty_output, TCOOFF);
  tcflow(tty_output, TCOON);
  return poll(&waiting, 1, 300) > 0 && (waiting.revents & POLLOUT);
}

static void restore_now(void) {
  if (!atomic_exchange(&active, 0)) return;
  if (!is_paused && takes_output()) {
    send_modes_off();
    write_all(tty_output, restore_bytes, (size_t)restore_length);
  }
  if (has_termios && !is_paused) tcsetattr(tty_input, TCSANOW, &saved_termios);
  release_stderr();
}

static void on_fatal(int number, siginfo_t *info, void *context) {
  int saved_errno = errno;
  restore_now();
  if (number <= 0 || number >= SIGNAL_COUNT) return;
  const struct sigaction *saved = &saved_fatal[number];
  // A fault happens again on return, this time for the handler that was there before.
  bool can_fault = number == SIGSEGV || number == SIGBUS || number == SIGILL || number == SIGFPE;
  bool is_fault = can_fault && info != NULL && info->si_code > 0;
  if (is_fault) {
    sigaction(number, saved, NULL);
    errno = saved_errno;
    return;
  }
  // What was sent does not happen again, and a handler that reckons with that, as Swift's backtracer, returns.
  if (number == SIGQUIT) {
    // Somebody wants it gone; Swift's backtracer, which takes this for a crash, would ask a question first.
  } else if (saved->sa_flags & SA_SIGINFO) {
    saved->sa_sigaction(number, info, context);
  } else if (saved->sa_handler != SIG_DFL && saved->sa_handler != SIG_IGN) {
    saved->sa_handler(number);
  }
  signal(number, SIG_DFL);
  raise(number);
  errno = saved_errno;
}

// Another thread may have got the signal, or it came just before poll: the pipe wakes the loop all the same.
static void wake_loop(void) {
  if (wake_pipe >= 0) {
    ssize_t ignored = write(wake_pipe, "r", 1);
    (void)ignored;
  }
}

static void on_winch(int number) {
  int saved_errno = errno;
  if (saved_winch.sa_handler != SIG_DFL && saved_winch.sa_handler != SIG_IGN) saved_winch.sa_handler(number);
  wake_loop();
  errno = saved_errno;
}

// ncurses' own handler knows neither the mouse nor the paste marks, and works from within the signal.
static void on_stop(int number) {
  (void)number;
  int saved_errno = errno;
  wants_pause = 1;
  wake_loop();
  errno = saved_errno;
}

static void on_continue(int number) {
  (void)number;
  int saved_errno = errno;
  was_continued = 1;
  wake_loop();
  errno = saved_errno;
}

static void at_exit(void) { restore_now(); }

// Starting and stopping

static int append_byte(int byte) {
  if (restore_length < (int)sizeof restore_bytes) restore_bytes[restore_length++] = (char)byte;
  return byte;
}

static void append_capability(const char *name) {
  char *value = tigetstr(name);
  if (value != NULL && value != (char *)-1) tputs(value, 1, append_byte);
}

static void build_restore_bytes(void) {
  restore_length = 0;
  append_capability("sgr0");
  append_capability("op");
  append_capability("rmkx");
  append_capability("cnorm");
  char *leave = tigetstr("rmcup");
  if (leave != NULL && leave != (char *)-1) {
    tputs(leave, 1, append_byte);
  } else {
    char *place = tigetstr("cup");
    if (place != NULL && place != (char *)-1) tputs(tparm(place, cn_lines() - 1, 0), 1, append_byte);
    append_byte('\n');
  }
}

static void hold_stderr(void) {
  if (!isatty(STDERR_FILENO)) return;
  held_stderr = memfd_create("stderr", MFD_CLOEXEC);
  if (held_stderr < 0) return;
  fflush(stderr);
  int copy = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
  if (copy < 0 || dup2(held_stderr, STDERR_FILENO) < 0) {
    close(held_stderr);
    held_stderr = -1;
    if (copy >= 0) close(copy);
    return;
  }
  saved_stderr = copy;
}

static void close_files(void) {
  if (input_file != NULL) fclose(input_file);
  if (output_file != NULL) fclose(output_file);
  else if (screen_output >= 0) close(screen_output);
  if (tty_output >= 0) close(tty_output);
  if (frame_file >= 0) close(frame_file);
  tty_output = screen_output = frame_file = -1;
  input_file = output_file = NULL;
}

static bool ends(int number) {
  switch (number) {
    case SIGKILL:
    case SIGSTOP:
    case SIGTSTP:
    case SIGTTIN:
    case SIGTTOU:
    case SIGCONT:
    case SIGCHLD:
    case SIGURG:
    case SIGWINCH: return false;
    // The two between are the C library's own.
    default: return number < 32 || (number >= SIGRTMIN && number <= SIGRTMAX);
  }
}

static bool is_asked_to_end(int number) {
  return number == SIGTERM || number == SIGHUP || number == SIGINT || number == SIGQUIT;
}

static bool is_crash(int number) {
  return number == SIGILL || number == SIGTRAP || number == SIGSEGV || number == SIGABRT || number == SIGBUS ||
         number == SIGFPE || number == SIGSYS;
}

// What others have set, such as the clock of a profiler, is left alone, but for the ends that are looked for.
static bool is_taken(int number) {
  const struct sigaction *saved = &saved_fatal[number];
  bool has_handler = (saved->sa_flags & SA_SIGINFO) || saved->sa_handler != SIG_DFL;
  bool is_ignored = !(saved->sa_flags & SA_SIGINFO) && saved->sa_handler == SIG_IGN;
  return !is_ignored && (!has_handler || is_asked_to_end(number) || is_crash(number));
}

static void save_signals(void) {
  for (int number = 1; number < SIGNAL_COUNT; number++) {
    if (ends(number)) sigaction(number, NULL, &saved_fatal[number]);
  }
  sigaction(SIGTSTP, NULL, &saved_stop);
  sigaction(SIGCONT, NULL, &saved_continue);
}

static void take_signal(int number, void (*handler)(int), struct sigaction *saved) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = handler;
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  sigaction(number, &action, saved);
}

static void take_signals(bool raw) {
  for (int number = 1; number < SIGNAL_COUNT; number++) {
    if (!ends(number) || !is_taken(number)) continue;
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_sigaction = on_fatal;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK;
    sigemptyset(&action.sa_mask);
    sigaction(number, &action, NULL);
  }
  wants_pause = was_continued = is_paused = 0;
  takes_stop = !raw && saved_stop.sa_handler != SIG_IGN;
  take_signal(SIGTSTP, takes_stop ? on_stop : SIG_IGN, NULL);
  take_signal(SIGCONT, on_continue, NULL);
  take_signal(SIGWINCH, on_winch, &saved_winch);
}

static void give_signals_back(void) {
  for (int number = 1; number < SIGNAL_COUNT; number++) {
    if (ends(number)) sigaction(number, &saved_fatal[number], NULL);
  }
  sigaction(SIGWINCH, &saved_winch, NULL);
  sigaction(SIGTSTP, &saved_stop, NULL);
  sigaction(SIGCONT, &saved_continue, NULL);
}

// Answers to where the cursor is come in the shape of F3 with Shift, Ctrl and the like, and reports of the mouse in a
// shape that ncurses would begin to read: the reader of keys tells them apart.
static void leave_reports_alone(void) {
  char answer[] = "\033[1;2R";
  for (char held = '2'; held <= '8'; held++) {
    answer[4] = held;
    define_key(answer, 0);
  }
  define_key(NULL, KEY_MOUSE);
}

static bool describes(const char *name) {
  char *text = tigetstr((char *)name);
  return text != NULL && text != (char *)-1;
}

bool cn_describe(const char *term, int output, int *colors, bool *can_place, bool *has_mouse) {
  int status = 0;
  if (active || setupterm((char *)term, output, &status) == ERR) return false;
  *colors = tigetnum("colors");
  *can_place = describes("cup");
  *has_mouse = describes("kmous");
  del_curterm(cur_term);
  return true;
}

const char *cn_encoding(void) { return nl_langinfo(CODESET); }

CNStart cn_start(int input, int output, const char *term, bool raw_keys, int wake) {
  static bool has_at_exit;
  if (active) return CN_FAILED;
  int status = 0;
  if (setupterm((char *)term, output, &status) == ERR) {
    return status == 1 ? CN_UNABLE_TERMINAL : CN_UNKNOWN_TERMINAL;
  }
  bool can_place = describes("cup");
  del_curterm(cur_term);
  if (!can_place) return CN_UNABLE_TERMINAL;

  // With these set ncurses would never learn of another size.
  unsetenv("LINES");
  unsetenv("COLUMNS");
  has_termios = tcgetattr(input, &saved_termios) == 0;
  save_signals();
  // Our own descriptors: closing the files must not close the caller's.
  tty_input = fcntl(input, F_DUPFD_CLOEXEC, 3);
  tty_output = fcntl(output, F_DUPFD_CLOEXEC, 3);
  input_file = tty_input < 0 ? NULL : fdopen(tty_input, "r");
  screen_output = tty_output < 0 ? -1 : fcntl(output, F_DUPFD_CLOEXEC, 3);
  output_file = screen_output < 0 ? NULL : fdopen(screen_output, "w");
#ifdef __linux__
  frame_file = memfd_create("frame", MFD_CLOEXEC);
#endif
  if (input_file != NULL && output_file != NULL) {
    screen = newterm((char *)term, output_file, input_file);
  }
  if (screen == NULL) {
    close_files();
    return CN_FAILED;
  }
  set_escdelay(25);
  if (raw_keys) {
    raw();
  } else {
    cbreak();
  }
  noecho();
  nonl();
  keypad(stdscr, TRUE);
  nodelay(stdscr, TRUE);
  leave_reports_alone();
  typeahead(-1);
  curs_set(0);
  if (has_colors()) {
    start_color();
    use_default_colors();
  }
  build_restore_bytes();
  wake_pipe = wake;
  hold_stderr();
  is_mouse_on = is_paste_on = is_frame_open = 0;
  is_synchronized = false;
  active = 1;
  take_signals(raw_keys);
  if (!has_at_exit) {
    has_at_exit = true;
    atexit(at_exit);
  }
  // What is sent past ncurses from here on finds its screen there.
  wrefresh(stdscr);
  return CN_STARTED;
}

// Reports that were on their way must not be typed into the shell.
static void drain_mouse(void) {
  struct pollfd waiting = {.fd = tty_input, .events = POLLIN};
  char buffer[256];
  for (int round = 0; round < 8 && poll(&waiting, 1, 10) > 0 && (waiting.revents & POLLIN); round++) {
    if (read(tty_input, buffer, sizeof buffer) <= 0) break;
  }
}

void cn_stop(void) {
  if (!active) return;
  send_modes_off();
  if (is_mouse_on) drain_mouse();
  is_mouse_on = is_paste_on = 0;
  endwin();
  // Once more by ourselves: harmless after endwin, and it puts the exact modes back.
  if (has_termios) tcsetattr(tty_input, TCSADRAIN, &saved_termios);
  give_signals_back();
  active = 0;
  release_stderr();
  cn_set_told(-1);
  delscreen(screen);
  screen = NULL;
  close_files();
}

static void set_terminal(const struct termios *modes) {
  while (tcsetattr(tty_input, TCSADRAIN, modes) < 0 && errno == EINTR) {
  }
}

bool cn_pause_if_asked(void) {
  if (!active || !(wants_pause || was_continued)) return false;
  send_modes_off();
  if (is_mouse_on) drain_mouse();
  endwin();
  if (wants_pause && takes_stop) {
    if (has_termios) set_terminal(&saved_termios);
    is_paused = 1;
    struct sigaction stop;
    memset(&stop, 0, sizeof stop);
    stop.sa_handler = SIG_DFL;
    sigaction(SIGTSTP, &stop, NULL);
    raise(SIGTSTP);
    take_signal(SIGTSTP, on_stop, NULL);
    is_paused = 0;
  }
  wants_pause = was_continued = 0;
  // The size may be another one by now; nobody tells a process in the background.
  on_winch(SIGWINCH);
  doupdate();
  send_modes_on();
  return true;
}

void cn_send(const char *bytes, int count) {
  if (active) write_all(tty_output, bytes, (size_t)count);
}

bool cn_has_mouse(void) { return describes("kmous"); }

void cn_set_mouse(bool is_on) {
  if (!active || is_on == (bool)is_mouse_on) return;
  is_mouse_on = is_on;
  if (is_on) {
    SEND(mouse_on);
  } else {
    SEND(mouse_off);
  }
}

void cn_set_paste(bool is_on) {
  if (!active || is_on == (bool)is_paste_on) return;
  is_paste_on = is_on;
  if (is_on) {
    SEND(paste_on);
  } else {
    SEND(paste_off);
  }
}

void cn_set_synchronized(bool is_on) { is_synchronized = is_on; }

// Screen

int cn_lines(void) { return getmaxy(stdscr); }
int cn_columns(void) { return getmaxx(stdscr); }
int cn_colors(void) { return has_colors() ? COLORS : 0; }
int cn_pairs(void) { return has_colors() ? COLOR_PAIRS : 0; }

bool cn_set_pair(int pair, int foreground, int background) {
  return init_extended_pair(pair, foreground, background) == OK;
}

static attr_t attributes_of(uint32_t flags) {
  attr_t attributes = WA_NORMAL;
  if (flags & CN_BOLD) attributes |= WA_BOLD;
  if (flags & CN_DIM) attributes |= WA_DIM;
  if (flags & CN_UNDERLINE) attributes |= WA_UNDERLINE;
  if (flags & CN_REVERSE) attributes |= WA_REVERSE;
  if (flags & CN_ITALIC) attributes |= WA_ITALIC;
  return attributes;
}

static void make_cell(cchar_t *target, const CNCell *cell) {
  wchar_t text[CN_MARKS + 2];
  int length = 0;
  text[length++] = (wchar_t)cell->scalar;
  for (int index = 0; index < CN_MARKS && cell->marks[index] != 0; index++) {
    text[length++] = (wchar_t)cell->marks[index];
  }
  text[length] = L'\0';
  // Pairs beyond a short are passed by the last argument.
  int pair = cell->pair;
  setcchar(target, text, attributes_of(cell->attributes), (short)(pair > 32767 ? 32767 : pair), &pair);
}

void cn_erase(int pair) {
  CNCell blank = {.scalar = ' ', .pair = pair};
  cchar_t cell;
  make_cell(&cell, &blank);
  wbkgrndset(stdscr, &cell);
  werase(stdscr);
}

void cn_put(int row, int column, const CNCell *cells, int count) {
  enum { PART = 64 };
  cchar_t part[PART];
  for (int start = 0; start < count; start += PART) {
    int length = count - start < PART ? count - start : PART;
    int columns = 0;
    for (int index = 0; index < length; index++) {
      make_cell(&part[index], &cells[start + index]);
      int width = wcwidth((wchar_t)cells[start + index].scalar);
      columns += width > 0 ? width : 1;
    }
    mvwadd_wchnstr(stdscr, row, column, part, length);
    column += columns;
  }
}

#ifdef __linux__
static bool turn_output(int descriptor) {
  while (dup3(descriptor, screen_output, O_CLOEXEC) < 0) {
    if (errno != EINTR && errno != EBUSY) return false;
  }
  return true;
}

static void send_gathered(void) {
  static char part[32768];
  off_t length = lseek(frame_file, 0, SEEK_CUR), place = 0;
  while (place < length) {
    size_t wanted = length - place < (off_t)sizeof part ? (size_t)(length - place) : sizeof part;
    ssize_t count = pread(frame_file, part, wanted, place);
    if (count <= 0) break;
    for (ssize_t sent = 0; sent < count;) {
      ssize_t written = write(tty_output, part + sent, (size_t)(count - sent));
      if (written >= 0) {
        sent += written;
      } else if (errno == EAGAIN) {
        struct pollfd terminal = {.fd = tty_output, .events = POLLOUT};
        poll(&terminal, 1, -1);
      } else if (errno != EINTR) {
        place = length;
        break;
      }
    }
    place += count;
  }
  lseek(frame_file, 0, SEEK_SET);
}
#endif

// ncurses writes at every move of the cursor, seven times for a line key and forty for a screen. Each wakes the terminal,
// which then has the processor; in one write the frame comes whole and at once.
static void update_whole(void) {
#ifdef __linux__
  if (frame_file >= 0 && turn_output(frame_file)) {
    doupdate();
    turn_output(tty_output);
    send_gathered();
    return;
  }
#endif
  doupdate();
}

void cn_update(int cursor_row, int cursor_column) {
  // By write(2): what ncurses is given to send lands in its own buffer, on one side of the frame.
  if (is_synchronized) {
    is_frame_open = 1;
    SEND(frame_begin);
  }
  if (cursor_row >= 0) wmove(stdscr, cursor_row, cursor_column);
  curs_set(cursor_row >= 0 ? 1 : 0);
  wnoutrefresh(stdscr);
  update_whole();
  if (is_synchronized) {
    SEND(frame_end);
    is_frame_open = 0;
  }
}

void cn_redraw(void) { clearok(curscr, TRUE); }

uint32_t cn_character_at(int row, int column) {
  cchar_t cell;
  wchar_t text[CCHARW_MAX + 1] = {0};
  attr_t attributes;
  short pair;
  if (mvwin_wch(stdscr, row, column, &cell) == ERR) return 0;
  if (getcchar(&cell, text, &attributes, &pair, NULL) == ERR) return 0;
  return (uint32_t)text[0];
}

// Keys

// Arrows with keys held are beyond the standard and go by names such as kLFT5.
static uint32_t held_arrow(wint_t code) {
  static const struct {
    const char *name;
    uint32_t arrow;
  } arrows[] = {{"kUP", CN_KEY_UP}, {"kDN", CN_KEY_DOWN}, {"kLFT", CN_KEY_LEFT}, {"kRIT", CN_KEY_RIGHT}};
  const char *name = code > KEY_MAX ? keyname((int)code) : NULL;
  if (name == NULL) return CN_KEY_OTHER;
  for (int index = 0; index < 4; index++) {
    size_t length = strlen(arrows[index].name);
    if (strncmp(name, arrows[index].name, length) != 0) continue;
    const char *held = name + length;
    if (*held == '\0') return CN_KEY_HELD + arrows[index].arrow + 20;
    if (*held >= '2' && *held <= '8' && held[1] == '\0') {
      return CN_KEY_HELD + arrows[index].arrow + 10 * (uint32_t)(*held - '0');
    }
  }
  return CN_KEY_OTHER;
}

static uint32_t key_of(wint_t code) {
  switch (code) {
    case KEY_SR: return CN_KEY_HELD + CN_KEY_UP + 20;
    case KEY_SF: return CN_KEY_HELD + CN_KEY_DOWN + 20;
    case KEY_SLEFT: return CN_KEY_HELD + CN_KEY_LEFT + 20;
    case KEY_SRIGHT: return CN_KEY_HELD + CN_KEY_RIGHT + 20;
    case KEY_UP: return CN_KEY_UP;
    case KEY_DOWN: return CN_KEY_DOWN;
    case KEY_LEFT: return CN_KEY_LEFT;
    case KEY_RIGHT: return CN_KEY_RIGHT;
    case KEY_ENTER: return CN_KEY_ENTER;
    case KEY_BTAB: return CN_KEY_BACK_TAB;
    case KEY_HOME:
    case KEY_A1: return CN_KEY_HOME;
    case KEY_END:
    case KEY_C1: return CN_KEY_END;
    case KEY_PPAGE:
    case KEY_A3: return CN_KEY_PAGE_UP;
    case KEY_NPAGE:
    case KEY_C3: return CN_KEY_PAGE_DOWN;
    case KEY_BACKSPACE: return CN_KEY_BACKSPACE;
    case KEY_DC: return CN_KEY_DELETE;
    case KEY_IC: return CN_KEY_INSERT;
    case KEY_RESIZE: return CN_KEY_RESIZED;
    default: break;
  }
  if (code > KEY_F0 && code <= KEY_F0 + 63) return CN_KEY_FUNCTION + (uint32_t)(code - KEY_F0);
  return held_arrow(code);
}

CNInput cn_read(uint32_t *value) {
  wint_t code = 0;
  switch (wget_wch(stdscr, &code)) {
    case OK:
      *value = (uint32_t)code;
      return CN_CHARACTER;
    case KEY_CODE_YES:
      *value = key_of(code);
      return CN_KEY;
    default:
      return CN_NONE;
  }
}

#ifdef __linux__
static int give_back_code(struct dl_phdr_info *program, size_t size, void *unused) {
  (void)size, (void)unused;
  uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
  for (int part = 0; part < program->dlpi_phnum; part++) {
    const ElfW(Phdr) *header = &program->dlpi_phdr[part];
    // What cannot be written to is as the file has it.
    if (header->p_type != PT_LOAD || header->p_flags & PF_W) continue;
    uintptr_t start = program->dlpi_addr + header->p_vaddr, end = start + header->p_memsz;
    start = (start + page - 1) & ~(page - 1);
    end &= ~(page - 1);
    if (start < end) madvise((void *)start, end - start, MADV_DONTNEED);
  }
  // The program itself comes first; libraries are shared with others.
  return 1;
}
#endif

void cn_trim_memory(void) {
  malloc_trim(0);
#ifdef __linux__
  dl_iterate_phdr(give_back_code, NULL);
#endif
}
