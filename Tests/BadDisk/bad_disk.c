/* A disk that loses power, fills up or fails, beneath SQLite: for tests alone. Preloaded into a program (LD_PRELOAD), it
 * stands before SQLite's own file system and counts every write, sync, truncation and deletion of databases and logs.
 *
 *   BAD_DISK_COUNT=FILE   writes the number of those into FILE at the end
 *   BAD_DISK_CUT=N        cuts the power at the Nth: of what was not synced only some is on the disk, sectors of 512 bytes
 *                         torn apart from one another, and the program is gone
 *   BAD_DISK_SEED=S       which are
 *   BAD_DISK_FAIL=N       the Nth fails; BAD_DISK_ERROR=full or io says how, and with BAD_DISK_STAYS all after it fail too
 *   BAD_DISK_LIES=1       syncs are told as done and are not: what a test of power cuts has to notice
 *
 * What a file holds durably is what it held when it was opened and what was synced since. A sync is a note here and no real
 * one, which is what makes thousands of cuts affordable. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { sector = 512 };

typedef struct Change {
  struct Change *next;
  sqlite3_int64 offset; /* of a write, or the size of a truncation */
  int length;           /* -1: a truncation */
  unsigned char data[];
} Change;

typedef struct Image {
  struct Image *next;
  char *path;
  unsigned char *durable;
  sqlite3_int64 size;
  int exists;  /* durably: its name is on the disk */
  int deleted; /* since, and that may not be on the disk */
  Change *first, **last;
} Image;

typedef struct {
  sqlite3_file base;
  Image *image; /* NULL for what is not kept over an end of the program */
  sqlite3_file *real;
} File;

static sqlite3_vfs shim, *real;
static sqlite3_io_methods methods;
static Image *images;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static long count, cut_at, fail_at;
static int fails_full, stays, lies;
static unsigned long long state;

static unsigned long long next_random(void) {
  state ^= state << 13;
  state ^= state >> 7;
  state ^= state << 17;
  return state;
}

static int chance(int percent) { return (int)(next_random() % 100) < percent; }

static void forget(Image *image) {
  for (Change *change = image->first; change;) {
    Change *next = change->next;
    free(change);
    change = next;
  }
  image->first = NULL;
  image->last = &image->first;
}

static void reach(Image *image, sqlite3_int64 size) {
  if (size > image->size) {
    image->durable = realloc(image->durable, (size_t)size);
    memset(image->durable + image->size, 0, (size_t)(size - image->size));
    image->size = size;
  }
}

static void put(Image *image, sqlite3_int64 offset, const unsigned char *data, int length) {
  reach(image, offset + length);
  memcpy(image->durable + offset, data, (size_t)length);
}

/* How much of what was not synced reaches the disk: of each sector by chance, or all up to some moment. */
static void settle_in_part(Image *image) {
  static const int shares[] = {0, 10, 50, 90, 100};
  int share = shares[next_random() % 5];
  long left = -1;
  if (chance(30)) {
    long changes = 0;
    for (Change *change = image->first; change; change = change->next) changes++;
    left = changes ? (long)(next_random() % (unsigned long)(changes + 1)) : 0;
  }
  for (Change *change = image->first; change; change = change->next) {
    if (left == 0) break;
    if (left > 0) {
      left--;
      share = 100;
    }
    if (change->length < 0) {
      if (chance(share)) {
        reach(image, change->offset);
        image->size = change->offset;
      }
      continue;
    }
    for (int from = 0; from < change->length;) {
      int to = from + sector - (int)((change->offset + from) % sector);
      if (to > change->length) to = change->length;
      if (chance(share)) put(image, change->offset + from, change->data + from, to - from);
      from = to;
    }
  }
}

static void write_out(const Image *image) {
  int file = open(image->path, O_WRONLY | O_CREAT, 0600);
  if (file < 0) _exit(98);
  for (sqlite3_int64 done = 0; done < image->size;) {
    ssize_t wrote = pwrite(file, image->durable + done, (size_t)(image->size - done), done);
    if (wrote <= 0) _exit(98);
    done += wrote;
  }
  if (ftruncate(file, image->size) != 0) _exit(98);
  close(file);
}

static void cut(void) {
  for (Image *image = images; image; image = image->next) {
    /* A new name, or a deletion, that was not synced is on the disk or not. */
    int present = image->deleted ? (image->exists && chance(50)) : (image->exists || chance(50));
    if (present) {
      settle_in_part(image);
      write_out(image);
    } else {
      unlink(image->path);
    }
    /* Memory that programs share is gone with the power. */
    char *shared = sqlite3_mprintf("%s-shm", image->path);
    unlink(shared);
    sqlite3_free(shared);
  }
  kill(getpid(), SIGKILL);
  for (;;) pause();
}

/* Counts what is about to happen; 1 where it is to fail. */
static int happens(int takes_room) {
  count++;
  if (cut_at && count == cut_at) cut();
  if (!fail_at || count < fail_at || (count > fail_at && !stays)) return 0;
  if (fails_full && !takes_room) {
    if (count == fail_at) fail_at++; /* The next that takes room. */
    return 0;
  }
  return 1;
}

static void note(Image *image, sqlite3_int64 offset, const void *data, int length) {
  Change *change = malloc(sizeof *change + (size_t)(length > 0 ? length : 0));
  change->next = NULL;
  change->offset = offset;
  change->length = length;
  if (length > 0) memcpy(change->data, data, (size_t)length);
  *image->last = change;
  image->last = &change->next;
}

static Image *find(const char *path) {
  for (Image *image = images; image; image = image->next)
    if (strcmp(image->path, path) == 0) return image;
  return NULL;
}

static sqlite3_file *below(sqlite3_file *file) { return ((File *)file)->real; }

static int shim_close(sqlite3_file *file) { return below(file)->pMethods->xClose(below(file)); }

static int shim_read(sqlite3_file *file, void *data, int length, sqlite3_int64 offset) {
  return below(file)->pMethods->xRead(below(file), data, length, offset);
}

static int shim_write(sqlite3_file *file, const void *data, int length, sqlite3_int64 offset) {
  Image *image = ((File *)file)->image;
  if (!image) return below(file)->pMethods->xWrite(below(file), data, length, offset);
  pthread_mutex_lock(&lock);
  int status;
  if (happens(1)) {
    /* Half of it may be there when a disk is full. */
    int half = length / 2;
    if (below(file)->pMethods->xWrite(below(file), data, half, offset) == SQLITE_OK) note(image, offset, data, half);
    status = fails_full ? SQLITE_FULL : SQLITE_IOERR_WRITE;
  } else {
    status = below(file)->pMethods->xWrite(below(file), data, length, offset);
    if (status == SQLITE_OK) note(image, offset, data, length);
  }
  pthread_mutex_unlock(&lock);
  return status;
}

static int shim_truncate(sqlite3_file *file, sqlite3_int64 size) {
  Image *image = ((File *)file)->image;
  if (!image) return below(file)->pMethods->xTruncate(below(file), size);
  pthread_mutex_lock(&lock);
  int status = happens(0) ? SQLITE_IOERR_TRUNCATE : below(file)->pMethods->xTruncate(below(file), size);
  if (status == SQLITE_OK) note(image, size, NULL, -1);
  pthread_mutex_unlock(&lock);
  return status;
}

static int shim_sync(sqlite3_file *file, int flags) {
  (void)flags;
  Image *image = ((File *)file)->image;
  if (!image) return SQLITE_OK;
  pthread_mutex_lock(&lock);
  int status = SQLITE_OK;
  if (happens(0)) {
    status = SQLITE_IOERR_FSYNC;
  } else if (!lies) {
    for (Change *change = image->first; change; change = change->next) {
      if (change->length < 0) {
        reach(image, change->offset);
        image->size = change->offset;
      } else {
        put(image, change->offset, change->data, change->length);
      }
    }
    forget(image);
    image->exists = 1;
  }
  pthread_mutex_unlock(&lock);
  return status;
}

static int shim_file_size(sqlite3_file *file, sqlite3_int64 *size) {
  return below(file)->pMethods->xFileSize(below(file), size);
}
static int shim_lock(sqlite3_file *file, int level) { return below(file)->pMethods->xLock(below(file), level); }
static int shim_unlock(sqlite3_file *file, int level) { return below(file)->pMethods->xUnlock(below(file), level); }
static int shim_reserved(sqlite3_file *file, int *held) {
  return below(file)->pMethods->xCheckReservedLock(below(file), held);
}
static int shim_control(sqlite3_file *file, int op, void *argument) {
  /* A size given in advance would be room that no write asks for. */
  if (op == SQLITE_FCNTL_SIZE_HINT) return SQLITE_OK;
  return below(file)->pMethods->xFileControl(below(file), op, argument);
}
static int shim_sector(sqlite3_file *file) { return below(file)->pMethods->xSectorSize(below(file)); }
static int shim_device(sqlite3_file *file) { return below(file)->pMethods->xDeviceCharacteristics(below(file)); }
static int shim_shm_map(sqlite3_file *file, int page, int size, int extend, void volatile **memory) {
  return below(file)->pMethods->xShmMap(below(file), page, size, extend, memory);
}
static int shim_shm_lock(sqlite3_file *file, int offset, int n, int flags) {
  return below(file)->pMethods->xShmLock(below(file), offset, n, flags);
}
static void shim_shm_barrier(sqlite3_file *file) { below(file)->pMethods->xShmBarrier(below(file)); }
static int shim_shm_unmap(sqlite3_file *file, int removes) {
  return below(file)->pMethods->xShmUnmap(below(file), removes);
}
static int shim_fetch(sqlite3_file *file, sqlite3_int64 offset, int length, void **memory) {
  (void)file, (void)offset, (void)length;
  *memory = NULL;
  return SQLITE_OK;
}
static int shim_unfetch(sqlite3_file *file, sqlite3_int64 offset, void *memory) {
  (void)file, (void)offset, (void)memory;
  return SQLITE_OK;
}

/* What a file holds now, which is taken to be durable: the program before ended well. */
static Image *opened(const char *path) {
  Image *image = find(path);
  struct stat status;
  int present = stat(path, &status) == 0;
  if (image && !image->deleted) return image;
  if (!image) {
    image = calloc(1, sizeof *image);
    image->path = strdup(path);
    image->last = &image->first;
    image->next = images;
    images = image;
  }
  forget(image);
  image->deleted = 0;
  image->size = 0;
  image->exists = present;
  if (present && status.st_size > 0) {
    reach(image, status.st_size);
    int file = open(path, O_RDONLY);
    if (file < 0 || pread(file, image->durable, (size_t)status.st_size, 0) != status.st_size) _exit(98);
    close(file);
  }
  return image;
}

static int shim_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *out) {
  (void)vfs;
  File *own = (File *)file;
  own->real = (sqlite3_file *)(own + 1);
  own->image = NULL;
  own->base.pMethods = NULL;
  int kept = SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL;
  pthread_mutex_lock(&lock);
  if (path && (flags & kept) && !(flags & SQLITE_OPEN_DELETEONCLOSE)) own->image = opened(path);
  pthread_mutex_unlock(&lock);
  int status = real->xOpen(real, path, own->real, flags, out);
  if (own->real->pMethods) own->base.pMethods = &methods;
  return status;
}

static int shim_delete(sqlite3_vfs *vfs, const char *path, int synced) {
  (void)vfs;
  pthread_mutex_lock(&lock);
  Image *image = find(path);
  int status;
  if (image && happens(0)) {
    status = SQLITE_IOERR_DELETE;
  } else {
    status = real->xDelete(real, path, 0);
    if (image && status == SQLITE_OK) {
      image->deleted = 1;
      if (synced) image->exists = 0;
    }
  }
  pthread_mutex_unlock(&lock);
  return status;
}

static long number(const char *name) {
  const char *text = getenv(name);
  return text ? strtol(text, NULL, 10) : 0;
}

__attribute__((constructor)) static void begin(void) {
  /* What is told as stored is told before the power goes. */
  setvbuf(stdout, NULL, _IOLBF, 0);
  cut_at = number("BAD_DISK_CUT");
  fail_at = number("BAD_DISK_FAIL");
  stays = getenv("BAD_DISK_STAYS") != NULL;
  lies = getenv("BAD_DISK_LIES") != NULL;
  const char *error = getenv("BAD_DISK_ERROR");
  fails_full = !error || strcmp(error, "full") == 0;
  state = 0x9E3779B97F4A7C15ull ^ ((unsigned long long)number("BAD_DISK_SEED") * 0xBF58476D1CE4E5B9ull);
  for (int turn = 0; turn < 8; turn++) next_random();
  real = sqlite3_vfs_find(NULL);
  if (!real) return;
  methods = (sqlite3_io_methods){3, shim_close, shim_read, shim_write, shim_truncate, shim_sync, shim_file_size, shim_lock,
    shim_unlock, shim_reserved, shim_control, shim_sector, shim_device, shim_shm_map, shim_shm_lock, shim_shm_barrier,
    shim_shm_unmap, shim_fetch, shim_unfetch};
  shim = *real;
  shim.zName = "bad-disk";
  shim.pNext = NULL;
  shim.szOsFile = real->szOsFile + (int)sizeof(File);
  shim.xOpen = shim_open;
  shim.xDelete = shim_delete;
  sqlite3_vfs_register(&shim, 1);
}

__attribute__((destructor)) static void end(void) {
  const char *path = getenv("BAD_DISK_COUNT");
  FILE *file = path ? fopen(path, "w") : NULL;
  if (!file) return;
  fprintf(file, "%ld\n", count);
  fclose(file);
}
