// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a line of a draft says. A step is written as what it does; what it undoes is there when it is read. Reading never trusts:
// a record that does not fit what came before is an error and changes nothing.

#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QString>

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/base/result.h"
#include "ui/document/history.h"

namespace weftline::ui::drafts {

/// Everything starts from here: always the first record, and no other one.
struct Begun
{
    workflow::Workflow workflow;
    QString path; ///< The document's file; empty where it has none.
    QByteArray fileHash;
    bool clean = true;
};

struct StepDone
{
    QString text;
    document::Patch patch;
    bool joined = false; ///< To the step before.
};

struct StepMoved
{
    std::size_t index = 0;
};

struct Saved
{
    QString path;
    QByteArray fileHash;
    bool clean = true;
};

using Record = std::variant<Begun, StepDone, StepMoved, Saved>;

/// What the records of a draft add up to.
struct Content
{
    document::History history;
    QString path;
    QByteArray fileHash;
    bool begun = false;
};

/// One line of JSON, without its end.
[[nodiscard]] std::string toText(const Record &record);

/// Makes what a line says true of `content`. On failure `content` is as it was.
[[nodiscard]] Result<Done> read(std::string_view line, Content &content);

/// The shortest list of records that gives `content`.
[[nodiscard]] std::vector<Record> recordsOf(const Content &content);

} // namespace weftline::ui::drafts
