// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Ctrl-C and SIGTERM as an event of the Qt loop.

#pragma once

#include <QtCore/QObject>

#include <memory>

class QSocketNotifier;

namespace weftline::cli {

/// One at a time may exist. The first signal is a question, the second an order: count() tells which one it is.
class Interrupt final : public QObject
{
    Q_OBJECT

public:
    Interrupt();
    ~Interrupt() override;
    [[nodiscard]] int count() const { return m_count; }

Q_SIGNALS:
    void happened();

private:
    int m_count = 0;
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace weftline::cli
