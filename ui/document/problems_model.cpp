// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/document/problems_model.h"

#include "ui/document/document.h"
#include "ui/document/fix_words.h"

namespace weftline::ui::document {

QString fieldOf(const workflow::Problem &problem)
{
    const QStringList steps = toQString(problem.where).split(QLatin1Char('/'), Qt::SkipEmptyParts);
    if (steps.isEmpty())
        return {};
    const bool isStage = steps.first() == QLatin1String("alerts") && steps.value(4) == QLatin1String("with");
    if (isStage)
        return steps.value(5);
    if (steps.first() != QLatin1String("nodes"))
        return steps.first();
    return steps.value(2) == QLatin1String("with") ? steps.value(3) : steps.value(2);
}

namespace {

/// What it is about, by name: a node, an alert rule, or the workflow.
QString subjectOf(const workflow::Problem &problem, const workflow::Workflow &workflow)
{
    if (!problem.node.empty())
        return toQString(problem.node);
    const QString where = toQString(problem.where);
    bool isPlace = false;
    const std::size_t rule = where.section(QLatin1Char('/'), 2, 2).toUInt(&isPlace);
    if (where.startsWith(QLatin1String("/alerts/")) && isPlace && rule < workflow.alerts.size())
        return toQString(workflow.alerts[rule].name());
    return ProblemsModel::tr("workflow");
}

} // namespace

ProblemsModel::ProblemsModel(const Document &document, QObject *parent)
    : QAbstractTableModel(parent), m_document(document), m_problems(document.problems())
{
    connect(&document, &Document::problemsChanged, this, &ProblemsModel::update);
}

// Problems have no ids: rows that stay the same at the head of the list stay rows, so that selection and scroll stay.
void ProblemsModel::update()
{
    const workflow::Problems &next = m_document.problems();
    std::size_t same = 0;
    while (same < m_problems.size() && same < next.size() && m_problems[same] == next[same])
        ++same;
    if (same < m_problems.size()) {
        beginRemoveRows({}, int(same), int(m_problems.size()) - 1);
        m_problems.resize(same);
        endRemoveRows();
    }
    if (same < next.size()) {
        beginInsertRows({}, int(same), int(next.size()) - 1);
        m_problems = next;
        endInsertRows();
    }
}

int ProblemsModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_problems.size()); }

int ProblemsModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant ProblemsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const workflow::Problem &problem = m_problems[std::size_t(index.row())];
    switch (role) {
    case SeverityRole: return int(problem.severity);
    case NodeRole: return toQString(problem.node);
    case WhereRole: return toQString(problem.where);
    case QuickFixesRole: return wordsOf(problem.quickFixes);
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        switch (index.column()) {
        case NodeColumn: return subjectOf(problem, m_document.workflow());
        case FieldColumn: return fieldOf(problem);
        case MessageColumn: return toQString(problem.message);
        case QuickFixColumn: return wordsOf(problem.quickFixes).join(QStringLiteral(" · "));
        default: return toQString(problem.fix);
        }
    default: return {};
    }
}

QVariant ProblemsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NodeColumn: return tr("Node");
    case FieldColumn: return tr("Field");
    case MessageColumn: return tr("Problem");
    case QuickFixColumn: return tr("Quick fix");
    default: return tr("What to do");
    }
}

} // namespace weftline::ui::document
