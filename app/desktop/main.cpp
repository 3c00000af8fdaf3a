// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// weftline [FILE]: the window.

#include <QtCore/QCommandLineParser>
#include <QtCore/QDir>
#include <QtCore/QSettings>
#include <QtWidgets/QApplication>

#include <csignal>
#include <cstdio>

#include "app/desktop/desktop_notices.h"
#include "app/desktop/engine_connection.h"
#include "app/desktop/gap_probe.h"
#include "app/desktop/places.h"
#include "ui/document/document.h"
#include "ui/shell/main_window.h"
#include "ui/widgets/engine_words.h"
#include "ui/widgets/language.h"
#include "ui/widgets/theme.h"

namespace {

using namespace weftline;
using ui::widgets::Theme;
using ui::widgets::ThemeChoice;

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Desktop)
};

volatile std::sig_atomic_t gapResets = 0;

/// The `weft` beside this program; else the one that the shell would find.
QString weftProgram()
{
    const QString beside = QDir(QCoreApplication::applicationDirPath()).filePath(QStringLiteral("weft"));
    return QFileInfo(beside).isExecutable() ? beside : QStringLiteral("weft");
}

int refuse(const QString &sentence)
{
    std::fprintf(stderr, "weftline: %s\n", qPrintable(sentence));
    return 2;
}

bool chooseTheme(const QString &wanted, int saved)
{
    if (wanted == u"light")
        Theme::instance().setChoice(ThemeChoice::Light);
    else if (wanted == u"dark")
        Theme::instance().setChoice(ThemeChoice::Dark);
    else if (wanted.isEmpty())
        Theme::instance().setChoice(ThemeChoice(std::clamp(saved, 0, 2)));
    else
        return false;
    return true;
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("weftline"));
    QCoreApplication::setOrganizationName(QStringLiteral("weftline"));
    QCoreApplication::setApplicationVersion(QStringLiteral(WEFTLINE_VERSION));

    const QSettings settings;
    // The texts of the options are the first that it says, so this one is looked for before they are made.
    QString code = settings.value(QStringLiteral("language")).toString();
    const QStringList given = QCoreApplication::arguments();
    for (qsizetype i = 1; i < given.size(); ++i) {
        if (given[i] == u"--language" && i + 1 < given.size())
            code = given[i + 1];
        else if (given[i].startsWith(u"--language="))
            code = given[i].mid(int(qstrlen("--language=")));
    }
    const auto language = ui::widgets::languageOf(code);
    ui::widgets::speak(language.value_or(ui::widgets::Language::System));

    QCommandLineParser options;
    options.setApplicationDescription(Texts::tr("Draw a task graph, run it, watch it."));
    options.addHelpOption();
    options.addVersionOption();
    options.addPositionalArgument(QStringLiteral("FILE"), Texts::tr("A workflow (.weft) to open."), QStringLiteral("[FILE]"));
    const QCommandLineOption run(QStringLiteral("run"), Texts::tr("Run FILE at once; without FILE, the example."));
    const QCommandLineOption theme(QStringLiteral("theme"), Texts::tr("\"light\" or \"dark\"; else as set."), QStringLiteral("theme"));
    const QCommandLineOption geometry(QStringLiteral("print-geometry"),
                                      Texts::tr("Print where things stand, one JSON object a line, for tests."));
    const QCommandLineOption spoken(QStringLiteral("language"), Texts::tr("\"en\", \"zh_CN\" or \"system\"; else as set."),
                                    QStringLiteral("language"));
    options.addOptions({run, theme, spoken, geometry});
    options.process(application);
    if (options.isSet(spoken) && !language)
        return refuse(Texts::tr("There is no language \"%1\". Write --language en, zh_CN or system.").arg(options.value(spoken)));
    if (options.positionalArguments().size() > 1)
        return refuse(Texts::tr("Only one FILE can be opened from here; open others in the window."));

    if (!chooseTheme(options.value(theme), settings.value(QStringLiteral("theme")).toInt()))
        return refuse(Texts::tr("There is no theme \"%1\". Write --theme light or --theme dark.").arg(options.value(theme)));
    Theme::instance().install(application);

    const auto journal = desktop::EngineConnection::defaultJournal();
    if (!journal)
        return refuse(ui::widgets::inWords(journal.error().message));
    const auto connection = desktop::EngineConnection::open(*journal, weftProgram());
    if (!connection)
        return refuse(ui::widgets::inWords(connection.error().message));

    desktop::GapProbe probe;
    ui::shell::MainWindow window(&(*connection)->client());
    window.setEngineWaiting((*connection)->state());
    QObject::connect(connection->get(), &desktop::EngineConnection::stateChanged, &window, &ui::shell::MainWindow::setEngineWaiting);
    QObject::connect(connection->get(), &desktop::EngineConnection::failed, &window, &ui::shell::MainWindow::showError);
    desktop::DesktopNotices notices;
    QObject::connect(&window, &ui::shell::MainWindow::noticed, &notices, &desktop::DesktopNotices::show);
    QObject::connect(&notices, &desktop::DesktopNotices::activated, &window, [&window] {
        window.showNormal();
        window.raise();
        window.activateWindow();
    });
    QObject::connect(connection->get(), &desktop::EngineConnection::chosenFailed, &window, &ui::shell::MainWindow::showEngineTrouble);
    QObject::connect(connection->get(), &desktop::EngineConnection::knownChanged, &window, &ui::shell::MainWindow::setEngines);
    QObject::connect(&window, &ui::shell::MainWindow::engineAsked, connection->get(), &desktop::EngineConnection::use);
    QObject::connect(&window, &ui::shell::MainWindow::engineForgotten, connection->get(), &desktop::EngineConnection::forget);
    window.setEngines(desktop::EngineConnection::known());
    window.keepSession(desktop::EngineConnection::dataFolder() + QStringLiteral("/drafts"));
    window.show();
    const QStringList files = options.positionalArguments();
    if (!files.isEmpty())
        window.openFile(files.front(), options.isSet(run));
    else if (options.isSet(run))
        window.openExample(QStringLiteral("license-words"), true);

    std::unique_ptr<desktop::Places> places;
    QTimer resets;
    if (options.isSet(geometry)) {
        places = std::make_unique<desktop::Places>(window, probe);
        std::signal(SIGUSR1, [](int) { gapResets = 1; });
        QObject::connect(&resets, &QTimer::timeout, &probe, [&probe] {
            if (gapResets != 0) {
                gapResets = 0;
                probe.reset();
            }
        });
        resets.start(10);
    }
    return QApplication::exec();
}
