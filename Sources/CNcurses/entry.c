// A terminfo entry of our own, made in memory from the user's: without the capabilities that change the user's palette,
// and with direct colour where the terminal has it, for which Debian ships no entry. ncurses reads it from TERMINFO.
#define NCURSES_WIDECHAR 1
#include "internal.h"

#include <curses.h>
#include <stdlib.h>
#include <string.h>
#include <term.h>

enum {
    MAGIC = 01036,  // numbers of 32 bits
    DIRECT_COLOURS = 0x1000000,
    DIRECT_PAIRS = 0x7FFF,
    LONGEST = 24000,  // ncurses refuses more than 32 KiB
};

typedef struct {
    unsigned char bytes[LONGEST];
    size_t count;
    bool is_full;
} sink;

static sink entry, table;
static char variable[4 + 2 * LONGEST + 1];
static char *before;

// 0 to 15 are the user's, 16 to 255 the fixed ones, and what is above is red, green and blue. The form with semicolons is
// older than the one with colons, and every terminal with direct colour knows it.
#define DIRECT(named, bright, other)                                                                              \
    "\033[%?%p1%{8}%<%t" named "%p1%d%e%p1%{16}%<%t" bright "%p1%{8}%-%d%e%p1%{256}%<%t" other "8;5;%p1%d%e" other \
    "8;2;%p1%{65536}%/%d;%p1%{256}%/%{255}%&%d;%p1%{255}%&%d%;m"
static const char direct_foreground[] = DIRECT("3", "9", "3");
static const char direct_background[] = DIRECT("4", "10", "4");

static void put(sink *to, const void *bytes, size_t count) {
    if (to->count + count > sizeof to->bytes) {
        to->is_full = true;
        return;
    }
    memcpy(to->bytes + to->count, bytes, count);
    to->count += count;
}

/// Little-endian, whatever this machine is.
static void put_number(int value, int width) {
    for (int shift = 0; shift < 8 * width; shift += 8) {
        unsigned char byte = (unsigned char)((unsigned)value >> shift);
        put(&entry, &byte, 1);
    }
}

static void put_even(void) {
    if (entry.count % 2) put(&entry, "", 1);
}

static bool is_one_of(const char *name, const char *const *names) {
    for (; *names; names++) {
        if (strcmp(name, *names) == 0) return true;
    }
    return false;
}

static const char *text_of(const char *name, bool is_direct) {
    static const char *const palette[] = {"oc", "initc", "initp", "scp", NULL};
    static const char *const old[] = {"setf", "setb", NULL};
    if (is_one_of(name, palette) || (is_direct && is_one_of(name, old))) return NULL;
    if (is_direct && strcmp(name, "setaf") == 0) return direct_foreground;
    if (is_direct && strcmp(name, "setab") == 0) return direct_background;
    const char *text = tigetstr(name);
    return text == (const char *)-1 ? NULL : text;
}

static int number_of(const char *name, bool is_direct) {
    if (is_direct && strcmp(name, "colors") == 0) return DIRECT_COLOURS;
    if (is_direct && strcmp(name, "pairs") == 0) return DIRECT_PAIRS;
    int number = tigetnum(name);
    return number < 0 ? -1 : number;
}

static void put_strings(bool is_direct) {
    table.count = 0;
    table.is_full = false;
    for (const char *const *name = strnames; *name; name++) {
        const char *text = text_of(*name, is_direct);
        put_number(text ? (int)table.count : -1, 2);
        if (text) put(&table, text, strlen(text) + 1);
    }
    put(&entry, table.bytes, table.count);
}

/// What ncurses itself asks for beyond the standard names.
static void put_extended(bool is_direct) {
    static const char names[] = "AX\0RGB\0U8";
    int unicode = tigetnum("U8");
    put_even();
    const int header[] = {2, 1, 0, 3, sizeof names};
    for (int index = 0; index < 5; index++) put_number(header[index], 2);
    const char flags[] = {tigetflag("AX") > 0, (char)is_direct};
    put(&entry, flags, sizeof flags);
    put_number(unicode < 0 ? -1 : unicode, 4);
    const int offsets[] = {0, 3, 7};
    for (int index = 0; index < 3; index++) put_number(offsets[index], 2);
    put(&entry, names, sizeof names);
}

static void put_entry(const char *type, bool is_direct) {
    int counts[3] = {0, 0, 0};
    while (boolnames[counts[0]]) counts[0]++;
    while (numnames[counts[1]]) counts[1]++;
    while (strnames[counts[2]]) counts[2]++;
    size_t length = 0;
    for (int index = 0; index < counts[2]; index++) {
        const char *text = text_of(strnames[index], is_direct);
        if (text) length += strlen(text) + 1;
    }
    const int header[] = {MAGIC, (int)strlen(type) + 1, counts[0], counts[1], counts[2], (int)length};
    for (int index = 0; index < 6; index++) put_number(header[index], 2);
    put(&entry, type, strlen(type) + 1);
    for (int index = 0; index < counts[0]; index++) {
        bool is_palette = strcmp(boolnames[index], "ccc") == 0;
        put(&entry, !is_palette && tigetflag(boolnames[index]) > 0 ? "\1" : "\0", 1);
    }
    put_even();
    for (int index = 0; index < counts[1]; index++) put_number(number_of(numnames[index], is_direct), 4);
    put_strings(is_direct);
    put_extended(is_direct);
}

bool cn_make_entry(const char *type, bool is_direct) {
    static const char digits[] = "0123456789ABCDEF";
    entry.count = 0;
    entry.is_full = false;
    put_entry(type, is_direct);
    if (entry.is_full || table.is_full) return false;
    char *to = variable + sprintf(variable, "hex:");
    for (size_t index = 0; index < entry.count; index++) {
        *to++ = digits[entry.bytes[index] >> 4];
        *to++ = digits[entry.bytes[index] & 15];
    }
    *to = 0;
    return true;
}

// Other threads may be reading the environment meanwhile. glibc never frees what they may hold: the worst is that one of
// them does not see a variable.
void cn_offer_entry(void) {
    const char *now = getenv("TERMINFO");
    before = now ? strdup(now) : NULL;
    setenv("TERMINFO", variable, 1);
}

void cn_withdraw_entry(void) {
    if (before) {
        setenv("TERMINFO", before, 1);
    } else {
        unsetenv("TERMINFO");
    }
    free(before);
    before = NULL;
}
