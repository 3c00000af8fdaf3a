// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/expressions/sandbox.h"
#include "tests/support/test_main.h"
#include "tests/support/text.h"

#include <cstdlib>

using namespace weftline;
using namespace weftline::expressions;
using weftline::test::q;

namespace {

Job expression(const std::string &text)
{
    Job job;
    job.kind = Job::Kind::Expression;
    job.source = std::make_shared<const Value>(text);
    return job;
}

Job templated(Value value)
{
    Job job;
    job.source = std::make_shared<const Value>(std::move(value));
    job.item = Value("file one");
    job.index = 1;
    return job;
}

Scope someScope()
{
    return {{{"folder", "/tmp"}, {"big", std::int64_t{9007199254740993}}},
            {{"id", "run-1"}},
            {{"list", List{"a", "b", "c"}}, {"any id", Object{{"x", 1.5}, {"deep", Object{{"y", List{1, 2}}}}}}}};
}

/// The JSON of the result, or "! " and the message.
QString shown(const Result<Value> &result)
{
    return result ? q(toJson(*result)) : QStringLiteral("! ") + q(result.error().message);
}

} // namespace

class SandboxTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { ::setenv("TZ", "UTC", 1); }

    void evaluates_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("json");
        const auto row = [](const char *text, const char *json) { QTest::newRow(text) << q(text) << q(json); };
        row("1 + 2", "3");
        row("1 / 4", "0.25");
        row("'a' + 1", "\"a1\"");
        row("[1, 'x', null, true, {a: 1}]", "[1,\"x\",null,true,{\"a\":1}]");
        row("({b: undefined, a: 2})", "{\"a\":2}");
        row("params.folder", "\"/tmp\"");
        row("params.big", "9007199254740993"); // whole numbers that JavaScript cannot hold pass through
        row("run.id", "\"run-1\"");
        row("list.output[2]", "\"c\"");
        row("list.output.length", "3");
        row("list.output.map((x, i) => x + i)", "[\"a0\",\"b1\",\"c2\"]");
        row("nodes['any id'].output.deep.y[1]", "2");
        row("Object.keys(nodes)", "[\"list\",\"any id\"]");
        row("[[1, [2]], 3].flat()", "[1,[2],3]");
        row("[[1, [2]], 3].flat(Infinity)", "[1,2,3]");
        row("[1, 2].flatMap(x => [x, x * 10])", "[1,10,2,20]");
        row("Object.fromEntries(new Map([['a', 1], ['b', 2]]))", "{\"a\":1,\"b\":2}");
        row("'a.b.a'.replaceAll('a', 'z') + 'aXa'.replaceAll(/a/g, 'y')", "\"z.b.zyXy\"");
        row("'ab'.replaceAll('', '-')", "\"-a-b-\"");
        row("(() => { let s = 0; for (const x of [1, 2]) s += x; return s; })()", "3");
        row("new Date(Date.UTC(2026, 0, 2))", "\"2026-01-02T00:00:00.000Z\"");
        row("new Date('2026-03-01T08:00:00').getTime()", "1772352000000");
        row("`x${list.output.length}${`y${1}`}`", "\"x3y1\"");
        row("list.output.slice().sort().reverse()", "[\"c\",\"b\",\"a\"]");
        row("list.output.sort((a, b) => a < b ? 1 : -1)", "[\"c\",\"b\",\"a\"]"); // on a copy of its own
        row("list.output.push('d')", "4");
        row("list.output.length", "3"); // and nothing of it stays
        row("\"ü\" // a comment", "\"ü\"");
        row("'a\\u0000b'.length", "3");
    }
    void evaluates()
    {
        QFETCH(QString, text);
        QFETCH(QString, json);
        m_sandbox.setScope(someScope());
        QCOMPARE(shown(m_sandbox.evaluate(expression(text.toStdString()))), json);
    }

    void saysWhatIsWrong_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("message");
        const auto row = [](const char *text, const char *message) { QTest::newRow(text) << q(text) << q(message); };
        row("undefined", "returns nothing.");
        row("list.output.forEach(x => x)", "returns nothing.");
        row("[1].map(x => {})", "returns nothing at [0].");
        row("0 / 0", "gives NaN.");
        row("({a: [1, 1 / 0]})", "gives an infinite number at .a[1].");
        row("x => x", "gives a function.");
        row("Symbol()", "gives a symbol.");
        row("new Map()", "gives a Map (no JSON value).");
        row("(() => { const a = {}; a.a = a; return a; })()", "gives a value that holds itself.");
        row("(() => { let a = []; for (let i = 0; i < 70; ++i) a = [a]; return a; })()",
            "gives a value nested more than 64 deep.");
        row("'x'.repeat(70 * 1024 * 1024)", "gives more than 64 MiB.");
        row("null.a", "fails: TypeError: Cannot read property 'a' of null.");
        row("nope", "fails: ReferenceError: nope is not defined.");
        row("(() => { throw 5; })()", "fails: 5.");
        row("(function f() { return 1 + f(); })()", "fails: RangeError: Maximum call stack size exceeded.");
        row("Math.random()",
            "fails: Error: an expression has no chance; the same input must always give the same value.");
        row("Date.now()", "fails: Error: an expression has no clock; pass a time in as a parameter.");
        row("new Date()", "fails: Error: an expression has no clock; pass a time in as a parameter.");
        row("new (new Date(0)).constructor()",
            "fails: Error: an expression has no clock; pass a time in as a parameter.");
        row("(() => 1).constructor('return 1')()", "fails: Error: an expression cannot make code from text.");
        row("eval('1')", "fails: ReferenceError: eval is not defined.");
        row("Function('return 1')()", "fails: ReferenceError: Function is not defined.");
        row("1 +", "cannot be read: ");
        row("1); (2", "cannot be read: There is a ')' too many.");
        row("  ", "is empty.");
    }
    void saysWhatIsWrong()
    {
        QFETCH(QString, text);
        QFETCH(QString, message);
        m_sandbox.setScope(someScope());
        const QString got = shown(m_sandbox.evaluate(expression(text.toStdString())));
        QVERIFY2(got.startsWith(QStringLiteral("! The expression \"%1\" ").arg(text) + message), qPrintable(got));
    }

    void fillsTemplates()
    {
        m_sandbox.setScope(someScope());
        QCOMPARE(
            shown(m_sandbox.evaluate(templated("wc ${item} #${index + 1} ${list.output} $${x} ${secret.KEY} ${1.5}"))),
            q("\"wc file one #2 [\\\"a\\\",\\\"b\\\",\\\"c\\\"] ${x} ${secret.KEY} 1.5\""));
        QCOMPARE(shown(m_sandbox.evaluate(templated("${list.output}"))), q("[\"a\",\"b\",\"c\"]"));
        QCOMPARE(shown(m_sandbox.evaluate(templated("${index}"))), q("1"));
        QCOMPARE(shown(m_sandbox.evaluate(templated(
                     Object{{"argv", List{"wc", "${item}", 3}}, {"env", Object{{"A", "${list.output[index]}"}}}}))),
                 q("{\"argv\":[\"wc\",\"file one\",3],\"env\":{\"A\":\"b\"}}"));
        QVERIFY(shown(m_sandbox.evaluate(templated("x${item.y.z}")))
                    .startsWith(q("! The expression \"item.y.z\" fails: TypeError")));
    }

    void takesTheFirstCaseThatIsTrue()
    {
        const auto branch = [&](List cases, const char *value) {
            Job job;
            job.kind = Job::Kind::Branch;
            job.source = std::make_shared<const Value>(Object{{"cases", std::move(cases)}, {"value", value}});
            return shown(m_sandbox.evaluate(job));
        };
        m_sandbox.setScope(someScope());
        QCOMPARE(branch({"list.output.length > 5", "list.output.length > 2 // enough", "true"}, "list.output[0]"), q("[1,\"a\"]"));
        QCOMPARE(branch({"0", "''", "null", "undefined", "NaN"}, "params.folder"), q("[5,\"/tmp\"]"));
        QCOMPARE(branch({"[]"}, "7"), q("[0,7]"));
        QVERIFY(branch({"false", "nope"}, "1").startsWith(q("! The expression \"nope\" fails: ReferenceError")));
        QVERIFY(branch({"true", "nope"}, "1").startsWith(q("[0,1]"))); // what is not asked cannot fail
        QVERIFY(branch({"true"}, "undefined").startsWith(q("! The expression \"undefined\" returns nothing")));
    }

    void keepsSecretsApartFromWhatLooksLikeOne()
    {
        Scope scope = someScope();
        scope.params.emplace_back("evil", "${secret.KEY}");
        scope.params.emplace_back("list", List{"${secret.KEY}", Object{{"a", "x${secret.KEY}"}}});
        m_sandbox.setScope(std::move(scope));
        const auto filled = [&](const char *text) {
            Job job = templated(text);
            job.kind = Job::Kind::Parameters;
            return shown(m_sandbox.evaluate(job));
        };
        QCOMPARE(filled("Bearer ${secret.KEY}"), q("\"Bearer ${secret.KEY}\""));
        QCOMPARE(filled("${params.evil} ${ secret.KEY }"), q("\"$${secret.KEY} ${secret.KEY}\""));
        QCOMPARE(filled("${params.evil}"), q("\"$${secret.KEY}\""));
        QCOMPARE(filled("${params.list}"), q("[\"$${secret.KEY}\",{\"a\":\"x$${secret.KEY}\"}]"));
        QCOMPARE(filled("$${secret.KEY}"), q("\"$${secret.KEY}\""));
        QCOMPARE(filled("${'$'}${'{secret.KEY}'}"), q("\"$${secret.KEY}\"")); // not even in pieces
        QCOMPARE(filled("$${x}"), q("\"${x}\""));
    }

    /// Whatever an expression tries to leave behind, the next one finds everything as it was.
    void leavesNothingBehind_data()
    {
        QTest::addColumn<QString>("poison");
        const auto row = [](const char *text) { QTest::newRow(text) << q(text); };
        row("(() => { leaked = 1; return 1; })()");
        row("(function () { this.leaked = 1; return 1; }).call(null)");
        row("(() => { Array.prototype.leaked = 1; return 1; })()");
        row("(() => { Array.prototype[0] = 'leaked'; return 1; })()");
        row("(() => { Array.prototype.push('leaked'); return 1; })()");
        row("(() => { [].__proto__.leaked = 1; return 1; })()");
        row("(() => { Object.prototype.leaked = 1; return 1; })()");
        row("(() => { ({}).__proto__['0'] = 1; return 1; })()");
        row("(() => { Array = 1; return 1; })()");
        row("(() => { parseInt = () => 7; return 1; })()");
        row("(() => { Math.max = () => 7; return 1; })()");
        row("(() => { JSON.leaked = 7; return 1; })()");
        row("(() => { Object.setPrototypeOf(Array.prototype, {leaked: 1}); return 1; })()");
        row("(() => { Object.defineProperty(Object.prototype, 'leaked', {value: 1}); return 1; })()");
        row("(() => { (() => 0).__proto__.leaked = 1; return 1; })()");
        row("(() => { Object.getPrototypeOf(function* () {}).leaked = 1; return 1; })()");
        row("(() => { [][Symbol.iterator]().__proto__.next = () => ({done: true}); return 1; })()");
        row("(() => { Date.prototype.setTime(5); return 1; })()");
        row("(() => { RegExp.prototype.compile('leaked'); return 1; })()");
        row("(() => { RegExp.prototype.lastIndex = 7; return 1; })()");
        row("/(leaked)/.test('leaked')");
        row("(() => { list.output[0] = 'leaked'; return 1; })()");
        row("(() => { [list.output[0]] = ['leaked']; return 1; })()");
        row("(() => { ({a: list.output[0]} = {a: 'leaked'}); return 1; })()");
        row("(() => { for (list.output[0] of ['leaked']); return 1; })()");
        row("(() => { const o = list.output; o[0]++; return 1; })()");
        row("(() => { list['output']['push']('leaked'); return 1; })()");
        row("(() => { list.output['so' + 'rt']((a, b) => a < b ? 1 : -1); return 1; })()");
        row("(() => { list.output.fill('leaked'); return 1; })()");
        row("(() => { Array.prototype.reverse.call(list.output); return 1; })()");
        row("(() => { Array.prototype.splice.call(list.output, 0, 1); return 1; })()");
        row("(() => { Array.prototype.copyWithin.call(list.output, 0, 1); return 1; })()");
        row("(() => { Array.prototype.unshift.call(list.output, 'leaked'); return 1; })()");
        row("(() => { Reflect.set(list.output, 0, 'leaked'); return 1; })()");
        row("(() => { Reflect.defineProperty(list.output, 0, {value: 'leaked'}); return 1; })()");
        row("(() => { Object.assign(list.output, ['leaked']); return 1; })()");
        row("(() => { Array.from.call(function () { return list.output; }, ['leaked']); return 1; })()");
        row("(() => { Array.of.call(function () { return list.output; }, 'leaked'); return 1; })()");
        row("(() => { const s = class extends Array { static get [Symbol.species]() { return function () { return "
            "list.output; }; } };"
            " new s(1, 2).map(() => 'leaked'); return 1; })()");
        row("(() => { JSON.parse('[1,2]', function (k, v) { return list.output; }); return 1; })()");
        row("(() => { list.output = 1; return 1; })()");
        row("(() => { delete list.output; return 1; })()");
        row("(() => { params.folder = 'leaked'; return 1; })()");
        row("(() => { nodes.leaked = 1; return 1; })()");
        row("(() => { nodes['any id'].output.deep.y[0] = 'leaked'; return 1; })()");
        row("(() => { const t = s => s; t`x`.leaked = 1; return 1; })()");
        row("(function () { arguments.callee.leaked = 1; return 1; })()");
        row("(() => { Symbol.leaked = 1; Symbol.prototype.leaked = 1; return 1; })()");
    }
    void leavesNothingBehind()
    {
        QFETCH(QString, poison);
        static const std::string canary = R"(
            JSON.stringify([typeof leaked, [].leaked, ({}).leaked, [][0], [].length, ({})[0], typeof Array, parseInt('3'), Math.max(1, 2), JSON.leaked,
                (() => 0).leaked, Array.from(new Map([[1, 2]])), [...'ab'], String(RegExp.prototype.source), RegExp.prototype.lastIndex, RegExp.$1,
                RegExp.lastMatch, list.output, Object.isFrozen(list), params, Object.keys(nodes), nodes['any id'], (s => s)`x`.leaked, Symbol.leaked,
                Object.getOwnPropertyNames(Array.prototype).length, (function* () {}).leaked, (s => Object.keys(s).length)`x`,
                (() => { try { return Date.prototype.getTime(); } catch (e) { return String(e); } })()]))";
        Sandbox fresh;
        fresh.setScope(someScope());
        const QString clean = shown(fresh.evaluate(expression(canary)));
        QVERIFY2(clean.startsWith(QLatin1String("\"")), qPrintable(clean));
        (void)fresh.evaluate(expression(poison.toStdString()));
        (void)fresh.evaluate(expression(poison.toStdString()));
        QCOMPARE(shown(fresh.evaluate(expression(canary))), clean);
    }

    void forgetsOldScopes()
    {
        m_sandbox.setScope(someScope());
        QCOMPARE(shown(m_sandbox.evaluate(expression("list.output.length + 0"))), q("3"));
        m_sandbox.setScope({{}, {}, {{"list", List{1}}}});
        QCOMPARE(shown(m_sandbox.evaluate(expression("list.output.length + 0"))), q("1"));
        m_sandbox.setScope({});
        QVERIFY(shown(m_sandbox.evaluate(expression("list.output.length + 0"))).contains(q("list is not defined")));
    }

    void startsAnewAfterManyDifferentExpressions()
    {
        m_sandbox.setScope(someScope());
        for (int i = 0; i < 5000; ++i)
            QCOMPARE(*m_sandbox.evaluate(expression("list.output.length + " + std::to_string(i)))->asInt(), 3 + i);
    }

    void printsItsSpeed()
    {
        m_sandbox.setScope(someScope());
        for (const char *const text : {"${item}", "file ${item} of ${params.folder}", "${item.length + index}"}) {
            const Job job = templated(text);
            QElapsedTimer timer;
            timer.start();
            constexpr int count = 100'000;
            for (int i = 0; i < count; ++i)
                (void)m_sandbox.evaluate(job);
            qInfo("%s: %.0f evaluations/s", text, count / (static_cast<double>(timer.nsecsElapsed()) / 1e9));
        }
    }

private:
    Sandbox m_sandbox;
};

WEFTLINE_TEST(SandboxTest)

#include "tst_sandbox.moc"
