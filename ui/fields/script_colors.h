// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The colours of JavaScript, Python and Bash in an editor.

#pragma once

#include <QtGui/QSyntaxHighlighter>

namespace weftline::ui::fields {

class ScriptColors final : public QSyntaxHighlighter
{
    Q_OBJECT

public:
    explicit ScriptColors(QTextDocument *document);

    /// "python" or "bash"; anything else is JavaScript.
    void setLanguage(const QString &language);

protected:
    void highlightBlock(const QString &text) override;

private:
    void highlightJavaScript(const QString &text);
    /// What begins with "#" is a comment; words and strings besides.
    void highlightWords(const QString &text);

    QString m_language;
};

} // namespace weftline::ui::fields
