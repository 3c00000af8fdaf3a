// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/workflow/json_schema.h"
#include "tests/support/test_main.h"

using namespace weftline;
using namespace weftline::workflow;

namespace {

Value object(Object members) { return Value(std::move(members)); }

/// A schema with most of what there is.
Value taskSchema()
{
    return object({{"type", "object"},
                   {"properties",
                    Object{{"title", Object{{"type", "string"}, {"minLength", 1}, {"maxLength", 5}}},
                           {"steps", Object{{"type", "array"}, {"items", Object{{"type", "integer"}, {"minimum", 1}}}, {"minItems", 1}, {"maxItems", 3}}},
                           {"kind", Object{{"enum", List{"a", "b", 3}}}},
                           {"a/b", Object{{"type", List{"number", "null"}}, {"exclusiveMaximum", 10}}}}},
                   {"required", List{"title"}},
                   {"additionalProperties", false}});
}

} // namespace

class JsonSchemaTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesWhatFits()
    {
        const Value schema = taskSchema();
        QVERIFY(!whyNoSchema(schema));
        QVERIFY(!whyNotAsSchema(schema, object({{"title", "short"}, {"steps", List{1, 2.0, 3}}, {"kind", 3.0}, {"a/b", 9.5}})));
        QVERIFY(!whyNotAsSchema(schema, object({{"title", "\xC3\xA4\xC3\xB6\xC3\xBC\xE2\x82\xAC."}, {"a/b", nullptr}}))); // five characters
        QVERIFY(!whyNotAsSchema(Value(true), object({{"x", 1}})));
    }

    void saysWhereAValueDoesNotFit_data()
    {
        QTest::addColumn<Value>("value");
        QTest::addColumn<QByteArray>("where");
        QTest::addColumn<QByteArray>("message");
        const auto row = [](const char *name, Value value, const char *where, const char *message) {
            QTest::newRow(name) << value << QByteArray(where) << QByteArray(message);
        };
        row("no object", Value("text"), "", "It must be of type object, and is \"text\".");
        row("a missing member", object({{"steps", List{1}}}), "", "It has no \"title\", which is required.");
        row("an empty text", object({{"title", ""}}), "/title", "It has 0 characters, and must have at least 1.");
        row("a long text", object({{"title", "123456"}}), "/title", "It has 6 characters, and must have at most 5.");
        row("a fraction", object({{"title", "x"}, {"steps", List{1, 2.5}}}), "/steps/1", "It must be of type integer, and is 2.5.");
        row("too small", object({{"title", "x"}, {"steps", List{0}}}), "/steps/0", "It is 0, and must be at least 1.");
        row("no items", object({{"title", "x"}, {"steps", List{}}}), "/steps", "It has 0 items, and must have at least 1.");
        row("too many items", object({{"title", "x"}, {"steps", List{1, 1, 1, 1}}}), "/steps", "It has 4 items, and must have at most 3.");
        row("not in the list", object({{"title", "x"}, {"kind", "c"}}), "/kind", "It is \"c\", and must be one of [\"a\",\"b\",3].");
        row("at the bound", object({{"title", "x"}, {"a/b", 10}}), "/a~1b", "It is 10, and must be below 10.");
        row("of two types", object({{"title", "x"}, {"a/b", true}}), "/a~1b", "It must be of type number or null, and is true.");
        row("another member", object({{"title", "x"}, {"more", 1}}), "/more", "\"more\" is not among the properties, and no others are allowed.");
    }

    void saysWhereAValueDoesNotFit()
    {
        QFETCH(Value, value);
        QFETCH(QByteArray, where);
        QFETCH(QByteArray, message);
        const auto fault = whyNotAsSchema(taskSchema(), value);
        QVERIFY(fault);
        QCOMPARE(QByteArray::fromStdString(fault->where), where);
        QCOMPARE(QByteArray::fromStdString(fault->message), message);
        QVERIFY(!fault->fix.empty());
    }

    void checksChoicesAndConstants()
    {
        const Value any = object({{"anyOf", List{Object{{"type", "string"}}, Object{{"const", Object{{"a", 1}, {"b", List{}}}}}}}});
        QVERIFY(!whyNoSchema(any));
        QVERIFY(!whyNotAsSchema(any, Value("x")));
        QVERIFY(!whyNotAsSchema(any, object({{"b", List{}}, {"a", 1.0}})));
        const auto fault = whyNotAsSchema(any, object({{"a", 2}, {"b", List{}}}));
        QVERIFY(fault && fault->message.starts_with("It fits none of the 2 schemas of anyOf;"));
        const Value others = object({{"additionalProperties", Object{{"type", "number"}}}});
        QCOMPARE(whyNotAsSchema(others, object({{"x", 1}, {"y", "no"}}))->where, std::string("/y"));
    }

    void refusesWhatItCannotCheck_data()
    {
        QTest::addColumn<Value>("schema");
        QTest::addColumn<QByteArray>("where");
        const auto row = [](const char *name, Value schema, const char *where) { QTest::newRow(name) << schema << QByteArray(where); };
        row("text", Value("string"), "");
        row("a reference", object({{"properties", Object{{"a", Object{{"$ref", "#/$defs/x"}}}}}}), "/properties/a/$ref");
        row("a pattern", object({{"pattern", "^a"}}), "/pattern");
        row("an unknown type", object({{"type", "text"}}), "/type");
        row("no types", object({{"type", List{}}}), "/type");
        row("items as a list", object({{"items", List{true}}}), "/items");
        row("an empty enum", object({{"enum", List{}}}), "/enum");
        row("an empty anyOf", object({{"anyOf", List{}}}), "/anyOf");
        row("inside anyOf", object({{"anyOf", List{true, Object{{"not", true}}}}}), "/anyOf/1/not");
        row("required as text", object({{"required", "a"}}), "/required");
        row("a negative count", object({{"minItems", -1}}), "/minItems");
        row("a bound as text", object({{"maximum", "3"}}), "/maximum");
        row("properties as a list", object({{"properties", List{}}}), "/properties");
    }

    void refusesWhatItCannotCheck()
    {
        QFETCH(Value, schema);
        QFETCH(QByteArray, where);
        const auto fault = whyNoSchema(schema);
        QVERIFY(fault);
        QCOMPARE(QByteArray::fromStdString(fault->where), where);
        QVERIFY(!fault->message.empty() && !fault->fix.empty());
    }

    void refusesASchemaWithoutEnd()
    {
        Value schema = object({{"type", "array"}});
        for (int i = 0; i < 100; ++i)
            schema = object({{"items", schema}});
        const auto fault = whyNoSchema(schema);
        QVERIFY(fault && fault->message == "The schema is nested deeper than 64 levels.");
    }
};


WEFTLINE_TEST(JsonSchemaTest)
#include "tst_json_schema.moc"
