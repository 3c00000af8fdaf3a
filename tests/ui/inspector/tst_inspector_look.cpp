// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Draws the inspector of each kind, with and without problems, of the workflow and of several nodes, in both themes, into
// build/…/look; and fails where text does not fit.

#include <QtCore/QCoreApplication>
#include <QtCore/QDir>
#include <QtCore/QSize>
#include <QtCore/QString>
#include <QtCore/QStringList>
#include <QtTest/QTest>
#include <QtWidgets/QLabel>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QScrollBar>

#include "engine/workflow/codec.h"
#include "tests/support/test_main.h"
#include "tests/ui/inspector/fake_engine.h"
#include "tests/ui/inspector/flows.h"
#include "ui/document/document.h"
#include "ui/inspector/inspector.h"
#include "ui/widgets/section.h"
#include "ui/widgets/theme.h"

using namespace weftline;
using namespace weftline::ui::inspector;
using ui::document::Document;
using ui::widgets::Theme;
using ui::widgets::ThemeChoice;

namespace {

class InspectorLookTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { Theme::instance().setChoice(ThemeChoice::Light); }
    void nothingIsCut_data();
    void nothingIsCut();
};

void InspectorLookTest::nothingIsCut_data()
{
    QTest::addColumn<QStringList>("selection");
    QTest::addColumn<bool>("hasProblems");
    QTest::addColumn<bool>("isOpen");
    QTest::addColumn<int>("tab");
    const QString list = QStringLiteral("list");
    const QString count = QStringLiteral("count");
    const QString total = QStringLiteral("total");
    QTest::newRow("command") << QStringList{list} << false << false << 0;
    QTest::newRow("command-open") << QStringList{count} << false << true << 0;
    QTest::newRow("command-problems") << QStringList{list} << true << true << 0;
    QTest::newRow("transform") << QStringList{total} << false << false << 0;
    QTest::newRow("transform-problems") << QStringList{total} << true << false << 0;
    QTest::newRow("workflow") << QStringList{} << false << false << 0;
    QTest::newRow("several") << QStringList{list, count} << false << false << 0;
    QTest::newRow("output") << QStringList{list} << false << false << 2;
    QTest::newRow("no-output") << QStringList{total} << false << false << 2;
    QTest::newRow("attempts") << QStringList{count} << false << false << 3;
}

void spoil(Document &document)
{
    document.changeNodes({"list"}, QStringLiteral("a"), QStringLiteral("Spoil"), [](workflow::Node &node) {
        node.with = {{"argv", Value(List{})}, {"cwd", Value("${params.folder")}};
        node.timeout = Duration{0};
        node.pool = "";
    });
    document.changeNodes({"total"}, QStringLiteral("a"), QStringLiteral("Spoil"), [](workflow::Node &node) { node.with = {{"teapot", Value(1)}}; });
}

void InspectorLookTest::nothingIsCut()
{
    QFETCH(QStringList, selection);
    QFETCH(bool, hasProblems);
    QFETCH(bool, isOpen);
    QFETCH(int, tab);
    Document document;
    document.setWorkflow(test::licenseWords());
    if (hasProblems)
        spoil(document);
    QTRY_VERIFY(document.isChecked());
    test::FakeEngine engine;
    engine.view.summary.id = "R1";
    engine.view.workflow = workflow::toValue(document.workflow());
    engine.view.nodes.resize(3);
    engine.values[{0, 0, client::TaskPart::Output}] =
        Value(List{Value("/usr/share/common-licenses/GPL-3"), Value(Object{{"words", Value(5644)}, {"free", Value(true)}})});
    for (std::uint64_t id = 1; id < 9; ++id) {
        client::AttemptView attempt;
        attempt.id = id;
        attempt.node = 1;
        attempt.item = std::uint32_t(id);
        attempt.state = client::AttemptState(id % client::attemptStateCount);
        attempt.startedAt = {1};
        attempt.endedAt = {std::int64_t(id * id * 31'000)};
        attempt.reason = id % 3 == 0 ? "exit code 1" : "";
        engine.view.attempts[id] = attempt;
    }
    engine.view.nodes[1].counts[0] = 17;
    for (const ThemeChoice choice : {ThemeChoice::Light, ThemeChoice::Dark}) {
        Theme::instance().setChoice(choice);
        Inspector inspector;
        inspector.setDocument(&document);
        inspector.setRun(&engine, "R1");
        inspector.resize(320, isOpen ? 1500 : 860);
        inspector.setSelection(selection);
        inspector.setTab(Inspector::Tab(tab));
        if (isOpen)
            for (auto *section : inspector.findChildren<ui::widgets::Section *>())
                section->setOpen(true);
        inspector.show();
        QVERIFY(QTest::qWaitForWindowExposed(&inspector));
        QCoreApplication::processEvents();
        const QString folder = QStringLiteral(WEFTLINE_BINARY_DIR "/look");
        QVERIFY(QDir().mkpath(folder));
        const QString theme = choice == ThemeChoice::Dark ? QStringLiteral("dark") : QStringLiteral("light");
        QVERIFY(inspector.grab().save(QStringLiteral("%1/inspector-%2-%3.png").arg(folder, QString::fromLatin1(QTest::currentDataTag()), theme)));
        for (const QLabel *label : inspector.findChildren<QLabel *>()) {
            if (!label->isVisible() || label->text().isEmpty())
                continue;
            const QSize needed = label->wordWrap() ? QSize(0, label->heightForWidth(label->width())) : label->sizeHint();
            QVERIFY2(label->width() >= needed.width() && label->height() >= needed.height(), qPrintable(label->text()));
        }
        const auto *scroll = inspector.findChild<QScrollArea *>();
        QVERIFY2(scroll->widget()->minimumSizeHint().width() <= 306, qPrintable(QString::number(scroll->widget()->minimumSizeHint().width())));
    }
}

} // namespace

WEFTLINE_TEST(InspectorLookTest)
#include "tst_inspector_look.moc"
