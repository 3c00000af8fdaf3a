// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/alerts/stage_page.h"

#include <QtCore/QHash>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

#include "ui/alerts/rule_graph_model.h"
#include "ui/alerts/rule_words.h"
#include "ui/alerts/stage_header.h"
#include "ui/document/document.h"
#include "ui/widgets/labels.h"

namespace weftline::ui::alerts {

using document::toQString;
using fields::FieldRow;
using widgets::TextRole;
using widgets::Token;
using workflow::AlertKind;
using workflow::AlertRule;

namespace {

std::string metricName(const AlertRule &rule)
{
    const auto metric = metricOf(rule);
    return metric ? std::string(workflow::infoOf(*metric).name) : std::string();
}

/// Short fields stand side by side: a choice and its threshold.
bool standsBeside(const QString &path) { return path == u"with/value" || path == u"with/over" || path == u"with/keep_firing_for"; }

} // namespace

StagePage::StagePage(document::Document &document, const std::string &rule, const workflow::AlertNode &node, QWidget *parent)
    : QWidget(parent),
      m_document(document),
      m_rule(rule),
      m_node(node.id),
      m_kind(node.kind),
      m_header(new StageHeader(this)),
      m_now(new QWidget(this)),
      m_value(new widgets::FigureLabel(m_now)),
      m_state(new widgets::TextLabel(TextRole::Small, Token::Text2, m_now)),
      m_otherProblems(new fields::ProblemLine(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(14, 12, 14, 16);
    column->setSpacing(12);
    column->addWidget(m_header);
    auto *now = new QHBoxLayout(m_now);
    now->setContentsMargins(0, 0, 0, 0);
    now->setSpacing(10);
    now->addWidget(m_value);
    now->addWidget(m_state, 1);
    m_state->setWordWrap(true);
    column->addWidget(m_now);
    m_now->hide();
    column->addWidget(m_otherProblems);
    m_fields = new QWidget(this);
    column->addWidget(m_fields);
    column->addStretch(1);
    if (const AlertRule *drawn = m_document.rule(m_rule))
        build(*drawn);
    refresh();
    showProblems();
}

void StagePage::build(const AlertRule &rule)
{
    m_metric = metricName(rule);
    auto *column = new QVBoxLayout(m_fields);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    QHBoxLayout *last = nullptr;
    for (StageField &field : stageFields(m_kind, rule)) {
        auto *row = new FieldRow(bindField(m_document, m_rule, m_node, field), m_fields);
        if (last && standsBeside(field.path)) {
            last->addWidget(row, 1, Qt::AlignTop);
            column->addWidget(row->problemLine()); // a sentence needs the whole width
        } else {
            last = new QHBoxLayout;
            last->setSpacing(8);
            last->addWidget(row, 1, Qt::AlignTop);
            column->addLayout(last);
        }
        m_rows.push_back({std::move(field), row});
    }
}

const workflow::AlertNode *StagePage::node() const
{
    const AlertRule *rule = m_document.rule(m_rule);
    return rule ? nodeOf(*rule, m_node) : nullptr;
}

void StagePage::refresh()
{
    const AlertRule *rule = m_document.rule(m_rule);
    const workflow::AlertNode *stage = node();
    if (!rule || !stage)
        return;
    if (m_kind != AlertKind::Metric && metricName(*rule) != m_metric) { // units and functions are others now
        m_rows.clear();
        QWidget *old = m_fields;
        m_fields = new QWidget(this);
        layout()->replaceWidget(old, m_fields);
        old->hide();
        old->deleteLater();
        build(*rule);
        m_fields->show();
        showProblems();
    }
    const StageText text = stageText(*rule, *stage);
    m_header->show(m_kind, text.title, stageSentence(m_kind));
    for (const Row &row : m_rows) {
        row.row->refresh();
        row.row->setVisible(row.field.applies(*rule, *stage));
    }
}

void StagePage::showProblems()
{
    QHash<QString, workflow::Problems> byPath;
    workflow::Problems rest;
    for (const workflow::Problem &problem : problemsOf(m_document, m_rule, m_node)) {
        const QString path = toQString(problem.where).mid(1);
        const auto row = std::find_if(m_rows.begin(), m_rows.end(), [&](const Row &one) {
            return path == one.field.path || path.startsWith(one.field.path + QLatin1Char('/'));
        });
        if (row != m_rows.end() && !row->row->isHidden())
            byPath[row->field.path].push_back(problem);
        else
            rest.push_back(problem);
    }
    for (const Row &row : m_rows)
        row.row->setProblems(byPath.value(row.field.path));
    m_otherProblems->setProblems(rest);
}

// The figure stands where it is decided on: at the condition.
void StagePage::showAlert(const client::AlertView *alert)
{
    const AlertRule *rule = m_document.rule(m_rule);
    const bool isShown = alert && rule && m_kind == AlertKind::Condition;
    m_now->setVisible(isShown);
    if (!isShown)
        return;
    const QString text = valueText(unitOf(*rule), alert->value);
    const qsizetype space = text.lastIndexOf(QLatin1Char(' '));
    const bool isBad = alert->state == client::AlertState::Firing || alert->state == client::AlertState::Pending;
    m_value->setMeasure({space < 0 ? text : text.left(space), space < 0 ? QString() : text.mid(space + 1)},
                        isBad ? widgets::alertToken(markOf(*alert)) : Token::Text);
    const QString since = widgets::timeOfDay(std::chrono::milliseconds(alert->since.us / 1000));
    m_state->setText(tr("now, %1 since %2", "state, time").arg(widgets::alertWord(markOf(*alert)), since));
}

void StagePage::goTo(const QString &path)
{
    for (const Row &row : m_rows)
        if (path == row.field.path || path.startsWith(row.field.path + QLatin1Char('/'))) {
            row.row->editor()->input()->setFocus(Qt::OtherFocusReason);
            return;
        }
}

} // namespace weftline::ui::alerts
