// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/simulation/sim_evaluator.h"

#include <cctype>
#include <charconv>

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

/// A reader of sum := term ('+' term)*, term := number | list | name ('.' member)*.
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

    std::string word()
    {
        const std::size_t from = m_at;
        while (m_at < m_text.size() && (std::isalnum(static_cast<unsigned char>(m_text[m_at])) != 0 || m_text[m_at] == '_'))
            ++m_at;
        return std::string(m_text.substr(from, m_at - from));
    }

    Result<Value> base(const std::string &name)
    {
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
    std::string out;
    while (true) {
        const std::size_t from = text.find("${");
        if (from == std::string_view::npos)
            return Value(out + std::string(text));
        const std::size_t to = text.find('}', from);
        Result<Value> value = Expression(text.substr(from + 2, to - from - 2), scope, job).value();
        if (!value || (from == 0 && to + 1 == text.size() && out.empty()))
            return value;
        out += text.substr(0, from);
        out += value->asString() ? *value->asString() : toJson(*value);
        text = text.substr(to + 1);
    }
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
    Result<Value> result = job.kind != expressions::Job::Kind::Expression ? filled(*job.source, *scope, job)
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
