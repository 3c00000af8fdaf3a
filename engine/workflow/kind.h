// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The kinds of nodes there are, what each takes, and what its ports carry. One table feeds the check of a file, the
// palette, the inspector and the ports on the canvas.

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "engine/base/value.h"

namespace weftline::workflow {

enum class Kind : std::uint8_t {
    Command, ///< A program with its arguments, in a process group of its own on a worker.
    Transform, ///< An expression, by the evaluator.
    Empty, ///< Nothing at all, on a worker: the unit of the dispatch benchmark. Not in the palette.
};
constexpr std::size_t kindCount = 3;

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
        Whole, ///< A whole number, not negative.
        Codes, ///< A list of whole numbers.
    };
    std::string_view name;
    Type type = Type::Text;
    bool required = false;
    std::span<const std::string_view> choices;
    std::string_view help; ///< One sentence for the inspector and for messages.
};

struct KindInfo
{
    Kind kind;
    std::string_view name; ///< As in the file: "command".
    Family family;
    bool inPalette;
    std::string_view summary;
    std::span<const Field> fields;
};

[[nodiscard]] const KindInfo &infoOf(Kind kind);
[[nodiscard]] std::optional<Kind> kindNamed(std::string_view name);
[[nodiscard]] std::span<const KindInfo> allKinds();

/// What leaves a node of this kind with these parameters; a mapped node's is a list whatever its kind.
[[nodiscard]] PortType outputType(Kind kind, const Object &with, bool mapped);
[[nodiscard]] std::string_view nameOf(PortType type);

/// Why an output of type `from` cannot feed an input of type `to`; empty when it can.
[[nodiscard]] std::string_view whyNotConnectable(PortType from, PortType to);

} // namespace weftline::workflow
