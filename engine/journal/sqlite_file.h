// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The tables of a journal's file, and nothing of what they mean. One connection, used by one thread at a time.
//
// Rows that were moved to archives (archive.h) are read there by whoever opened the journal to look.

#pragma once

#include "engine/journal/chain.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace weftline::journal {

struct CloseSqlite
{
    void operator()(sqlite3 *connection) const;
    void operator()(sqlite3_stmt *statement) const;
};

class SqliteFile
{
public:
    enum class Use : std::uint8_t { Write, Look };

    /// Write makes the tables of an empty file. Fails where the file is no journal or of another version. Look changes
    /// nothing, and leaves the write-ahead log of an engine that did not end by itself as it is.
    [[nodiscard]] static Result<SqliteFile> open(const std::filesystem::path &file, Use use);

    [[nodiscard]] Result<Done> begin() { return run(m_begin.get()); }
    [[nodiscard]] Result<Done> append(const Head &head, std::uint64_t count, BytesView bytes);
    [[nodiscard]] Result<Done> commit() { return run(m_commit.get()); }
    void rollBack();

    /// The row that holds `position`, or else the first one after it; nothing at the end.
    [[nodiscard]] Result<std::optional<Row>> rowAt(scheduler::Position position) const;
    /// The row behind that which begins at `first`; nothing at the end.
    [[nodiscard]] Result<std::optional<Row>> rowAfter(scheduler::Position first) const;

    /// Of its own rows, none of the archives'.
    [[nodiscard]] Result<std::optional<Row>> lastRow() const;
    /// The end of what was before its own first row; position 0: nothing was.
    [[nodiscard]] const Head &base() const { return m_base; }
    /// What was left in the place of the rows up to there; empty where nothing was.
    [[nodiscard]] Result<Bytes> baseSnapshot() const;
    /// Takes out the rows up to `base`, which ends one or comes before the first, and leaves `snapshot` in their place.
    [[nodiscard]] Result<Done> cutAt(const Head &base, BytesView snapshot);
    /// What its pages take that hold something: those of rows that were taken out are used again.
    [[nodiscard]] std::uint64_t usedBytes() const;
    /// What of the archives is not there, as a sentence; empty when all of them are.
    [[nodiscard]] const std::string &missingArchives() const;
    /// Position and hash of the row before `first`, without its bytes.
    [[nodiscard]] Result<Head> endBefore(scheduler::Position first) const;

    /// What is wrong with the pages and how they hang together, whatever they hold: a sentence for each, with its page.
    [[nodiscard]] std::vector<std::string> structureProblems() const;
    /// The same of a file that cannot be opened; empty also where nothing can be said of it.
    [[nodiscard]] static std::vector<std::string> structureProblemsOf(const std::filesystem::path &file);
    /// Writes all that it holds now, as one file, to `to`, which does not exist. Another process may go on writing here.
    [[nodiscard]] Result<Done> copyTo(const std::filesystem::path &to) const;
    /// Its end leaves the write-ahead log as it is; else the last that ends folds it into the file.
    void keepLog() const;

private:
    using Statement = std::unique_ptr<sqlite3_stmt, CloseSqlite>;

    [[nodiscard]] Result<Done> connect(Use use);
    [[nodiscard]] Result<Done> prepare(Use use);
    [[nodiscard]] Result<Done> checkFormat(Use use);
    [[nodiscard]] Result<Done> checkTable() const;
    [[nodiscard]] Result<Done> makeTables();
    void reserveLog() const;
    [[nodiscard]] Result<Done> execute(const char *sql);
    [[nodiscard]] Result<Statement> statement(const char *sql) const;
    [[nodiscard]] Result<Done> run(sqlite3_stmt *statement) const;
    [[nodiscard]] Result<std::optional<Row>> row(sqlite3_stmt *statement, scheduler::Position parameter) const;
    [[nodiscard]] tl::unexpected<Error> trouble(int code) const;
    [[nodiscard]] tl::unexpected<Error> noJournal() const;
    [[nodiscard]] bool beginsAsJournal() const; ///< Whatever became of the rest of the file.
    [[nodiscard]] Result<Done> readBase();
    [[nodiscard]] Result<std::optional<Row>> archivedRow(scheduler::Position position) const;
    [[nodiscard]] const SqliteFile *archiveOf(scheduler::Position position) const;
    void openArchives() const;

    struct Archives;
    struct ForgetArchives
    {
        void operator()(Archives *archives) const;
    };

    std::filesystem::path m_file;
    Head m_base;
    bool m_looks = false;
    mutable std::unique_ptr<Archives, ForgetArchives> m_archives; ///< Opened when one of their rows is asked for.
    std::unique_ptr<sqlite3, CloseSqlite> m_connection;
    Statement m_begin, m_insert, m_commit, m_rollBack, m_upTo, m_after, m_before;
};

} // namespace weftline::journal
