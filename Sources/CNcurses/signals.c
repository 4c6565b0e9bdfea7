// Signals that ask become bytes in a pipe. Signals that kill restore the terminal first and then go on to whoever had them.
#include "internal.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static const int asking[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGWINCH, SIGTSTP, SIGCONT, SIGUSR1, SIGUSR2};
static const int killing[] = {SIGSEGV, SIGABRT, SIGBUS, SIGILL, SIGFPE, SIGTRAP};

enum { ASKING = sizeof asking / sizeof *asking, KILLING = sizeof killing / sizeof *killing };

static struct sigaction asking_before[ASKING];
static struct sigaction killing_before[KILLING];
static bool installed;
// Milliseconds; a signal to leave that comes this long after the first one means that leaving hangs.
static const long patience = 500;
static volatile long first_asked;

void cn_restore_now(void) {
    if (!cn.up) return;
    cn.up = 0;
    // A terminal that takes nothing any more must not keep us from ending; the descriptor is ours alone.
    fcntl(cn.tty, F_SETFL, O_NONBLOCK);
    cn_write_all(cn.tty, cn.reset, cn.reset_length);
    // From the background, tcsetattr would stop us.
    sigset_t block, before;
    sigemptyset(&block);
    sigaddset(&block, SIGTTOU);
    pthread_sigmask(SIG_BLOCK, &block, &before);
    tcsetattr(cn.tty, TCSANOW, &cn.saved);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    cn_release_output();
}

static bool asks_to_leave(int number) {
    return number == SIGINT || number == SIGTERM || number == SIGHUP || number == SIGQUIT;
}

static void ask(int number) {
    int error = errno;
    if (asks_to_leave(number)) {
        struct timespec now;
        clock_gettime(CLOCK_MONOTONIC, &now);
        long milliseconds = now.tv_sec * 1000 + now.tv_nsec / 1000000;
        if (first_asked == 0) {
            first_asked = milliseconds;
        } else if (milliseconds - first_asked > patience) {
            cn_restore_now();
            signal(number, SIG_DFL);
            raise(number);  // delivered when this handler returns
        }
    }
    char byte = (char)number;
    // A full pipe holds bytes that say the same.
    ssize_t ignored = write(cn.signal_pipe[1], &byte, 1);
    (void)ignored;
    errno = error;
}

static void die(int number, siginfo_t *info, void *context) {
    (void)context;
    cn_restore_now();
    for (int index = 0; index < KILLING; index++) {
        if (killing[index] == number) sigaction(number, &killing_before[index], NULL);
    }
    // A faulting instruction faults again, now under the handler that was there before us. What was sent is sent again.
    bool faults_again = info->si_code > 0 && number != SIGTRAP && number != SIGABRT;
    if (!faults_again) raise(number);
}

static void give_this_thread_a_signal_stack(void) {
    static char stack[65536];
    stack_t current;
    if (sigaltstack(NULL, &current) != 0 || !(current.ss_flags & SS_DISABLE)) return;
    stack_t ours = {.ss_sp = stack, .ss_size = sizeof stack};
    sigaltstack(&ours, NULL);
}

void cn_install_signals(void) {
    give_this_thread_a_signal_stack();
    first_asked = 0;
    for (int index = 0; index < ASKING; index++) {
        struct sigaction action = {.sa_handler = ask, .sa_flags = SA_RESTART | SA_ONSTACK};
        sigfillset(&action.sa_mask);
        sigaction(asking[index], &action, &asking_before[index]);
    }
    for (int index = 0; index < KILLING; index++) {
        struct sigaction action = {.sa_sigaction = die, .sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER};
        sigemptyset(&action.sa_mask);
        sigaction(killing[index], &action, &killing_before[index]);
    }
    installed = true;
}

void cn_remove_signals(void) {
    if (!installed) return;
    installed = false;
    for (int index = 0; index < ASKING; index++) sigaction(asking[index], &asking_before[index], NULL);
    for (int index = 0; index < KILLING; index++) sigaction(killing[index], &killing_before[index], NULL);
}

void cn_stop(void) {
    // The default actions, so that nothing is reported that is handled here. Where nobody could continue us
    // (an orphaned process group), the system ignores the stop and we simply come back.
    struct sigaction standard = {.sa_handler = SIG_DFL}, stop, go;
    sigaction(SIGTSTP, &standard, &stop);
    sigaction(SIGCONT, &standard, &go);
    sigset_t unblock, before;
    sigemptyset(&unblock);
    sigaddset(&unblock, SIGTSTP);
    pthread_sigmask(SIG_UNBLOCK, &unblock, &before);
    raise(SIGTSTP);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    sigaction(SIGTSTP, &stop, NULL);
    sigaction(SIGCONT, &go, NULL);
}
