// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The text of a .weft file. What was understood whole is written, and reads as the same.

#include <cstdint>
#include <cstdlib>
#include <string>

#include "engine/format/weft_file.h"

using namespace weftline;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto read = format::readWorkflow(std::string(reinterpret_cast<const char *>(data), size));
    if (!read.ok)
        return 0;
    const std::string written = format::writeWorkflow(read.workflow);
    const auto again = format::readWorkflow(written);
    if (!again.ok || format::writeWorkflow(again.workflow) != written)
        std::abort();
    return 0;
}
