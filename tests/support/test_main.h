// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One program a test folder, many test classes in it. A class says at the left margin of its .cpp
//     WEFTLINE_TEST(RetryDelayTest)
// and is then run by `tst_FOLDER RetryDelayTest [Qt Test arguments]`; `tst_FOLDER` alone runs all of them.

#pragma once

#include <QtTest/QTest>

#include <functional>
#include <string>

namespace weftline::test {

/// Enters a test class into the program's list. Called before main; returns nothing of use.
bool enter(std::string name, std::function<int(int, char **)> run);

} // namespace weftline::test

#define WEFTLINE_TEST(Class)                                                                                           \
    static const bool entered##Class = ::weftline::test::enter(#Class, [](int argc, char **argv) {                    \
        Class test;                                                                                                    \
        return QTest::qExec(&test, argc, argv);                                                                        \
    });
