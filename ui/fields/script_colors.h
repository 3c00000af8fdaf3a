// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The colours of JavaScript in an editor.

#pragma once

#include <QtGui/QSyntaxHighlighter>

namespace weftline::ui::fields {

class ScriptColors final : public QSyntaxHighlighter
{
    Q_OBJECT

public:
    explicit ScriptColors(QTextDocument *document);

protected:
    void highlightBlock(const QString &text) override;
};

} // namespace weftline::ui::fields
