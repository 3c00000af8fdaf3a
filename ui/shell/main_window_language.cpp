// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The choice of the language. The window is made once in one language; another one comes with its next start.

#include <QtGui/QAction>
#include <QtGui/QActionGroup>
#include <QtWidgets/QMenu>

#include "ui/shell/main_window.h"
#include "ui/shell/message_bar.h"
#include "ui/widgets/language.h"

namespace weftline::ui::shell {

void MainWindow::buildLanguageMenu(QMenu &settings)
{
    QMenu *languages = settings.addMenu(tr("&Language"));
    auto *group = new QActionGroup(this);
    for (const widgets::Language language : widgets::allLanguages()) {
        QAction *action = languages->addAction(widgets::nameOf(language), this, [this, language] {
            m_settings.setValue(QStringLiteral("language"), widgets::codeOf(language));
            if (language == widgets::chosenLanguage())
                m_message->clear();
            else
                m_message->tell(tr("Language"), tr("The window speaks it when it is opened the next time."));
        });
        action->setObjectName(QStringLiteral("language:") + widgets::codeOf(language));
        action->setCheckable(true);
        action->setChecked(widgets::chosenLanguage() == language);
        group->addAction(action);
    }
}

} // namespace weftline::ui::shell
