// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every text of the window is there in every language: the sources are read anew, and held against the files that are
// compiled into the program. New texts enter them by "cmake --build … --target translations".

#include <QtCore/QAbstractItemModel>
#include <QtCore/QByteArray>
#include <QtCore/QCoreApplication>
#include <QtCore/QFile>
#include <QtCore/QIODevice>
#include <QtCore/QMimeData>
#include <QtCore/QProcess>
#include <QtCore/QRegularExpression>
#include <QtCore/QSettings>
#include <QtCore/QString>
#include <QtCore/QStringList>
#include <QtCore/QTemporaryDir>
#include <QtGui/QAction>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QMenuBar>

#include "tests/support/fake_engine_client.h"
#include "tests/support/test_main.h"
#include "tests/ui/languages/translation_file.h"
#include "ui/alerts/stages_model.h"
#include "ui/canvas/canvas_view.h"
#include "ui/designer/kinds_model.h"
#include "ui/runs/event_words.h"
#include "ui/shell/main_window.h"
#include "ui/widgets/language.h"
#include "ui/widgets/state_mark.h"

#include <memory>

using namespace weftline;
using ui::widgets::Language;

class LanguagesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup() { ui::widgets::speak(Language::English); }
    void everyTextOfTheSourcesIsTranslated_data();
    void everyTextOfTheSourcesIsTranslated();
    void translationsKeepWhatIsPutIntoThem_data();
    void translationsKeepWhatIsPutIntoThem();
    void menusKeepAKeyForEachEntry();
    void theWindowSpeaksWhatIsChosen();
    void whatIsDraggedKeepsItsNameInEveryLanguage();
    void everyEventHasAWord();
    void countsHaveTheirPlurals();
    void aChoiceIsRememberedForTheNextStart();

private:
    QTemporaryDir m_folder;
    QByteArray m_said; ///< By lupdate.
    test::TranslationFile m_sources;
};

void LanguagesTest::initTestCase()
{
    QCoreApplication::setOrganizationName(QStringLiteral("weftline-test"));
    QCoreApplication::setApplicationName(QStringLiteral("tst_ui_languages"));
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_folder.path());
    const QString path = m_folder.filePath(QStringLiteral("sources.ts"));
    QProcess lupdate;
    lupdate.setWorkingDirectory(QStringLiteral(WEFTLINE_SOURCE_DIR));
    lupdate.setProcessChannelMode(QProcess::MergedChannels);
    lupdate.start(QStringLiteral(WEFTLINE_LUPDATE), {QStringLiteral("-locations"), QStringLiteral("none"), QStringLiteral("-I"),
                                                     QStringLiteral("."), QStringLiteral("ui"), QStringLiteral("app/desktop"),
                                                     QStringLiteral("-ts"), path});
    QVERIFY2(lupdate.waitForFinished(60'000) && lupdate.exitCode() == 0, lupdate.readAll().constData());
    m_said = lupdate.readAll();
    const auto read = test::readTranslations(path);
    QVERIFY(read);
    m_sources = *read;
    QVERIFY(m_sources.size() > 400);
    // Such a class has no context of its own: what it says would be looked for under the name of its base.
    QVERIFY2(!m_said.contains("lacks Q_OBJECT"), m_said.constData());
}

void LanguagesTest::everyTextOfTheSourcesIsTranslated_data()
{
    QTest::addColumn<QString>("code");
    QTest::addColumn<bool>("pluralsOnly");
    QTest::addColumn<int>("formCount");
    QTest::newRow("Chinese") << QStringLiteral("zh_CN") << false << 1;
    QTest::newRow("English") << QStringLiteral("en") << true << 2;
}

void LanguagesTest::everyTextOfTheSourcesIsTranslated()
{
    QFETCH(QString, code);
    QFETCH(bool, pluralsOnly);
    QFETCH(int, formCount);
    const auto file = test::readTranslations(QStringLiteral(WEFTLINE_SOURCE_DIR "/resources/translations/weftline_%1.ts").arg(code));
    QVERIFY(file);
    QStringList wrong;
    for (const auto &[key, source] : m_sources) {
        if (pluralsOnly && !source.isPlural)
            continue;
        const auto found = file->find(key);
        if (found == file->end())
            wrong.push_back(key.text() + QStringLiteral(" (missing)"));
        else if (!found->second.isFinished || found->second.forms.contains(QString()))
            wrong.push_back(key.text() + QStringLiteral(" (not translated)"));
        else if (found->second.isPlural && found->second.forms.size() != formCount)
            wrong.push_back(key.text() + QStringLiteral(" (a plural form is missing)"));
    }
    for (const auto &[key, message] : *file)
        if (!m_sources.contains(key))
            wrong.push_back(key.text() + QStringLiteral(" (nobody says that any more)"));
    QVERIFY2(wrong.isEmpty(), qPrintable(QStringLiteral("\n") + wrong.join(u'\n')));
}

void LanguagesTest::translationsKeepWhatIsPutIntoThem_data()
{
    QTest::addColumn<QString>("code");
    QTest::newRow("Chinese") << QStringLiteral("zh_CN");
    QTest::newRow("English") << QStringLiteral("en");
}

void LanguagesTest::translationsKeepWhatIsPutIntoThem()
{
    QFETCH(QString, code);
    const auto file = test::readTranslations(QStringLiteral(WEFTLINE_SOURCE_DIR "/resources/translations/weftline_%1.ts").arg(code));
    QVERIFY(file);
    QStringList wrong;
    for (const auto &[key, message] : *file)
        for (const QString &form : message.forms)
            if (test::placesIn(form) != test::placesIn(key.source))
                wrong.push_back(key.text() + QStringLiteral(" → ") + form);
    QVERIFY2(wrong.isEmpty(), qPrintable(QStringLiteral("\n") + wrong.join(u'\n')));
}

/// In Chinese the key stands behind the words: "打开(&O)…".
void LanguagesTest::menusKeepAKeyForEachEntry()
{
    static const QRegularExpression key(QStringLiteral("&[A-Za-z]"));
    const auto file = test::readTranslations(QStringLiteral(WEFTLINE_SOURCE_DIR "/resources/translations/weftline_zh_CN.ts"));
    QVERIFY(file);
    QStringList wrong;
    for (const auto &[text, message] : *file)
        if (text.source.contains(key) != message.forms.value(0).contains(key))
            wrong.push_back(text.text() + QStringLiteral(" → ") + message.forms.value(0));
    QVERIFY2(wrong.isEmpty(), qPrintable(QStringLiteral("\n") + wrong.join(u'\n')));
}

void LanguagesTest::theWindowSpeaksWhatIsChosen()
{
    const auto fileMenu = [] {
        test::FakeEngineClient client;
        const ui::shell::MainWindow window(&client);
        return window.menuBar()->actions().front()->text();
    };
    ui::widgets::speak(Language::Chinese);
    QCOMPARE(ui::widgets::spokenLanguage(), Language::Chinese);
    QCOMPARE(fileMenu(), QStringLiteral("文件(&F)"));
    QCOMPARE(QCoreApplication::translate("QPlatformTheme", "Cancel"), QStringLiteral("取消")); // Qt's own
    ui::widgets::speak(Language::English);
    QCOMPARE(fileMenu(), QStringLiteral("&File"));
    QCOMPARE(QCoreApplication::translate("QPlatformTheme", "Cancel"), QStringLiteral("Cancel"));
}

void LanguagesTest::whatIsDraggedKeepsItsNameInEveryLanguage()
{
    const auto dragged = [](const QAbstractItemModel &model, int row) {
        const std::unique_ptr<QMimeData> data(model.mimeData({model.index(row, 0)}));
        return data->data(QString::fromLatin1(ui::canvas::kindMimeType));
    };
    ui::widgets::speak(Language::Chinese);
    const ui::designer::KindsModel kinds(true);
    QCOMPARE(kinds.index(1).data().toString(), QStringLiteral("命令"));
    QCOMPARE(dragged(kinds, 1), QByteArray("command"));
    ui::alerts::StagesModel stages;
    stages.setMissing({workflow::AlertKind::Metric});
    QCOMPARE(stages.index(0).data().toString(), QStringLiteral("指标"));
    QCOMPARE(dragged(stages, 0), QByteArray("metric"));
}

/// The engine's names of them are of use in files; people read words.
void LanguagesTest::everyEventHasAWord()
{
    QFile file(QStringLiteral(WEFTLINE_SOURCE_DIR "/engine/scheduler/names.cpp"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    static const QRegularExpression list(QStringLiteral("factNames\\{([^}]*)\\}"));
    static const QRegularExpression name(QStringLiteral("\"([a-z_]+)\""));
    auto names = name.globalMatch(list.match(QString::fromUtf8(file.readAll())).captured(1));
    ui::widgets::speak(Language::Chinese);
    QStringList known;
    QStringList wrong;
    while (names.hasNext()) {
        const QString type = names.next().captured(1);
        const QString word = ui::runs::eventWord(type.toStdString());
        if (word == QString(type).replace(u'_', u' ') || ui::runs::eventNamed(word) != type.toStdString())
            wrong.push_back(type);
        known.push_back(type);
    }
    QVERIFY(known.size() > 20);
    QVERIFY2(wrong.isEmpty(), qPrintable(QStringLiteral("enter them in ui/runs/event_words.cpp: ") + wrong.join(u' ')));
}

void LanguagesTest::countsHaveTheirPlurals()
{
    const auto file = test::readTranslations(QStringLiteral(WEFTLINE_SOURCE_DIR "/resources/translations/weftline_en.ts"));
    QVERIFY(file && !file->empty());
    ui::widgets::speak(Language::English);
    for (const auto &[key, message] : *file) {
        const auto say = [&key = key](int count) {
            return QCoreApplication::translate(key.context.toUtf8(), key.source.toUtf8(), key.comment.toUtf8(), count);
        };
        QCOMPARE(say(1), QString(message.forms[0]).replace(QStringLiteral("%n"), QStringLiteral("1")));
        QCOMPARE(say(2), QString(message.forms[1]).replace(QStringLiteral("%n"), QStringLiteral("2")));
    }
}

void LanguagesTest::aChoiceIsRememberedForTheNextStart()
{
    test::FakeEngineClient client;
    ui::shell::MainWindow window(&client);
    auto *action = window.findChild<QAction *>(QStringLiteral("language:zh_CN"));
    QVERIFY(action && !action->isChecked());
    action->trigger();
    QCOMPARE(ui::widgets::languageOf(QSettings().value(QStringLiteral("language")).toString()), Language::Chinese);
}

WEFTLINE_TEST(LanguagesTest)
#include "tst_languages.moc"
