// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Workers ▸ Add a machine: from an engine that does not listen to a machine that has joined; and what a role may not do.

#include <QtCore/QDir>
#include <QtCore/QRegularExpression>
#include <QtCore/QString>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtTest/QTest>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QSpinBox>
#include <QtWidgets/QToolButton>

#include "tests/support/fake_engine_client.h"
#include "tests/support/sample_views.h"
#include "tests/support/test_main.h"
#include "ui/pools/add_machine.h"
#include "ui/pools/known_keys.h"
#include "ui/pools/listen_part.h"
#include "ui/pools/ticket_part.h"
#include "ui/pools/worker_row.h"
#include "ui/pools/workers_page.h"
#include "ui/widgets/theme.h"

using namespace weftline;
using namespace weftline::ui::pools;
namespace widgets = weftline::ui::widgets;

class AddMachineTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_client = std::make_unique<test::FakeEngineClient>();
        m_client->setEngine(test::sampleEngine());
        m_window = std::make_unique<AddMachine>(m_client.get());
    }

    void cleanup()
    {
        m_window.reset();
        m_client.reset();
        widgets::Theme::instance().setChoice(widgets::ThemeChoice::Light);
    }

    void anEngineThatDoesNotListenIsToldTo()
    {
        show();
        QVERIFY(m_window->listenPart()->listenButton()->isVisible());
        QVERIFY(!m_window->ticketPart()->isVisible());
        m_window->listenPart()->port()->setValue(5571);
        QTest::mouseClick(m_window->listenPart()->listenButton(), Qt::LeftButton);
        QCOMPARE(asked("listen"), QStringLiteral("tcp://0.0.0.0:5571"));
        listenNow();
        QVERIFY(!m_window->listenPart()->listenButton()->isVisible());
        QVERIFY(m_window->ticketPart()->isVisible());
        QCOMPARE(m_window->ticketPart()->line(), QStringLiteral("weft worker --join 'weft://lab:5570/?key=k&ticket=t'"));
    }

    void aPortThatIsTakenIsSaid()
    {
        show();
        m_client->setFailure(Error{ErrorCode::System, "Cannot listen on \"tcp://0.0.0.0:80\": it is in use. Choose another port.", {}});
        QTest::mouseClick(m_window->listenPart()->listenButton(), Qt::LeftButton);
        QVERIFY2(m_window->trouble().contains(QStringLiteral("Choose another port")), qPrintable(m_window->trouble()));
    }

    void theLineIsCopiedAndCountsDown()
    {
        listenNow();
        show();
        QTest::mouseClick(m_window->ticketPart()->copyButton(), Qt::LeftButton);
        QCOMPARE(QGuiApplication::clipboard()->text(), m_window->ticketPart()->line());
        QVERIFY2(m_window->ticketPart()->outcome().contains(QRegularExpression(QStringLiteral("1[45]:\\d\\d"))), qPrintable(m_window->ticketPart()->outcome()));
    }

    void whoJoinedIsNamed()
    {
        listenNow();
        show();
        client::Access access = accessWith(client::TicketState::Used, "lab-7");
        access.keys.push_back({std::string(40, 'k'), "worker", "lab-7"});
        m_client->setAccess(access);
        QCOMPARE(m_window->ticketPart()->outcome(), QStringLiteral("“lab-7” has joined, with the role worker."));
        QVERIFY(!m_window->ticketPart()->copyButton()->isVisible());
        QCOMPARE(m_window->knownKeys()->rowCount(), 1);
        QVERIFY(m_window->knownKeys()->rowText(0).startsWith(QStringLiteral("lab-7 worker")));
    }

    void anExpiredLineAsksForAnother()
    {
        listenNow();
        show();
        m_client->setAccess(accessWith(client::TicketState::Expired, {}));
        QVERIFY(m_window->ticketPart()->outcome().contains(QStringLiteral("Make a new one")));
        m_client->setAccess(accessWith(client::TicketState::Open, {})); // of the one that is made next
        QTest::mouseClick(m_window->ticketPart()->makeButton(), Qt::LeftButton);
        QVERIFY(m_window->ticketPart()->copyButton()->isVisible());
        TicketPart own;
        own.setTicket(m_ticket, "worker", std::chrono::milliseconds(0)); // its own clock says so too
        QVERIFY(own.outcome().contains(QStringLiteral("not good any more")));
    }

    void othersGetALineOfTheirOwn()
    {
        listenNow();
        show();
        TicketPart &part = *m_window->ticketPart();
        part.roles()->setCurrentIndex(part.roles()->findData(QStringLiteral("viewer")));
        QTest::mouseClick(part.makeButton(), Qt::LeftButton);
        QCOMPARE(asked("ticket"), QStringLiteral("viewer"));
        QVERIFY(part.line().startsWith(QStringLiteral("weft keys join '")));
    }

    void aKeyIsRemoved()
    {
        client::Access access = accessWith(client::TicketState::Open, {});
        access.keys = {{std::string(40, 'a'), "worker", "lab-7"}, {std::string(40, 'b'), "viewer", "Ana"}};
        m_client->setAccess(access);
        show();
        QCOMPARE(m_window->knownKeys()->rowCount(), 3);
        QVERIFY(m_window->knownKeys()->rowText(2).contains(QStringLiteral("nobody has used yet")));
        QTest::mouseClick(m_window->knownKeys()->removeButton(1), Qt::LeftButton);
        QCOMPARE(asked("remove_key"), QString(40, QLatin1Char('b')));
    }

    void aRoleThatMayNotIsTold()
    {
        client::EngineView engine = test::sampleEngine();
        engine.role = client::Role::Operator;
        m_client->setEngine(engine);
        show();
        QCOMPARE(m_window->trouble(), QStringLiteral("Your key at this engine has the role operator. This takes a key with the role admin."));
        QVERIFY(!m_window->listenPart()->listenButton()->isEnabled() && !m_window->ticketPart()->isVisible());
        QVERIFY(asked("ticket").isEmpty());
    }

    void aViewersPageHasButtonsThatSayWhyNot()
    {
        client::EngineView engine = test::sampleEngine();
        engine.role = client::Role::Viewer;
        m_client->setEngine(engine);
        WorkersPage page(m_client.get());
        page.resize(220, 400);
        page.show();
        QVERIFY(!page.startButton()->isEnabled());
        QVERIFY2(page.startButton()->toolTip().contains(QStringLiteral("role operator")), qPrintable(page.startButton()->toolTip()));
        QVERIFY(!page.row(1)->killButton()->isEnabled());
        QVERIFY(page.row(1)->killButton()->toolTip().contains(QStringLiteral("role admin")));
        engine.role = client::Role::Operator;
        m_client->setEngine(engine);
        page.refresh();
        QVERIFY(page.startButton()->isEnabled() && page.row(1)->stopButton()->isEnabled() && !page.row(1)->killButton()->isEnabled());
    }

    void thePageOpensOneWindow()
    {
        WorkersPage page(m_client.get());
        page.show();
        page.addMachine();
        AddMachine *const first = page.addMachineWindow();
        QVERIFY(first && first->isVisible() && !first->isModal());
        page.addMachine();
        QCOMPARE(page.addMachineWindow(), first);
        first->close();
    }

    void looks_data()
    {
        QTest::addColumn<bool>("isDark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }

    void looks()
    {
        QFETCH(bool, isDark);
        widgets::Theme::instance().setChoice(isDark ? widgets::ThemeChoice::Dark : widgets::ThemeChoice::Light);
        show();
        save(QStringLiteral("add-machine-listen"));
        m_ticket.address = "weft://192.0.2.2:5570/?key=3S%2Fh%5Etp%5Dfo0vWw%2AP2%3E%28xk%3CJ1%21lQ%40m9Z%5Bd%26u7%3Dcy%2B&ticket=Zb%5D0k%26%3Em";
        listenNow();
        client::Access access = accessWith(client::TicketState::Open, {});
        access.keys = {{"3S/h^tp]fo0vWw*P2>(xk<J1!lQ@m9Z[d&u7=cy+", "worker", "lab-7"}, {"q" + std::string(39, 'x'), "viewer", "Ana"}};
        m_client->setAccess(access);
        save(QStringLiteral("add-machine-line"));
        access.tickets[0].state = client::TicketState::Used;
        access.tickets[0].usedBy = "lab-8";
        m_client->setAccess(access);
        save(QStringLiteral("add-machine-joined"));
    }

private:
    void show()
    {
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    }
    void listenNow()
    {
        m_client->setTicket(m_ticket);
        client::Access access;
        access.address = "weft://lab:5570/?key=k";
        m_client->setAccess(access);
        m_client->setAccess(accessWith(client::TicketState::Open, {}));
    }
    [[nodiscard]] client::Access accessWith(client::TicketState state, const std::string &usedBy) const
    {
        client::Access access;
        access.address = "weft://lab:5570/?key=k";
        access.tickets.push_back({m_ticket.key, "worker", {}, m_client->engine().at + std::chrono::minutes(15), state, usedBy});
        return access;
    }
    /// What the last request of this kind was about.
    [[nodiscard]] QString asked(const char *what) const
    {
        for (auto request = m_client->requests().rbegin(); request != m_client->requests().rend(); ++request)
            if (request->what == what)
                return QString::fromStdString(request->text);
        return {};
    }
    void save(const QString &name)
    {
        QDir().mkpath(QStringLiteral(WEFTLINE_BINARY_DIR "/look"));
        QVERIFY(m_window->grab().save(QStringLiteral(WEFTLINE_BINARY_DIR "/look/%1-%2.png").arg(name, QString::fromLatin1(QTest::currentDataTag()))));
    }

    std::unique_ptr<test::FakeEngineClient> m_client;
    std::unique_ptr<AddMachine> m_window;
    client::Ticket m_ticket{"weft://lab:5570/?key=k&ticket=t", "ticketkey", {}};
};

WEFTLINE_TEST(AddMachineTest)

#include "tst_add_machine.moc"
