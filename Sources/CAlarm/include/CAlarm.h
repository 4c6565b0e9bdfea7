#ifndef CALARM_H
#define CALARM_H

#include <stdint.h>

/// A timer as a descriptor, not running: timerfd_create(2), which the Glibc module leaves out. -1 where there is none.
int calarm_make(void);

/// Has it become readable after so long from now, whatever it was set for before. 0 or -1.
int calarm_set(int alarm, int64_t nanoseconds);

#endif
