// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What another program may do to a journal.

#pragma once

#include <QtTest/QTest>

#include <filesystem>
#include <string>

#include <sqlite3.h>

namespace weftline::test {

/// Has SQLite itself change a journal's file.
inline void execute(const std::filesystem::path &file, const std::string &sql)
{
    sqlite3 *connection = nullptr;
    QCOMPARE(sqlite3_open(file.c_str(), &connection), SQLITE_OK);
    char *why = nullptr;
    QVERIFY2(sqlite3_exec(connection, sql.c_str(), nullptr, nullptr, &why) == SQLITE_OK, why);
    sqlite3_close(connection);
}

} // namespace weftline::test
