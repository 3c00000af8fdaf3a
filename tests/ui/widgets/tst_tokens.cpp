// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QtCore/QByteArray>
#include <QtCore/QSet>
#include <QtCore/QString>
#include <QtGui/QPalette>
#include <QtGui/QRgb>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>

#include "tests/support/test_main.h"
#include "ui/widgets/theme.h"

#include <cmath>

using namespace weftline::ui::widgets;

namespace {

double channel(int value)
{
    const double c = value / 255.0;
    return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

double luminance(QRgb rgb)
{
    return 0.2126 * channel(qRed(rgb)) + 0.7152 * channel(qGreen(rgb)) + 0.0722 * channel(qBlue(rgb));
}

/// The contrast of WCAG 2.1, 1 to 21.
double contrast(QRgb one, QRgb other)
{
    const double a = luminance(one);
    const double b = luminance(other);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

QRgb value(Token token, bool dark)
{
    const TokenRow &row = tokenTable()[std::size_t(token)];
    return dark ? row.dark : row.light;
}

void addPair(const char *name, Token ink, Token ground, double least)
{
    for (const bool dark : {false, true})
        QTest::addRow("%s, %s", name, dark ? "dark" : "light") << int(ink) << int(ground) << dark << least;
}

} // namespace

class TokensTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { Theme::instance().setChoice(ThemeChoice::Light); }

    void everyTokenStandsInItsRowAndHasBothColours()
    {
        QSet<QByteArray> names;
        for (std::size_t i = 0; i < tokenCount; ++i) {
            const TokenRow &row = tokenTable()[i];
            QCOMPARE(std::size_t(row.token), i);
            QCOMPARE(qAlpha(row.light), 255);
            QCOMPARE(qAlpha(row.dark), 255);
            names.insert(QByteArray(row.name.data(), qsizetype(row.name.size())));
        }
        QCOMPARE(std::size_t(names.size()), tokenCount);
    }

    void textCanBeRead_data()
    {
        QTest::addColumn<int>("ink");
        QTest::addColumn<int>("ground");
        QTest::addColumn<bool>("dark");
        QTest::addColumn<double>("least");
        const std::pair<const char *, Token> grounds[]{{"chrome", Token::Chrome}, {"panel", Token::Panel}, {"canvas", Token::Canvas},
                                                       {"raised", Token::Raised}, {"sunken", Token::Sunken}, {"hover", Token::Hover}};
        for (const auto &[name, ground] : grounds) {
            addPair(qPrintable(QStringLiteral("text on %1").arg(QLatin1String(name))), Token::Text, ground, 4.5);
            addPair(qPrintable(QStringLiteral("text2 on %1").arg(QLatin1String(name))), Token::Text2, ground, 4.5);
            addPair(qPrintable(QStringLiteral("text3 on %1").arg(QLatin1String(name))), Token::Text3, ground, 4.5);
            addPair(qPrintable(QStringLiteral("accentText on %1").arg(QLatin1String(name))), Token::AccentText, ground, 4.5);
        }
        addPair("text on sel", Token::Text, Token::Sel, 4.5);
        addPair("text3 on sel", Token::Text3, Token::Sel, 4.5);
        addPair("onAccent on accentFill", Token::OnAccent, Token::AccentFill, 4.5);
        addPair("onAccent on accentHover", Token::OnAccent, Token::AccentHover, 4.5);
        addPair("raised on tooltip", Token::Raised, Token::Tooltip, 4.5);
        addPair("edge on canvas", Token::Edge, Token::Canvas, 3.0);
        addPair("edgeDone on canvas", Token::EdgeDone, Token::Canvas, 3.0);
        addPair("focus on panel", Token::Focus, Token::Panel, 3.0);
        for (int i = int(Token::Waiting); i <= int(Token::Refused); ++i) {
            const QString name = QLatin1String(tokenTable()[std::size_t(i)].name.data());
            const Token tint = Token(i - int(Token::Waiting) + int(Token::WaitingBg));
            addPair(qPrintable(name + QStringLiteral(" on raised")), Token(i), Token::Raised, 4.5);
            addPair(qPrintable(name + QStringLiteral(" on its tint")), Token(i), tint, 4.5);
        }
        for (int i = 0; i < 5; ++i)
            addPair(qPrintable(QStringLiteral("icon on tile %1").arg(i)), Token(int(Token::IconRun) + i), Token(int(Token::TileRun) + i), 4.5);
        for (int i = int(Token::ChartThroughput); i <= int(Token::ChartQueue); ++i)
            addPair(qPrintable(QStringLiteral("series %1 on panel").arg(i)), Token(i), Token::Panel, 3.0);
    }

    void textCanBeRead()
    {
        QFETCH(int, ink);
        QFETCH(int, ground);
        QFETCH(bool, dark);
        QFETCH(double, least);
        const double ratio = contrast(value(Token(ink), dark), value(Token(ground), dark));
        QVERIFY2(ratio >= least, qPrintable(QStringLiteral("contrast is %1").arg(ratio)));
    }

    void theRatioIsTheOneOfTheStandard()
    {
        QCOMPARE(contrast(qRgb(0, 0, 0), qRgb(255, 255, 255)), 21.0);
        QVERIFY(std::abs(contrast(value(Token::Text, false), value(Token::Chrome, false)) - 14.5) < 0.05);
    }

    void choosingAThemeChangesColoursAndTellsSo()
    {
        QSignalSpy changed(&Theme::instance(), &Theme::changed);
        QCOMPARE(color(Token::Canvas).rgb(), value(Token::Canvas, false));
        Theme::instance().setChoice(ThemeChoice::Dark);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(color(Token::Canvas).rgb(), value(Token::Canvas, true));
        QCOMPARE(QApplication::palette().color(QPalette::Window).rgb(), value(Token::Panel, true));
        Theme::instance().setChoice(ThemeChoice::Dark);
        QCOMPARE(changed.count(), 1);
    }

    void theTextSizeScalesEveryRole()
    {
        const int before = font(TextRole::Body).pixelSize();
        Theme::instance().setTextSize(1.5);
        QCOMPARE(font(TextRole::Body).pixelSize(), qRound(before * 1.5));
        Theme::instance().setTextSize(9);
        QCOMPARE(Theme::instance().textSize(), 1.5);
        Theme::instance().setTextSize(1);
        QCOMPARE(font(TextRole::Body).pixelSize(), before);
    }
};

WEFTLINE_TEST(TokensTest)
#include "tst_tokens.moc"
