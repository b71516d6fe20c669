/* A disk without room, for tests/full_disk.py: preloaded (LD_PRELOAD), it counts the calls that need room below
 * one folder, in a process and all that it starts, and answers one of them, or all from one on, with ENOSPC.
 *
 * FULL_FOLDER is the folder, FULL_STATE a file of four numbers that the processes share and the driver may change
 * at any time: calls so far; the call to fail (0: none); whether those after it fail too; calls that failed.
 * After them stands the name of the first call that failed, and its path.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

struct state {
    int64_t calls, fails_at, on_from_there, failed;
    char first[PATH_MAX + 32];
};

static struct state *state;
static char folder[PATH_MAX];
static size_t length;

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

__attribute__((constructor)) static void begin(void) {
    const char *where = getenv("FULL_STATE"), *below = getenv("FULL_FOLDER");
    if (!where || !below) return;
    int fd = REAL(open)(where, O_RDWR | O_CLOEXEC);
    if (fd < 0) return;
    void *memory = mmap(NULL, sizeof *state, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    if (memory == MAP_FAILED) return;
    length = strlen(below);
    if (length >= sizeof folder) return;
    memcpy(folder, below, length + 1);
    state = memory;
}

static int inside(const char *path) {
    return !strncmp(path, folder, length) && (path[length] == '/' || !path[length]);
}

/* Whether this call fails. */
static int full(const char *call, const char *path) {
    if (!inside(path)) return 0;
    int64_t number = __atomic_add_fetch(&state->calls, 1, __ATOMIC_SEQ_CST), at = state->fails_at;
    if (!at || number < at || (number > at && !state->on_from_there)) return 0;
    if (__atomic_fetch_add(&state->failed, 1, __ATOMIC_SEQ_CST) == 0)
        snprintf(state->first, sizeof state->first, "%s %s", call, path);
    errno = ENOSPC;
    return 1;
}

static int full_at(const char *call, int at, const char *path) {
    char whole[PATH_MAX], start[PATH_MAX], link[64];
    if (!state || !path) return 0;
    if (*path == '/') return full(call, path);
    if (at == AT_FDCWD) {
        if (!getcwd(start, sizeof start)) return 0;
    } else {
        snprintf(link, sizeof link, "/proc/self/fd/%d", at);
        ssize_t size = readlink(link, start, sizeof start - 1);
        if (size < 0) return 0;
        start[size] = 0;
    }
    if (snprintf(whole, sizeof whole, "%s/%s", start, path) >= (int)sizeof whole) return 0;
    return full(call, whole);
}

static int full_fd(const char *call, int fd) {
    char link[64], path[PATH_MAX];
    if (!state) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t size = readlink(link, path, sizeof path - 1);
    if (size < 0) return 0;
    path[size] = 0;
    return full(call, path);
}

/* A file that is not there yet needs room; one that is opened does not. */
static int full_new(int at, const char *path, int flags) {
    struct stat found;
    int before = errno;
    if (!state || !(flags & O_CREAT) || !fstatat(at, path, &found, 0)) return 0;
    errno = before;
    return full_at("open", at, path);
}

#define ON_FD(type, name, parameters, arguments)             \
    type name parameters {                                   \
        if (full_fd(#name, fd)) return -1;                   \
        return REAL(name) arguments;                         \
    }

ON_FD(ssize_t, write, (int fd, const void *data, size_t size), (fd, data, size))
ON_FD(ssize_t, writev, (int fd, const struct iovec *parts, int count), (fd, parts, count))
ON_FD(ssize_t, pwrite, (int fd, const void *data, size_t size, off_t at), (fd, data, size, at))
ON_FD(ssize_t, pwrite64, (int fd, const void *data, size_t size, off64_t at), (fd, data, size, at))
ON_FD(int, fsync, (int fd), (fd))
ON_FD(int, fdatasync, (int fd), (fd))
ON_FD(int, ftruncate, (int fd, off_t size), (fd, size))
ON_FD(int, ftruncate64, (int fd, off64_t size), (fd, size))
ON_FD(int, fallocate, (int fd, int mode, off_t at, off_t size), (fd, mode, at, size))

int posix_fallocate(int fd, off_t at, off_t size) {
    return full_fd("posix_fallocate", fd) ? ENOSPC : REAL(posix_fallocate)(fd, at, size);
}

int posix_fallocate64(int fd, off64_t at, off64_t size) {
    return full_fd("posix_fallocate", fd) ? ENOSPC : REAL(posix_fallocate64)(fd, at, size);
}

ssize_t sendfile(int fd, int from, off_t *at, size_t size) {
    return full_fd("sendfile", fd) ? -1 : REAL(sendfile)(fd, from, at, size);
}

ssize_t sendfile64(int fd, int from, off64_t *at, size_t size) {
    return full_fd("sendfile", fd) ? -1 : REAL(sendfile64)(fd, from, at, size);
}

ssize_t copy_file_range(int from, off64_t *at, int fd, off64_t *to, size_t size, unsigned int flags) {
    return full_fd("copy_file_range", fd) ? -1 : REAL(copy_file_range)(from, at, fd, to, size, flags);
}

#define OPENS(name)                                                      \
    int name(const char *path, int flags, ...) {                         \
        va_list rest;                                                    \
        va_start(rest, flags);                                           \
        mode_t mode = flags & (O_CREAT | __O_TMPFILE) ? va_arg(rest, mode_t) : 0; \
        va_end(rest);                                                    \
        return full_new(AT_FDCWD, path, flags) ? -1 : REAL(name)(path, flags, mode); \
    }

OPENS(open)
OPENS(open64)

#define OPENS_AT(name)                                                   \
    int name(int at, const char *path, int flags, ...) {                 \
        va_list rest;                                                    \
        va_start(rest, flags);                                           \
        mode_t mode = flags & (O_CREAT | __O_TMPFILE) ? va_arg(rest, mode_t) : 0; \
        va_end(rest);                                                    \
        return full_new(at, path, flags) ? -1 : REAL(name)(at, path, flags, mode); \
    }

OPENS_AT(openat)
OPENS_AT(openat64)

static int creates(const char *mode) { return *mode == 'r' ? 0 : O_CREAT; }

FILE *fopen(const char *path, const char *mode) {
    return full_new(AT_FDCWD, path, creates(mode)) ? NULL : REAL(fopen)(path, mode);
}

FILE *fopen64(const char *path, const char *mode) {
    return full_new(AT_FDCWD, path, creates(mode)) ? NULL : REAL(fopen64)(path, mode);
}

int mkdir(const char *path, mode_t mode) {
    struct stat found;
    int there = state && !stat(path, &found);
    return !there && full_at("mkdir", AT_FDCWD, path) ? -1 : REAL(mkdir)(path, mode);
}

int mkdirat(int at, const char *path, mode_t mode) {
    struct stat found;
    int there = state && !fstatat(at, path, &found, 0);
    return !there && full_at("mkdir", at, path) ? -1 : REAL(mkdirat)(at, path, mode);
}

int rename(const char *from, const char *to) {
    return full_at("rename", AT_FDCWD, to) ? -1 : REAL(rename)(from, to);
}

int renameat(int at, const char *from, int there, const char *to) {
    return full_at("rename", there, to) ? -1 : REAL(renameat)(at, from, there, to);
}

int link(const char *from, const char *to) {
    return full_at("link", AT_FDCWD, to) ? -1 : REAL(link)(from, to);
}

int linkat(int at, const char *from, int there, const char *to, int flags) {
    return full_at("link", there, to) ? -1 : REAL(linkat)(at, from, there, to, flags);
}

int symlink(const char *target, const char *to) {
    return full_at("symlink", AT_FDCWD, to) ? -1 : REAL(symlink)(target, to);
}
