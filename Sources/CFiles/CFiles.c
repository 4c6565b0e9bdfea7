#define _GNU_SOURCE
#include "CFiles.h"

#include <fcntl.h>

int cfiles_write_back(int file, int64_t offset, int64_t bytes) {
    return sync_file_range(file, offset, bytes,
                           SYNC_FILE_RANGE_WAIT_BEFORE | SYNC_FILE_RANGE_WRITE | SYNC_FILE_RANGE_WAIT_AFTER);
}
