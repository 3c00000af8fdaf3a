// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/runs/event_words.h"

#include <QtCore/QCoreApplication>

namespace weftline::ui::runs {
namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(EventWords)
};

struct Word
{
    const char *type;
    const char *text;
};

constexpr Word words[] = {
    {"engine_started", QT_TRANSLATE_NOOP("EventWords", "engine started")},
    {"run_accepted", QT_TRANSLATE_NOOP("EventWords", "run accepted")},
    {"run_cancel_requested", QT_TRANSLATE_NOOP("EventWords", "cancel requested")},
    {"run_finished", QT_TRANSLATE_NOOP("EventWords", "run finished")},
    {"node_expanded", QT_TRANSLATE_NOOP("EventWords", "map expanded")},
    {"task_prepared", QT_TRANSLATE_NOOP("EventWords", "task prepared")},
    {"attempt_dispatched", QT_TRANSLATE_NOOP("EventWords", "attempt dispatched")},
    {"attempt_started", QT_TRANSLATE_NOOP("EventWords", "attempt started")},
    {"attempt_failed", QT_TRANSLATE_NOOP("EventWords", "attempt failed")},
    {"retry_released", QT_TRANSLATE_NOOP("EventWords", "retry due")},
    {"attempt_lost", QT_TRANSLATE_NOOP("EventWords", "attempt lost")},
    {"attempt_adopted", QT_TRANSLATE_NOOP("EventWords", "attempt adopted")},
    {"task_finished", QT_TRANSLATE_NOOP("EventWords", "task finished")},
    {"worker_joined", QT_TRANSLATE_NOOP("EventWords", "worker joined")},
    {"worker_suspect", QT_TRANSLATE_NOOP("EventWords", "worker silent")},
    {"worker_returned", QT_TRANSLATE_NOOP("EventWords", "worker returned")},
    {"worker_draining", QT_TRANSLATE_NOOP("EventWords", "worker stopping")},
    {"worker_lost", QT_TRANSLATE_NOOP("EventWords", "worker lost")},
    {"result_refused", QT_TRANSLATE_NOOP("EventWords", "result refused")},
    {"result_offered_again", QT_TRANSLATE_NOOP("EventWords", "result offered again")},
    {"command_received", QT_TRANSLATE_NOOP("EventWords", "request received")},
    {"sampled", QT_TRANSLATE_NOOP("EventWords", "sample taken")},
    {"alert_changed", QT_TRANSLATE_NOOP("EventWords", "alert changed")},
    {"notice_sent", QT_TRANSLATE_NOOP("EventWords", "notice sent")},
    {"notice_failed", QT_TRANSLATE_NOOP("EventWords", "notice failed")},
    {"engine_alive", QT_TRANSLATE_NOOP("EventWords", "engine alive")},
    {"branch_taken", QT_TRANSLATE_NOOP("EventWords", "branch taken")},
    {"delay_started", QT_TRANSLATE_NOOP("EventWords", "delay started")},
};

} // namespace

QString eventWord(const std::string &type)
{
    for (const Word &word : words)
        if (type == word.type)
            return Texts::tr(word.text);
    return QString::fromStdString(type).replace(QLatin1Char('_'), QLatin1Char(' '));
}

std::string eventNamed(const QString &text)
{
    for (const Word &word : words)
        if (text.compare(Texts::tr(word.text), Qt::CaseInsensitive) == 0)
            return word.type;
    return {};
}

} // namespace weftline::ui::runs
