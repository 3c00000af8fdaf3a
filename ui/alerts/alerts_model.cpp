// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/alerts/alerts_model.h"

#include <algorithm>
#include <set>

#include "ui/alerts/rule_graph_model.h"
#include "ui/alerts/rule_words.h"
#include "ui/widgets/engine_words.h"
#include "ui/widgets/units.h"

namespace weftline::ui::alerts {

using client::AlertState;
using client::AlertView;
using document::toQString;

void AlertsModel::update(const client::EngineView &engine)
{
    m_runs.clear();
    for (const auto &[index, run] : engine.runs)
        m_runs[index] = run.id;
    std::vector<AlertView> wanted;
    std::set<std::uint64_t> ids;
    for (const auto &[id, alert] : engine.alerts) {
        wanted.push_back(alert);
        ids.insert(id);
    }
    std::sort(wanted.begin(), wanted.end(), mattersMore);
    for (std::size_t row = m_alerts.size(); row-- > 0;) {
        if (ids.contains(m_alerts[row].id))
            continue;
        beginRemoveRows({}, int(row), int(row));
        m_alerts.erase(m_alerts.begin() + std::ptrdiff_t(row));
        endRemoveRows();
    }
    for (std::size_t row = 0; row < wanted.size(); ++row)
        place(row, wanted[row]);
}

void AlertsModel::place(std::size_t row, const AlertView &alert)
{
    std::size_t at = row;
    while (at < m_alerts.size() && m_alerts[at].id != alert.id)
        ++at;
    if (at == m_alerts.size()) {
        beginInsertRows({}, int(row), int(row));
        m_alerts.insert(m_alerts.begin() + std::ptrdiff_t(row), alert);
        endInsertRows();
        return;
    }
    if (at != row) {
        beginMoveRows({}, int(at), int(at), {}, int(row));
        std::rotate(m_alerts.begin() + std::ptrdiff_t(row), m_alerts.begin() + std::ptrdiff_t(at), m_alerts.begin() + std::ptrdiff_t(at) + 1);
        endMoveRows();
    }
    if (m_alerts[row] != alert) {
        m_alerts[row] = alert;
        Q_EMIT dataChanged(index(int(row), 0), index(int(row), ColumnCount - 1));
    }
}

int AlertsModel::firingCount() const
{
    return int(std::count_if(m_alerts.begin(), m_alerts.end(), [](const AlertView &alert) { return alert.state == AlertState::Firing; }));
}

int AlertsModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_alerts.size()); }

int AlertsModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : ColumnCount; }

QString AlertsModel::textOf(const AlertView &alert, int column) const
{
    switch (column) {
    case StateColumn: return widgets::alertWord(markOf(alert));
    case RuleColumn: return toQString(alert.title.empty() ? alert.rule : alert.title);
    case LabelsColumn: return alert.trouble.empty() ? labelsText(alert.labels) : widgets::inWords(alert.trouble);
    case SinceColumn: return alert.since == Instant{} ? widgets::none() : widgets::timeOfDay(std::chrono::milliseconds(alert.since.us / 1000));
    case ValueColumn: return valueText(m_unitOf ? m_unitOf(alert) : std::string(), alert.value);
    case RunColumn: return tr("Run %1").arg(alert.run + 1);
    default: return {};
    }
}

QVariant AlertsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const AlertView &alert = m_alerts[std::size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole: return textOf(alert, index.column());
    case Qt::ToolTipRole: return alert.trouble.empty() ? textOf(alert, index.column()) : widgets::inWords(alert.trouble);
    case Qt::AccessibleTextRole:
        return index.column() == StateColumn ? tr("%1 %2", "rule, state").arg(textOf(alert, RuleColumn), textOf(alert, StateColumn))
                                             : textOf(alert, index.column());
    case MarkRole: return int(markOf(alert));
    case RunRole: {
        const auto run = m_runs.find(alert.run);
        return run == m_runs.end() ? QString() : toQString(run->second);
    }
    case RuleRole: return toQString(alert.rule);
    case IdRole: return QVariant::fromValue<qulonglong>(alert.id);
    default: return {};
    }
}

QVariant AlertsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case StateColumn: return tr("State");
    case RuleColumn: return tr("Rule");
    case LabelsColumn: return tr("About");
    case SinceColumn: return tr("Since");
    case ValueColumn: return tr("Value");
    default: return tr("Run");
    }
}

} // namespace weftline::ui::alerts
