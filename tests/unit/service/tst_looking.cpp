// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Pages of events and of values, and which run a person means.

#include "engine/history/choose_run.h"
#include "engine/journal/memory_journal.h"
#include "engine/service/event_page.h"
#include "engine/service/service.h"
#include "engine/service/value_page.h"
#include "engine/store/memory_store.h"
#include "tests/support/test_main.h"
#include "tests/unit/scheduler/random_world.h"

using namespace weftline;
using client::EventQuery;
using client::EventRow;
using client::ValueQuery;

namespace {

std::unique_ptr<journal::MemoryJournal> journalOf(const std::vector<scheduler::Event> &events)
{
    auto journal = journal::openMemoryJournal().value();
    for (std::size_t at = 0; at < events.size(); at += 7) { // rows of any size
        const auto end = std::min(at + 7, events.size());
        journal->commit({events.begin() + static_cast<std::ptrdiff_t>(at), events.begin() + static_cast<std::ptrdiff_t>(end)},
                        [](const Result<journal::Position> &) {});
        journal->completeNext();
    }
    return journal;
}

/// As `weft events` prints them.
std::vector<EventRow> printed(const std::vector<scheduler::Event> &events)
{
    std::vector<EventRow> rows;
    journal::NameTable names;
    for (const scheduler::Event &event : events) {
        names.take(event);
        const scheduler::Position position = rows.size() + 1;
        rows.push_back({position, event.at, std::string(scheduler::typeName(event.fact)), journal::eventToJson(event, position, names)});
    }
    return rows;
}

std::string member(const EventRow &row, std::string_view key)
{
    const Value *value = row.json.find(key);
    return value && value->asString() ? *value->asString() : std::string();
}

} // namespace

class ServiceLookingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void pagesOfEventsAreWhatTheTerminalPrints_data();
    void pagesOfEventsAreWhatTheTerminalPrints();
    void aPageIsBoundedWhateverIsAskedFor();
    void membersOfAValueComeInPages();
    void longTextsComeInPartsOfWholeCharacters();
    void aValueThatIsNotThereSaysWhy();
    void aRunIsFoundByWhatPeopleCallIt();

private:
    std::vector<EventRow> all(EventQuery query) const
    {
        std::vector<EventRow> rows;
        for (int pages = 0; pages < 10'000; ++pages) {
            const auto page = service::eventPage(m_replayed.state, m_replayed.fold, *m_journal, query);
            if (!page)
                return {};
            rows.insert(rows.end(), page->rows.begin(), page->rows.end());
            if (page->atEnd)
                break;
            query.from = page->next;
        }
        return rows;
    }

    std::vector<scheduler::Event> m_events;
    std::unique_ptr<journal::MemoryJournal> m_journal;
    service::Replayed m_replayed;
};

void ServiceLookingTest::initTestCase()
{
    test::RandomWorld world(3);
    QCOMPARE(world.live(600), std::string());
    m_events = world.events();
    m_journal = journalOf(m_events);
    m_replayed = service::replay(*m_journal).value();
    QVERIFY(m_replayed.state.runs.size() > 1);
}

void ServiceLookingTest::pagesOfEventsAreWhatTheTerminalPrints_data()
{
    QTest::addColumn<bool>("ofRun");
    QTest::addColumn<QString>("type");
    QTest::addColumn<bool>("ofNode");
    QTest::addColumn<QString>("contains");
    QTest::newRow("all") << false << QString() << false << QString();
    QTest::newRow("of a run") << true << QString() << false << QString();
    QTest::newRow("of a type") << false << QStringLiteral("task_finished") << false << QString();
    QTest::newRow("of a node of a run") << true << QString() << true << QString();
    QTest::newRow("with a text") << false << QString() << false << QStringLiteral("SUCCEEDED");
    QTest::newRow("with a text that is nowhere") << true << QString() << false << QStringLiteral("no such text");
}

void ServiceLookingTest::pagesOfEventsAreWhatTheTerminalPrints()
{
    QFETCH(bool, ofRun);
    QFETCH(QString, type);
    QFETCH(bool, ofNode);
    QFETCH(QString, contains);
    EventQuery query;
    query.countMax = 13;
    query.run = ofRun ? m_replayed.state.runs[1].id : "";
    query.node = ofNode ? m_replayed.state.runs[1].plan->workflow.nodes[0].id : "";
    query.contains = contains.toStdString();
    if (!type.isEmpty())
        query.types = {type.toStdString()};
    std::vector<EventRow> expected;
    for (const EventRow &row : printed(m_events)) {
        const bool fits = QString::fromStdString(toJson(row.json)).contains(contains, Qt::CaseInsensitive);
        if (fits && (type.isEmpty() || row.type == query.types[0]) && (!ofRun || member(row, "run") == query.run)
            && (!ofNode || member(row, "node") == query.node))
            expected.push_back(row);
    }
    QCOMPARE(expected.empty(), contains == QStringLiteral("no such text"));
    QCOMPARE(all(query), expected);
    query.isBackwards = true;
    std::reverse(expected.begin(), expected.end());
    QCOMPARE(all(query), expected);
}

void ServiceLookingTest::aPageIsBoundedWhateverIsAskedFor()
{
    std::vector<scheduler::Event> events = m_events;
    while (events.size() < 20'000)
        events.push_back({events.back().at, scheduler::CommandReceived{"ada", std::string(100, 'x')}});
    const auto journal = journalOf(events);
    const auto replayed = service::replay(*journal).value();
    EventQuery query;
    query.countMax = 1'000'000;
    query.isBackwards = true;
    const auto many = service::eventPage(replayed.state, replayed.fold, *journal, query);
    QCOMPARE(many->rows.size(), std::size_t{1000});
    QVERIFY(!many->atEnd);
    query.types = {"engine_started"};
    const auto rare = service::eventPage(replayed.state, replayed.fold, *journal, query);
    QVERIFY(rare->rows.empty() && !rare->atEnd);
    QVERIFY2(20'000 - rare->next <= 5000, "no more is read for a page, though nothing was found");
    query.run = "nobody's";
    QVERIFY(!service::eventPage(replayed.state, replayed.fold, *journal, query).has_value());
}

namespace {

/// A run of one node that gave `output`, and all that is needed to look at it.
struct Given
{
    store::MemoryStore store;
    std::unique_ptr<journal::MemoryJournal> journal = journal::openMemoryJournal().value();
    service::Values values{*journal, store};
    scheduler::State state;

    explicit Given(const Value &output)
    {
        workflow::Workflow flow;
        flow.nodes.emplace_back();
        flow.nodes.back().id = "list";
        flow.nodes.back().kind = workflow::Kind::Empty;
        scheduler::TaskFinished finished;
        finished.number = 1;
        finished.output = values.keep(output).value();
        finished.worker = 0;
        std::vector<scheduler::Event> events{{{1}, scheduler::EngineStarted{1, "1"}},
                                             {{2}, scheduler::RunAccepted{0, "r", "me", 1, workflow::compile(flow).value(), {}, scheduler::none, {}}},
                                             {{3}, scheduler::WorkerJoined{}}};
        events.push_back({{4}, scheduler::AttemptDispatched{0, 0, 1, 0, scheduler::Purpose::Run}});
        events.push_back({{5}, finished});
        for (const scheduler::Event &event : events)
            scheduler::apply(state, event);
        journal->commit(events, [](const Result<journal::Position> &) {});
        journal->completeNext();
    }

    client::ValuePage page(List path, std::uint64_t from, std::uint32_t count)
    {
        return service::valuePage(state, values, ValueQuery{"r", 0, 0, "output", std::move(path), from, count}).value();
    }
};

} // namespace

void ServiceLookingTest::membersOfAValueComeInPages()
{
    List list;
    for (int i = 0; i < 2500; ++i)
        list.push_back(Object{{"i", i}, {"text", std::string(i == 7 ? 100'000 : 20, 'x')}});
    Given given{Value(list)};
    std::uint64_t from = 0;
    std::size_t pages = 0;
    for (client::ValuePage page = given.page({}, 0, 1000); pages < 100; page = given.page({}, from, 1000)) {
        ++pages;
        QCOMPARE(page.at.us, std::int64_t{5});
        QVERIFY(page.bytes > 100'000);
        QCOMPARE(page.self.count, std::uint64_t{2500});
        QVERIFY(!page.self.isWhole && page.self.value.isNull());
        for (const client::ValueMember &one : page.members) {
            QCOMPARE(one.key, Value(static_cast<std::int64_t>(from++)));
            QCOMPARE(one.isWhole, from != 8);
            QVERIFY(!one.isWhole || one.value == list[from - 1]);
        }
        QCOMPARE(page.next, from);
        if (page.atEnd)
            break;
    }
    QCOMPARE(from, std::uint64_t{2500});
    QVERIFY(pages >= 5);
    const client::ValuePage inside = given.page(List{7}, 0, 10);
    QCOMPARE(inside.members.size(), std::size_t{2});
    QCOMPARE(inside.members[1].count, std::uint64_t{100'000});
    QVERIFY(!inside.members[1].isWhole && inside.members[1].value.asString()->size() < 10'000);
}

void ServiceLookingTest::longTextsComeInPartsOfWholeCharacters()
{
    std::string text;
    while (text.size() < 300'000)
        text += "a字é";
    Given given{Value(text)};
    std::string joined;
    std::uint64_t from = 0;
    for (int parts = 0; parts < 50; ++parts) {
        const client::ValuePage page = given.page({}, from, 1);
        const std::string part = *page.self.value.asString();
        QVERIFY(part.size() <= 65'536 && QString::fromStdString(part).toStdString() == part);
        joined += part;
        from = page.next;
        if (page.atEnd)
            break;
    }
    QVERIFY(joined == text);
}

void ServiceLookingTest::aValueThatIsNotThereSaysWhy()
{
    Given given{Value(Object{{"a", 1}})};
    const auto messageOf = [&](const ValueQuery &query) {
        const auto page = service::valuePage(given.state, given.values, query);
        return page ? std::string() : page.error().message;
    };
    QCOMPARE(messageOf({"other", 0, 0, "output", {}, 0, 1}), std::string("There is no run \"other\" here."));
    QCOMPARE(messageOf({"r", 4, 0, "output", {}, 0, 1}), std::string("Run \"r\" has no node 4."));
    QCOMPARE(messageOf({"r", 0, 4, "output", {}, 0, 1}), std::string("Node \"list\" has no item 4."));
    QCOMPARE(messageOf({"r", 0, 0, "soul", {}, 0, 1}), std::string("A task has no part \"soul\"."));
    QCOMPARE(messageOf({"r", 0, 0, "output", List{"b"}, 0, 1}), std::string("The value has no such member any more."));
    QCOMPARE(messageOf({"r", 0, 0, "output", List{-1}, 0, 1}), std::string("The value has no such member any more."));
    QVERIFY(!service::valuePage(given.state, given.values, {"r", 0, 0, "item", {}, 0, 1})->isThere);
}

void ServiceLookingTest::aRunIsFoundByWhatPeopleCallIt()
{
    scheduler::State state;
    QVERIFY(!history::chooseRun(state, "last").has_value());
    scheduler::apply(state, {{1}, scheduler::EngineStarted{1, "1"}});
    for (const char *const id : {"01ABC", "01ABD", "7"}) {
        workflow::Workflow flow;
        flow.name = "Night shift";
        flow.nodes.emplace_back();
        flow.nodes.back().id = "a";
        flow.nodes.back().kind = workflow::Kind::Empty;
        const auto index = static_cast<scheduler::RunIndex>(state.runs.size());
        scheduler::apply(state, {{2}, scheduler::RunAccepted{index, id, "me", 1, workflow::compile(flow).value(), {}, scheduler::none, {}}});
    }
    const auto found = [&](const char *which) {
        const auto run = history::chooseRun(state, which);
        return run ? std::to_string((*run)->index) : run.error().message;
    };
    QCOMPARE(found("last"), std::string("2"));
    QCOMPARE(found("2"), std::string("1"));
    QCOMPARE(found("01abd"), std::string("1"));
    QCOMPARE(found("7"), std::string("2")); // an id before a number
    QVERIFY(QString::fromStdString(found("01AB")).contains(QStringLiteral("is the beginning of 2 runs: 2 (01ABD, \"Night shift\", running), 1 (01ABC")));
    QVERIFY(QString::fromStdString(found("night")).contains(QStringLiteral("Runs of workflows with such a name: 3 (7")));
    QVERIFY(QString::fromStdString(found("99")).contains(QStringLiteral("There are 3 runs; the newest: 3 (7")));
    QVERIFY(QString::fromStdString(found("")).contains(QStringLiteral("There is no run \"\"")));
}

WEFTLINE_TEST(ServiceLookingTest)

#include "tst_looking.moc"
