// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/expressions/sandbox.h"

#include <QtCore/QFile>
#include <QtQml/QJSEngine>

#include "engine/expressions/check.h"
#include "engine/expressions/convert.h"
#include "engine/expressions/names.h"
#include "engine/expressions/simple_path.h"
#include "engine/workflow/template.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <utility>

// Outside every namespace, as Qt wants it: a static library's resources are entered by hand.
static void enterResources()
{
    Q_INIT_RESOURCE(expressions);
}

namespace weftline::expressions {
namespace {

constexpr std::size_t compiledMax = 4096; // then everything is thrown away and made anew

std::string shortened(std::string_view expression)
{
    constexpr std::size_t shown = 80;
    return expression.size() <= shown ? std::string(expression) : toQString(expression).left(shown).toStdString() + "…";
}

/// One source text, and its function for the names that the scope has.
struct Compiled
{
    std::string text;
    std::string shown; ///< As the user wrote it.
    std::optional<SimplePath> path;
    References uses;
    bool ownValues = false; ///< Gets copies that it may write into.
    std::uint64_t scope = 0; ///< The scope that `function` and `arguments` belong to.
    QJSValue function;
    std::vector<std::string> arguments;
    std::string fault; ///< Why there is no function.
};

struct Prepared
{
    struct Part
    {
        std::string literal;
        Compiled *expression = nullptr;
        bool isSecret = false;
    };
    std::vector<Part> parts;
    std::string fault;
};

std::unique_ptr<QJSEngine> newEngine(Helpers &helpers, QJSValue &run, QJSValue &state)
{
    enterResources();
    auto engine = std::make_unique<QJSEngine>();
    QFile file(QStringLiteral(":/weftline/expressions/prelude.js"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("prelude.js is missing");
    QJSValue allowed = engine->newArray();
    const std::vector<std::string_view> names = globalNames();
    for (std::size_t i = 0; i < names.size(); ++i)
        allowed.setProperty(static_cast<quint32>(i), toQString(names[i]));
    const QJSValue made = engine->evaluate(QString::fromUtf8(file.readAll())).call({engine->globalObject(), allowed});
    const bool good =
        !made.isError() && made.property(QStringLiteral("left")).property(QStringLiteral("length")).toInt() == 0;
    for (quint32 i = 0; good && i < 3; ++i)
        if (!made.property(QStringLiteral("frozen")).property(i).toBool())
            qFatal("prelude.js: something stayed open");
    if (!good)
        qFatal("prelude.js: %s",
               qPrintable(made.isError() ? made.toString() : made.property(QStringLiteral("left")).toString()));
    helpers = {made.property(QStringLiteral("freeze")), made.property(QStringLiteral("keys")),
               made.property(QStringLiteral("describe"))};
    run = made.property(QStringLiteral("run"));
    state = made.property(QStringLiteral("state"));
    return engine;
}

} // namespace

struct Sandbox::Inside
{
    Inside() { restart(); }

    void restart()
    {
        shared.clear();
        templates.clear();
        compiled.clear();
        run = state = QJSValue();
        helpers = {};
        engine.reset();
        engine = newEngine(helpers, run, state);
        ++scopeNumber;
    }

    Prepared &prepare(const std::string &text)
    {
        const auto [found, isNew] = templates.try_emplace(text);
        Prepared &prepared = found->second;
        if (!isNew)
            return prepared;
        const auto parts = workflow::splitTemplate(text);
        if (!parts) {
            prepared.fault = parts.error().message;
            return prepared;
        }
        for (const workflow::TemplatePart &part : *parts) {
            if (!part.isExpression)
                prepared.parts.push_back({std::string(part.text)});
            else if (isSecret(part.text))
                prepared.parts.push_back({fmt::format("${{secret.{}}}", workflow::secretName(part.text)), nullptr, true});
            else
                prepared.parts.push_back({{}, &compile(std::string(part.text))});
        }
        return prepared;
    }

    Compiled &compile(const std::string &text, const std::string &shown = {})
    {
        std::unique_ptr<Compiled> &slot = compiled[text];
        if (!slot) {
            slot = std::make_unique<Compiled>();
            slot->text = text;
            slot->shown = shown.empty() ? text : shown;
            slot->path = simplePath(text);
            slot->uses = referencesOf(text);
            slot->ownValues = mayWrite(text);
        }
        return *slot;
    }

    Result<Value> wholeValue(const Job &job, const Value &value)
    {
        if (const std::string *text = value.asString())
            return textValue(job, *text);
        if (const List *list = value.asList()) {
            List out;
            out.reserve(list->size());
            for (const Value &member : *list) {
                Result<Value> got = wholeValue(job, member);
                if (!got)
                    return got;
                out.push_back(std::move(*got));
            }
            return Value(std::move(out));
        }
        if (const Object *object = value.asObject()) {
            Object out;
            out.reserve(object->size());
            for (const auto &[name, member] : *object) {
                Result<Value> got = wholeValue(job, member);
                if (!got)
                    return got;
                out.emplace_back(name, std::move(*got));
            }
            return Value(std::move(out));
        }
        return value;
    }

    Result<Value> textValue(const Job &job, const std::string &text)
    {
        if (text.find("${") == std::string::npos)
            return Value(text);
        Prepared &prepared = prepare(text);
        if (!prepared.fault.empty())
            return failure(ErrorCode::InvalidInput, prepared.fault);
        const bool forWorker = job.kind == Job::Kind::Parameters;
        if (prepared.parts.size() == 1 && prepared.parts[0].expression) {
            Result<Value> value = expression(job, *prepared.parts[0].expression);
            if (value && forWorker)
                workflow::removeSecrets(*value);
            return value;
        }
        std::string done; // up to the last secret
        std::string out; // since then
        for (const Prepared::Part &part : prepared.parts) {
            if (part.isSecret && forWorker) {
                done += workflow::withoutSecrets(std::exchange(out, {})) + part.literal;
                continue;
            }
            out += part.literal;
            if (!part.expression)
                continue;
            const Result<Value> value = expression(job, *part.expression);
            if (!value)
                return value;
            if (const std::string *s = value->asString())
                out += *s;
            else
                out += toJson(*value);
        }
        return Value(forWorker ? done + workflow::withoutSecrets(std::move(out)) : std::move(out));
    }

    Result<Value> branch(const Job &job)
    {
        const Value *cases = job.source->find("cases");
        const Value *value = job.source->find("value");
        if (!cases || !cases->asList() || !value || !value->asString())
            return failure(ErrorCode::InvalidInput, "A branch must have cases and a value.");
        std::int64_t taken = 0;
        for (const Value &one : *cases->asList()) {
            const std::string when = one.asString() ? *one.asString() : std::string();
            // On a line of its own, so that a comment at its end does not swallow the bracket.
            const Result<Value> holds = expression(job, compile("!!(" + when + "\n)", when));
            if (!holds)
                return holds;
            if (*holds == Value(true))
                break;
            ++taken;
        }
        Result<Value> given = expression(job, compile(*value->asString()));
        return given ? Result<Value>(Value(List{Value(taken), std::move(*given)})) : given;
    }

    Result<Value> expression(const Job &job, Compiled &compiledOne)
    {
        if (compiledOne.path)
            if (const Value *found = followFromScope(job, *compiledOne.path))
                return *found;
        return script(job, compiledOne);
    }

    const Value *followFromScope(const Job &job, const SimplePath &path)
    {
        if (path.root == "item")
            return job.item ? follow(*job.item, path, 0, job.index) : nullptr;
        if (path.root == "index" && path.steps.empty() && job.item) {
            indexValue = job.index;
            return &indexValue;
        }
        const auto step = [&](std::size_t i) {
            return i < path.steps.size() ? std::get_if<std::string>(&path.steps[i]) : nullptr;
        };
        if (path.root == "params" || path.root == "run") {
            const Value *member = step(0) ? find(path.root == "run" ? scope.run : scope.params, *step(0)) : nullptr;
            return member ? follow(*member, path, 1, job.index) : nullptr;
        }
        const std::size_t at = path.root == "nodes" ? 1 : 0;
        const std::string *id = at == 1 ? step(0) : &path.root;
        const auto node = id ? nodeIndexes.find(*id) : nodeIndexes.end();
        if (node == nodeIndexes.end() || !step(at) || *step(at) != "output")
            return nullptr;
        return follow(scope.nodes[node->second].second, path, at + 1, job.index);
    }

    Result<Value> failed(const Compiled &what, const std::string &how) const
    {
        return failure(ErrorCode::InvalidInput, fmt::format("The expression \"{}\" {}.", shortened(what.shown), how));
    }

    Result<Value> script(const Job &job, Compiled &one)
    {
        if (one.scope != scopeNumber)
            makeFunction(one);
        if (!one.fault.empty())
            return failed(one, one.fault);
        QJSValue result = call(job, one);
        bool threw = state.property(QStringLiteral("threw")).toBool();
        if (threw && !one.ownValues && result.errorType() == QJSValue::TypeError) {
            one.ownValues = true; // it may have failed because the shared values are read-only
            result = call(job, one);
            threw = state.property(QStringLiteral("threw")).toBool();
        }
        if (threw || result.isError())
            return failed(one, fmt::format("fails: {}", result.toString().toStdString()));
        auto value = FromScript(*engine, helpers).convert(result);
        if (!value)
            return failed(one, value.error());
        return std::move(*value);
    }

    QJSValue call(const Job &job, const Compiled &one)
    {
        QJSValueList values{one.function};
        for (const std::string &name : one.arguments)
            values.push_back(argument(job, name, !one.ownValues));
        return run.call(values);
    }

    void makeFunction(Compiled &one)
    {
        one.scope = scopeNumber;
        one.arguments.clear();
        one.fault.clear();
        if (const std::string why = syntaxFault(one.text); !why.empty()) {
            one.fault = why;
            return;
        }
        for (const auto &[used, name] :
             {std::pair(one.uses.item, "item"), std::pair(one.uses.index, "index"), std::pair(one.uses.run, "run")})
            if (used)
                one.arguments.emplace_back(name);
        if (one.uses.allParams || !one.uses.params.empty())
            one.arguments.emplace_back("params");
        if (one.uses.allNodes || !one.uses.nodes.empty())
            one.arguments.emplace_back("nodes");
        for (const std::string &name : one.uses.names)
            if (nodeIndexes.contains(name))
                one.arguments.push_back(name);
        std::string head;
        for (const std::string &name : one.arguments)
            head += (head.empty() ? "" : ", ") + name;
        one.function = engine->evaluate(toQString(fmt::format("(function({}){{\"use strict\"; return (", head))
                                        + toQString(one.text) + QStringLiteral("\n)})"));
        if (one.function.isError())
            one.fault = fmt::format("cannot be read: {}",
                                    one.function.property(QStringLiteral("message")).toString().toStdString());
    }

    static std::string syntaxFault(std::string_view text)
    {
        const Tokens tokens = tokenize(text);
        if (!tokens.fault.empty())
            return "cannot be read: " + tokens.fault.substr(0, tokens.fault.size() - 1);
        return tokens.all.empty() ? "is empty" : "";
    }

    QJSValue argument(const Job &job, const std::string &name, bool frozen)
    {
        if (name == "item")
            return job.item ? toScript(*engine, helpers, *job.item, false) : QJSValue();
        if (name == "index")
            return static_cast<double>(job.index);
        if (!frozen)
            return make(name, false);
        const auto found = shared.find(name);
        return found != shared.end() ? found->second : shared.emplace(name, make(name, true)).first->second;
    }

    QJSValue make(const std::string &name, bool frozen)
    {
        if (name == "params" || name == "run")
            return toScript(*engine, helpers, name == "run" ? scope.run : scope.params, frozen);
        if (name != "nodes")
            return node(scope.nodes[nodeIndexes.at(name)].second, frozen);
        QJSValue all = engine->newObject();
        for (const auto &[id, output] : scope.nodes)
            all.setProperty(toQString(id), node(output, frozen));
        return frozen ? helpers.freeze.call({all}) : all;
    }

    QJSValue node(const Value &output, bool frozen)
    {
        QJSValue out = engine->newObject();
        out.setProperty(QStringLiteral("output"), toScript(*engine, helpers, output, frozen));
        return frozen ? helpers.freeze.call({out}) : out;
    }

    std::unique_ptr<QJSEngine> engine;
    Helpers helpers;
    QJSValue run;
    QJSValue state;
    Scope scope;
    std::uint64_t scopeNumber = 1;
    std::unordered_map<std::string, std::size_t> nodeIndexes; // all of these are looked up only, never iterated
    std::unordered_map<std::string, QJSValue> shared;
    std::unordered_map<std::string, Prepared> templates;
    std::unordered_map<std::string, std::unique_ptr<Compiled>> compiled;
    Value indexValue;
};

Sandbox::Sandbox() : m_inside(std::make_unique<Inside>()) { }

Sandbox::~Sandbox() = default;

void Sandbox::setScope(Scope scope)
{
    m_inside->shared.clear();
    m_inside->scope = std::move(scope);
    ++m_inside->scopeNumber;
    m_inside->nodeIndexes.clear();
    for (std::size_t i = 0; i < m_inside->scope.nodes.size(); ++i)
        m_inside->nodeIndexes.emplace(m_inside->scope.nodes[i].first, i);
}

Result<Value> Sandbox::evaluate(const Job &job)
{
    if (m_inside->compiled.size() > compiledMax || m_inside->templates.size() > compiledMax)
        m_inside->restart();
    if (job.kind == Job::Kind::Branch)
        return m_inside->branch(job);
    if (job.kind != Job::Kind::Expression)
        return m_inside->wholeValue(job, *job.source);
    const std::string *text = job.source->asString();
    if (!text)
        return failure(ErrorCode::InvalidInput, "An expression must be text.");
    return m_inside->expression(job, m_inside->compile(*text));
}

} // namespace weftline::expressions
