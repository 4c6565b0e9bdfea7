// The part of ncurses, signals and tty modes that Swift cannot do itself. No ncurses type leaves this target.
// One terminal at a time; every function but the signal handlers belongs to the thread that called cn_open.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#define CN_MARKS 4

enum { CN_BOLD = 1, CN_UNDERLINE = 2, CN_REVERSE = 4 };

/// One column or two: a base scalar with its marks.
typedef struct {
    uint32_t scalars[1 + CN_MARKS];
    uint8_t count;
    uint8_t attributes;
    int32_t pair;
} cn_cell;

typedef enum {
    CN_OPENED,
    CN_ALREADY_OPEN,
    CN_NO_TERMINAL,
    CN_UNKNOWN_TYPE,
    CN_NO_CURSOR_ADDRESSING,
    CN_REFUSED,
} cn_result;

/// Whether direct colour is used.
typedef enum { CN_DIRECT_NEVER, CN_DIRECT_IF_DESCRIBED, CN_DIRECT_ALWAYS } cn_direct;

typedef struct {
    const char *path;       // of the tty
    const char *type;       // as in TERM
    const char *modes_on;   // written once the screen is up, and again after a stop
    const char *modes_off;  // written on every way out
    cn_direct direct;
    bool synchronised;      // wrap frames in mode 2026
    bool handles_signals;
    bool captures_output;   // keep stdout and stderr off the screen, and write them after it
} cn_options;

/// Takes the character set of a locale such as de_DE.UTF-8, and returns the set's name.
const char *cn_set_locale(const char *name);
/// Columns that the C library gives a scalar; -1 where it cannot be printed.
int cn_scalar_width(uint32_t scalar);
/// Whether the locale has a single byte for a scalar.
bool cn_has_byte(uint32_t scalar);
/// The scalar of a single byte of the locale, or -1.
int64_t cn_scalar_of_byte(uint8_t byte);

cn_result cn_open(const cn_options *options);
/// Leaves the terminal as it was found; again is harmless.
void cn_close(void);
/// Leaves the screen, stops the process as Ctrl-Z does, and comes back with a whole repaint due.
void cn_suspend(void);
/// Takes the modes again after somebody else stopped and continued the process.
void cn_reenter(void);

int cn_tty(void);
/// Readable when signals have arrived; each byte is a signal's number.
int cn_signals(void);
int cn_colours(void);
/// The colours of a type of terminal, without opening one; -1 where it is not known.
int cn_colours_of(const char *type);
/// Whether colours from 256 on are red, green and blue.
bool cn_is_direct(void);
int cn_pairs(void);
/// A string capability of the terminal by its terminfo name, or null.
const char *cn_capability(const char *name);

void cn_window_size(int *rows, int *columns);
void cn_resize(int rows, int columns);
void cn_define_pair(int pair, int foreground, int background);
void cn_put_row(int row, const cn_cell *cells, int count);
/// Puts the cursor there; a negative row hides it.
void cn_place_cursor(int row, int column);
/// Forgets what the terminal shows: the next frame paints everything.
void cn_repaint(void);
/// Sends what has changed, as one frame.
void cn_present(void);
/// Writes bytes past ncurses, between frames; nothing on a terminal that has other control sequences than ANSI's.
void cn_write(const char *bytes, int count);
/// Drops what has been typed or answered and not been read.
void cn_drop_input(void);
