// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QtCore/QString>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include <sys/stat.h>

#include <fstream>

#include "engine/wire/codec.h"
#include "engine/wire/tickets.h"
#include "tests/support/test_main.h"

using namespace weftline;
using namespace weftline::wire;
using namespace std::chrono_literals;

/// Tickets as a list in a folder, with a clock that the test sets.
class TicketsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        QVERIFY(keys().initKeys());
    }

    void oneTicketListsOneKey();
    void whatIsNotGoodSaysWhy();
    void aListedKeyKeepsWhatItMay_data();
    void aListedKeyKeepsWhatItMay();
    void namesAreMadeToDiffer();
    void badNamesAndKeysCostNoTicket();
    void ticketsMayConnectAndAreForgottenAfterADay();
    void onlyOpenTicketsAreTakenBackByName();
    void aDamagedListNamesTheLine_data();
    void aDamagedListNamesTheLine();
    void aTicketSaysJoinAndNothingElse();

private:
    [[nodiscard]] KeyDirectory keys() const { return KeyDirectory(std::filesystem::path(m_dir->path().toStdString()) / "keys"); }
    [[nodiscard]] TicketBook book() const { return TicketBook(keys()); }
    [[nodiscard]] std::string ticketFor(Role role, const std::string &name = {}) const
    {
        return book().make(role, name, m_now + 15min, m_now).value().publicKey;
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    Instant m_now{1'800'000'000'000'000};
};

void TicketsTest::oneTicketListsOneKey()
{
    const std::string ticket = ticketFor(Role::Operator, "Ana");
    const std::string own = makeKeyPair().publicKey;
    const auto joined = book().redeem(ticket, own, "ignored", m_now + 1min);
    QVERIFY2(joined, joined ? "" : joined.error().message.c_str());
    QCOMPARE(*joined, (AllowedKey{own, Role::Operator, "Ana"}));
    QCOMPARE(keys().listKeys().value(), (std::vector<AllowedKey>{*joined}));
    const std::vector<ListedTicket> tickets = book().list().value();
    QCOMPARE(tickets.size(), 1U);
    QCOMPARE(tickets[0].used, m_now + 1min);
    QCOMPARE(tickets[0].name, std::string("Ana"));
}

void TicketsTest::whatIsNotGoodSaysWhy()
{
    const auto reason = [this](const std::string &ticket, Instant at) {
        const auto joined = book().redeem(ticket, makeKeyPair().publicKey, "late", at);
        return joined ? std::string("joined") : joined.error().message;
    };
    const std::string used = ticketFor(Role::Worker);
    QVERIFY(book().redeem(used, makeKeyPair().publicKey, "lab-7", m_now));
    QVERIFY2(reason(used, m_now + 3min).find("used 3 minutes ago, by \"lab-7\"") != std::string::npos, reason(used, m_now + 3min).c_str());
    const std::string expired = ticketFor(Role::Worker);
    QVERIFY(reason(expired, m_now + 15min).find("expired less than a minute ago") != std::string::npos);
    QVERIFY(reason(expired, m_now + 5h).find("expired 4 hours ago") != std::string::npos);
    QVERIFY(reason(makeKeyPair().publicKey, m_now).find("taken back") != std::string::npos);
    QCOMPARE(keys().listKeys().value().size(), 1U);
}

void TicketsTest::aListedKeyKeepsWhatItMay_data()
{
    QTest::addColumn<QString>("listed");
    QTest::addColumn<QString>("ticket");
    QTest::addColumn<QString>("afterwards");
    const auto row = [](const char *listed, const char *ticket, const char *afterwards) {
        QTest::addRow("%s by a ticket for %s", listed, ticket) << QString::fromLatin1(listed) << QString::fromLatin1(ticket) << QString::fromLatin1(afterwards);
    };
    row("admin", "worker", "admin");
    row("operator", "viewer", "operator");
    row("worker", "worker", "worker");
    row("viewer", "operator", "operator");
    row("worker", "admin", "admin");
    row("worker", "viewer", ""); // neither is more than the other: refused
    row("viewer", "worker", "");
}

void TicketsTest::aListedKeyKeepsWhatItMay()
{
    QFETCH(QString, listed);
    QFETCH(QString, ticket);
    QFETCH(QString, afterwards);
    const std::string own = makeKeyPair().publicKey;
    QVERIFY(keys().addKey({own, *roleNamed(listed.toStdString()), "mine"}));
    const std::string made = ticketFor(*roleNamed(ticket.toStdString()), "other");
    const auto joined = book().redeem(made, own, "x", m_now);
    QCOMPARE(joined.has_value(), !afterwards.isEmpty());
    const AllowedKey now = keys().listKeys().value().at(0);
    QCOMPARE(now.name, std::string("mine"));
    QCOMPARE(QString::fromStdString(std::string(roleName(now.role))), afterwards.isEmpty() ? listed : afterwards);
    QCOMPARE(book().list().value().at(0).used.us != 0, joined.has_value()); // a refused one stays good
}

void TicketsTest::namesAreMadeToDiffer()
{
    for (const char *expected : {"lab", "lab (2)", "lab (3)"}) {
        const auto joined = book().redeem(ticketFor(Role::Worker), makeKeyPair().publicKey, "lab", m_now);
        QVERIFY(joined);
        QCOMPARE(joined->name, std::string(expected));
    }
}

void TicketsTest::badNamesAndKeysCostNoTicket()
{
    const std::string ticket = ticketFor(Role::Worker);
    const std::string own = makeKeyPair().publicKey;
    for (const std::string &wrong : {std::string(), own.substr(1), own.substr(1) + "\"", ticket})
        QVERIFY(!book().redeem(ticket, wrong, "lab", m_now));
    for (const std::string &wrong : {std::string(), std::string(" lab"), std::string("a\nb"), std::string(101, 'n'), std::string("\xff")})
        QVERIFY(!book().redeem(ticket, own, wrong, m_now));
    QVERIFY(!book().make(Role::Worker, "two\nlines", m_now + 1min, m_now));
    QVERIFY(book().redeem(ticket, own, "lab", m_now));
}

void TicketsTest::ticketsMayConnectAndAreForgottenAfterADay()
{
    const std::string ticket = ticketFor(Role::Admin);
    QCOMPARE(book().admitted(m_now).value(), (std::vector<AllowedKey>{{ticket, Role::Join, ""}}));
    QCOMPARE(book().admitted(m_now + 16min).value().size(), 1U); // expired, and may come to be told so
    QVERIFY(book().admitted(m_now + 25h).value().empty());
    m_now = m_now + 25h;
    const std::string next = ticketFor(Role::Worker);
    const std::vector<ListedTicket> kept = book().list().value();
    QCOMPARE(kept.size(), 1U);
    QCOMPARE(kept[0].key, next);
}

void TicketsTest::onlyOpenTicketsAreTakenBackByName()
{
    const std::string used = ticketFor(Role::Worker, "lab");
    QVERIFY(book().redeem(used, makeKeyPair().publicKey, "x", m_now));
    QVERIFY(!book().remove("lab"));
    const std::string open = ticketFor(Role::Worker, "lab");
    QVERIFY(book().remove("lab"));
    QCOMPARE(book().list().value().size(), 1U);
    QVERIFY(book().remove(used));
    QVERIFY(!book().remove(open));
}

void TicketsTest::aDamagedListNamesTheLine_data()
{
    QTest::addColumn<QString>("line");
    const QString key = QString::fromStdString(makeKeyPair().publicKey);
    QTest::newRow("no role") << QStringLiteral("boss %1 1800000000 0 x").arg(key);
    QTest::newRow("the role join") << QStringLiteral("join %1 1800000000 0 x").arg(key);
    QTest::newRow("a cut key") << QStringLiteral("worker %1 1800000000 0 x").arg(key.left(39));
    QTest::newRow("no time") << QStringLiteral("worker %1 soon 0 x").arg(key);
    QTest::newRow("a negative time") << QStringLiteral("worker %1 -1 0 x").arg(key);
    QTest::newRow("a time beyond all") << QStringLiteral("worker %1 99999999999999999 0 x").arg(key);
    QTest::newRow("nothing more") << QStringLiteral("worker %1").arg(key);
    QTest::newRow("a bad name") << QStringLiteral("worker %1 1800000000 0  x").arg(key);
}

void TicketsTest::aDamagedListNamesTheLine()
{
    QFETCH(QString, line);
    const std::string open = ticketFor(Role::Worker);
    const std::filesystem::path file = keys().path() / "tickets";
    std::ofstream(file, std::ios::app) << line.toStdString() << '\n';
    const auto list = book().list();
    QVERIFY(!list);
    QVERIFY2(list.error().message.find("line 3") != std::string::npos, list.error().message.c_str());
    QVERIFY(!book().make(Role::Worker, "x", m_now + 1min, m_now)); // nothing is written over what cannot be read
    QVERIFY(!book().admitted(m_now));
    std::ifstream in(file);
    const std::string text((std::istreambuf_iterator<char>(in)), {});
    QVERIFY(text.find(open) != std::string::npos && text.find(line.toStdString()) != std::string::npos);
}

void TicketsTest::aTicketSaysJoinAndNothingElse()
{
    for (const Role role : {Role::Worker, Role::Viewer, Role::Operator, Role::Admin})
        QVERIFY(!maySay(role, Join{}));
    QVERIFY(maySay(Role::Join, Join{}));
    for (const Message &other : {Message(Hello{}), Message(ClientHello{}), Message(Request{}), Message(Results{}), Message(Heartbeat{}),
                                 Message(Bye{}), Message(Chunk{}), Message(Get{})})
        QVERIFY(!maySay(Role::Join, other));
    QVERIFY(!decode(encode(Joined{"x", "worker"}), Side::Peer));
    QVERIFY(!decode(encode(Join{"k", "x", "1"}), Side::Engine));
}

WEFTLINE_TEST(TicketsTest)
#include "tickets_test.moc"
