// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The files of last time, the newest first, in the menu and on the start page.

#include <QtCore/QFileInfo>
#include <QtCore/QSet>
#include <QtGui/QAction>
#include <QtWidgets/QMenu>

#include "ui/document/background.h"
#include "ui/shell/main_window.h"
#include "ui/shell/start_page.h"

namespace weftline::ui::shell {

constexpr qsizetype recentMax = 8;

void MainWindow::rememberFile(const QString &path)
{
    QStringList files = m_settings.value(QStringLiteral("recent")).toStringList();
    files.removeAll(path);
    files.prepend(path);
    m_settings.setValue(QStringLiteral("folder"), QFileInfo(path).absolutePath());
    setRecent(files.mid(0, recentMax));
}

void MainWindow::setRecent(const QStringList &files)
{
    m_settings.setValue(QStringLiteral("recent"), files);
    m_start->setRecent(files, m_goneFiles);
    fillRecentMenu();
    // A file may lie on a disk that does not answer.
    document::inBackground<QSet<QString>>(
        this,
        [files] {
            QSet<QString> gone;
            for (const QString &file : files)
                if (!QFileInfo::exists(file))
                    gone.insert(file);
            return gone;
        },
        [this, files](const QSet<QString> &gone) {
            if (gone == m_goneFiles || files != m_settings.value(QStringLiteral("recent")).toStringList())
                return;
            m_goneFiles = gone;
            m_start->setRecent(files, gone);
            fillRecentMenu();
        });
}

void MainWindow::fillRecentMenu()
{
    m_recentMenu->clear();
    const QStringList files = m_settings.value(QStringLiteral("recent")).toStringList();
    for (qsizetype i = 0; i < files.size(); ++i) {
        const QString &file = files.at(i);
        const bool isGone = m_goneFiles.contains(file);
        const QString name = QFileInfo(file).completeBaseName().replace(QLatin1Char('&'), QStringLiteral("&&"));
        QAction *action = m_recentMenu->addAction(isGone ? tr("%1 (not there any more)").arg(name) : name, this, [this, file] { openFile(file); });
        action->setObjectName(QStringLiteral("recent.%1").arg(i));
        action->setToolTip(file);
        action->setStatusTip(file);
        action->setEnabled(!isGone);
    }
    m_recentMenu->addSeparator();
    QAction *clear = m_recentMenu->addAction(tr("&Clear List"), this, [this] { setRecent({}); });
    clear->setObjectName(QStringLiteral("recent.clear"));
    m_recentMenu->setEnabled(!files.isEmpty());
}

} // namespace weftline::ui::shell
