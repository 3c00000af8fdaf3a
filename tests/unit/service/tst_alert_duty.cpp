// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Who is told of an alert, when, and how often it is tried.

#include "engine/scheduler/step.h"
#include "engine/service/alert_duty.h"
#include "tests/support/test_main.h"
#include "tests/support/text.h"

#include <deque>

using namespace weftline;
using namespace weftline::service;
using namespace std::chrono_literals;
using weftline::test::q;

namespace {

/// A duty whose notes become true at once, and whose channels answer when they are told to.
struct Office
{
    Instant now{1'700'000'000'000'000};
    scheduler::State state;
    scheduler::Sink sink{state};
    std::deque<scheduler::Input> inputs;
    std::vector<std::pair<alerts::Notice, std::function<void(Result<Done>)>>> sendings;
    std::vector<scheduler::Fact> told; ///< NoticeSent and NoticeFailed.
    AlertDuty duty{alerts::Watch(), [this](Instant at, scheduler::Note note) { inputs.push_back({at, std::move(note)}); },
                   [this](const alerts::Notice &notice, std::function<void(Result<Done>)> done) { sendings.emplace_back(notice, std::move(done)); },
                   [this] { return now; }, [] {}};

    void handle()
    {
        while (!inputs.empty()) {
            scheduler::step(state, inputs.front(), sink);
            inputs.pop_front();
            const std::vector<scheduler::Event> events = sink.takeEvents();
            const scheduler::Position first = state.position - events.size() + 1;
            for (std::size_t i = 0; i < events.size(); ++i) {
                duty.applied(state, events[i], first + i);
                if (std::holds_alternative<scheduler::NoticeSent>(events[i].fact) || std::holds_alternative<scheduler::NoticeFailed>(events[i].fact))
                    told.push_back(events[i].fact);
            }
        }
    }

    /// So much later; what was found is durable before the next turn.
    void turn(Duration later = 0s)
    {
        now = now + later;
        (void)duty.turn(state, now, true);
        handle();
        duty.durable(state.position);
    }

    /// An alert fires at once.
    void fire(const Value &channel)
    {
        inputs.push_back({now, scheduler::TakeOffice{1, "test"}});
        workflow::Workflow drawn;
        workflow::Node node;
        node.id = "train";
        node.with = {{"argv", List{"true"}}};
        drawn.nodes = {node};
        workflow::AlertRule rule = workflow::newAlertRule("nobody", workflow::AlertMetric::Workers, workflow::WindowFunction::Value, -1);
        for (workflow::AlertNode &stage : rule.nodes)
            if (stage.kind == workflow::AlertKind::Notify)
                stage.with = {{"channels", List{channel}}};
        drawn.alerts = {rule};
        scheduler::Submit submit;
        submit.id = "R1";
        submit.plan = workflow::compile(std::move(drawn)).value();
        inputs.push_back({now, std::move(submit)});
        handle();
        turn(1s);
    }

    void answer(const Result<Done> &result)
    {
        const auto done = sendings.back().second;
        done(result);
        handle();
    }
};

const Value hook = Object{{"webhook", "http://127.0.0.1/hook"}};
const SessionId window{{1}};

} // namespace

class AlertDutyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsNobodyBeforeItIsDurable()
    {
        Office office;
        office.fire(hook);
        QVERIFY(office.duty.hasUnsent());
        office.duty.durable(0);
        (void)office.duty.turn(office.state, office.now, true);
        QVERIFY(office.sendings.empty());
        office.duty.durable(office.state.position);
        office.turn();
        QCOMPARE(office.sendings.size(), std::size_t{1});
    }

    void saysOnceThatItWasSent()
    {
        Office office;
        office.fire(hook);
        office.turn();
        QCOMPARE(q(office.sendings[0].first.channel), q("http://127.0.0.1/hook"));
        office.answer(Done{});
        QCOMPARE(office.told.size(), std::size_t{1});
        QVERIFY(std::holds_alternative<scheduler::NoticeSent>(office.told[0]));
        office.turn(1min);
        QCOMPARE(office.sendings.size(), std::size_t{1});
        QVERIFY(!office.duty.hasUnsent());
    }

    void triesAgainLaterAndLaterAndGivesUp()
    {
        Office office;
        office.fire(hook);
        office.turn();
        std::vector<Duration> waits;
        for (int i = 0; i < 20 && office.told.empty(); ++i) {
            office.answer(failure(ErrorCode::Unreachable, "Nobody is there."));
            const std::size_t before = office.sendings.size();
            const Instant failedAt = office.now;
            for (int s = 0; s < 200 && office.sendings.size() == before && office.told.empty(); ++s)
                office.turn(1s);
            if (office.told.empty())
                waits.push_back(office.now - failedAt);
        }
        QCOMPARE(waits, (std::vector<Duration>{1s, 2s, 4s, 8s, 16s, 32s, 64s}));
        QVERIFY(std::holds_alternative<scheduler::NoticeFailed>(office.told.at(0)));
        QCOMPARE(q(std::get<scheduler::NoticeFailed>(office.told[0]).reason), q("Nobody is there."));
        client::AlertView view;
        view.rule = "nobody";
        office.duty.complete(view);
        QCOMPARE(q(view.trouble), q("Nobody is there."));
    }

    void triesNoMoreWhereThereIsNoBus()
    {
        Office office;
        office.fire("desktop");
        office.turn();
        office.answer(failure(ErrorCode::NotFound, "There is no bus."));
        QCOMPARE(office.told.size(), std::size_t{1});
        QVERIFY(std::holds_alternative<scheduler::NoticeFailed>(office.told[0]));
    }

    void leavesTheDesktopToAWindow()
    {
        Office office;
        office.duty.windowShows(window, true);
        office.fire("desktop");
        office.turn();
        QVERIFY(office.sendings.empty());
        const auto notices = office.duty.noticesFor(window);
        QCOMPARE(notices.size(), std::size_t{1});
        QVERIFY(office.duty.noticesFor(SessionId{{2}}).empty());
        QVERIFY(office.duty.windowShowed(notices[0].id));
        office.handle();
        QCOMPARE(office.told.size(), std::size_t{1});
        QVERIFY(office.duty.noticesFor(window).empty());
        QVERIFY(!office.duty.windowShowed(notices[0].id));
        office.turn(1min);
        QVERIFY(office.sendings.empty());
    }

    void takesTheBusWhenTheWindowSaysNothingOrGoes()
    {
        Office office;
        office.duty.windowShows(window, true);
        office.fire("desktop");
        office.turn();
        office.turn(4s);
        QVERIFY(office.sendings.empty());
        office.turn(1s);
        QCOMPARE(office.sendings.size(), std::size_t{1});
        QVERIFY(office.duty.noticesFor(window).empty()); // never both

        Office other;
        other.duty.windowShows(window, true);
        other.fire("desktop");
        other.turn();
        other.duty.windowClosed(window);
        other.turn();
        QCOMPARE(other.sendings.size(), std::size_t{1});
    }
};

WEFTLINE_TEST(AlertDutyTest)

#include "tst_alert_duty.moc"
