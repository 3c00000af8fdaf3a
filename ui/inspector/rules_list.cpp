// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/inspector/rules_list.h"

#include <QtGui/QPaintEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QLayoutItem>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

#include "ui/document/document.h"
#include "ui/widgets/alert_mark.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/paint.h"

namespace weftline::ui::inspector {
namespace {

using document::toQString;
using widgets::TextRole;
using widgets::Token;

/// A bell and a name; a rule that is off says so.
class RuleRow final : public QAbstractButton
{
public:
    RuleRow(const QString &name, bool isEnabled, QWidget *parent) : QAbstractButton(parent), m_isOn(isEnabled)
    {
        setText(name);
        setFixedHeight(30);
        setAttribute(Qt::WA_Hover);
        setCursor(Qt::PointingHandCursor);
    }
    [[nodiscard]] QSize sizeHint() const override { return {120, 30}; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        widgets::drawBox(painter, QRectF(rect()), 5, widgets::color(underMouse() ? Token::Hover : Token::Raised),
                         widgets::color(Token::Line2), 1);
        widgets::paintAlertMark(painter, QRectF(9, 7, 16, 16), m_isOn ? widgets::AlertMark::Inactive : widgets::AlertMark::Silenced);
        painter.setFont(widgets::font(TextRole::Body));
        painter.setPen(widgets::color(m_isOn ? Token::Text : Token::Text3));
        const QRect line = rect().adjusted(32, 0, -10, 0);
        painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, painter.fontMetrics().elidedText(text(), Qt::ElideRight, line.width()));
        if (hasFocus())
            widgets::drawBox(painter, QRectF(rect()), 5, Qt::transparent, widgets::color(Token::Focus), 2);
    }

private:
    bool m_isOn;
};

} // namespace

RulesList::RulesList(const document::Document &document, QWidget *parent)
    : QWidget(parent), m_document(document), m_rows(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("rules"));
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(4);
    refresh();
}

void RulesList::refresh()
{
    QStringList wanted;
    for (const workflow::AlertRule &rule : m_document.workflow().alerts)
        wanted << toQString(rule.id) << toQString(rule.name()) << (rule.enabled ? QStringLiteral("on") : QStringLiteral("off"));
    if (m_isBuilt && wanted == m_shown)
        return;
    m_isBuilt = true;
    m_shown = wanted;
    while (QLayoutItem *item = m_rows->takeAt(0)) {
        if (QWidget *old = item->widget()) { // a click on it may have led here
            old->hide();
            old->deleteLater();
        }
        delete item;
    }
    m_rows->addWidget(new widgets::TextLabel(tr("Alert rules"), TextRole::Small, Token::Text2, this));
    for (qsizetype i = 0; i < wanted.size(); i += 3) {
        auto *row = new RuleRow(wanted[i + 1], wanted[i + 2] == QLatin1String("on"), this);
        row->setObjectName(QStringLiteral("rule:") + wanted[i]);
        connect(row, &QAbstractButton::clicked, this, [this, id = wanted[i]] { Q_EMIT ruleRequested(id); });
        m_rows->addWidget(row);
    }
    auto *add = new QPushButton(widgets::icon(QStringLiteral("plus")), tr("New alert rule"), this);
    add->setObjectName(QStringLiteral("addRule"));
    connect(add, &QPushButton::clicked, this, &RulesList::newRuleRequested);
    m_rows->addWidget(add);
}

} // namespace weftline::ui::inspector
