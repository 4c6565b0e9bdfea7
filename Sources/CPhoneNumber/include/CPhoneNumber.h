#pragma once

// A C face on libphonenumber. Buffers are the caller's, texts are UTF-8 and need no NUL at their end, no exception
// leaves, and any thread may call at any time.

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Room for every text that these functions write, the NUL at its end included.
#define CPHONENUMBER_CAPACITY 64

/// How a number is written.
enum CPhoneNumberForm {
    /// `+44 20 7946 0018`
    CPhoneNumberFormInternational = 0,
    /// `020 7946 0018`
    CPhoneNumberFormNational = 1,
    /// `2079460018`
    CPhoneNumberFormSignificant = 2,
} __attribute__((enum_extensibility(closed)));

/// Reads a number as dialled from `region` (two capital letters; `ZZ` for nowhere) and writes it in E.164, any extension dropped.
///
/// Returns the number of bytes written before the NUL, or -1 where the text is no number that could be called from abroad:
/// nothing readable, too short, too long, or possible only locally. A number of a right length is written whether or not its
/// prefix is known.
int32_t CPhoneNumberRead(
    const char *text, size_t length, const char *region, size_t region_length, char *buffer, size_t capacity
);

/// Writes an E.164 number (`+` and digits, nothing else) in `form`; returns as `CPhoneNumberRead` does.
int32_t CPhoneNumberWrite(
    const char *e164, size_t length, enum CPhoneNumberForm form, char *buffer, size_t capacity
);

#ifdef __cplusplus
}
#endif
