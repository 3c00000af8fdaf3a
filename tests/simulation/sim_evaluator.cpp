// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/simulation/sim_evaluator.h"

#include <algorithm>
#include <cctype>
#include <charconv>

#include "engine/workflow/template.h"

namespace weftline::simulation {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;

tl::unexpected<Error> wrong(std::string message) { return failure(ErrorCode::InvalidInput, std::move(message)); }

Result<Value> added(const Value &left, const Value &right)
{
    if (left.asInt() && right.asInt())
        return Value(*left.asInt() + *right.asInt());
    return wrong(fmt::format("cannot add a {} and a {}", left.typeName(), right.typeName()));
}

/// A reader of sum := term ('+' term)*, term := number | list | '(' sum ')' | object | name ('["' key '"]')? ('.' member)*.
class Expression
{
public:
    Expression(std::string_view text, const expressions::Scope &scope, const expressions::Job &job)
        : m_text(text), m_scope(scope), m_job(job)
    {
    }

    Result<Value> value()
    {
        Result<Value> sum = term();
        for (skip(); sum && take('+'); skip()) {
            const Result<Value> next = term();
            sum = next ? added(*sum, *next) : next;
        }
        return sum;
    }

private:
    void skip()
    {
        while (m_at < m_text.size() && m_text[m_at] == ' ')
            ++m_at;
    }
    bool take(char c)
    {
        const bool is = m_at < m_text.size() && m_text[m_at] == c;
        m_at += is ? 1 : 0;
        return is;
    }

    Result<Value> term()
    {
        skip();
        if (take('['))
            return list();
        if (take('{'))
            return object();
        if (take('(')) {
            Result<Value> inner = value();
            take(')');
            return inner;
        }
        if (m_at < m_text.size() && std::isdigit(static_cast<unsigned char>(m_text[m_at])) != 0)
            return number();
        return named();
    }

    Result<Value> number()
    {
        std::int64_t number = 0;
        const auto end = std::from_chars(m_text.data() + m_at, m_text.data() + m_text.size(), number);
        m_at = static_cast<std::size_t>(end.ptr - m_text.data());
        return Value(number);
    }

    Result<Value> list()
    {
        List items;
        for (skip(); !take(']'); skip()) {
            Result<Value> item = value();
            if (!item)
                return item;
            items.push_back(std::move(*item));
            take(',');
        }
        return Value(std::move(items));
    }

    Result<Value> object()
    {
        Object members;
        for (skip(); !take('}'); skip()) {
            std::string key = quoted();
            take(':');
            Result<Value> member = value();
            if (!member)
                return member;
            members.emplace_back(std::move(key), std::move(*member));
            take(',');
        }
        return Value(std::move(members));
    }

    /// A name in double quotes, without anything in it that would have to be escaped.
    std::string quoted()
    {
        take('"');
        const std::size_t from = m_at;
        m_at = std::min(m_text.find('"', m_at), m_text.size());
        std::string text(m_text.substr(from, m_at - from));
        take('"');
        return text;
    }

    std::string word()
    {
        const std::size_t from = m_at;
        while (m_at < m_text.size() && (std::isalnum(static_cast<unsigned char>(m_text[m_at])) != 0 || m_text[m_at] == '_'))
            ++m_at;
        return std::string(m_text.substr(from, m_at - from));
    }

    Result<Value> base(const std::string &name)
    {
        if (name == "null")
            return Value();
        if (name == "nodes" && take('[')) {
            Result<Value> node = base(quoted());
            take(']');
            return node;
        }
        if (name == "item")
            return m_job.item ? Result<Value>(*m_job.item) : wrong("there is no item");
        if (name == "index")
            return Value(m_job.index);
        if (name == "params")
            return Value(m_scope.params);
        if (name == "run")
            return Value(m_scope.run);
        for (const auto &[id, output] : m_scope.nodes)
            if (id == name)
                return Value(Object{{"output", output}});
        return wrong(fmt::format("{} is not defined", name));
    }

    Result<Value> named()
    {
        Result<Value> value = base(word());
        while (value && take('.')) {
            const std::string member = word();
            if (value->isNull())
                return wrong(fmt::format("there is no {} of null", member));
            const Value *found = value->find(member);
            Value next = found ? *found : Value(); // undefined
            value = std::move(next);
        }
        return value;
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    const expressions::Scope &m_scope;
    const expressions::Job &m_job;
};

Result<Value> filled(const Value &source, const expressions::Scope &scope, const expressions::Job &job);

Result<Value> filledText(std::string_view text, const expressions::Scope &scope, const expressions::Job &job)
{
    const auto parts = workflow::splitTemplate(text);
    if (!parts)
        return tl::unexpected(parts.error());
    std::string out;
    for (const workflow::TemplatePart &part : *parts) {
        if (!part.isExpression) {
            out += part.text;
            continue;
        }
        Result<Value> value = Expression(part.text, scope, job).value();
        if (!value || parts->size() == 1)
            return value;
        out += value->asString() ? *value->asString() : toJson(*value);
    }
    return Value(std::move(out));
}

Result<Value> filled(const Value &source, const expressions::Scope &scope, const expressions::Job &job)
{
    if (const std::string *text = source.asString())
        return filledText(*text, scope, job);
    if (const List *list = source.asList()) {
        List out;
        for (const Value &item : *list) {
            Result<Value> value = filled(item, scope, job);
            if (!value)
                return value;
            out.push_back(std::move(*value));
        }
        return Value(std::move(out));
    }
    if (const Object *object = source.asObject()) {
        Object out;
        for (const auto &[key, member] : *object) {
            Result<Value> value = filled(member, scope, job);
            if (!value)
                return value;
            out.emplace_back(key, std::move(*value));
        }
        return Value(std::move(out));
    }
    return source;
}

bool isTrue(const Value &value)
{
    if (const bool *flag = value.asBool())
        return *flag;
    if (const std::int64_t *number = value.asInt())
        return *number != 0;
    const std::string *text = value.asString();
    return text ? !text->empty() : !value.isNull();
}

Result<Value> branched(const Value &source, const expressions::Scope &scope, const expressions::Job &job)
{
    std::vector<std::string> all = expressions::expressionsOfBranch(source);
    std::int64_t taken = 0;
    for (; taken + 1 < static_cast<std::int64_t>(all.size()); ++taken) {
        const Result<Value> holds = Expression(all[static_cast<std::size_t>(taken)], scope, job).value();
        if (!holds)
            return holds;
        if (isTrue(*holds))
            break;
    }
    Result<Value> value = Expression(all.back(), scope, job).value();
    return value ? Result<Value>(Value(List{Value(taken), std::move(*value)})) : value;
}

} // namespace

SimEvaluator::SimEvaluator(Context &context, std::uint64_t life, std::function<void(std::function<void()>)> run)
    : m_context(context), m_chance(context.chance(fmt::format("evaluator {}", life))), m_run(std::move(run))
{
}

SimEvaluator::~SimEvaluator() { *m_alive = false; }

void SimEvaluator::evaluate(std::shared_ptr<const expressions::Scope> scope, expressions::Job job,
                            std::function<void(Result<Value>)> done)
{
    const std::string *text = job.source->asString();
    Result<Value> result = job.kind == expressions::Job::Kind::Branch   ? branched(*job.source, *scope, job)
        : job.kind != expressions::Job::Kind::Expression                ? filled(*job.source, *scope, job)
        : text                                                          ? Expression(*text, *scope, job).value()
                                                                        : Result<Value>(wrong("an expression is a string"));
    if (!result && result.error().message.ends_with("is not defined"))
        m_context.fail(fmt::format("The evaluator was not given what {} names: {}", toJson(*job.source), result.error().message));
    if (!m_context.isHealed && m_chance.perMille(4))
        result = failure(ErrorCode::Limit, "The evaluator ended. It took more memory than it may.");
    if (!result)
        m_context.counts.fault(Fault::EvaluationFailed);
    const Duration wait = m_chance.perMille(30) ? m_chance.between(milliseconds(1), milliseconds(300))
                                                : m_chance.between(microseconds(5), microseconds(800));
    m_context.agenda.after(wait, [this, alive = m_alive, done = std::move(done), result = std::move(result)] {
        if (*alive)
            m_run([&] { done(result); });
    });
}

workflow::Problems SimEvaluator::check(const workflow::Workflow &) { return {}; }

std::vector<std::string> SimEvaluator::usedOutputs(const Value &source, bool, const std::vector<std::string> &candidates) const
{
    const std::string text = toJson(source);
    std::vector<std::string> used;
    for (const std::string &candidate : candidates) {
        if (text.find(fmt::format("nodes[\\\"{}\\\"]", candidate)) != std::string::npos
            || text.find(fmt::format("nodes[\"{}\"]", candidate)) != std::string::npos) {
            used.push_back(candidate);
            continue;
        }
        const std::string name = candidate + ".output";
        for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name, at + 1)) {
            if (at == 0 || std::isalnum(static_cast<unsigned char>(text[at - 1])) == 0) {
                used.push_back(candidate);
                break;
            }
        }
    }
    return used;
}

} // namespace weftline::simulation
