#ifndef CFILES_H
#define CFILES_H

#include <stdint.h>

/// Writes the dirty pages of a range to the disk and waits for them: sync_file_range(2), which the Glibc module leaves out.
/// Of the file's size it says nothing, and it does not empty the disk's own cache. 0 or -1.
int cfiles_write_back(int file, int64_t offset, int64_t bytes);

#endif
