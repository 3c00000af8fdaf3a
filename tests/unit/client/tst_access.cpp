// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/client/access.h"

#include "tests/support/test_main.h"

using namespace weftline;
using namespace weftline::client;

/// Who may ask what, and keys and tickets as values.
class AccessTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachRoleMayWhatItIsFor_data()
    {
        QTest::addColumn<QString>("request");
        QTest::addColumn<int>("least");
        for (const char *request : {"watch", "unwatch", "check", "value", "outputs", "log", "events"})
            QTest::newRow(request) << QString::fromLatin1(request) << int(Role::Viewer);
        for (const char *request : {"submit", "cancel", "retry", "start_workers", "stop_worker"})
            QTest::newRow(request) << QString::fromLatin1(request) << int(Role::Operator);
        for (const char *request : {"kill_worker", "ticket", "access", "remove_key", "set_role", "listen", "what nobody has thought of"})
            QTest::newRow(request) << QString::fromLatin1(request) << int(Role::Admin);
    }

    void eachRoleMayWhatItIsFor()
    {
        QFETCH(QString, request);
        QFETCH(int, least);
        for (const Role role : {Role::Viewer, Role::Operator, Role::Admin}) {
            const auto refused = refusal(role, request.toStdString());
            QCOMPARE(refused.has_value(), int(role) < least);
            if (!refused)
                continue;
            QCOMPARE(refused->code, ErrorCode::Refused);
            const std::string needed = "It takes a key with the role " + std::string(nameOf(static_cast<Role>(least)));
            QVERIFY2(refused->message.find(needed) != std::string::npos, refused->message.c_str());
        }
    }

    void rolesHaveNames()
    {
        for (const Role role : {Role::Viewer, Role::Operator, Role::Admin})
            QCOMPARE(roleNamed(nameOf(role)).value(), role);
        QVERIFY(!roleNamed("worker") && !roleNamed("join") && !roleNamed(""));
    }

    void valuesComeBackAsTheyWere()
    {
        const TicketWish wish{"viewer", "Ana", std::chrono::minutes(3)};
        const auto wishBack = ticketWishFrom(toValue(wish));
        QVERIFY(wishBack);
        QVERIFY(wishBack->role == wish.role && wishBack->name == wish.name && wishBack->validFor == wish.validFor);
        const Ticket ticket{"weft://…", "key", {7}};
        QCOMPARE(ticketFrom(toValue(ticket)).value(), ticket);
        QCOMPARE(accessFrom(toValue(access())).value(), access());
        QCOMPARE(accessFrom(toValue(Access())).value(), Access());
    }

    void wrongShapesAreRefused()
    {
        QVERIFY(!ticketWishFrom(Value()) && !ticketWishFrom(Object{{"role", "viewer"}, {"name", 3}, {"valid_for", 1}}));
        QVERIFY(!ticketWishFrom(Object{{"role", "viewer"}, {"name", ""}, {"valid_for", "long"}}));
        QVERIFY(!ticketFrom(Value(List{})) && !ticketFrom(Object{{"address", "x"}}));
        const Value whole = toValue(access());
        for (const auto &[name, value] : *whole.asObject()) {
            Object part;
            for (const auto &[other, kept] : *whole.asObject())
                if (other != name)
                    part.emplace_back(other, kept);
            QVERIFY2(!accessFrom(part), name.c_str());
        }
        QVERIFY(!accessFrom(Object{{"address", ""}, {"keys", List{"x"}}, {"tickets", List{}}}));
        QVERIFY(!accessFrom(Object{{"address", ""}, {"keys", List{}}, {"tickets", List{Object{{"state", "sold"}}}}}));
    }

private:
    [[nodiscard]] static Access access()
    {
        return {"weft://lab:5570/?key=k",
                {{"a", "worker", "lab-7"}, {"b", "admin", "Zoë"}},
                {{"c", "viewer", "", {1}, TicketState::Open, ""}, {"d", "worker", "x", {2}, TicketState::Used, "x"}, {"e", "admin", "", {3}, TicketState::Expired, ""}}};
    }
};

WEFTLINE_TEST(AccessTest)

#include "tst_access.moc"
