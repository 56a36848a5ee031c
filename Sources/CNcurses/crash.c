#include "CNcurses.h"
#include "crash.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <unwind.h>

// Reports of crashes: what is known when a trap or a fault ends the program, in a file that only its user may read.

static const int crash_signals[] = {SIGILL, SIGTRAP, SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGSYS};
static const char *const crash_names[] = {"SIGILL", "SIGTRAP", "SIGSEGV", "SIGABRT", "SIGBUS", "SIGFPE", "SIGSYS"};
enum { CRASH_COUNT = sizeof crash_signals / sizeof crash_signals[0], REPORTS = 20, FRAMES = 100 };
static struct sigaction before[CRASH_COUNT];
static char folder[512];
static char program[256];
static atomic_int has_crashed;
static int told = -1;
// A stack that ran over leaves no room for a handler.
static char spare_stack[1 << 16];

// Async-signal-safe from here to `on_crash`.

static void put(int file, const char *text) {
  size_t length = strlen(text);
  while (length > 0) {
    ssize_t written = write(file, text, length);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;
    text += written;
    length -= (size_t)written;
  }
}

static void put_number(int file, unsigned long value, unsigned base, int width) {
  char digits[32];
  int at = sizeof digits - 1;
  digits[at] = '\0';
  do {
    digits[--at] = "0123456789abcdef"[value % base];
    value /= base;
    width--;
  } while ((value > 0 || width > 0) && at > 0);
  put(file, digits + at);
}

// In UTC, as `2026-11-21 22:53:35Z`: local time is read from files.
static void put_time(int file, long seconds) {
  long days = seconds / 86400, rest = seconds % 86400;
  // Days in eras of 400 years from March of year 0.
  long shifted = days + 719468;
  long era = shifted / 146097, day = shifted - era * 146097;
  long year = (day - day / 1460 + day / 36524 - day / 146096) / 365;
  long of_year = day - (365 * year + year / 4 - year / 100);
  long month = (5 * of_year + 2) / 153;
  put_number(file, (unsigned long)(year + era * 400 + (month >= 10)), 10, 4);
  put(file, "-");
  put_number(file, (unsigned long)(month < 10 ? month + 3 : month - 9), 10, 2);
  put(file, "-");
  put_number(file, (unsigned long)(of_year - (153 * month + 2) / 5 + 1), 10, 2);
  put(file, " ");
  put_number(file, (unsigned long)(rest / 3600), 10, 2);
  put(file, ":");
  put_number(file, (unsigned long)(rest / 60 % 60), 10, 2);
  put(file, ":");
  put_number(file, (unsigned long)(rest % 60), 10, 2);
  put(file, "Z");
}

static void make_folders(char *path) {
  for (char *at = path + 1; *at != '\0'; at++) {
    if (*at != '/') continue;
    *at = '\0';
    mkdir(path, 0700);
    *at = '/';
  }
  mkdir(path, 0700);
}

// Of the names that there are the first that is free; once there are so many, an old report goes.
static int open_report(char *path, long seconds) {
  size_t length = strlen(folder);
  memcpy(path, folder, length);
  path[length] = '\0';
  make_folders(path);
  strcpy(path + length, "/crash-00.txt");
  char *digits = path + length + 7;
  for (int number = 1; number <= REPORTS + 1; number++) {
    int slot = number <= REPORTS ? number : 1 + (int)(seconds % REPORTS);
    digits[0] = (char)('0' + slot / 10);
    digits[1] = (char)('0' + slot % 10);
    if (number > REPORTS) unlink(path);
    int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (file >= 0 || errno != EEXIST) return file;
  }
  return -1;
}

struct frames {
  int file;
  int count;
};

static _Unwind_Reason_Code put_frame(struct _Unwind_Context *context, void *argument) {
  struct frames *frames = argument;
  unsigned long place = (unsigned long)_Unwind_GetIP(context);
  if (place == 0 || frames->count++ >= FRAMES) return _URC_END_OF_STACK;
  put(frames->file, "  0x");
  put_number(frames->file, place, 16, 12);
  Dl_info info;
  if (dladdr((void *)place, &info) != 0) {
    if (info.dli_fname != NULL) {
      const char *slash = strrchr(info.dli_fname, '/');
      put(frames->file, " ");
      put(frames->file, slash == NULL ? info.dli_fname : slash + 1);
      put(frames->file, " + 0x");
      put_number(frames->file, place - (unsigned long)info.dli_fbase, 16, 1);
    }
    if (info.dli_sname != NULL) {
      put(frames->file, " ");
      put(frames->file, info.dli_sname);
    }
  }
  put(frames->file, "\n");
  return _URC_NO_REASON;
}

static void report(const char *name, siginfo_t *info) {
  static char path[sizeof folder + 16];
  int saved_told = told;
  struct timespec now = {0};
  clock_gettime(CLOCK_REALTIME, &now);
  int file = open_report(path, (long)now.tv_sec);
  put(STDERR_FILENO, "驿览意外终止(");
  put(STDERR_FILENO, name);
  put(STDERR_FILENO, ")。");
  if (file >= 0) {
    put(STDERR_FILENO, "报告在 ");
    put(STDERR_FILENO, path);
    put(STDERR_FILENO, " ,请交给管理员。");
  }
  put(STDERR_FILENO, "\nYilan ended unexpectedly (");
  put(STDERR_FILENO, name);
  put(STDERR_FILENO, file < 0 ? ").\n" : "); the report is in the file named above, for whoever looks after it.\n");
  if (file < 0) return;
  put(file, program);
  put(file, "\ntime    ");
  put_time(file, (long)now.tv_sec);
  put(file, "\nsignal  ");
  put(file, name);
  if (info != NULL && info->si_code > 0) {
    put(file, " at 0x");
    put_number(file, (unsigned long)info->si_addr, 16, 1);
  } else if (info != NULL) {
    put(file, " sent by process ");
    put_number(file, (unsigned long)info->si_pid, 10, 1);
  }
  put(file, "\n");
  if (saved_told >= 0) {
    char buffer[1024];
    ssize_t count;
    put(file, "told\n");
    lseek(saved_told, 0, SEEK_SET);
    while ((count = read(saved_told, buffer, sizeof buffer - 1)) > 0) {
      buffer[count] = '\0';
      put(file, buffer);
    }
  }
  put(file, "stack\n");
  struct frames frames = {.file = file};
  _Unwind_Backtrace(put_frame, &frames);
  close(file);
}

static void on_crash(int number, siginfo_t *info, void *context) {
  int saved_errno = errno;
  int index = 0;
  while (index < CRASH_COUNT - 1 && crash_signals[index] != number) index++;
  sigaction(number, &before[index], NULL);
  if (!atomic_exchange(&has_crashed, 1)) {
    // Should what is looked up here be held by what crashed, the end is late and not missing.
    signal(SIGALRM, SIG_DFL);
    alarm(5);
    report(crash_names[index], info);
    alarm(0);
  }
  errno = saved_errno;
  // A fault happens again on return, for the handler that was there before.
  if (info != NULL && info->si_code > 0) return;
  struct sigaction *saved = &before[index];
  if (saved->sa_flags & SA_SIGINFO) {
    saved->sa_sigaction(number, info, context);
  } else if (saved->sa_handler != SIG_DFL && saved->sa_handler != SIG_IGN) {
    saved->sa_handler(number);
  }
  signal(number, SIG_DFL);
  raise(number);
}

void cn_set_told(int file) {
  if (told >= 0) close(told);
  told = file;
}

void cn_report_crashes(const char *report_folder, const char *report_program) {
  if (strlen(report_folder) >= sizeof folder) return;
  strcpy(folder, report_folder);
  strncpy(program, report_program, sizeof program - 1);
  stack_t spare = {.ss_sp = spare_stack, .ss_size = sizeof spare_stack}, now;
  if (sigaltstack(NULL, &now) == 0 && (now.ss_flags & SS_DISABLE)) sigaltstack(&spare, NULL);
  for (int index = 0; index < CRASH_COUNT; index++) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_sigaction = on_crash;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK;
    sigemptyset(&action.sa_mask);
    sigaction(crash_signals[index], NULL, &before[index]);
    bool is_ignored = !(before[index].sa_flags & SA_SIGINFO) && before[index].sa_handler == SIG_IGN;
    if (!is_ignored) sigaction(crash_signals[index], &action, NULL);
  }
}
