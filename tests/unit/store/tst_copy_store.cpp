// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QtCore/QTemporaryDir>

#include "engine/store/copy_store.h"
#include "engine/store/file_log_store.h"
#include "engine/store/file_store.h"
#include "tests/support/test_main.h"

#include <fstream>

using namespace weftline;
using namespace weftline::store;

class CopyStoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void allOfItIsThereAgain()
    {
        const std::filesystem::path from = m_folder.path().toStdString() + "/from";
        const std::filesystem::path to = m_folder.path().toStdString() + "/to";
        const auto values = openFileStore(from);
        const Hash one = (*values)->put(std::string(3000, 'a')).value();
        const Hash other = (*values)->put(std::string(70'000, 'b')).value();
        LogRecord record;
        record.text = "It began.\n";
        (*openFileLogStore(from))->append("run", record);
        std::ofstream(from / "values" / "half.part") << "not whole";

        const auto copied = copyStore(from, to);
        QVERIFY(copied.has_value());
        QCOMPARE(copied->values, std::uint64_t{2});
        QCOMPARE(copied->logs, std::uint64_t{1});
        QVERIFY(copied->bytes > 73'000);
        const auto again = openFileStore(to);
        QCOMPARE((*again)->get(one).value().size(), std::size_t{3000});
        QCOMPARE((*again)->get(other).value().size(), std::size_t{70'000});
        QVERIFY(std::filesystem::exists(to / "logs" / "run.log"));
        QVERIFY(!std::filesystem::exists(to / "values" / "half.part"));
        QCOMPARE(copyStore(from, to)->values, std::uint64_t{2}); // once more
    }

    void thereMayBeNothing()
    {
        const std::filesystem::path to = m_folder.path().toStdString() + "/empty";
        const auto copied = copyStore(m_folder.path().toStdString() + "/absent", to);
        QVERIFY(copied.has_value());
        QCOMPARE(copied->values + copied->logs, std::uint64_t{0});
    }

    void aPlaceThatCannotHoldItIsNamed()
    {
        const std::filesystem::path from = m_folder.path().toStdString() + "/from2";
        QVERIFY((*openFileStore(from))->put(std::string(3000, 'a')).has_value());
        std::ofstream(m_folder.path().toStdString() + "/taken") << "a file";
        const auto copied = copyStore(from, m_folder.path().toStdString() + "/taken");
        QVERIFY(!copied.has_value());
        QVERIFY2(copied.error().message.find("taken") != std::string::npos, copied.error().message.c_str());
    }

private:
    QTemporaryDir m_folder;
};

WEFTLINE_TEST(CopyStoreTest)

#include "tst_copy_store.moc"
