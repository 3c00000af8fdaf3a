// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What stands there when nothing is open: an example to try, the files of last time, and the ways to begin.

#pragma once

#include <QtWidgets/QWidget>

#include "engine/client/views.h"
#include "ui/shell/examples.h"

class QVBoxLayout;

namespace weftline::ui::widgets {
class ActionRegistry;
class TextLabel;
}

namespace weftline::ui::shell {

class StartPage final : public QWidget
{
    Q_OBJECT

public:
    StartPage(const widgets::ActionRegistry &actions, const QString &version, QWidget *parent = nullptr);

    /// The newest first; those in `gone` are shown as such.
    void setRecent(const QStringList &files, const QSet<QString> &gone = {});
    /// In a few words: "local engine ready".
    void setEngineWords(const QString &words);
    /// The state of the last run of each workflow, shown beside the files.
    void setRuns(const client::EngineView &engine);

Q_SIGNALS:
    void exampleRequested(const QString &name, bool run);
    void fileRequested(const QString &path);
    void clearRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QWidget *makeSide(const widgets::ActionRegistry &actions);
    QWidget *makeRecentHead();
    QWidget *makeTryIt(const Example &example);
    QWidget *makeExamples(const std::vector<Example> &examples);
    void rebuildRecent();

    QString m_version;
    widgets::TextLabel *m_engine = nullptr;
    QVBoxLayout *m_recent = nullptr;
    QWidget *m_recentHead = nullptr;
    QStringList m_files;
    QSet<QString> m_gone;
    QHash<QString, client::RunState> m_lastRuns; ///< By the workflow's name.
};

} // namespace weftline::ui::shell
