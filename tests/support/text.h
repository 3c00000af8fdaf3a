// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What Qt Test needs to compare and print the engine's plain types.

#pragma once

#include <QtCore/QString>
#include <QtTest/QTest>

#include <string_view>

namespace weftline::test {

/// Text for QCOMPARE, so that a failure prints both sides.
inline QString q(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace weftline::test
