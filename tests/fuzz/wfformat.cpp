// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A recorded workflow in WfFormat. What is imported can be written and read.

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "engine/format/weft_file.h"
#include "engine/format/wfformat.h"

using namespace weftline;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto workflow = format::importWfFormat({reinterpret_cast<const char *>(data), size});
    if (workflow && !format::readWorkflow(format::writeWorkflow(*workflow)).ok)
        std::abort();
    return 0;
}
