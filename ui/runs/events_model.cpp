// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/runs/events_model.h"

#include <algorithm>

#include "ui/runs/event_words.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/units.h"

namespace weftline::ui::runs {
namespace {

QString textOf(const Value &json, std::string_view key)
{
    const Value *const member = json.find(key);
    return member && member->asString() ? QString::fromStdString(*member->asString()) : QString();
}

/// What has no column of its own, as `name=value` like in the terminal.
QString detailsOf(const Value &json)
{
    constexpr std::string_view shownElsewhere[] = {"seq", "at", "epoch", "type", "run", "node", "task", "worker", "session"};
    constexpr qsizetype lengthMax = 2000;
    QString text;
    const Object *const members = json.asObject();
    for (const auto &[name, value] : members ? *members : Object()) {
        if (std::find(std::begin(shownElsewhere), std::end(shownElsewhere), name) != std::end(shownElsewhere))
            continue;
        text += (text.isEmpty() ? QString() : QStringLiteral("  ")) + QString::fromStdString(name) + QLatin1Char('=');
        text += QString::fromStdString(value.asString() ? *value.asString() : toJson(value));
        if (text.size() > lengthMax)
            return text.left(lengthMax);
    }
    return text.replace(QLatin1Char('\n'), QLatin1Char(' '));
}

bool isTrouble(const client::EventRow &row)
{
    const QString state = textOf(row.json, "state");
    return row.type == "attempt_failed" || row.type == "attempt_lost" || row.type == "worker_lost" || row.type == "result_refused"
        || state == QLatin1String("failed") || state == QLatin1String("quarantined");
}

} // namespace

void EventsModel::clear()
{
    beginResetModel();
    m_pages.clear();
    m_rows = 0;
    endResetModel();
}

void EventsModel::prepend(const std::vector<client::EventRow> &rows)
{
    if (rows.empty())
        return;
    const auto count = static_cast<std::uint32_t>(rows.size());
    beginInsertRows({}, 0, static_cast<int>(count) - 1);
    for (Page &page : m_pages)
        page.firstRow += static_cast<int>(count);
    m_pages.push_front({rows.back().position, 0, count, ++m_uses, {rows.rbegin(), rows.rend()}});
    m_rows += static_cast<int>(count);
    endInsertRows();
    forgetOldest();
}

void EventsModel::append(const std::vector<client::EventRow> &rows)
{
    constexpr std::uint32_t pageMax = 500;
    if (rows.empty())
        return;
    const auto count = static_cast<std::uint32_t>(rows.size());
    beginInsertRows({}, m_rows, m_rows + static_cast<int>(count) - 1);
    // What comes live comes in small pieces, which share a page.
    if (!m_pages.empty() && !m_pages.back().rows.empty() && m_pages.back().count + count <= pageMax) {
        Page &last = m_pages.back();
        last.rows.insert(last.rows.end(), rows.begin(), rows.end());
        last.count += count;
        last.used = ++m_uses;
    } else {
        m_pages.push_back({rows.front().position, m_rows, count, ++m_uses, rows});
    }
    m_rows += static_cast<int>(count);
    endInsertRows();
    forgetOldest();
}

void EventsModel::restore(std::size_t place, const std::vector<client::EventRow> &rows)
{
    if (place >= m_pages.size() || rows.size() < m_pages[place].count)
        return;
    Page &page = m_pages[place];
    page.rows.assign(rows.begin(), rows.begin() + page.count);
    page.used = ++m_uses;
    Q_EMIT dataChanged(index(page.firstRow, 0), index(page.firstRow + static_cast<int>(page.count) - 1, ColumnCount - 1));
    forgetOldest();
}

std::size_t EventsModel::pagesHeld() const
{
    return static_cast<std::size_t>(std::count_if(m_pages.begin(), m_pages.end(), [](const Page &page) { return !page.rows.empty(); }));
}

void EventsModel::forgetOldest()
{
    const auto isHeld = [](const Page &page) { return !page.rows.empty(); };
    for (std::size_t held = pagesHeld(); held > pagesHeldMax; --held) {
        const auto oldest = std::min_element(m_pages.begin(), m_pages.end(), [&](const Page &a, const Page &b) {
            return isHeld(a) != isHeld(b) ? isHeld(a) : a.used < b.used;
        });
        oldest->rows = {};
    }
}

std::size_t EventsModel::pageOf(int row) const
{
    const auto next = std::upper_bound(m_pages.begin(), m_pages.end(), row, [](int wanted, const Page &page) { return wanted < page.firstRow; });
    return static_cast<std::size_t>(next - m_pages.begin()) - 1;
}

std::optional<std::size_t> EventsModel::missing(int firstRow, int lastRow) const
{
    if (m_rows == 0)
        return std::nullopt;
    const std::size_t last = pageOf(std::clamp(lastRow, 0, m_rows - 1));
    for (std::size_t page = pageOf(std::clamp(firstRow, 0, m_rows - 1)); page <= last; ++page)
        if (m_pages[page].rows.empty())
            return page;
    return std::nullopt;
}

const client::EventRow *EventsModel::eventAt(int row) const
{
    if (row < 0 || row >= m_rows)
        return nullptr;
    const Page &page = m_pages[pageOf(row)];
    return page.rows.empty() ? nullptr : &page.rows[static_cast<std::size_t>(row - page.firstRow)];
}

QString EventsModel::subject(const client::EventRow &row) const
{
    QString what = textOf(row.json, "task");
    if (what.isEmpty())
        what = textOf(row.json, "node");
    const QString run = textOf(row.json, "run");
    if (!m_withRuns || run.isEmpty())
        return what;
    return what.isEmpty() ? run : QStringLiteral("%1 / %2").arg(run.right(6), what);
}

int EventsModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : m_rows; }

int EventsModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant EventsModel::data(const QModelIndex &index, int role) const
{
    const client::EventRow *const row = index.isValid() ? eventAt(index.row()) : nullptr;
    if (!row)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        switch (index.column()) {
        case Time: return widgets::timeOfDay(std::chrono::milliseconds(row->at.us / 1000));
        case Type: return eventWord(row->type);
        case Subject: return subject(*row);
        case Worker: return textOf(row->json, "worker");
        default: return detailsOf(row->json);
        }
    case Qt::ToolTipRole: return QString::fromStdString(index.column() == Type ? row->type : toPrettyJson(row->json)).left(4000);
    case Qt::FontRole:
        return widgets::font(index.column() == Time       ? widgets::TextRole::FigureTiny
                                 : index.column() == Type ? widgets::TextRole::Small
                                                          : widgets::TextRole::Code);
    case Qt::ForegroundRole:
        if (index.column() == Type && isTrouble(*row))
            return widgets::color(widgets::Token::Failed);
        return widgets::color(index.column() == Type || index.column() == Subject ? widgets::Token::Text : widgets::Token::Text3);
    case NodeRole: return textOf(row->json, "node");
    case RunRole: return textOf(row->json, "run");
    case PositionRole: return static_cast<qulonglong>(row->position);
    case JsonRole: return QString::fromStdString(toJson(row->json));
    default: return {};
    }
}

QVariant EventsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Time: return tr("Time");
    case Type: return tr("Event");
    case Subject: return tr("Task");
    case Worker: return tr("Worker");
    case Details: return tr("Details");
    default: return {};
    }
}

} // namespace weftline::ui::runs
