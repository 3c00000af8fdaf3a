// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/journal/sqlite_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>
#include <sstream>

namespace weftline::journal {
namespace {

constexpr int busyTimeoutMs = 10'000; ///< A reader may hold the file for the moment in which the log is folded into it.
constexpr int logPages = 1000; ///< Of the write-ahead log, after which it is folded into the file.
constexpr sqlite3_int64 logSize = logPages * (4096 + 24) + (1 << 20); ///< With room for the commit that goes beyond it.
constexpr int applicationId = 0x57656674; ///< "Weft": tells a journal from other SQLite files.
constexpr std::string_view commitsTable = "CREATE TABLE commits(first INTEGER PRIMARY KEY, count INTEGER NOT NULL,"
                                          " bytes BLOB NOT NULL, hash BLOB NOT NULL)";
constexpr int structureProblemsMax = 5;

/// The entry of a new file in its folder has to survive a crash of the machine too.
void syncFolder(const std::filesystem::path &file)
{
    const int fd = ::open(std::filesystem::absolute(file).parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return;
    (void)::fsync(fd);
    ::close(fd);
}

} // namespace

void CloseSqlite::operator()(sqlite3 *connection) const
{
    sqlite3_close_v2(connection);
}
void CloseSqlite::operator()(sqlite3_stmt *statement) const
{
    sqlite3_finalize(statement);
}

Result<SqliteFile> SqliteFile::open(const std::filesystem::path &file, Use use)
{
    SqliteFile opened;
    opened.m_file = file;
    opened.m_looks = use == Use::Look;
    auto result = opened.connect(use).and_then([&](Done) { return opened.checkFormat(use); }).and_then([&](Done) {
        return opened.prepare(use);
    });
    if (!result)
        return tl::unexpected(std::move(result.error()));
    if (use == Use::Write)
        opened.reserveLog();
    return opened;
}

/// Writes zeroes behind the end of the write-ahead log, up to the size at which it is folded into the file and begun
/// anew. A write that lets a file grow costs the file system a journal entry of its own at each fdatasync: 3 ms instead
/// of 0.1. SQLite takes nothing behind the last valid frame for a frame. Where it fails, commits are slower and nothing
/// else.
void SqliteFile::reserveLog() const
{
    sqlite3_file *log = nullptr;
    if (sqlite3_file_control(m_connection.get(), "main", SQLITE_FCNTL_JOURNAL_POINTER, &log) != SQLITE_OK || !log
        || !log->pMethods)
        return;
    sqlite3_int64 size = 0;
    if (log->pMethods->xFileSize(log, &size) != SQLITE_OK)
        return;
    const std::string zeroes(64U << 10U, '\0');
    for (; size < logSize; size += static_cast<sqlite3_int64>(zeroes.size()))
        if (log->pMethods->xWrite(log, zeroes.data(), static_cast<int>(zeroes.size()), size) != SQLITE_OK)
            return;
    (void)log->pMethods->xSync(log, SQLITE_SYNC_NORMAL);
}

Result<Done> SqliteFile::connect(Use use)
{
    const bool isNew = !std::filesystem::exists(m_file);
    if (isNew && use == Use::Look)
        return failure(ErrorCode::NotFound, fmt::format("There is no journal \"{}\".", m_file.string()),
                       m_file.string());
    sqlite3 *connection = nullptr;
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (use == Use::Write ? SQLITE_OPEN_CREATE : 0);
    const int code = sqlite3_open_v2(m_file.c_str(), &connection, flags, nullptr);
    m_connection.reset(connection);
    if (code != SQLITE_OK)
        return trouble(code);
    sqlite3_busy_timeout(connection, busyTimeoutMs);
    if (use == Use::Look) {
        std::error_code error;
        if (const auto size = std::filesystem::file_size(m_file.string() + "-wal", error); !error && size > 0)
            keepLog();
        return execute(
            "PRAGMA query_only = 1; PRAGMA writable_schema = 1"); // the latter reads what is left of a cut file
    }
    auto made = execute("PRAGMA journal_mode = WAL").and_then([&](Done) {
        const std::string sql =
            fmt::format("PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = {}; PRAGMA journal_size_limit = {}",
                        logPages, 4 * logSize);
        return execute(sql.c_str());
    });
    if (made && isNew)
        syncFolder(m_file);
    return made;
}

Result<Done> SqliteFile::checkFormat(Use use)
{
    auto tables =
        statement("SELECT count(*) FROM sqlite_schema").and_then([&](Statement count) -> Result<std::int64_t> {
            const int code = sqlite3_step(count.get());
            if (code != SQLITE_ROW)
                return trouble(code);
            return sqlite3_column_int64(count.get(), 0);
        });
    if (!tables)
        return tl::unexpected(tables.error());
    if (*tables == 0 && use == Use::Write && !beginsAsJournal()) // with its name it gets its tables
        return makeTables();
    auto meta = statement("SELECT value FROM meta WHERE key = 'format'");
    if (!meta)
        return noJournal();
    if (const int code = sqlite3_step(meta->get()); code != SQLITE_ROW && code != SQLITE_DONE)
        return trouble(code);
    if (sqlite3_data_count(meta->get()) == 0) // every journal is made with it: the page that held it is gone
        return trouble(SQLITE_CORRUPT);
    const std::int64_t format = sqlite3_column_int64(meta->get(), 0);
    if (sqlite3_column_type(meta->get(), 0) != SQLITE_INTEGER || format < 1) // nobody wrote such a one
        return trouble(SQLITE_CORRUPT);
    if (format != formatVersion && format != cutFormatVersion)
        return failure(
            ErrorCode::InvalidInput,
            fmt::format("Journal \"{}\" has format {}; this program knows format {}. Open it with the version "
                        "of Weftline that wrote it, or choose another journal.",
                        m_file.string(), format, cutFormatVersion),
            m_file.string());
    return format == cutFormatVersion ? readBase().and_then([&](Done) { return checkTable(); }) : checkTable();
}

/// Whether the table is described as it was made: with a changed description rows would be overlooked.
Result<Done> SqliteFile::checkTable() const
{
    auto description = statement("SELECT sql FROM sqlite_schema WHERE name = 'commits'");
    if (!description || sqlite3_step(description->get()) != SQLITE_ROW)
        return noJournal();
    const auto *text = reinterpret_cast<const char *>(sqlite3_column_text(description->get(), 0));
    if (!text || text != commitsTable)
        return noJournal();
    return Done{};
}

Result<Done> SqliteFile::makeTables()
{
    const std::string sql = fmt::format("BEGIN IMMEDIATE; PRAGMA application_id = {};"
                                        "CREATE TABLE meta(key TEXT PRIMARY KEY, value) WITHOUT ROWID;"
                                        "INSERT INTO meta VALUES('format', {}); {}; COMMIT",
                                        applicationId, formatVersion, commitsTable);
    auto made = execute(sql.c_str());
    if (!made)
        sqlite3_exec(m_connection.get(), "ROLLBACK", nullptr, nullptr, nullptr);
    return made;
}

Result<Done> SqliteFile::prepare(Use use)
{
    struct Wanted
    {
        Statement &into;
        const char *sql;
        bool writes;
    };
    constexpr std::string_view columns = "SELECT first, count, bytes, hash FROM commits WHERE first ";
    const std::string upTo = fmt::format("{}<= ?1 ORDER BY first DESC LIMIT 1", columns);
    const std::string after = fmt::format("{}> ?1 ORDER BY first LIMIT 1", columns);
    for (const Wanted &wanted :
         {Wanted{m_upTo, upTo.c_str(), false}, Wanted{m_after, after.c_str(), false},
          Wanted{m_before, "SELECT first + count - 1, hash FROM commits WHERE first < ?1 ORDER BY first DESC LIMIT 1", false},
          Wanted{m_begin, "BEGIN IMMEDIATE", true}, Wanted{m_commit, "COMMIT", true},
          Wanted{m_rollBack, "ROLLBACK", true}, Wanted{m_insert, "INSERT INTO commits VALUES(?1, ?2, ?3, ?4)", true}}) {
        if (wanted.writes && use == Use::Look)
            continue;
        auto prepared = statement(wanted.sql);
        if (!prepared)
            return tl::unexpected(prepared.error());
        wanted.into = std::move(*prepared);
    }
    return Done{};
}

Result<Done> SqliteFile::append(const Head &head, std::uint64_t count, BytesView bytes)
{
    sqlite3_stmt *insert = m_insert.get();
    sqlite3_bind_int64(insert, 1, static_cast<sqlite3_int64>(head.position - count + 1));
    sqlite3_bind_int64(insert, 2, static_cast<sqlite3_int64>(count));
    sqlite3_bind_blob64(insert, 3, bytes.data(), bytes.size(), SQLITE_STATIC);
    sqlite3_bind_blob(insert, 4, head.hash.bytes.data(), static_cast<int>(head.hash.bytes.size()), SQLITE_STATIC);
    return run(insert);
}

void SqliteFile::rollBack()
{
    if (sqlite3_get_autocommit(m_connection.get()) == 0)
        (void)run(m_rollBack.get());
}

Result<std::optional<Row>> SqliteFile::lastRow() const
{
    return row(m_upTo.get(), std::numeric_limits<std::int64_t>::max());
}

Result<Head> SqliteFile::endBefore(scheduler::Position first) const
{
    if (first == m_base.position + 1)
        return m_base;
    if (first <= m_base.position) {
        const SqliteFile *archive = archiveOf(first);
        return archive ? archive->endBefore(first) : Result<Head>(failure(ErrorCode::NotFound, missingArchives()));
    }
    sqlite3_stmt *select = m_before.get();
    sqlite3_bind_int64(select, 1, static_cast<sqlite3_int64>(first));
    const int code = sqlite3_step(select);
    Result<Head> head;
    if (code == SQLITE_ROW) {
        head->position = static_cast<scheduler::Position>(sqlite3_column_int64(select, 0));
        const auto *data = static_cast<const std::uint8_t *>(sqlite3_column_blob(select, 1));
        const auto size = static_cast<std::size_t>(sqlite3_column_bytes(select, 1));
        if (data)
            std::copy_n(data, std::min(size, head->hash.bytes.size()), head->hash.bytes.begin());
    } else if (code != SQLITE_DONE) {
        head = trouble(code);
    }
    sqlite3_reset(select);
    return head;
}

Result<std::optional<Row>> SqliteFile::rowAt(scheduler::Position position) const
{
    if (position != 0 && position <= m_base.position)
        return archivedRow(position);
    auto found = row(m_upTo.get(), position);
    if (!found || (*found && (*found)->first + (*found)->count > position))
        return found;
    return *found ? rowAfter((*found)->first) : row(m_after.get(), m_base.position);
}

Result<std::optional<Row>> SqliteFile::rowAfter(scheduler::Position first) const
{
    if (m_base.position != 0 && static_cast<std::int64_t>(first) < static_cast<std::int64_t>(m_base.position)) {
        scheduler::Position next = 1;
        if (static_cast<std::int64_t>(first) > 0) {
            const auto before = archivedRow(first);
            if (!before)
                return before;
            next = (*before)->first + (*before)->count;
        }
        if (next <= m_base.position)
            return archivedRow(next);
        first = m_base.position;
    }
    auto found = row(m_after.get(), first);
    // A damaged tree can lead in a circle; who goes from row to row must come to an end.
    if (found && *found && static_cast<std::int64_t>((*found)->first) <= static_cast<std::int64_t>(first))
        return trouble(SQLITE_CORRUPT);
    return found;
}

Result<std::optional<Row>> SqliteFile::row(sqlite3_stmt *select, scheduler::Position parameter) const
{
    sqlite3_bind_int64(select, 1, static_cast<sqlite3_int64>(parameter));
    const int code = sqlite3_step(select);
    std::optional<Row> row;
    if (code == SQLITE_ROW) {
        row.emplace();
        row->first = static_cast<scheduler::Position>(sqlite3_column_int64(select, 0));
        row->count = static_cast<std::uint64_t>(sqlite3_column_int64(select, 1));
        const auto blob = [&](int column) {
            const auto *data = static_cast<const char *>(sqlite3_column_blob(select, column));
            return data ? BytesView(data, static_cast<std::size_t>(sqlite3_column_bytes(select, column))) : BytesView();
        };
        row->bytes = blob(2);
        const BytesView hash = blob(3);
        std::copy_n(hash.begin(), std::min(hash.size(), row->hash.bytes.size()), row->hash.bytes.begin());
    }
    const tl::unexpected<Error> error =
        code == SQLITE_ROW || code == SQLITE_DONE ? tl::unexpected<Error>(Error{}) : trouble(code);
    sqlite3_reset(select);
    if (code != SQLITE_ROW && code != SQLITE_DONE)
        return error;
    return row;
}

Result<Done> SqliteFile::execute(const char *sql)
{
    const int code = sqlite3_exec(m_connection.get(), sql, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK)
        return trouble(code);
    return Done{};
}

Result<SqliteFile::Statement> SqliteFile::statement(const char *sql) const
{
    sqlite3_stmt *prepared = nullptr;
    const int code = sqlite3_prepare_v3(m_connection.get(), sql, -1, SQLITE_PREPARE_PERSISTENT, &prepared, nullptr);
    if (code != SQLITE_OK)
        return trouble(code);
    return Statement(prepared);
}

Result<Done> SqliteFile::run(sqlite3_stmt *statement) const
{
    const int code = sqlite3_step(statement);
    const tl::unexpected<Error> error = code == SQLITE_DONE ? tl::unexpected<Error>(Error{}) : trouble(code);
    sqlite3_reset(statement);
    if (code != SQLITE_DONE)
        return error;
    return Done{};
}

std::vector<std::string> SqliteFile::structureProblems() const
{
    std::vector<std::string> problems;
    const std::string sql = fmt::format("PRAGMA quick_check({})", structureProblemsMax);
    const auto check = statement(sql.c_str());
    while (check && sqlite3_step(check->get()) == SQLITE_ROW) {
        const auto *text = reinterpret_cast<const char *>(sqlite3_column_text(check->get(), 0));
        std::istringstream lines(text ? text : "");
        for (std::string line; std::getline(lines, line);)
            if (line != "ok" && !line.starts_with("***")) // "*** in database main ***"
                problems.push_back((line.find("freelist:") != std::string::npos ? "Page 1: " : "") + line); // which has the count
    }
    return problems;
}

std::vector<std::string> SqliteFile::structureProblemsOf(const std::filesystem::path &file)
{
    SqliteFile looked;
    looked.m_file = file;
    return looked.connect(Use::Look) ? looked.structureProblems() : std::vector<std::string>();
}

void SqliteFile::keepLog() const
{
    sqlite3_db_config(m_connection.get(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
}

Result<Done> SqliteFile::copyTo(const std::filesystem::path &to) const
{
    sqlite3 *made = nullptr;
    int code = sqlite3_open_v2(to.c_str(), &made, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
    const std::unique_ptr<sqlite3, CloseSqlite> target(made);
    // All at once: of a copy in steps SQLite begins anew whenever another process has written.
    sqlite3_backup *backup = code == SQLITE_OK ? sqlite3_backup_init(made, "main", m_connection.get(), "main") : nullptr;
    if (backup) {
        sqlite3_backup_step(backup, -1);
        code = sqlite3_backup_finish(backup);
    } else if (code == SQLITE_OK) {
        code = sqlite3_errcode(made);
    }
    if (code == SQLITE_OK) {
        syncFolder(to);
        return Done{};
    }
    const int system = made ? sqlite3_system_errno(made) : 0;
    return failure(ErrorCode::System,
                   fmt::format("Cannot copy journal \"{}\" to \"{}\": {}{}. Look at the rights of the folder, and make room on "
                               "its disk.",
                               m_file.string(), to.string(), sqlite3_errstr(code),
                               system != 0 ? fmt::format(" ({})", std::strerror(system)) : ""),
                   to.string());
}

/// Read through SQLite's own descriptor: who opens the file besides and closes it again drops all locks that this process
/// has on it, and another process's last look would then take the log away from the engine that writes it.
bool SqliteFile::beginsAsJournal() const
{
    constexpr int idAt = 68; // the application id, in SQLite's file format
    sqlite3_file *file = nullptr;
    std::array<char, idAt + 4> head{};
    if (sqlite3_file_control(m_connection.get(), "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK || !file || !file->pMethods
        || file->pMethods->xRead(file, head.data(), static_cast<int>(head.size()), 0) != SQLITE_OK)
        return false;
    return std::string_view(head.data() + idAt, 4) == "Weft";
}

tl::unexpected<Error> SqliteFile::noJournal() const
{
    if (beginsAsJournal())
        return trouble(SQLITE_CORRUPT);
    return failure(ErrorCode::InvalidInput,
                   fmt::format("\"{}\" is not a journal of Weftline. Choose another file.", m_file.string()), m_file.string());
}

tl::unexpected<Error> SqliteFile::trouble(int code) const
{
    const std::string file = m_file.string();
    int primary = code & 0xff;
    if (primary == SQLITE_NOTADB || primary == SQLITE_ERROR) { // it reads what was never written
        if (!beginsAsJournal())
            return noJournal();
        primary = SQLITE_CORRUPT;
    }
    if (primary == SQLITE_CORRUPT)
        return failure(
            ErrorCode::Corrupt,
            fmt::format("Journal \"{0}\" is damaged or cut short. See how far it can be read with `weft verify "
                        "\"{0}\"`; then put a copy in its place, or choose another journal.",
                        file),
            file);
    const bool fromSystem = primary == SQLITE_IOERR || primary == SQLITE_CANTOPEN || primary == SQLITE_FULL;
    const int system = m_connection && fromSystem ? sqlite3_system_errno(m_connection.get()) : 0;
    const std::string why = m_connection ? sqlite3_errmsg(m_connection.get()) : sqlite3_errstr(code);
    const bool full = primary == SQLITE_FULL || primary == SQLITE_IOERR;
    return failure(ErrorCode::System,
                   fmt::format("Cannot {} journal \"{}\": {}{}.{}", primary == SQLITE_CANTOPEN ? "open" : "use", file,
                               why, system != 0 ? fmt::format(" ({})", std::strerror(system)) : "",
                               full ? " Make room on its disk." : " Look at the rights of the file and its folder."),
                   file);
}

} // namespace weftline::journal
