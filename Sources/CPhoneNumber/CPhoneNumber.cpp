#include "CPhoneNumber.h"

#include <cstring>
#include <string>

#include <phonenumbers/phonenumber.pb.h>
#include <phonenumbers/phonenumberutil.h>

// Only functions that libphonenumber.so itself exports are called: an inline one of its messages may need libprotobuf too.
using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

namespace {

/// Longer texts are refused unread: libphonenumber's own limit, before any of its regular expressions runs.
constexpr size_t longest_text = 250;

constexpr size_t longest_region = 3;

bool read_possible(
    const PhoneNumberUtil &util, const std::string &text, const std::string &region, PhoneNumber *number
) {
    if (util.Parse(text, region, number) != PhoneNumberUtil::NO_PARSING_ERROR) return false;
    return util.IsPossibleNumberWithReason(*number) == PhoneNumberUtil::IS_POSSIBLE;
}

std::string written(const PhoneNumberUtil &util, const PhoneNumber &number, CPhoneNumberForm form) {
    std::string text;
    switch (form) {
    case CPhoneNumberFormInternational: util.Format(number, PhoneNumberUtil::INTERNATIONAL, &text); break;
    case CPhoneNumberFormNational: util.Format(number, PhoneNumberUtil::NATIONAL, &text); break;
    case CPhoneNumberFormSignificant: util.GetNationalSignificantNumber(number, &text); break;
    }
    return text;
}

int32_t copied(const std::string &text, char *buffer, size_t capacity) {
    if (text.empty() || text.size() >= capacity) return -1;
    std::memcpy(buffer, text.c_str(), text.size() + 1);
    return static_cast<int32_t>(text.size());
}

} // namespace

// What is thrown (out of memory, an assertion of the library) must not reach Swift; -1 says that nothing was read.

extern "C" int32_t CPhoneNumberRead(
    const char *text, size_t length, const char *region, size_t region_length, char *buffer, size_t capacity
) {
    if (text == nullptr || region == nullptr || buffer == nullptr) return -1;
    if (length > longest_text || region_length > longest_region) return -1;
    try {
        const PhoneNumberUtil &util = *PhoneNumberUtil::GetInstance();
        PhoneNumber number;
        if (!read_possible(util, std::string(text, length), std::string(region, region_length), &number)) return -1;
        std::string e164;
        util.Format(number, PhoneNumberUtil::E164, &e164);
        return copied(e164, buffer, capacity);
    } catch (...) {
        return -1;
    }
}

extern "C" int32_t CPhoneNumberWrite(
    const char *e164, size_t length, CPhoneNumberForm form, char *buffer, size_t capacity
) {
    if (e164 == nullptr || buffer == nullptr || length > longest_text) return -1;
    try {
        const PhoneNumberUtil &util = *PhoneNumberUtil::GetInstance();
        PhoneNumber number;
        if (!read_possible(util, std::string(e164, length), "ZZ", &number)) return -1;
        return copied(written(util, number, form), buffer, capacity);
    } catch (...) {
        return -1;
    }
}
