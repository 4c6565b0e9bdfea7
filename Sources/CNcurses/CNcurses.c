#define NCURSES_WIDECHAR 1
#include "internal.h"

#include "CNcurses.h"

#include <curses.h>
#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <term.h>
#include <unistd.h>
#include <wchar.h>

#undef columns  // a macro of term.h

enum { WIDEST = 1000 };

cn_terminal cn = {.tty = -1, .signal_pipe = {-1, -1}, .captured = -1, .saved_out = {-1, -1}};

static SCREEN *screen;
static FILE *stream;
static int shows_cursor;  // -1 as long as it is not known
static bool is_ansi;
static bool is_synchronised;
static bool is_direct;
static bool has_entry;
static const char *type;
static char modes_on[128];
static char modes_off[128];

// Locale

const char *cn_set_locale(const char *name) {
    // Only the character set: numbers and messages of other libraries stay as they are.
    if (!setlocale(LC_CTYPE, name)) {
        // Often the name came over SSH and is not installed here; then UTF-8 is still what the terminal speaks.
        bool is_utf8 = strcasestr(name, "utf-8") || strcasestr(name, "utf8");
        setlocale(LC_CTYPE, is_utf8 ? "C.UTF-8" : "C");
    }
    return nl_langinfo(CODESET);
}

int cn_scalar_width(uint32_t scalar) { return wcwidth((wchar_t)scalar); }

bool cn_has_byte(uint32_t scalar) { return wctob((wint_t)scalar) != EOF; }

int64_t cn_scalar_of_byte(uint8_t byte) {
    wint_t scalar = btowc(byte);
    return scalar == WEOF ? -1 : (int64_t)scalar;
}

// Opening

static void append_reset(const char *text) {
    if (!text || text == (const char *)-1) return;
    while (*text && cn.reset_length < sizeof cn.reset) {
        // Padding such as $<20/> is for terminals of the seventies.
        if (text[0] == '$' && text[1] == '<') {
            const char *end = strchr(text, '>');
            if (end) {
                text = end + 1;
                continue;
            }
        }
        cn.reset[cn.reset_length++] = *text++;
    }
}

static void prepare_reset(void) {
    cn.reset_length = 0;
    if (is_synchronised) append_reset("\033[?2026l");
    append_reset(modes_off);
    append_reset(tigetstr("sgr0"));
    append_reset(tigetstr("op"));
    append_reset(tigetstr("rmkx"));
    append_reset(tigetstr("cnorm"));
    append_reset(tigetstr("rmcup"));
    append_reset("\r\n");
}

/// A terminal whose entry did not come along over SSH understands what xterm does, if it is named after it.
static bool is_relative_of_xterm(const char *name) {
    static const char *const relatives[] = {"xterm", "alacritty", "contour", "foot", "ghostty", "kitty", "rio", "wezterm"};
    for (size_t index = 0; index < sizeof relatives / sizeof *relatives; index++) {
        if (strncmp(name, relatives[index], strlen(relatives[index])) == 0) return true;
    }
    return false;
}

static bool look_up(const char *name) {
    int error = 0;
    type = name;
    if (setupterm(type, cn.tty, &error) == OK) return true;
    if (!is_relative_of_xterm(name)) return false;
    type = "xterm-256color";
    return setupterm(type, cn.tty, &error) == OK;
}

static bool describes_direct(void) {
    return tigetflag("RGB") > 0 || tigetnum("RGB") > 0 || tigetflag("Tc") > 0 || tigetnum("colors") > 256;
}

static cn_result inspect(const cn_options *options) {
    if (!look_up(options->type)) return CN_UNKNOWN_TYPE;
    const char *move = tigetstr("cup");
    cn_result result = move && move != (const char *)-1 ? CN_OPENED : CN_NO_CURSOR_ADDRESSING;
    if (result == CN_OPENED) {
        is_ansi = strncmp(move, "\033[", 2) == 0;
        is_synchronised = is_ansi && options->synchronised;
        is_direct = is_ansi && options->direct == CN_DIRECT_ALWAYS;
        // An entry of direct colour reads the fixed 256 as shades of blue; ours knows both.
        if (is_ansi && describes_direct()) is_direct = options->direct != CN_DIRECT_NEVER || tigetnum("colors") > 256;
        has_entry = cn_make_entry(type, is_direct);
        is_direct = is_direct && has_entry;
        snprintf(modes_on, sizeof modes_on, "%s", is_ansi ? options->modes_on : "");
        snprintf(modes_off, sizeof modes_off, "%s", is_ansi ? options->modes_off : "");
        prepare_reset();
    }
    del_curterm(cur_term);
    return result;
}

static void close_descriptors(void) {
    if (stream) {
        fclose(stream);
    } else if (cn.tty >= 0) {
        close(cn.tty);
    }
    for (int index = 0; index < 2; index++) {
        if (cn.signal_pipe[index] >= 0) close(cn.signal_pipe[index]);
        cn.signal_pipe[index] = -1;
    }
    stream = NULL;
    cn.tty = -1;
}

static void set_modes(void) {
    // These two would touch the user's palette: orig_colors is sent on the way out (OSC 104).
    orig_colors = NULL;
    initialize_color = NULL;
    if (has_colors()) {
        start_color();
        use_default_colors();
    }
    raw();
    noecho();
    nonl();
    keypad(stdscr, TRUE);
    intrflush(stdscr, FALSE);
    leaveok(stdscr, FALSE);
    scrollok(stdscr, FALSE);
    typeahead(-1);
}

static void leave_at_exit(void) { cn_restore_now(); }

static cn_result start(const cn_options *options) {
    if (pipe2(cn.signal_pipe, O_NONBLOCK | O_CLOEXEC) != 0) return CN_REFUSED;
    shows_cursor = -1;
    stream = fdopen(cn.tty, "r+");
    if (!stream) return CN_REFUSED;
    // Before newterm: ncurses brings handlers of its own, which are not safe, where it finds the default ones.
    if (options->handles_signals) cn_install_signals();
    use_env(FALSE);
    use_tioctl(TRUE);
    // From here on there is something to restore: newterm enters the alternate screen.
    cn.up = 1;
    if (has_entry) cn_offer_entry();
    screen = newterm(type, stream, stream);
    if (has_entry) cn_withdraw_entry();
    if (!screen) return CN_REFUSED;
    set_modes();
    int rows, columns;
    cn_window_size(&rows, &columns);
    resize_term(rows, columns);
    if (options->captures_output) cn_capture_output();
    cn_write_all(cn.tty, modes_on, strlen(modes_on));
    return CN_OPENED;
}

cn_result cn_open(const cn_options *options) {
    static bool registered;
    if (screen) return CN_ALREADY_OPEN;
    cn.tty = open(options->path, O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (cn.tty < 0) return CN_NO_TERMINAL;
    cn_result result = tcgetattr(cn.tty, &cn.saved) == 0 ? inspect(options) : CN_NO_TERMINAL;
    if (result == CN_OPENED) result = start(options);
    if (result != CN_OPENED) {
        cn.up = 0;
        cn_remove_signals();
        close_descriptors();
        return result;
    }
    if (!registered) atexit(leave_at_exit);
    registered = true;
    return CN_OPENED;
}

// Leaving

static void leave_screen(void) {
    cn_write_all(cn.tty, modes_off, strlen(modes_off));
    endwin();
    shows_cursor = -1;
    tcsetattr(cn.tty, TCSANOW, &cn.saved);
}

void cn_close(void) {
    if (!screen) return;
    if (cn.up) leave_screen();
    cn.up = 0;
    cn_release_output();
    cn_remove_signals();
    delscreen(screen);
    screen = NULL;
    close_descriptors();
}

/// The line is ours again, but nothing is painted: what was shown before may be masked by now.
static void enter_again(void) {
    reset_prog_mode();
    cn_write_all(cn.tty, modes_on, strlen(modes_on));
    int rows, columns;
    cn_window_size(&rows, &columns);
    cn_resize(rows, columns);
}

void cn_reenter(void) {
    endwin();
    shows_cursor = -1;
    enter_again();
}

void cn_suspend(void) {
    leave_screen();
    cn_stop();
    // The user may have changed the line's settings meanwhile; these are what the terminal is left with.
    tcgetattr(cn.tty, &cn.saved);
    def_shell_mode();
    enter_again();
}

// What is there

int cn_tty(void) { return cn.tty; }

int cn_signals(void) { return cn.signal_pipe[0]; }

int cn_colours(void) { return has_colors() ? COLORS : 0; }

int cn_colours_of(const char *name) {
    int error = 0;
    if (screen || setupterm(name, 1, &error) != OK) return -1;
    int colours = tigetnum("colors");
    del_curterm(cur_term);
    return colours;
}

bool cn_is_direct(void) { return is_direct; }

int cn_pairs(void) { return has_colors() ? COLOR_PAIRS : 1; }

const char *cn_capability(const char *name) {
    const char *text = tigetstr(name);
    return text == (const char *)-1 ? NULL : text;
}

static int clamped(int value, int fallback) {
    if (value <= 0) value = fallback > 0 ? fallback : 1;
    return value > WIDEST ? WIDEST : value;
}

void cn_window_size(int *rows, int *columns) {
    struct winsize size = {0};
    if (ioctl(cn.tty, TIOCGWINSZ, &size) != 0) size = (struct winsize){0};
    *rows = clamped(size.ws_row, tigetnum("lines"));
    *columns = clamped(size.ws_col, tigetnum("cols"));
}

// Drawing

void cn_resize(int rows, int columns) {
    // Not resizeterm, which queues a key in ncurses' own input, where nobody reads.
    resize_term(rows, columns);
    cn_repaint();
}

void cn_define_pair(int pair, int foreground, int background) { init_extended_pair(pair, foreground, background); }

static cchar_t drawn(const cn_cell *cell) {
    wchar_t text[2 + CN_MARKS] = {0};
    for (int index = 0; index < cell->count && index <= CN_MARKS; index++) text[index] = (wchar_t)cell->scalars[index];
    attr_t attributes = A_NORMAL;
    if (cell->attributes & CN_BOLD) attributes |= A_BOLD;
    if (cell->attributes & CN_UNDERLINE) attributes |= A_UNDERLINE;
    if (cell->attributes & CN_REVERSE) attributes |= A_REVERSE;
    int pair = cell->pair;
    cchar_t result;
    setcchar(&result, text, attributes, 0, &pair);
    return result;
}

void cn_put_row(int row, const cn_cell *cells, int count) {
    static cchar_t line[WIDEST];
    if (count > WIDEST) count = WIDEST;
    for (int index = 0; index < count; index++) line[index] = drawn(&cells[index]);
    mvwadd_wchnstr(stdscr, row, 0, line, count);
}

void cn_place_cursor(int row, int column) {
    int wanted = row >= 0;
    if (wanted != shows_cursor) curs_set(wanted);
    shows_cursor = wanted;
    wmove(stdscr, row >= 0 ? row : 0, row >= 0 ? column : 0);
}

void cn_repaint(void) { clearok(curscr, TRUE); }

void cn_present(void) {
    // ncurses' own buffer is empty before doupdate and flushed after it, so these land around the frame.
    if (is_synchronised) cn_write_all(cn.tty, "\033[?2026h", 8);
    wnoutrefresh(stdscr);
    doupdate();
    if (is_synchronised) cn_write_all(cn.tty, "\033[?2026l", 8);
}

void cn_write(const char *bytes, int count) {
    if (is_ansi && count > 0) cn_write_all(cn.tty, bytes, (size_t)count);
}

void cn_drop_input(void) { tcflush(cn.tty, TCIFLUSH); }
