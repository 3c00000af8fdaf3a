// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/workflow/kind.h"

#include <array>

namespace weftline::workflow {
namespace {

constexpr std::array<std::string_view, 3> commandOutputs{"text", "lines", "json"};

constexpr std::array<Field, 6> commandFields{{
    {"argv", Field::Type::TextList, true, {}, "The program and its arguments, one a line. No shell."},
    {"output", Field::Type::Choice, false, commandOutputs, "What standard output becomes: one text, a list of lines, or the JSON in it."},
    {"stdin", Field::Type::Text, false, {}, "Text for standard input."},
    {"cwd", Field::Type::Text, false, {}, "The folder it runs in."},
    {"env", Field::Type::TextMap, false, {}, "Further environment variables."},
    {"ok", Field::Type::Codes, false, {}, "Exit codes that mean success; 0 where none is given."},
}};

constexpr std::array<Field, 1> transformFields{{
    {"expression", Field::Type::Expression, true, {}, "JavaScript over the outputs of the nodes before this one."},
}};

constexpr std::array<KindInfo, kindCount> kinds{{
    {Kind::Command, "command", Family::Run, true, "Runs a program on a worker", commandFields},
    {Kind::Transform, "transform", Family::Evaluate, true, "Computes a value from what comes in", transformFields},
    {Kind::Empty, "empty", Family::Run, false, "Does nothing, on a worker; for benchmarks", {}},
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

PortType outputType(Kind kind, const Object &with, bool mapped)
{
    if (mapped)
        return PortType::List;
    if (kind != Kind::Command)
        return PortType::Any;
    const Value *output = find(with, "output");
    const std::string *name = output ? output->asString() : nullptr;
    if (!name || *name == "text")
        return PortType::Text;
    return *name == "lines" ? PortType::List : PortType::Any;
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
