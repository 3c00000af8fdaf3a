// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/icons.h"

#include <QtCore/QFile>
#include <QtCore/QHash>
#include <QtCore/QIODevice>
#include <QtGui/QIconEngine>
#include <QtGui/QPainter>
#include <QtGui/QPixmapCache>
#include <QtSvg/QSvgRenderer>

#include "ui/widgets/theme.h"

#include <cmath>

static void initIcons() { Q_INIT_RESOURCE(widget_icons); }

namespace weftline::ui::widgets {
namespace {

const QByteArray &source(const QString &name)
{
    static QHash<QString, QByteArray> sources;
    if (const auto found = sources.constFind(name); found != sources.constEnd())
        return *found;
    [[maybe_unused]] static const bool initialised = [] { initIcons(); return true; }();
    QFile file(QStringLiteral(":/weftline/icons/%1.svg").arg(name));
    QByteArray text;
    if (!name.isEmpty() && file.open(QIODevice::ReadOnly))
        text = file.readAll();
    return *sources.insert(name, text);
}

QPixmap drawn(const QString &name, const QColor &color, const QSize &pixels, bool thick)
{
    QPixmap picture(pixels);
    picture.fill(Qt::transparent);
    QByteArray svg = source(name);
    if (svg.isEmpty())
        return picture;
    svg.replace("currentColor", color.name().toLatin1());
    if (thick)
        svg.replace("stroke-width=\"1.75\"", "stroke-width=\"1.9\"");
    QSvgRenderer renderer(svg);
    QPainter painter(&picture);
    painter.setOpacity(color.alphaF());
    renderer.render(&painter, QRectF(QPointF(), QSizeF(pixels)));
    return picture;
}

QPixmap cached(const QString &name, const QColor &color, int pixels, bool thick)
{
    const QString key = QStringLiteral("weftline/%1/%2/%3/%4").arg(name).arg(color.rgba()).arg(pixels).arg(thick);
    QPixmap picture;
    if (!QPixmapCache::find(key, &picture)) {
        picture = drawn(name, color, {pixels, pixels}, thick);
        QPixmapCache::insert(key, picture);
    }
    return picture;
}

/// Asks the theme for its colour each time it paints.
class ThemeIconEngine final : public QIconEngine
{
public:
    ThemeIconEngine(QString name, Token token) : m_name(std::move(name)), m_token(token) {}

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override
    {
        paintIcon(*painter, rect, m_name, colorFor(mode, state));
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        const int side = std::min(size.width(), size.height());
        return cached(m_name, colorFor(mode, state), side, side <= 18);
    }

    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state, qreal scale) override
    {
        const int side = std::min(size.width(), size.height());
        return cached(m_name, colorFor(mode, state), side, side <= 18 * scale);
    }

    QIconEngine *clone() const override { return new ThemeIconEngine(*this); }

private:
    QColor colorFor(QIcon::Mode mode, QIcon::State state) const
    {
        if (mode == QIcon::Disabled)
            return color(Token::Disabled);
        return color(state == QIcon::On && m_token == Token::Text2 ? Token::Accent : m_token);
    }

    QString m_name;
    Token m_token;
};

} // namespace

QIcon icon(const QString &name, Token token)
{
    return hasIcon(name) ? QIcon(new ThemeIconEngine(name, token)) : QIcon();
}

QPixmap iconPixmap(const QString &name, const QColor &color, int size, double devicePixelRatio)
{
    QPixmap picture = cached(name, color, int(std::lround(size * devicePixelRatio)), size <= 18);
    picture.setDevicePixelRatio(devicePixelRatio);
    return picture;
}

void paintIcon(QPainter &painter, const QRectF &where, const QString &name, const QColor &color)
{
    const QTransform &transform = painter.deviceTransform(); // with the ratio of the screen, or of the picture, in it
    const double scale = std::hypot(transform.m11(), transform.m12());
    const int pixels = std::clamp(int(std::lround(where.width() * scale)), 1, 1024);
    const QPixmap picture = cached(name, color, pixels, where.width() <= 18);
    painter.save();
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawPixmap(where, picture, QRectF(picture.rect()));
    painter.restore();
}

bool hasIcon(const QString &name)
{
    return !source(name).isEmpty();
}

} // namespace weftline::ui::widgets
