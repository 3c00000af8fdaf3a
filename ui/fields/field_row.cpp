// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/fields/field_row.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLayoutItem>
#include <QtWidgets/QSizePolicy>
#include <QtWidgets/QVBoxLayout>

#include "ui/document/document.h"
#include "ui/fields/problem_mark.h"
#include "ui/widgets/engine_words.h"
#include "ui/widgets/labels.h"

namespace weftline::ui::fields {

using document::toQString;
using widgets::TextRole;
using widgets::Token;

constexpr std::size_t problemsShownMax = 3;

FieldRow::FieldRow(FieldSpec spec, QWidget *parent)
    : QWidget(parent), m_spec(std::move(spec)), m_editor(makeEditor(m_spec.editor, this)), m_problem(new ProblemLine(this))
{
    setObjectName(m_spec.path);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    if (!m_spec.label.isEmpty() || !m_spec.hint.isEmpty()) {
        auto *head = new QHBoxLayout;
        head->setSpacing(8);
        auto *label = new widgets::TextLabel(m_spec.label, TextRole::Small, Token::Text2, this);
        label->setBuddy(m_editor->input());
        head->addWidget(label);
        head->addStretch();
        if (!m_spec.hint.isEmpty())
            head->addWidget(new widgets::TextLabel(m_spec.hint, TextRole::FigureTiny, Token::Text3, this));
        column->addLayout(head);
    }
    column->addWidget(m_editor);
    column->addWidget(m_problem);
    m_editor->input()->setObjectName(m_spec.path + QStringLiteral(" input"));
    m_editor->input()->setAccessibleName(m_spec.label);
    m_editor->input()->setToolTip(m_spec.help);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    connect(m_editor, &FieldEditor::edited, this, &FieldRow::write);
    connect(m_editor, &FieldEditor::left, this, &FieldRow::leave);
    refresh();
}

void FieldRow::refresh()
{
    if (m_writing)
        return;
    const std::optional<QString> now = m_spec.read();
    if (m_wasShown && now == m_shown)
        return;
    m_wasShown = true;
    m_shown = now;
    m_refused.reset();
    m_editor->setText(now);
    showProblem();
}

void FieldRow::write()
{
    m_writing = true; // the change that comes back is what is typed here
    const Result<Done> written = m_spec.write(m_editor->text());
    m_writing = false;
    m_refused = written ? std::nullopt : std::optional(written.error());
    m_shown = m_spec.read();
    showProblem();
}

void FieldRow::leave()
{
    if (!m_refused && m_shown && *m_shown != m_editor->text())
        m_editor->setText(m_shown); // the same in the way it is always written
    if (m_spec.done)
        m_spec.done();
}

void FieldRow::setProblems(const workflow::Problems &problems)
{
    if (problems == m_problems)
        return;
    m_problems = problems;
    showProblem();
}

bool FieldRow::hasProblem() const { return m_refused.has_value() || !m_problems.empty(); }

void FieldRow::showProblem()
{
    if (m_refused) {
        workflow::Problem refused;
        refused.message = m_refused->message;
        m_problem->setProblems({refused});
    } else {
        m_problem->setProblems(m_problems);
    }
    Q_EMIT problemShown(hasProblem());
}

ProblemLine::ProblemLine(QWidget *parent) : QWidget(parent), m_rows(new QVBoxLayout(this))
{
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(4);
    hide();
}

void ProblemLine::setProblems(const workflow::Problems &problems)
{
    while (QLayoutItem *item = m_rows->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    m_text.clear();
    for (std::size_t i = 0; i < std::min(problems.size(), problemsShownMax); ++i) {
        const workflow::Problem &problem = problems[i];
        auto *row = new QWidget(this);
        auto *line = new QHBoxLayout(row);
        line->setContentsMargins(0, 0, 0, 0);
        line->setSpacing(6);
        line->addWidget(new ProblemMark(levelOf(problem.severity), row), 0, Qt::AlignTop);
        QString text = widgets::inWords(problem.message);
        if (!problem.fix.empty())
            text += QLatin1Char(' ') + widgets::inWords(problem.fix);
        auto *label = new widgets::TextLabel(text, TextRole::Small, Token::Text2, row);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        line->addWidget(label, 1);
        m_rows->addWidget(row);
        m_text += m_text.isEmpty() ? text : QLatin1Char('\n') + text;
    }
    if (problems.size() > problemsShownMax)
        m_rows->addWidget(new widgets::TextLabel(tr("and %1 more").arg(problems.size() - problemsShownMax), TextRole::Small,
                                          Token::Text3, this));
    setVisible(!problems.empty());
}

} // namespace weftline::ui::fields
