// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/inspector/node_page.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

#include "ui/document/document.h"
#include "ui/fields/field_row.h"
#include "ui/inspector/inputs_list.h"
#include "ui/inspector/node_header.h"
#include "ui/inspector/node_summary.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/section.h"

namespace weftline::ui::inspector {

using document::toQString;
using fields::FieldRow;
using fields::ProblemLine;
using workflow::Node;

constexpr int margin = 14;

NodePage::NodePage(document::Document &document, std::vector<workflow::NodeId> nodes, QHash<QString, bool> &open, QWidget *parent)
    : QWidget(parent), m_document(document), m_nodes(std::make_shared<std::vector<workflow::NodeId>>(std::move(nodes))), m_open(open), m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(margin, 12, margin, 16);
    m_column->setSpacing(12);
    m_header = new NodeHeader(m_document, m_nodes, this);
    m_column->addWidget(m_header);
    m_otherProblems = new ProblemLine(this);
    m_column->addWidget(m_otherProblems);
    const bool isSameKind = std::all_of(m_nodes->begin(), m_nodes->end(), [&](const workflow::NodeId &id) {
        const Node *node = m_document.node(id);
        return node && first() && node->kind == first()->kind;
    });
    if (isSameKind && m_nodes->size() == 1)
        addKindFields();
    addInputs();
    addPair(*m_column, timeoutField(), priorityField());
    m_column->addWidget(new widgets::Hairline(this));
    auto *sections = new QVBoxLayout;
    sections->setSpacing(0);
    m_column->addLayout(sections);
    addSharedSections();
    m_column->addStretch(1);
    refresh();
    showProblems();
}

const Node *NodePage::first() const { return m_nodes->empty() ? nullptr : m_document.node(m_nodes->front()); }

FieldRow *NodePage::add(QVBoxLayout &column, const NodeField &field)
{
    auto *row = new FieldRow(bindField(m_document, m_nodes, field), this);
    column.addWidget(row);
    m_rows.push_back(row);
    return row;
}

void NodePage::addPair(QVBoxLayout &column, const NodeField &left, const NodeField &right)
{
    auto *pair = new QHBoxLayout;
    pair->setSpacing(8);
    std::vector<ProblemLine *> problems;
    for (const NodeField *field : {&left, &right}) {
        auto *half = new QVBoxLayout;
        problems.push_back(add(*half, *field)->problemLine());
        pair->addLayout(half, 1);
    }
    column.addLayout(pair);
    for (ProblemLine *problem : problems) // a sentence needs the whole width
        column.addWidget(problem);
}

widgets::Section *NodePage::addSection(const QString &name, const QString &title, const std::vector<NodeField> &fields)
{
    auto *section = new widgets::Section(title, this);
    section->setObjectName(name);
    auto *content = new QWidget(section);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(20, 2, 0, 10);
    column->setSpacing(10);
    for (const NodeField &field : fields) {
        FieldRow *row = add(*column, field);
        connect(row, &FieldRow::problemShown, section, [section](bool shown) {
            if (shown)
                section->setOpen(true);
        });
    }
    section->setContent(content);
    section->setOpen(m_open.value(name, false));
    connect(section, &widgets::Section::openChanged, this, [this, name](bool open) { m_open[name] = open; });
    m_sections.insert(name, section);
    m_column->addWidget(section);
    m_column->setSpacing(12);
    return section;
}

// The first fields of a kind say what it does and stand open; the others are for some nodes only.
void NodePage::addKindFields()
{
    std::vector<NodeField> narrow;
    for (const NodeField &field : kindFields(first()->kind)) {
        switch (placeOf(first()->kind, field)) {
        case FieldPlace::Open: add(*m_column, field); break;
        case FieldPlace::Beside: narrow.push_back(field); break;
        case FieldPlace::Section: break;
        }
        if (narrow.size() == 2) {
            addPair(*m_column, narrow[0], narrow[1]);
            narrow.clear();
        }
    }
}

void NodePage::addInputs()
{
    if (m_nodes->size() != 1)
        return;
    auto *list = new InputsList(m_document, m_nodes, this);
    connect(list, &InputsList::nodeRequested, this, &NodePage::nodeRequested);
    m_inputs = list;
    m_column->addWidget(list);
}

void NodePage::addSharedSections()
{
    QVBoxLayout *outer = m_column;
    auto *together = new QWidget(this);
    m_column = new QVBoxLayout(together); // sections stand row on row, closer than fields
    m_column->setContentsMargins(0, 0, 0, 0);
    if (m_nodes->size() == 1)
        addSection(QStringLiteral("map"), tr("Map"), {mapField()});
    addSection(QStringLiteral("retry"), tr("Retry"), retryFields());
    if (m_nodes->size() == 1)
        for (const NodeField &field : kindFields(first()->kind)) {
            if (placeOf(first()->kind, field) != FieldPlace::Section)
                continue;
            const QString name = field.path.section(QLatin1Char('/'), -1);
            NodeField inside = field;
            const QString title = std::exchange(inside.label, QString());
            addSection(name, title, {inside});
        }
    addSection(QStringLiteral("pool"), tr("Pool"), {poolField()});
    addSection(QStringLiteral("losses"), tr("Losses"), {lossesField()});
    if (std::all_of(m_nodes->begin(), m_nodes->end(), [this](const workflow::NodeId &id) { return mayHoldALock(id); })) {
        addSection(QStringLiteral("lock"), tr("Lock"), {lockField()});
        addSection(QStringLiteral("once"), tr("Once"), {onceField()});
    }
    addSection(QStringLiteral("disabled"), tr("Disabled"), {disabledField()});
    if (m_nodes->size() == 1)
        addSection(QStringLiteral("title"), tr("Title"), {titleField()});
    m_column->setSpacing(0);
    m_column = outer;
    m_column->addWidget(together);
}

/// Only a worker touches what a lock protects; a node that names one all the same shows it, so that it can be taken away.
bool NodePage::mayHoldALock(const workflow::NodeId &id) const
{
    const Node *node = m_document.node(id);
    return node && (workflow::carrierOf(node->kind) == workflow::Carrier::Worker || node->once || !node->lock.empty());
}

void NodePage::refresh()
{
    m_header->refresh();
    for (FieldRow *row : m_rows) {
        row->refresh();
        if (first())
            row->editor()->setLanguage(languageOf(*first(), row->path()));
    }
    refreshInputs();
    updateSummaries();
}

void NodePage::nodeRenamed(const workflow::NodeId &from, const workflow::NodeId &to)
{
    std::replace(m_nodes->begin(), m_nodes->end(), from, to);
}

void NodePage::refreshInputs()
{
    if (m_inputs)
        static_cast<InputsList *>(m_inputs)->refresh();
}

void NodePage::updateSummaries()
{
    for (auto section = m_sections.begin(); section != m_sections.end(); ++section) {
        QString common;
        for (std::size_t i = 0; i < m_nodes->size(); ++i) {
            const Node *node = m_document.node((*m_nodes)[i]);
            const QString summary = node ? sectionSummary(section.key(), *node) : QString();
            common = i == 0 || common == summary ? summary : tr("several values");
        }
        section.value()->setSummary(common);
    }
}

void NodePage::showProblems()
{
    const auto index = m_nodes->size() == 1 ? m_document.indexOf(m_nodes->front()) : std::nullopt;
    workflow::Problems rest;
    QHash<QString, workflow::Problems> byPath;
    const std::string prefix = index ? "/nodes/" + std::to_string(*index) : std::string();
    for (const workflow::Problem &problem : m_document.problems()) {
        if (!index || problem.node != m_nodes->front())
            continue;
        const bool isInside = problem.where.starts_with(prefix + "/");
        const QString path = isInside ? toQString(problem.where.substr(prefix.size() + 1)) : QString();
        const auto row = std::find_if(m_rows.begin(), m_rows.end(), [&](const FieldRow *one) {
            return !path.isEmpty() && (path == one->path() || path.startsWith(one->path() + QLatin1Char('/')));
        });
        if (row != m_rows.end())
            byPath[(*row)->path()].push_back(problem);
        else
            rest.push_back(problem);
    }
    for (FieldRow *row : m_rows)
        row->setProblems(byPath.value(row->path()));
    m_otherProblems->setProblems(rest);
}

void NodePage::goTo(const QString &path)
{
    for (FieldRow *row : m_rows) {
        if (row->path() != path && !path.startsWith(row->path() + QLatin1Char('/')))
            continue;
        for (widgets::Section *section : std::as_const(m_sections))
            if (section->isAncestorOf(row))
                section->setOpen(true);
        row->editor()->input()->setFocus(Qt::OtherFocusReason);
        return;
    }
}

} // namespace weftline::ui::inspector
