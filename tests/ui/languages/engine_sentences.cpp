// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/ui/languages/engine_sentences.h"

#include <QtCore/QDirIterator>
#include <QtCore/QFile>
#include <QtCore/QRegularExpression>
#include <QtCore/QStringList>

namespace weftline::test {
namespace {

class Literals
{
public:
    explicit Literals(const QString &source) : m_text(source) { }

    QStringList read()
    {
        while (m_at < m_text.size()) {
            if (skipBlank())
                continue;
            const QChar c = m_text[m_at];
            if (c == u'"')
                literal();
            else if (c == u'\'')
                character();
            else if (c == u'#')
                skipTo(u'\n');
            else
                other(c);
        }
        end();
        return m_found;
    }

private:
    [[nodiscard]] bool isAt(QStringView what) const { return QStringView(m_text).mid(m_at).startsWith(what); }
    void skipTo(QChar c)
    {
        const qsizetype found = m_text.indexOf(c, m_at);
        m_at = found < 0 ? m_text.size() : found + 1;
    }

    /// White space and comments, which separate no literals.
    bool skipBlank()
    {
        if (m_text[m_at].isSpace()) {
            ++m_at;
            return true;
        }
        if (isAt(u"//")) {
            skipTo(u'\n');
            return true;
        }
        if (isAt(u"/*")) {
            const qsizetype found = m_text.indexOf(QLatin1String("*/"), m_at);
            m_at = found < 0 ? m_text.size() : found + 2;
            return true;
        }
        return false;
    }

    void literal()
    {
        m_isOpen = true;
        for (++m_at; m_at < m_text.size() && m_text[m_at] != u'"'; ++m_at) {
            if (m_text[m_at] != u'\\') {
                m_literal += m_text[m_at];
                continue;
            }
            const QChar escaped = m_text[++m_at];
            m_literal += escaped == u'n' ? QChar(u'\n') : escaped == u't' ? QChar(u'\t') : escaped;
        }
        ++m_at;
    }

    void character()
    {
        end();
        const bool isSeparator = m_at > 0 && m_text[m_at - 1].isLetterOrNumber(); // 1'000
        ++m_at;
        if (isSeparator)
            return;
        if (m_at < m_text.size() && m_text[m_at] == u'\\')
            ++m_at;
        m_at += 2;
    }

    void other(QChar c)
    {
        end();
        static const QRegularExpression raw(QStringLiteral("R\"([^(\\s]*)\\("));
        if (c == u'R' && (m_at == 0 || !m_text[m_at - 1].isLetterOrNumber())) {
            const auto match = raw.match(m_text, m_at, QRegularExpression::NormalMatch, QRegularExpression::AnchorAtOffsetMatchOption);
            if (match.hasMatch()) {
                const QString close = u')' + match.captured(1) + u'"';
                const qsizetype found = m_text.indexOf(close, match.capturedEnd());
                m_at = found < 0 ? m_text.size() : found + close.size();
                return;
            }
        }
        ++m_at;
    }

    void end()
    {
        if (m_isOpen)
            m_found.push_back(m_literal);
        m_literal.clear();
        m_isOpen = false;
    }

    const QString &m_text;
    qsizetype m_at = 0;
    bool m_isOpen = false;
    QString m_literal;
    QStringList m_found;
};

} // namespace

QStringList literalsOf(const QString &source) { return Literals(source).read(); }

std::map<QString, QString> sentencesBelow(const QString &folder)
{
    static const QRegularExpression words(QStringLiteral("[A-Za-z]{2,}\\S* +\\S*([A-Za-z]{2,}|[{])|[}]\"? +[a-z]{2,}|^a [a-z]+$"));
    std::map<QString, QString> found;
    QDirIterator files(folder, {QStringLiteral("*.cpp"), QStringLiteral("*.h")}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (!file.open(QIODevice::ReadOnly))
            continue;
        for (const QString &literal : literalsOf(QString::fromUtf8(file.readAll())))
            if (!literal.startsWith(u'#') && words.match(literal).hasMatch())
                found.emplace(literal, QDir(folder).relativeFilePath(file.fileName()));
    }
    return found;
}

} // namespace weftline::test
