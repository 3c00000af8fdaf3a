// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The engine's sentences in the language of the window: each form of the sources is in the book, and what the engine
// really says is found again by its form.

#include <QtCore/QFile>
#include <QtCore/QIODevice>
#include <QtCore/QRegularExpression>
#include <QtCore/QString>
#include <QtCore/QStringList>
#include <QtTest/QTest>

#include "tests/support/test_main.h"
#include "tests/ui/languages/engine_sentences.h"
#include "tests/ui/languages/translation_file.h"
#include "ui/widgets/engine_words.h"
#include "ui/widgets/language.h"

using namespace weftline;
using ui::widgets::SentenceBook;

class EngineWordsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup() { ui::widgets::speak(ui::widgets::Language::English); }
    void readsLiteralsAsTheCompilerDoes();
    void everySentenceOfTheEngineIsInTheBook();
    void translationsKeepTheirPlaces();
    void findsASentenceByItsForm_data();
    void findsASentenceByItsForm();
    void theWindowSaysWhatTheEngineSaid();

private:
    QStringList m_lines;
    std::map<QString, QString> m_book;
};

void EngineWordsTest::initTestCase()
{
    QFile file(QStringLiteral(WEFTLINE_SOURCE_DIR "/resources/translations/engine_zh_CN.tsv"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    m_lines = QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts);
    for (const QString &line : std::as_const(m_lines)) {
        if (line.startsWith(u'#'))
            continue;
        const QStringList parts = line.split(u'\t');
        QVERIFY2(parts.size() == 2 && !parts[0].isEmpty() && !parts[1].isEmpty(), qPrintable(line));
        const QString form = SentenceBook::unescaped(parts[0]);
        QVERIFY2(m_book.emplace(form, parts[1]).second, qPrintable(QStringLiteral("twice: ") + line));
    }
}

void EngineWordsTest::readsLiteralsAsTheCompilerDoes()
{
    const QString source = QStringLiteral("#include \"a b\"\n// \"no comment\"\nf('\"', 1'000, \"one \"  /* and */\n  \"more \\\"two\\\"\");"
                                          "g(R\"x(raw text)x\"); \"end\"");
    QCOMPARE(test::literalsOf(source), QStringList({QStringLiteral("one more \"two\""), QStringLiteral("end")}));
}

void EngineWordsTest::everySentenceOfTheEngineIsInTheBook()
{
    const auto sentences = test::sentencesBelow(QStringLiteral(WEFTLINE_SOURCE_DIR "/engine"));
    QVERIFY(sentences.size() > 300);
    QStringList wrong;
    for (const auto &[sentence, file] : sentences)
        if (!m_book.contains(sentence))
            wrong.push_back(QString(sentence).replace(u'\n', QLatin1String("\\n")) + QStringLiteral("\t(missing, %1)").arg(file));
    for (const auto &[form, translation] : m_book)
        if (!sentences.contains(form))
            wrong.push_back(form + QStringLiteral("\t(nobody says that any more)"));
    QVERIFY2(wrong.isEmpty(), qPrintable(QStringLiteral("\n") + wrong.join(u'\n')));
}

void EngineWordsTest::translationsKeepTheirPlaces()
{
    static const QRegularExpression place(QStringLiteral("\\{[^{}]*\\}"));
    const auto count = [](QString text) { return text.remove(QLatin1String("{{")).remove(QLatin1String("}}")).count(place); };
    QStringList wrong;
    for (const auto &[form, translation] : m_book)
        if (translation != u"=" && count(form) != count(translation))
            wrong.push_back(form + u'\t' + translation);
    QVERIFY2(wrong.isEmpty(), qPrintable(QStringLiteral("\n") + wrong.join(u'\n')));
}

void EngineWordsTest::findsASentenceByItsForm_data()
{
    QTest::addColumn<QString>("said");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const char *said, const char *expected) {
        QTest::newRow(name) << QString::fromUtf8(said) << QString::fromUtf8(expected);
    };
    row("without places", "the evaluator is busy", "忙");
    row("with a place", "waits for \"list\"", "等「list」");
    row("other order", "Node \"a\" has no \"b\".", "「b」不在「a」里。");
    row("two sentences", "Node \"a\" has no \"b\". Node \"c\" has no \"d\".", "「b」不在「a」里。「d」不在「c」里。");
    row("a sentence inside", "Node \"a\": the evaluator is busy", "节点「a」：忙");
    row("the more words win", "Node \"a\" has no \"b\" at all.", "「a」根本没有「b」。");
    row("unknown stays", "Something else. Node \"a\" has no \"b\".", "Something else. 「b」不在「a」里。");
    row("a name like a sentence", "waits for \"the evaluator is busy\"", "等「忙」");
    row("dots in a place", "Node \"v1. 2\" has no \"b\".", "「b」不在「v1. 2」里。");
    row("a kind inside", "Node \"a\": a command", "节点「a」：命令");
    row("a capital at the beginning", "A command takes \"x\".", "命令接受\"x\"。");
    row("nothing", "", "");
}

void EngineWordsTest::findsASentenceByItsForm()
{
    QFETCH(QString, said);
    QFETCH(QString, expected);
    const SentenceBook book(QStringLiteral("# a comment\n"
                                           "the evaluator is busy\t忙\n"
                                           "waits for \"{}\"\t等「{}」\n"
                                           "Node \"{}\" has no \"{}\".\t「{1}」不在「{0}」里。\n"
                                           "Node \"{}\" has no \"{}\" at all.\t「{}」根本没有「{}」。\n"
                                           "Node \"{}\": {}\t节点「{}」：{}\n"
                                           "a command\t命令\n"
                                           "{} takes {}.\t{}接受{}。\n"
                                           "{} {}\t{} {}\n"
                                           "select * from x\t=\n"));
    QCOMPARE(book.say(said), expected);
}

void EngineWordsTest::theWindowSaysWhatTheEngineSaid()
{
    const QString said = QStringLiteral("no worker in pool \"gpu\" is connected");
    QCOMPARE(ui::widgets::inWords(said), said);
    ui::widgets::speak(ui::widgets::Language::Chinese);
    const QString words = ui::widgets::inWords(said);
    QVERIFY(words != said && words.contains(QStringLiteral("gpu")));
}

WEFTLINE_TEST(EngineWordsTest)
#include "tst_engine_words.moc"
