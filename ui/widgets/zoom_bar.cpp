// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/zoom_bar.h"

#include <QtCore/QSignalBlocker>
#include <QtGui/QPaintEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QToolButton>

#include "ui/widgets/icons.h"
#include "ui/widgets/paint.h"
#include "ui/widgets/theme.h"

#include <cmath>

namespace weftline::ui::widgets {
namespace {

/// A thin vertical line between the groups of the bar.
class Divider final : public QWidget
{
public:
    explicit Divider(QWidget *parent) : QWidget(parent) { setFixedSize(9, 18); }

protected:
    void paintEvent(QPaintEvent *) override { QPainter(this).fillRect(4, 0, 1, height(), color(Token::Line2)); }
};

QToolButton *addButton(QWidget *parent, QHBoxLayout *row, const QString &iconName, const QString &tip)
{
    auto *button = new QToolButton(parent);
    button->setIcon(icon(iconName));
    button->setIconSize({16, 16});
    button->setFixedSize(28, 26);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::NoFocus);
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    row->addWidget(button);
    return button;
}

} // namespace

ZoomBar::ZoomBar(QWidget *parent)
    : QFrame(parent)
{
    setFixedHeight(32);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(5, 0, 5, 0);
    row->setSpacing(0);
    QToolButton *out = addButton(this, row, QStringLiteral("zoom-out"), tr("Zoom out"));
    m_scale = new QToolButton(this);
    m_scale->setAutoRaise(true);
    m_scale->setFocusPolicy(Qt::NoFocus);
    m_scale->setFixedSize(54, 26);
    m_scale->setToolTip(tr("Show at 100 %"));
    row->addWidget(m_scale);
    QToolButton *in = addButton(this, row, QStringLiteral("zoom-in"), tr("Zoom in"));
    row->addWidget(new Divider(this));
    QToolButton *fit = addButton(this, row, QStringLiteral("fit"), tr("Show all"));
    QToolButton *tidy = addButton(this, row, QStringLiteral("tidy"), tr("Tidy"));
    m_lock = addButton(this, row, QStringLiteral("lock"), tr("Lock the graph"));
    m_lock->setCheckable(true);
    const auto refont = [this] { m_scale->setFont(widgets::font(TextRole::FigureSmall)); };
    refont();
    connect(&Theme::instance(), &Theme::changed, this, refont);
    connect(out, &QToolButton::clicked, this, &ZoomBar::zoomOutClicked);
    connect(in, &QToolButton::clicked, this, &ZoomBar::zoomInClicked);
    connect(m_scale, &QToolButton::clicked, this, &ZoomBar::scaleClicked);
    connect(fit, &QToolButton::clicked, this, &ZoomBar::fitClicked);
    connect(tidy, &QToolButton::clicked, this, &ZoomBar::tidyClicked);
    connect(m_lock, &QToolButton::toggled, this, &ZoomBar::lockToggled);
    setScale(1);
}

void ZoomBar::setScale(double scale)
{
    m_scale->setText(tr("%1 %").arg(std::lround(scale * 100)));
}

void ZoomBar::setLocked(bool locked)
{
    const QSignalBlocker quiet(m_lock);
    m_lock->setChecked(locked);
}

void ZoomBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    drawBox(painter, QRectF(rect()), 7, color(Token::Panel), color(Token::Line2), 1);
}

} // namespace weftline::ui::widgets
