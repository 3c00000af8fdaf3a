// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/format/json.h"
#include "tests/support/test_main.h"
#include "tests/support/text.h"

#include <cmath>

using namespace weftline;
using namespace weftline::format;
using weftline::test::q;

class JsonTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsEveryType()
    {
        // no raw string: moc loses its way in one with escaped quotes
        const char *const text = "{\"z\":[1,-2,3.0,4e2,true,false,null,"
                                 "\"a\\\"\\\\\\/\\b\\f\\n\\r\\tü\\u00fc\\ud83d\\ude00😀\",{}],"
                                 "\"a\":-9223372036854775808}";
        const auto value = readJson(text);
        QVERIFY(value.has_value());
        const List &list = *value->find("z")->asList();
        QVERIFY(list[0].asInt() && list[1].asInt() && list[2].asDouble() && list[3].asDouble());
        QCOMPARE(q(*list[7].asString()), q("a\"\\/\b\f\n\r\tüü😀😀"));
        QCOMPARE(*value->find("a")->asInt(), std::numeric_limits<std::int64_t>::min());
        QCOMPARE(q((*value->asObject())[0].first), q("z")); // the order of the text, not the alphabet's
    }

    void keepsWholeNumbersWhole()
    {
        QCOMPARE(*parseJson("9223372036854775807")->asInt(), std::numeric_limits<std::int64_t>::max());
        QCOMPARE(*parseJson("9223372036854775808")->asDouble(), 9223372036854775808.0);
        QVERIFY(parseJson("1.0")->asDouble());
        QVERIFY(std::signbit(*parseJson("-0")->asDouble()));
        QCOMPARE(*parseJson("1e-400")->asDouble(), 0.0);
        QVERIFY(!parseJson("1e400"));
    }

    void readsBackWhatTheWriterWrote()
    {
        const Value value = Object{{"a", List{1, 2.0, -0.1, 1e300, 5e-324, "\x01\x1f\x7f\"\\/é", nullptr, true}},
                                   {"", Object{{"b", List{}}}}};
        QVERIFY(*parseJson(toJson(value)) == value);
        QVERIFY(*parseJson(toPrettyJson(value)) == value);
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("line");
        QTest::addColumn<int>("column");
        QTest::addColumn<QString>("message");
        const auto row = [](const char *name, const QByteArray &text, int line, int column, const char *message) {
            QTest::newRow(name) << text << line << column << q(message);
        };
        row("nothing", "", 1, 1, "There is nothing in it.");
        row("a string that never ends", "{\n  \"a\": 1,\n  \"b\": \"xyz", 3, 12,
            "The file ends inside a string that starts at line 3, column 8.");
        row("an object that never ends", "{\"ü\": {\"a\": 1", 1, 14,
            "The file ends inside an object that starts at line 1, column 7.");
        row("a list that never ends", "[1,", 1, 4, "The file ends inside a list that starts at line 1, column 1.");
        row("a word that never ends", "[tru", 1, 5, "The file ends inside the word that starts at line 1, column 2.");
        row("a doubled key", "{\"a\": 1,\n \"a\": 2}", 2, 2,
            "The key \"a\" stands twice in one object, first at line 1, column 2.");
        row("a key doubled by an escape", "{\"a\": 1, \"\\u0061\": 2}", 1, 10,
            "The key \"a\" stands twice in one object, first at line 1, column 2.");
        row("a comma too many", "[1,2,]", 1, 5, "A ',' stands before the ']'.");
        row("a comma too few", "[1 2]", 1, 4, "Here a ',' or a ']' is expected, and '2' stands here.");
        row("a comment", "// x\n1", 1, 1, "A '/' stands where a value is expected.");
        row("single quotes", "['a']", 1, 2, "A text starts with ' here.");
        row("a name without quotes", "{a: 1}", 1, 2, "Here a name in double quotes is expected, and 'a' stands here.");
        row("a word that is none", "[NaN]", 1, 2, "\"NaN\" is no JSON value.");
        row("a leading zero", "[01]", 1, 2, "This is not how JSON writes a number.");
        row("a bare point", "[1.]", 1, 2, "This is not how JSON writes a number.");
        row("a lone minus", "[-]", 1, 2, "This is not how JSON writes a number.");
        row("two documents", "{} {}", 1, 4, "After the end of the JSON comes '{'.");
        row("a line break in a string", "[\"a\nb\"]", 1, 4, "A string holds a line break.");
        row("an unknown escape", "[\"\\x\"]", 1, 3, "\"\\x\" is no escape that JSON has.");
        row("half a surrogate pair", "[\"\\ud800\"]", 1, 3, "Half of a surrogate pair stands alone here.");
        row("bad hexadecimal digits", "[\"\\u12g4\"]", 1, 3, "After \"\\u\" four hexadecimal digits are expected.");
        row("bytes that are no UTF-8", "[\"ab\xff\"]", 1, 5, "The text is not UTF-8: the byte 0xff is no character.");
        row("UTF-8 that is too long", "[\"\xc0\x80\"]", 1, 3, "The text is not UTF-8: the byte 0xc0 is no character.");
        row("65 levels", QByteArray(65, '['), 1, 65, "Lists and objects are nested more than 64 deep here.");
    }
    void refuses()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, line);
        QFETCH(int, column);
        QFETCH(QString, message);
        const std::string_view view(text.constData(), static_cast<std::size_t>(text.size()));
        const auto value = readJson(view);
        QVERIFY(!value);
        QCOMPARE(q(value.error().message), message);
        QVERIFY(!value.error().fix.empty());
        const auto [l, c] = lineColumnOf(view, value.error().offset);
        QCOMPARE(l, line);
        QCOMPARE(c, column);
    }

    void takesSixtyFourLevels() { QVERIFY(parseJson(std::string(64, '[') + std::string(64, ']')).has_value()); }

    void findsADoubledKeyAmongManyInShortTime()
    {
        std::string text = "{";
        for (int i = 0; i < 200'000; ++i)
            text += "\"k" + std::to_string(i) + "\":0,";
        QVERIFY(parseJson(text + "\"last\":0}").has_value());
        QVERIFY(!parseJson(text + "\"k77777\":0}"));
    }

    void survivesEveryTruncationAndEveryChangedByte()
    {
        const std::string text = R"({"weft":1,"a":[1,-2.5e3,"x\u00fc\ud83d\ude00",true,null],"b":{"c":{}},"d":"é"})";
        for (std::size_t length = 0; length < text.size(); ++length)
            QVERIFY(!readJson(text.substr(0, length)));
        for (std::size_t at = 0; at < text.size(); ++at) {
            for (int byte = 0; byte < 256; ++byte) {
                std::string changed = text;
                changed[at] = static_cast<char>(byte);
                std::vector<JsonMark> marks;
                const auto value = readJson(changed, &marks);
                QVERIFY(value.has_value() || !value.error().message.empty());
            }
        }
    }
};

WEFTLINE_TEST(JsonTest)

#include "tst_json.moc"
