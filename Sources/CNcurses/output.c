// Standard output and error are kept off the screen in a sealed memory file, and written out after it.
#include "internal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

// The file is made this long at once, without memory behind it, and sealed: a chatty library cannot fill the memory.
enum { CAPTURE_LIMIT = 1 << 20 };

void cn_write_all(int descriptor, const char *bytes, size_t count) {
    while (count > 0) {
        ssize_t written = write(descriptor, bytes, count);
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return;  // the terminal is gone, and poll will say so
        bytes += written;
        count -= (size_t)written;
    }
}

void cn_capture_output(void) {
    if (!isatty(STDOUT_FILENO) && !isatty(STDERR_FILENO)) return;
    int file = memfd_create("ringside-output", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (file < 0) return;
    if (ftruncate(file, CAPTURE_LIMIT) != 0 || fcntl(file, F_ADD_SEALS, F_SEAL_GROW | F_SEAL_SHRINK) != 0) {
        close(file);
        return;
    }
    fflush(stdout);
    for (int index = 0; index < 2; index++) {
        int standard = STDOUT_FILENO + index;
        if (!isatty(standard)) continue;
        cn.saved_out[index] = fcntl(standard, F_DUPFD_CLOEXEC, 3);
        if (cn.saved_out[index] >= 0) dup2(file, standard);
    }
    cn.captured = file;
}

// Async-signal-safe.
void cn_release_output(void) {
    int file = cn.captured;
    if (file < 0) return;
    cn.captured = -1;
    for (int index = 0; index < 2; index++) {
        if (cn.saved_out[index] >= 0) dup2(cn.saved_out[index], STDOUT_FILENO + index);
    }
    off_t left = lseek(file, 0, SEEK_CUR);
    if (lseek(file, 0, SEEK_SET) != 0) left = 0;
    int target = cn.saved_out[1] >= 0 ? STDERR_FILENO : STDOUT_FILENO;
    char chunk[512];
    while (left > 0) {
        ssize_t got = read(file, chunk, (size_t)left < sizeof chunk ? (size_t)left : sizeof chunk);
        if (got <= 0) break;
        cn_write_all(target, chunk, (size_t)got);
        left -= got;
    }
    close(file);
    for (int index = 0; index < 2; index++) {
        if (cn.saved_out[index] >= 0) close(cn.saved_out[index]);
        cn.saved_out[index] = -1;
    }
}
