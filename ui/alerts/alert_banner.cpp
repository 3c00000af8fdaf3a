// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/alerts/alert_banner.h"

#include <QtGui/QPaintEvent>
#include <QtGui/QPainter>
#include <QtGui/QResizeEvent>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QSizePolicy>
#include <QtWidgets/QToolButton>

#include <algorithm>

#include "ui/alerts/rule_graph_model.h"
#include "ui/alerts/rule_words.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/units.h"

namespace weftline::ui::alerts {

using namespace std::chrono_literals;
using client::AlertView;
using document::toQString;
using widgets::TextRole;
using widgets::Token;

namespace {

constexpr int bannerHeight = 38;

QString nameOf(const AlertView &alert) { return toQString(alert.title.empty() ? alert.rule : alert.title); }

QString drawnNode(const AlertView &alert)
{
    const auto node = alert.labels.find("node");
    return node == alert.labels.end() ? QString() : toQString(node->second);
}

} // namespace

AlertBanner::AlertBanner(client::EngineClient *client, QWidget *parent)
    : QWidget(parent),
      m_client(client),
      m_rules(*client),
      m_head(new widgets::TextLabel(TextRole::BodyName, Token::Text, this)),
      m_sentence(new widgets::TextLabel(TextRole::Body, Token::Text2, this)),
      m_node(new QPushButton(tr("Show the node"), this)),
      m_open(new QPushButton(this)),
      m_close(new QToolButton(this))
{
    setObjectName(QStringLiteral("alertBanner"));
    setFixedHeight(bannerHeight);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(40, 4, 8, 4);
    row->setSpacing(8);
    row->addWidget(m_head);
    row->addWidget(m_sentence, 1);
    m_sentence->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    row->addWidget(m_node);
    row->addWidget(m_open);
    row->addWidget(m_close);
    m_node->setObjectName(QStringLiteral("bannerNode"));
    m_open->setObjectName(QStringLiteral("bannerOpen"));
    m_close->setObjectName(QStringLiteral("bannerClose"));
    m_close->setIcon(widgets::icon(QStringLiteral("close")));
    m_close->setToolTip(tr("Close until another alert fires"));
    m_close->setAutoRaise(true);
    connect(m_node, &QPushButton::clicked, this, [this] {
        if (!m_firing.empty())
            Q_EMIT nodeRequested(drawnNode(m_firing.front()));
    });
    connect(m_open, &QPushButton::clicked, this, [this] {
        if (m_firing.size() == 1)
            Q_EMIT ruleRequested(toQString(m_run), toQString(m_firing.front().rule));
        else
            Q_EMIT alertsRequested();
    });
    connect(m_close, &QToolButton::clicked, this, [this] {
        for (const AlertView &alert : m_firing)
            m_dismissed.insert(alert.id);
        m_farewell.stop();
        hide();
    });
    m_farewell.setSingleShot(true);
    m_farewell.setInterval(8s);
    connect(&m_farewell, &QTimer::timeout, this, &QWidget::hide);
    connect(client, &client::EngineClient::engineChanged, this, &AlertBanner::refresh);
    hide();
}

void AlertBanner::setRun(const std::string &run)
{
    if (run == m_run)
        return;
    m_run = run;
    m_firing.clear();
    m_farewell.stop();
    hide();
    refresh();
}

QString AlertBanner::head() const { return isHidden() ? QString() : m_head->text(); }
QString AlertBanner::sentence() const { return isHidden() ? QString() : m_whole; }

void AlertBanner::refresh()
{
    std::vector<AlertView> firing = m_run.empty() ? std::vector<AlertView>() : firingOf(m_client->engine(), m_run);
    if (firing == m_firing)
        return;
    if (firing.empty()) {
        const AlertView last = m_firing.front();
        m_firing.clear();
        if (!isHidden())
            showOver(last);
        return;
    }
    const bool isNew = std::any_of(firing.begin(), firing.end(), [this](const AlertView &alert) { return !m_dismissed.contains(alert.id); });
    m_firing = std::move(firing);
    if (isNew)
        showFiring(m_firing);
    else
        hide();
}

void AlertBanner::showFiring(const std::vector<AlertView> &firing)
{
    m_isOver = false;
    m_farewell.stop();
    const AlertView &first = firing.front();
    const bool isOne = firing.size() == 1;
    if (isOne) {
        m_head->setText(nameOf(first));
        m_whole = sentenceOf(first, m_rules.ruleOf(first));
    } else {
        QStringList names;
        for (const AlertView &alert : firing)
            names.push_back(nameOf(alert));
        names.removeDuplicates();
        m_head->setText(tr("%n alerts fire", nullptr, int(firing.size())));
        m_whole = widgets::joined(names);
    }
    m_open->setText(isOne ? tr("Open rule") : tr("Show all"));
    m_open->show();
    m_node->setVisible(isOne && !drawnNode(first).isEmpty());
    show();
    cutSentence();
    update();
}

void AlertBanner::showOver(const AlertView &last)
{
    m_isOver = true;
    m_head->setText(nameOf(last));
    const Duration fired = m_client->engine().at - last.since;
    m_whole = tr("It is over. It fired for %1.").arg(widgets::duration(std::max(fired, Duration{0})).text());
    m_open->hide();
    m_node->hide();
    cutSentence();
    update();
    m_farewell.start();
}

// One line: what does not fit can be read in the tool tip.
void AlertBanner::cutSentence()
{
    layout()->activate();
    m_sentence->setText(m_sentence->fontMetrics().elidedText(m_whole, Qt::ElideRight, std::max(0, m_sentence->width())));
    m_sentence->setToolTip(m_whole);
}

void AlertBanner::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    cutSentence();
}

void AlertBanner::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), widgets::color(m_isOver ? Token::SucceededBg : Token::FailedBg));
    painter.fillRect(QRect(0, height() - 1, width(), 1), widgets::color(Token::Line));
    widgets::paintAlertMark(painter, QRectF(13, (height() - 18) / 2.0, 18, 18), m_isOver ? widgets::AlertMark::Resolved : widgets::AlertMark::Firing);
}

} // namespace weftline::ui::alerts
