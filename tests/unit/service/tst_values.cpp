// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/service/values.h"
#include "engine/journal/memory_journal.h"
#include "engine/store/memory_store.h"
#include "tests/support/test_main.h"
#include "tests/support/text.h"

using namespace weftline;
using weftline::test::q;
using service::Values;

namespace {

scheduler::Event finishedWith(Payload output)
{
    scheduler::TaskFinished finished;
    finished.state = scheduler::TaskState::Succeeded;
    finished.number = 1;
    finished.output = std::move(output);
    return {{1}, std::move(finished)};
}

} // namespace

class ValuesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        auto opened = journal::openMemoryJournal();
        QVERIFY(opened.has_value());
        m_journal = std::move(*opened);
        m_store = std::make_unique<store::MemoryStore>();
        m_values = std::make_unique<Values>(*m_journal, *m_store);
    }

    void largeOnesGoToTheStore()
    {
        const auto small = m_values->keep(Value("small"));
        QVERIFY(small && !small->stored);
        const Value text(std::string(Payload::inlineMax + 1, 'x'));
        const auto large = m_values->keep(text);
        QVERIFY(large && large->stored && m_store->has(*large->stored));
        QVERIFY(large->bytes.empty());
        for (const auto &[payload, value] : {std::pair{*small, Value("small")}, std::pair{*large, text}}) {
            const auto back = m_values->decode(payload);
            QVERIFY(back && **back == value);
        }
    }

    void areThereBeforeTheyAreDurable()
    {
        m_values->remember(1, finishedWith(*m_values->keep(Value(7))));
        const auto value = m_values->value(1);
        QVERIFY(value && **value == Value(7));
        const auto again = m_values->value(1);
        QCOMPARE(again->get(), value->get()); // not decoded twice
    }

    void comeFromTheJournalLater()
    {
        m_journal->commit({finishedWith(*m_values->keep(Value("kept")))}, [](const Result<scheduler::Position> &) {});
        QVERIFY(m_journal->completeNext());
        const auto value = m_values->value(1); // this engine never saw it happen
        QVERIFY(value && **value == Value("kept"));
    }

    void areForgottenOnlyOnceDurable()
    {
        constexpr int count = 400; // of 200 KiB: more than is held
        for (int i = 1; i <= count; ++i) {
            Payload payload = Payload::of(std::string(200U << 10U, '\xc0'));
            m_values->remember(static_cast<scheduler::Position>(i), finishedWith(std::move(payload)));
        }
        QVERIFY(m_values->payload(1).has_value());
        m_values->committed(count);
        QVERIFY(!m_values->payload(1)); // and the journal of this test does not have it
        QVERIFY(m_values->payload(count).has_value());
    }

    void sayWhatIsWrong()
    {
        const auto nowhere = m_values->value(99);
        QVERIFY(!nowhere && !nowhere.error().message.empty());
        const auto damaged = m_values->decode(Payload::of("\xc1"));
        QVERIFY(!damaged && damaged.error().code == ErrorCode::Corrupt);
        QVERIFY(q(damaged.error().message).startsWith(QStringLiteral("A value is damaged")));
        Payload gone;
        gone.stored = Hash{};
        gone.size = 5000;
        QVERIFY(!m_values->decode(gone));
        m_journal->commit({{{1}, scheduler::CommandReceived{"ada", "x"}}}, [](const Result<scheduler::Position> &) {});
        QVERIFY(m_journal->completeNext());
        QVERIFY(!m_values->value(1)); // an event without a value
        const auto nothing = m_values->decode(Payload{});
        QVERIFY(nothing && (*nothing)->isNull());
    }

private:
    std::unique_ptr<journal::MemoryJournal> m_journal;
    std::unique_ptr<store::MemoryStore> m_store;
    std::unique_ptr<Values> m_values;
};

WEFTLINE_TEST(ValuesTest)

#include "tst_values.moc"
