// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/runs/log_model.h"

#include <algorithm>
#include <limits>

#include "ui/widgets/theme.h"
#include "ui/widgets/units.h"

namespace weftline::ui::runs {

void LogModel::clear()
{
    beginResetModel();
    m_pages.clear();
    m_rows = 0;
    m_next = 0;
    m_isAtEnd = false;
    endResetModel();
}

void LogModel::append(std::uint64_t from, client::LogPage page)
{
    m_isAtEnd = page.atEnd;
    m_next = page.next;
    const auto room = static_cast<std::size_t>(std::numeric_limits<int>::max() - m_rows);
    if (page.lines.size() > room)
        page.lines.resize(room);
    if (page.lines.empty())
        return;
    const auto count = static_cast<std::uint32_t>(page.lines.size());
    beginInsertRows({}, m_rows, m_rows + static_cast<int>(count) - 1);
    m_pages.push_back({from, m_rows, count, ++m_uses, std::move(page.lines)});
    m_rows += static_cast<int>(count);
    endInsertRows();
    forgetOldest();
}

void LogModel::restore(std::size_t place, const client::LogPage &found)
{
    if (place >= m_pages.size())
        return;
    Page &page = m_pages[place];
    page.lines = found.lines;
    page.lines.resize(page.count); // The page may have grown since: what follows it is another page.
    page.used = ++m_uses;
    Q_EMIT dataChanged(index(page.firstRow, 0), index(page.firstRow + static_cast<int>(page.count) - 1, ColumnCount - 1));
    forgetOldest();
}

void LogModel::forgetOldest()
{
    const auto isHeld = [](const Page &page) { return !page.lines.empty(); };
    auto held = static_cast<std::size_t>(std::count_if(m_pages.begin(), m_pages.end(), isHeld));
    for (; held > pagesHeldMax; --held) {
        const auto oldest = std::min_element(m_pages.begin(), m_pages.end(), [&](const Page &a, const Page &b) {
            return isHeld(a) != isHeld(b) ? isHeld(a) : a.used < b.used;
        });
        oldest->lines = {};
    }
}

std::size_t LogModel::pageOf(int row) const
{
    const auto after = [](int wanted, const Page &page) { return wanted < page.firstRow; };
    const auto next = std::upper_bound(m_pages.begin(), m_pages.end(), row, after);
    return static_cast<std::size_t>(next - m_pages.begin()) - 1;
}

std::optional<std::size_t> LogModel::missing(int firstRow, int lastRow) const
{
    if (m_rows == 0)
        return std::nullopt;
    const std::size_t first = pageOf(std::clamp(firstRow, 0, m_rows - 1));
    const std::size_t last = pageOf(std::clamp(lastRow, 0, m_rows - 1));
    for (std::size_t page = first; page <= last; ++page)
        if (m_pages[page].lines.empty())
            return page;
    return std::nullopt;
}

const client::LogLine *LogModel::line(int row) const
{
    if (row < 0 || row >= m_rows)
        return nullptr;
    const Page &page = m_pages[pageOf(row)];
    return page.lines.empty() ? nullptr : &page.lines[static_cast<std::size_t>(row - page.firstRow)];
}

int LogModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : m_rows; }

int LogModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant LogModel::data(const QModelIndex &index, int role) const
{
    const client::LogLine *const found = index.isValid() ? line(index.row()) : nullptr;
    if (!found)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == Time)
            return widgets::timeOfDay(std::chrono::milliseconds(found->at.us / 1000));
        if (index.column() == Task)
            return QString::fromStdString(found->taskName);
        return QString::fromStdString(found->text);
    case Qt::ToolTipRole:
        if (index.column() == Task)
            return tr("%1, attempt %2").arg(QString::fromStdString(found->taskName)).arg(found->attempt);
        return {};
    case Qt::AccessibleTextRole:
        return found->isError && index.column() == Text ? tr("error output: %1").arg(QString::fromStdString(found->text)) : QVariant();
    case Qt::FontRole: return widgets::font(index.column() == Time ? widgets::TextRole::FigureTiny : widgets::TextRole::Code);
    case Qt::ForegroundRole: return widgets::color(index.column() == Text ? widgets::Token::Text : widgets::Token::Text3);
    case IsErrorRole: return found->isError;
    case TaskRole: return found->task;
    case AttemptRole: return found->attempt;
    default: return {};
    }
}

QVariant LogModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Time: return tr("Time");
    case Task: return tr("Task");
    case Text: return tr("Line");
    default: return {};
    }
}

} // namespace weftline::ui::runs
