// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The kinds of nodes there are, what each takes, and what its ports carry. One table feeds the check of a file, the
// palette, the inspector and the ports on the canvas.

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/value.h"

namespace weftline::workflow {

enum class Kind : std::uint8_t {
    Command, ///< A program with its arguments, in a process group of its own on a worker.
    Transform, ///< An expression, by the evaluator.
    Empty, ///< Nothing at all, on a worker: the unit of the dispatch benchmark. Not in the palette.
    Script, ///< A few lines of Python, Bash or JavaScript, in a process group of its own on a worker.
    Http, ///< One request, by a worker.
    Llm, ///< One reply of a language model, fetched by a worker or recorded earlier.
    Branch, ///< Which of its output ports fires, by the evaluator.
    Delay, ///< Time, by the engine.
};
constexpr std::size_t kindCount = 8;

/// Who carries a kind out.
enum class Carrier : std::uint8_t { Worker, Evaluator, Engine };

[[nodiscard]] constexpr Carrier carrierOf(Kind kind)
{
    if (kind == Kind::Delay)
        return Carrier::Engine;
    return kind == Kind::Transform || kind == Kind::Branch ? Carrier::Evaluator : Carrier::Worker;
}

enum class Family : std::uint8_t { Run, Reach, Model, Evaluate, Wait }; ///< The tint of a kind's tile.

enum class PortType : std::uint8_t { Any, Text, Number, List, Object, File };

/// One parameter of a kind, a member of Node::with.
struct Field
{
    enum class Type : std::uint8_t {
        Text, ///< A string; may hold ${…}.
        TextList, ///< A list of strings (or one string that is a whole expression giving a list).
        TextMap, ///< An object of strings.
        Expression, ///< JavaScript without ${}.
        Choice, ///< One of `choices`.
        Flag, ///< true or false.
        Whole, ///< A whole number from `lowest` to `highest`.
        Codes, ///< A list of whole numbers from `lowest` to `highest`.
        Number, ///< A number from `lowest` to `highest`.
        Code, ///< A program's text, taken as it is: "${" means nothing in it.
        Any, ///< Any JSON; every text in it may hold ${…}.
        Duration, ///< "250ms", "2s"; may hold ${…}.
        Cases, ///< A list of {"port", "when"}; `when` is JavaScript without ${}.
        Messages, ///< A list of {"role", "content"} (or one string that is a whole expression giving one).
        Schema, ///< A JSON Schema (json_schema.h), taken as it is.
        Recorded, ///< A list of {"content", "tokens_in", "tokens_out", "model"}, taken as it is.
        Channels, ///< Of an alert rule: a list of "desktop" and {"webhook": URL}.
    };
    std::string_view name;
    Type type = Type::Text;
    bool required = false;
    std::span<const std::string_view> choices;
    std::string_view help; ///< One sentence for the inspector and for messages.
    double lowest = 0;
    double highest = 1e15;

    /// Its texts are never looked through for ${…}.
    [[nodiscard]] constexpr bool isVerbatim() const
    {
        return type == Type::Code || type == Type::Schema || type == Type::Recorded || isExpression();
    }
    /// Holds JavaScript without ${}.
    [[nodiscard]] constexpr bool isExpression() const { return type == Type::Expression || type == Type::Cases; }
};

struct KindInfo
{
    Kind kind;
    std::string_view name; ///< As in the file: "command".
    Family family;
    bool inPalette;
    std::string_view withArticle; ///< "a command", for messages.
    std::string_view summary;
    std::span<const Field> fields;
};

[[nodiscard]] const KindInfo &infoOf(Kind kind);
[[nodiscard]] std::optional<Kind> kindNamed(std::string_view name);
[[nodiscard]] std::span<const KindInfo> allKinds();
/// Null where the kind has no such parameter.
[[nodiscard]] const Field *fieldOf(Kind kind, std::string_view name);

constexpr std::string_view plainPort = "out"; ///< The only output port of all kinds but a branch.
constexpr std::string_view elsePort = "else"; ///< Of a branch none of whose cases is true.
constexpr std::size_t casesMax = 32;

/// The names of the output ports, from the top of the node down: "out", or of a branch one a case and "else" at the end.
[[nodiscard]] std::vector<std::string> outputPorts(Kind kind, const Object &with);
/// The place of the output port `name` among them.
[[nodiscard]] std::optional<std::uint16_t> outputPortIndex(Kind kind, const Object &with, std::string_view name);

/// What leaves a node of this kind with these parameters; a mapped node's is a list whatever its kind.
[[nodiscard]] PortType outputType(Kind kind, const Object &with, bool mapped);
[[nodiscard]] std::string_view nameOf(PortType type);

/// Why an output of type `from` cannot feed an input of type `to`; empty when it can.
[[nodiscard]] std::string_view whyNotConnectable(PortType from, PortType to);

} // namespace weftline::workflow
