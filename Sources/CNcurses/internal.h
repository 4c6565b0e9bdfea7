#pragma once

#define _GNU_SOURCE 1
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <termios.h>

/// What a signal handler needs to leave the terminal as it was found; written before `up` is set.
typedef struct {
    volatile sig_atomic_t up;
    int tty;
    int signal_pipe[2];
    struct termios saved;
    char reset[512];
    size_t reset_length;
    int captured;      // memory file that stands in for stdout and stderr, or -1
    int saved_out[2];  // the real descriptors 1 and 2, or -1
} cn_terminal;

extern cn_terminal cn;

/// Makes the entry for the terminal that setupterm has read last; false where it is too long.
bool cn_make_entry(const char *type, bool is_direct);
/// Puts the entry where ncurses finds it, and takes it away again.
void cn_offer_entry(void);
void cn_withdraw_entry(void);
void cn_write_all(int descriptor, const char *bytes, size_t count);
/// Only async-signal-safe calls: modes off, screen left, line discipline and standard descriptors back.
void cn_restore_now(void);
void cn_capture_output(void);
void cn_release_output(void);
void cn_install_signals(void);
void cn_remove_signals(void);
/// Stops the process with the default action of Ctrl-Z and returns when it goes on.
void cn_stop(void);
