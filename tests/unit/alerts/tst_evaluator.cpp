// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/alerts/evaluator.h"
#include "tests/support/test_main.h"
#include "tests/support/text.h"

#include <limits>

using namespace weftline;
using namespace weftline::alerts;
using weftline::test::q;
using namespace std::chrono_literals;

namespace {

/// A rule and what it knows, fed with one series' values second by second. "-" is no data.
struct Story
{
    Rule rule;
    Book book;
    Instant now{1'000'000'000};

    Evaluation see(const Result<std::vector<metrics::Sample>> &samples, const std::vector<Labels> &expected = {})
    {
        Evaluation evaluation = evaluate(rule, book, now, samples, expected);
        for (const Transition &transition : evaluation.transitions)
            apply(book, transition, now);
        now = now + 1s;
        return evaluation;
    }

    /// The states after each of the values: "." none, "?" pending, "!" firing, "~" firing and good again.
    QString tell(const std::vector<double> &values)
    {
        QString out;
        for (const double value : values) {
            std::vector<metrics::Sample> samples;
            if (!std::isnan(value))
                samples.push_back({{{"node", "a"}}, value});
            (void)see(samples);
            out += q(book.empty()                                         ? "."
                         : book.begin()->second.state == AlertState::Pending ? "?"
                         : book.begin()->second.missingSince                 ? "~"
                                                                             : "!");
        }
        return out;
    }
};

constexpr double none = std::numeric_limits<double>::quiet_NaN();

Story story(Duration holdFor, Duration keepFiringFor)
{
    Story out;
    out.rule.id = "r";
    out.rule.value = 5;
    out.rule.holdFor = holdFor;
    out.rule.keepFiringFor = keepFiringFor;
    return out;
}

} // namespace

class EvaluatorTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void firesAtOnceWithoutAHold() { QCOMPARE(story(0s, 0s).tell({1, 9, 9, 1}), q(".!!.")); }
    void isPendingForAsLongAsItsHold() { QCOMPARE(story(2s, 0s).tell({9, 9, 9, 9, 1}), q("?\?!!.")); }
    void forgetsAPendingAlertAtOnce() { QCOMPARE(story(2s, 9s).tell({9, 9, 1, 9, 9, 9}), q("??.?\?!")); }
    void keepsFiringFromTheFirstMissingEvaluation() { QCOMPARE(story(0s, 2s).tell({9, 1, 1, 1, 1}), q("!~~..")); }
    void beginsToKeepAnewAfterItWasBadAgain() { QCOMPARE(story(0s, 2s).tell({9, 1, 9, 1, 1, 1}), q("!~!~~.")); }
    void takesNoDataForGood() { QCOMPARE(story(0s, 0s).tell({9, none}), q("!.")); }

    void firesOnUntilItsClearThreshold()
    {
        Story s = story(1s, 0s);
        s.rule.clear = 2;
        QCOMPARE(s.tell({3, 6, 3, 6, 6, 3, 3, 2, 3}), q(".?.?!!!.."));
        s = story(0s, 0s);
        s.rule.is = workflow::ConditionIs::Below;
        s.rule.clear = 8;
        QCOMPARE(s.tell({6, 4, 6, 7, 8, 7}), q(".!!!.."));
    }

    void keepsWhatItKnewWhereNoDataSaysSo()
    {
        Story s = story(2s, 0s);
        s.rule.noData = workflow::NoData::Keep;
        QCOMPARE(s.tell({9, none, none, none, 9, none, 1}), q("???\?!!."));
    }

    void alertsOfNoDataWhereItSaysSo()
    {
        Story s = story(1s, 0s);
        s.rule.noData = workflow::NoData::Alert;
        s.rule.query.labels = {{"pool", "gpu"}};
        QCOMPARE(s.tell({1, none, none, none}), q(".?!!"));
        QVERIFY(s.book.contains({{"pool", "gpu"}}));
        s = story(0s, 0s);
        s.rule.noData = workflow::NoData::Alert;
        QCOMPARE(s.tell({9, none, 1}), q("!!."));
    }

    void endsAtOnceWhereNoDataIsGood()
    {
        Story s = story(0s, 3s);
        s.rule.noData = workflow::NoData::Ok;
        QCOMPARE(s.tell({9, 1, 9, none}), q("!~!."));
    }

    void changesNothingWhenItCannotBeEvaluated()
    {
        Story s = story(0s, 0s);
        (void)s.tell({9});
        const Evaluation failed = s.see(failure(ErrorCode::System, "The disk is gone."));
        QVERIFY(failed.transitions.empty());
        QCOMPARE(q(failed.trouble), q("The disk is gone."));
        QCOMPARE(s.book.size(), std::size_t{1});
    }

    void takesTwoSeriesWithTheSameLabelsForAnError()
    {
        Story s = story(0s, 0s);
        const std::vector<metrics::Sample> doubled{{{{"node", "a"}}, 9}, {{{"node", "b"}}, 9}, {{{"node", "a"}}, 1}};
        const Evaluation failed = s.see(doubled);
        QVERIFY(failed.transitions.empty() && s.book.empty());
        QVERIFY(q(failed.trouble).contains(q("{node=\"a\"}")));
    }

    void knowsWhatShouldBeThere()
    {
        Story s = story(0s, 0s);
        s.rule.is = workflow::ConditionIs::Absent;
        const std::vector<Labels> expected{{{"worker", "w1"}}, {{"worker", "w2"}}};
        const Evaluation found = s.see(std::vector<metrics::Sample>{{{{"worker", "w1"}}, 1}}, expected);
        QCOMPARE(found.transitions.size(), std::size_t{1});
        QVERIFY(found.transitions[0].labels == expected[1]);
    }

    void tellsAlertsApartByTheirLabels()
    {
        Story s = story(1s, 0s);
        const auto both = [&](double a, double b) {
            (void)s.see(std::vector<metrics::Sample>{{{{"node", "a"}}, a}, {{{"node", "b"}}, b}});
        };
        both(9, 1);
        both(9, 9);
        QVERIFY(s.book.at({{"node", "a"}}).state == AlertState::Firing);
        QVERIFY(s.book.at({{"node", "b"}}).state == AlertState::Pending);
    }
};

WEFTLINE_TEST(EvaluatorTest)

#include "tst_evaluator.moc"
