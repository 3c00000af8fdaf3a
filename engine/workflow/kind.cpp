// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/workflow/kind.h"

#include <algorithm>
#include <array>

namespace weftline::workflow {
namespace {

using FieldType = Field::Type;

constexpr double httpSizeMax = 64 << 20;

constexpr std::array<std::string_view, 3> commandOutputs{"text", "lines", "json"};

constexpr std::array<Field, 6> commandFields{{
    {"argv", FieldType::TextList, true, {}, "The program and its arguments, one a line. No shell."},
    {"output", FieldType::Choice, false, commandOutputs, "What standard output becomes: one text, a list of lines, or the JSON in it."},
    {"stdin", FieldType::Text, false, {}, "Text for standard input."},
    {"cwd", FieldType::Text, false, {}, "The folder it runs in."},
    {"env", FieldType::TextMap, false, {}, "Further environment variables."},
    {"ok", FieldType::Codes, false, {}, "Exit codes that mean success; 0 where none is given.", 0, 255},
}};

constexpr std::array<Field, 1> transformFields{{
    {"expression", FieldType::Expression, true, {}, "JavaScript over the outputs of the nodes before this one."},
}};

constexpr std::array<std::string_view, 3> languages{"python", "bash", "javascript"};
constexpr std::array<std::string_view, 3> scriptOutputs{"json", "text", "lines"};

constexpr std::array<Field, 6> scriptFields{{
    {"language", FieldType::Choice, true, languages, "The language of the code."},
    {"code", FieldType::Code, true, {}, "The script. Its input comes as JSON on standard input; it is never filled in with ${…}."},
    {"input", FieldType::Any, false, {}, "What it gets as JSON on standard input; without it the parameters, the item and the outputs before it."},
    {"output", FieldType::Choice, false, scriptOutputs, "What standard output becomes: the JSON in it, one text, or a list of lines."},
    {"cwd", FieldType::Text, false, {}, "The folder it runs in."},
    {"env", FieldType::TextMap, false, {}, "Further environment variables."},
}};

constexpr std::array<std::string_view, 6> methods{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"};
constexpr std::array<std::string_view, 3> responses{"text", "json", "file"};

constexpr std::array<Field, 8> httpFields{{
    {"url", FieldType::Text, true, {}, "The address, from http:// or https:// on."},
    {"method", FieldType::Choice, false, methods, "What is asked of the server."},
    {"headers", FieldType::TextMap, false, {}, "Headers of the request, by name."},
    {"body", FieldType::Any, false, {}, "What is sent: a text as it is, anything else as JSON."},
    {"expect", FieldType::Codes, false, {}, "Status codes that mean success; 200 to 299 where none is given.", 100, 599},
    {"response", FieldType::Choice, false, responses, "What the body of the answer becomes: a text, the JSON in it, or a file."},
    {"redirects", FieldType::Whole, false, {}, "How many redirections are followed, 5 where it is not given; 0 follows none.", 0, 50},
    {"size_max", FieldType::Whole, false, {}, "The most bytes that the answer may have, 64 MiB where it is not given.", 1, httpSizeMax},
}};

constexpr std::array<Field, 13> llmFields{{
    {"endpoint", FieldType::Text, false, {}, "The base address of a service that speaks OpenAI's protocol, such as https://HOST/v1. Without it the recorded replies answer."},
    {"model", FieldType::Text, false, {}, "The name of the model, as the service calls it."},
    {"system", FieldType::Text, false, {}, "What the model is told before all else."},
    {"prompt", FieldType::Text, false, {}, "What it is asked. Either this or \"messages\"."},
    {"messages", FieldType::Messages, false, {}, "The conversation so far, each message with its role and content. Either this or \"prompt\"."},
    {"key", FieldType::Text, false, {}, "The key for the service: ${secret.NAME}, which the worker puts in place."},
    {"schema", FieldType::Schema, false, {}, "A JSON Schema that the reply must fit; the output is then the JSON."},
    {"temperature", FieldType::Number, false, {}, "How freely it answers: 0 is the least.", 0, 2},
    {"tokens_max", FieldType::Whole, false, {}, "The most tokens that a reply may have.", 1, 10'000'000},
    {"stream", FieldType::Flag, false, {}, "Show the reply in the log while it comes. On where it is not given."},
    {"recorded", FieldType::Recorded, false, {}, "Replies that answer in turn where there is no endpoint. With one, the log of an attempt ends with the reply as an entry for here."},
    {"price_in", FieldType::Number, false, {}, "What a million tokens sent cost.", 0, 1e9},
    {"price_out", FieldType::Number, false, {}, "What a million tokens received cost.", 0, 1e9},
}};

constexpr std::array<Field, 2> branchFields{{
    {"cases", FieldType::Cases, true, {}, "The first case whose expression is true decides which port fires; \"else\" where none is."},
    {"value", FieldType::Expression, false, {}, "What leaves the port that fires; without it what came in."},
}};

constexpr std::array<Field, 1> delayFields{{
    {"for", FieldType::Duration, true, {}, "How long it waits, such as \"30s\", \"5m\" or \"2h\"."},
}};

constexpr std::array<KindInfo, kindCount> kinds{{
    {Kind::Command, "command", Family::Run, true, "a command", "Runs a program on a worker", commandFields},
    {Kind::Transform, "transform", Family::Evaluate, true, "a transform", "Computes a value from what comes in", transformFields},
    {Kind::Empty, "empty", Family::Run, false, "an empty node", "Does nothing, on a worker; for benchmarks", {}},
    {Kind::Script, "script", Family::Run, true, "a script", "Runs a few lines of Python, Bash or JavaScript", scriptFields},
    {Kind::Http, "http", Family::Reach, true, "an http request", "Sends a request to a server", httpFields},
    {Kind::Llm, "llm", Family::Model, true, "an llm step", "Asks a language model", llmFields},
    {Kind::Branch, "branch", Family::Evaluate, true, "a branch", "Goes one of several ways", branchFields},
    {Kind::Delay, "delay", Family::Wait, true, "a delay", "Waits for a time", delayFields},
}};

constexpr std::array<std::string_view, 6> portNames{"any", "text", "number", "list", "object", "file"};

} // namespace

const KindInfo &infoOf(Kind kind) { return kinds[static_cast<std::size_t>(kind)]; }

std::optional<Kind> kindNamed(std::string_view name)
{
    for (const KindInfo &info : kinds)
        if (info.name == name)
            return info.kind;
    return std::nullopt;
}

std::span<const KindInfo> allKinds() { return kinds; }

const Field *fieldOf(Kind kind, std::string_view name)
{
    for (const Field &field : infoOf(kind).fields)
        if (field.name == name)
            return &field;
    return nullptr;
}

std::vector<std::string> outputPorts(Kind kind, const Object &with)
{
    if (kind != Kind::Branch)
        return {std::string(plainPort)};
    std::vector<std::string> ports;
    const Value *cases = find(with, "cases");
    if (const List *list = cases ? cases->asList() : nullptr)
        for (std::size_t i = 0; i < std::min(list->size(), casesMax); ++i) {
            const Value *port = (*list)[i].find("port");
            ports.push_back(port && port->asString() ? *port->asString() : std::string());
        }
    ports.emplace_back(elsePort);
    return ports;
}

std::optional<std::uint16_t> outputPortIndex(Kind kind, const Object &with, std::string_view name)
{
    if (kind != Kind::Branch)
        return name == plainPort ? std::optional<std::uint16_t>(0) : std::nullopt;
    const std::vector<std::string> ports = outputPorts(kind, with);
    const auto found = std::find(ports.begin(), ports.end(), name);
    return found == ports.end() ? std::nullopt : std::optional(static_cast<std::uint16_t>(found - ports.begin()));
}

PortType outputType(Kind kind, const Object &with, bool mapped)
{
    if (mapped)
        return PortType::List;
    const auto choice = [&](std::string_view field, std::string_view usual) {
        const Value *value = find(with, field);
        return value && value->asString() ? std::string_view(*value->asString()) : usual;
    };
    const auto typeOf = [](std::string_view form) {
        return form == "text" ? PortType::Text
            : form == "lines" ? PortType::List
            : form == "file"  ? PortType::File
                              : PortType::Any;
    };
    switch (kind) {
    case Kind::Command: return typeOf(choice("output", "text"));
    case Kind::Script: return typeOf(choice("output", "json"));
    case Kind::Http: return typeOf(choice("response", "text"));
    case Kind::Llm: return find(with, "schema") ? PortType::Any : PortType::Text;
    case Kind::Transform:
    case Kind::Empty:
    case Kind::Branch:
    case Kind::Delay: break;
    }
    return PortType::Any;
}

std::string_view nameOf(PortType type) { return portNames[static_cast<std::size_t>(type)]; }

std::string_view whyNotConnectable(PortType from, PortType to)
{
    if (from == to || from == PortType::Any || to == PortType::Any)
        return {};
    if (to == PortType::List)
        return "it takes a list";
    if (to == PortType::Text)
        return "it takes text";
    if (to == PortType::Number)
        return "it takes a number";
    return to == PortType::Object ? "it takes an object" : "it takes a file";
}

} // namespace weftline::workflow
