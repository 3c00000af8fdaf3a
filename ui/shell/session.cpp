// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/session.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QIODevice>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QJsonValue>
#include <QtCore/QSaveFile>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace weftline::ui::shell {

constexpr qsizetype tabsMax = 200;
constexpr qint64 sizeMax = 4 << 20;

QByteArray toText(const Session &session)
{
    QJsonArray tabs;
    for (const SessionTab &tab : session.tabs) {
        QJsonObject one;
        for (const auto &[name, value] : {std::pair(QStringLiteral("file"), tab.file), std::pair(QStringLiteral("draft"), tab.draft),
                                          std::pair(QStringLiteral("run"), tab.run)})
            if (!value.isEmpty())
                one.insert(name, value);
        if (!tab.rules.isEmpty())
            one.insert(QStringLiteral("rules"), QJsonArray::fromStringList(tab.rules));
        tabs.append(one);
    }
    QJsonArray hidden;
    for (const int area : session.hiddenAreas)
        hidden.append(area);
    return QJsonDocument(QJsonObject{{QStringLiteral("weftline-session"), 1},
                                     {QStringLiteral("tabs"), tabs},
                                     {QStringLiteral("current"), session.current},
                                     {QStringLiteral("current_rule"), session.currentRule},
                                     {QStringLiteral("shows_run"), session.showsRun},
                                     {QStringLiteral("hidden"), hidden},
                                     {QStringLiteral("geometry"), QString::fromLatin1(session.geometry.toBase64())}})
        .toJson();
}

Session sessionFrom(const QByteArray &text)
{
    const QJsonObject all = QJsonDocument::fromJson(text).object();
    Session session;
    for (const QJsonValue &value : all.value(QStringLiteral("tabs")).toArray()) {
        const QJsonObject one = value.toObject();
        if (qsizetype(session.tabs.size()) < tabsMax)
            session.tabs.push_back({one.value(QStringLiteral("file")).toString(), one.value(QStringLiteral("draft")).toString(),
                                    one.value(QStringLiteral("rules")).toVariant().toStringList().mid(0, tabsMax),
                                    one.value(QStringLiteral("run")).toString()});
    }
    session.current = all.value(QStringLiteral("current")).toInt(-1);
    session.currentRule = all.value(QStringLiteral("current_rule")).toString();
    session.showsRun = all.value(QStringLiteral("shows_run")).toBool();
    for (const QJsonValue &area : all.value(QStringLiteral("hidden")).toArray())
        session.hiddenAreas.push_back(area.toInt());
    session.geometry = QByteArray::fromBase64(all.value(QStringLiteral("geometry")).toString().toLatin1());
    return session;
}

SessionFile::~SessionFile()
{
    if (m_lock >= 0)
        ::close(m_lock);
}

QString SessionFile::path() const { return QDir(m_folder).filePath(QStringLiteral("session.json")); }

bool SessionFile::take()
{
    if (m_lock >= 0)
        return true;
    QDir().mkpath(m_folder);
    const QByteArray name = QFile::encodeName(QDir(m_folder).filePath(QStringLiteral("session.lock")));
    m_lock = ::open(name.constData(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (m_lock >= 0 && ::flock(m_lock, LOCK_EX | LOCK_NB) == 0)
        return true;
    if (m_lock >= 0)
        ::close(m_lock);
    m_lock = -1;
    return false;
}

std::optional<Session> SessionFile::read()
{
    QFile file(path());
    if (!take() || !file.open(QIODevice::ReadOnly) || file.size() > sizeMax)
        return std::nullopt;
    return sessionFrom(file.readAll());
}

void SessionFile::write(const Session &session)
{
    QSaveFile file(path());
    if (take() && file.open(QIODevice::WriteOnly)) {
        file.write(toText(session));
        file.commit();
    }
}

} // namespace weftline::ui::shell
