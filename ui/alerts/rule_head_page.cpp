// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/alerts/rule_head_page.h"

#include <QtCore/QPointer>
#include <QtGui/QPaintEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QVBoxLayout>

#include "ui/alerts/rule_edits.h"
#include "ui/alerts/rule_graph_model.h"
#include "ui/alerts/rule_words.h"
#include "ui/document/document.h"
#include "ui/fields/field_row.h"
#include "ui/widgets/engine_words.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/units.h"

namespace weftline::ui::alerts {

using document::Document;
using document::toQString;
using fields::FieldRow;
using fields::FieldSpec;
using widgets::TextRole;
using widgets::Token;
using workflow::AlertRule;

namespace {

constexpr int markTile = 36;

FieldSpec titleField(Document &bound, const std::string &rule)
{
    const QPointer<Document> document(&bound); // a field that loses the keys may outlive it by a moment
    FieldSpec spec;
    spec.path = QStringLiteral("title");
    spec.label = RuleHeadPage::tr("Name");
    spec.help = RuleHeadPage::tr("Shown on its tab, in lists and in notices.");
    spec.editor.isName = true;
    spec.editor.placeholder = toQString(rule);
    spec.read = [document, rule]() -> std::optional<QString> {
        const AlertRule *drawn = document ? document->rule(rule) : nullptr;
        return drawn ? std::optional(toQString(drawn->title)) : std::nullopt;
    };
    spec.write = [document, rule](const QString &text) -> Result<Done> {
        if (document)
            renameRule(*document, rule, text);
        return Done{};
    };
    spec.done = [document] {
        if (document)
            document->endStep();
    };
    return spec;
}

FieldSpec enabledField(Document &bound, const std::string &rule)
{
    const QPointer<Document> document(&bound);
    FieldSpec spec;
    spec.path = QStringLiteral("enabled");
    spec.help = RuleHeadPage::tr("A rule that is not is kept and never evaluated.");
    spec.editor.type = fields::EditorType::Flag;
    spec.editor.words = {RuleHeadPage::tr("Evaluate this rule in each run")};
    spec.read = [document, rule]() -> std::optional<QString> {
        const AlertRule *drawn = document ? document->rule(rule) : nullptr;
        return drawn && drawn->enabled ? QStringLiteral("true") : QStringLiteral("false");
    };
    spec.write = [document, rule](const QString &text) -> Result<Done> {
        if (document)
            setEnabled(*document, rule, text == QLatin1String("true"));
        return Done{};
    };
    return spec;
}

} // namespace

RuleHeadPage::RuleHeadPage(Document &document, const std::string &rule, QWidget *parent)
    : QWidget(parent),
      m_document(document),
      m_rule(rule),
      m_title(new widgets::TextLabel(TextRole::Title, Token::Text, this)),
      m_state(new widgets::TextLabel(TextRole::Small, Token::Text3, this)),
      m_chain(new widgets::TextLabel(TextRole::Small, Token::Text2, this)),
      m_problems(new fields::ProblemLine(this)),
      m_trouble(new widgets::TextLabel(TextRole::Small, Token::Held, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(14, 12, 14, 16);
    column->setSpacing(12);
    auto *head = new QVBoxLayout;
    head->setContentsMargins(markTile + 10, 0, 0, 0);
    head->setSpacing(0);
    head->addWidget(m_title);
    head->addWidget(m_state);
    column->addLayout(head);
    for (widgets::TextLabel *label : {m_title, m_state, m_chain, m_trouble})
        label->setWordWrap(true);
    m_trouble->hide();
    column->addWidget(m_trouble);
    column->addWidget(m_problems);
    for (FieldSpec &spec : std::vector<FieldSpec>{titleField(document, rule), enabledField(document, rule)}) {
        m_rows.push_back(new FieldRow(std::move(spec), this));
        column->addWidget(m_rows.back());
    }
    column->addWidget(new widgets::Hairline(this));
    column->addWidget(new widgets::TextLabel(tr("The rule"), TextRole::CaptionHead, Token::Text2, this));
    column->addWidget(m_chain);
    column->addStretch(1);
    refresh();
    showProblems();
}

void RuleHeadPage::refresh()
{
    const AlertRule *rule = m_document.rule(m_rule);
    if (!rule)
        return;
    m_title->setText(toQString(rule->name()));
    for (FieldRow *row : m_rows)
        row->refresh();
    QStringList lines;
    for (const workflow::AlertKindInfo &info : workflow::allAlertKinds())
        if (const workflow::AlertNode *node = rule->find(info.kind)) {
            const StageText text = stageText(*rule, *node);
            QStringList says{text.title, text.second};
            says.removeAll(stageWord(info.kind)); // where a row says no more than that
            lines.push_back(tr("%1: %2", "stage, what it says").arg(stageWord(info.kind), widgets::joined(says)));
        }
    m_chain->setText(lines.isEmpty() ? tr("No stage yet. Add a metric from the palette.") : lines.join(QLatin1Char('\n')));
}

void RuleHeadPage::showProblems() { m_problems->setProblems(problemsOf(m_document, m_rule, {})); }

void RuleHeadPage::showAlert(const client::AlertView *alert)
{
    m_mark = alert ? markOf(*alert) : widgets::AlertMark::Inactive;
    m_state->setText(alert ? tr("alert rule, %1 now", "state").arg(widgets::alertWord(markOf(*alert))) : tr("alert rule of this workflow"));
    m_trouble->setText(alert ? widgets::inWords(alert->trouble) : QString());
    m_trouble->setVisible(alert && !alert->trouble.empty());
    update();
}

void RuleHeadPage::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    widgets::paintAlertMark(painter, QRectF(16, 16, markTile - 8, markTile - 8), m_mark);
}

} // namespace weftline::ui::alerts
