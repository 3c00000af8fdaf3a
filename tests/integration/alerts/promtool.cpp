// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/integration/alerts/promtool.h"

#include <QtCore/QFile>
#include <QtCore/QProcess>
#include <QtCore/QRegularExpression>

#include <fmt/format.h>

namespace weftline::test {

using workflow::ConditionIs;
using workflow::WindowFunction;

namespace {

struct Dice
{
    std::mt19937 random;

    int below(int end) { return std::uniform_int_distribution<int>(0, end - 1)(random); }
    bool oneIn(int n) { return below(n) == 0; }
    template <typename T>
    T of(std::initializer_list<T> choices)
    {
        return *(choices.begin() + below(static_cast<int>(choices.size())));
    }
};

/// Counters climb and begin anew, gauges jump; both stop, pause for 4, 5 and 6 intervals, end, and are not a number at times.
std::vector<Step> randomSteps(Dice &dice, bool isCounter)
{
    std::vector<Step> steps;
    double level = dice.below(12);
    int left = dice.below(15) + 1; // of the stretch that has just begun
    Kind kind = dice.oneIn(3) ? Kind::Missing : Kind::Number;
    for (int i = 0; i < stepsOfATrace; ++i) {
        if (left-- == 0) {
            const bool pauses = kind == Kind::Number && dice.oneIn(2);
            if (kind == Kind::Number && dice.oneIn(4) && !steps.empty()) {
                steps.push_back({Kind::End, 0}); // and then nothing, or another life
                kind = Kind::Missing;
                left = dice.of({1, 3, 8, 40});
                continue;
            }
            kind = pauses ? Kind::Missing : dice.oneIn(8) ? Kind::NotANumber : Kind::Number;
            left = pauses ? dice.of({0, 1, 3, 4, 5, 6, 7}) : kind == Kind::NotANumber ? dice.below(3) : dice.below(9);
        }
        if (isCounter && dice.oneIn(9))
            level = dice.below(3);
        else
            level = isCounter ? level + dice.below(6) : (dice.oneIn(2) ? level : dice.below(12));
        steps.push_back({kind, kind == Kind::Number ? level : 0});
    }
    steps.resize(stepsOfATrace);
    return steps;
}

std::string selectorOf(const alerts::Rule &rule)
{
    std::string out = "m";
    if (!rule.query.labels.empty()) {
        out += "{";
        for (const auto &[name, value] : rule.query.labels)
            out += fmt::format("{}=\"{}\",", name, value);
        out.back() = '}';
    }
    return out;
}

} // namespace

Pair randomPair(unsigned seed)
{
    Dice dice{std::mt19937(seed)};
    Pair pair;
    alerts::Rule &rule = pair.rule;
    rule.id = fmt::format("R{}", seed);
    rule.query.function = dice.of({WindowFunction::Value, WindowFunction::Value, WindowFunction::Average, WindowFunction::Max,
                                   WindowFunction::Min, WindowFunction::Sum, WindowFunction::Rate, WindowFunction::Quantile});
    rule.query.over = stepLength * dice.of({1, 2, 3, 4, 5, 6, 8, 10});
    rule.query.quantile = dice.of({0.0, 0.25, 0.5, 0.9, 1.0});
    rule.is = dice.of({ConditionIs::Above, ConditionIs::Above, ConditionIs::Below, ConditionIs::Outside, ConditionIs::Absent});
    const bool isRate = rule.query.function == WindowFunction::Rate;
    const double scale = isRate ? 1.0 / 60 : rule.query.function == WindowFunction::Sum ? 3 : 1;
    rule.value = (dice.below(9) + 0.37) * scale * (isRate ? 0.5 : 1);
    rule.high = rule.value + (dice.below(5) + 0.13) * scale;
    rule.holdFor = stepLength * dice.of({0, 0, 1, 2, 3, 5, 7}) + Duration(dice.oneIn(4) ? 30'000'000 : 0);
    rule.keepFiringFor = stepLength * dice.of({0, 0, 1, 2, 3, 5}) + Duration(dice.oneIn(4) ? 30'000'000 : 0);
    const int count = 1 + dice.below(4);
    for (int i = 0; i < count; ++i)
        pair.series.push_back({{{"s", std::string(1, static_cast<char>('a' + i))}}, randomSteps(dice, isRate)});
    // Of a window that is absent Prometheus does not say what it was of, and we do.
    const bool isUnnamed = rule.is == ConditionIs::Absent && rule.query.function != WindowFunction::Value;
    if (!isUnnamed && dice.oneIn(rule.is == ConditionIs::Absent ? 2 : 5))
        rule.query.labels = {{"s", "a"}};
    return pair;
}

std::string toPromQl(const alerts::Rule &rule)
{
    constexpr std::string_view functions[] = {"", "avg_over_time", "max_over_time", "min_over_time", "sum_over_time", "rate", "quantile_over_time"};
    std::string of = selectorOf(rule);
    if (rule.query.function != WindowFunction::Value) {
        const std::string range = fmt::format("{}[{}s]", of, rule.query.over.count() / 1'000'000);
        of = rule.query.function == WindowFunction::Quantile
            ? fmt::format("quantile_over_time({}, {})", rule.query.quantile, range)
            : fmt::format("{}({})", functions[static_cast<std::size_t>(rule.query.function)], range);
    }
    switch (rule.is) {
    case ConditionIs::Above: return fmt::format("{} > {}", of, rule.value);
    case ConditionIs::Below: return fmt::format("{} < {}", of, rule.value);
    case ConditionIs::Outside: return fmt::format("({0} < {1}) or ({0} > {2})", of, rule.value, rule.high);
    case ConditionIs::Absent: return fmt::format("absent({})", of);
    }
    return {};
}

Timeline ours(const Pair &pair, Duration lateBy)
{
    alerts::Rule rule = pair.rule;
    rule.holdFor += lateBy;
    std::vector<metrics::Samples> samples(pair.series.size());
    alerts::Book book;
    Timeline timeline;
    for (int i = 0; i < stepsOfATrace; ++i) {
        const Instant at = Instant{0} + stepLength * i;
        std::vector<metrics::Sample> vector;
        for (std::size_t s = 0; s < samples.size(); ++s) {
            const Step &step = pair.series[s].steps[static_cast<std::size_t>(i)];
            if (step.kind == Kind::End)
                samples[s].end(at);
            else if (step.kind != Kind::Missing)
                samples[s].add(at, step.kind == Kind::Number ? step.value : std::numeric_limits<double>::quiet_NaN());
            const auto wanted = rule.query.labels.find("s");
            if (wanted != rule.query.labels.end() && wanted->second != pair.series[s].labels.at("s"))
                continue;
            if (const auto value = samples[s].over(rule.query.function, at, rule.query.over, rule.query.quantile))
                vector.push_back({pair.series[s].labels, *value});
        }
        for (const alerts::Transition &transition : alerts::evaluate(rule, book, at, vector, {}).transitions)
            alerts::apply(book, transition, at);
        auto &now = timeline.emplace_back();
        for (const auto &[labels, active] : book)
            now[labels.contains("s") ? labels.at("s") : std::string()] = scheduler::nameOf(active.state);
    }
    return timeline;
}

namespace {

std::string valuesOf(const Series &series)
{
    std::string out;
    for (const Step &step : series.steps)
        out += step.kind == Kind::Number ? fmt::format("{} ", step.value)
            : step.kind == Kind::NotANumber ? "NaN "
            : step.kind == Kind::End        ? "stale "
                                            : "_ ";
    return out;
}

bool write(const QString &file, const std::string &text)
{
    QFile out(file);
    return out.open(QIODevice::WriteOnly) && out.write(QByteArray::fromStdString(text)) == static_cast<qint64>(text.size());
}

/// The rules of all pairs, each in a file and a test of its own: the series of one must not meet another's rule.
bool writeFiles(const QString &folder, const std::vector<Pair> &pairs)
{
    for (std::size_t p = 0; p < pairs.size(); ++p) {
        const alerts::Rule &rule = pairs[p].rule;
        std::string rules = fmt::format("groups:\n- name: g\n  rules:\n  - alert: {}\n    expr: '{}'\n    for: {}s\n    keep_firing_for: {}s\n",
                                        rule.id, toPromQl(rule), rule.holdFor.count() / 1'000'000, rule.keepFiringFor.count() / 1'000'000);
        std::string test = fmt::format("rule_files: [r{}.yml]\nevaluation_interval: 1m\ntests:\n- interval: 1m\n  input_series:\n", p);
        for (const Series &series : pairs[p].series)
            test += fmt::format("  - series: 'm{{s=\"{}\"}}'\n    values: '{}'\n", series.labels.at("s"), valuesOf(series));
        test += "  promql_expr_test:\n";
        for (int i = 0; i < stepsOfATrace; ++i) // never there, so that promtool says what is
            test += fmt::format("  - expr: ALERTS\n    eval_time: {}m\n    exp_samples: [{{labels: 'never', value: 0}}]\n", i);
        if (!write(folder + QStringLiteral("/r%1.yml").arg(p), rules) || !write(folder + QStringLiteral("/t%1.yml").arg(p), test))
            return false;
    }
    return true;
}

/// From `time: 4m,` to the next: what there was.
Timeline timelineIn(const QString &output)
{
    static const QRegularExpression one(QStringLiteral("expr: \"ALERTS\", time: (?:(\\d+)h)?(?:(\\d+)m)?(?:0s)?,[^\\n]*\\n\\s*exp:[^\\n]*\\n\\s*got:([^\\n]*(?:\\n\\s+\\{[^\\n]*)*)"));
    static const QRegularExpression alert(QStringLiteral("alertstate=\"(\\w+)\"(?:[^}]*?\\bs=\"(\\w)\")?"));
    Timeline timeline(stepsOfATrace, {{"?", "not told"}});
    for (auto found = one.globalMatch(output); found.hasNext();) {
        const auto match = found.next();
        const int at = match.captured(1).toInt() * 60 + match.captured(2).toInt();
        auto &now = timeline[static_cast<std::size_t>(at)];
        now.clear();
        for (auto alerts = alert.globalMatch(match.captured(3)); alerts.hasNext();) {
            const auto a = alerts.next();
            now[a.captured(2).toStdString()] = a.captured(1).toStdString();
        }
    }
    return timeline;
}

} // namespace

std::vector<Timeline> promtools(const QString &program, const QString &folder, const std::vector<Pair> &pairs)
{
    if (!writeFiles(folder, pairs))
        return {};
    std::vector<Timeline> out;
    for (std::size_t p = 0; p < pairs.size(); ++p) {
        QProcess promtool;
        promtool.setProcessChannelMode(QProcess::MergedChannels);
        promtool.setWorkingDirectory(folder);
        promtool.start(program, {QStringLiteral("test"), QStringLiteral("rules"), QStringLiteral("t%1.yml").arg(p)});
        if (!promtool.waitForFinished(60'000))
            return {};
        const QString output = QString::fromUtf8(promtool.readAll());
        out.push_back(timelineIn(output));
        if (out.back().front().contains("?"))
            qWarning("promtool said: %s", qPrintable(output.left(2000)));
    }
    return out;
}

std::string toText(const Pair &pair)
{
    std::string out = fmt::format("{}: {} for {} keep {}\n", pair.rule.id, toPromQl(pair.rule), formatDuration(pair.rule.holdFor),
                                  formatDuration(pair.rule.keepFiringFor));
    for (const Series &series : pair.series)
        out += fmt::format("  {}: {}\n", series.labels.at("s"), valuesOf(series));
    return out;
}

std::string toText(const Timeline &timeline)
{
    std::string out;
    for (std::size_t i = 0; i < timeline.size(); ++i)
        for (const auto &[labels, state] : timeline[i])
            out += fmt::format(" {}:{}{}", i, labels, state == "firing" ? "!" : state == "pending" ? "?" : state);
    return out;
}

} // namespace weftline::test
