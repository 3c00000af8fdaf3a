// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/simulation/sim_notices.h"

namespace weftline::simulation {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

} // namespace

SimNotices::SimNotices(Context &context, AlertLedger &ledger, std::uint64_t life, std::function<void(std::function<void()>)> run)
    : m_context(context), m_ledger(ledger), m_chance(context.chance(fmt::format("notices {}", life))), m_run(std::move(run))
{
}

void SimNotices::send(const alerts::Notice &notice, std::function<void(Result<Done>)> done)
{
    if (const std::string why = m_ledger.whyNotTold(notice); !why.empty())
        m_context.fail(fmt::format("A notice of event {} goes to {}, and {}.", notice.change, notice.channel, why));
    Duration takes = m_chance.between(milliseconds(1), milliseconds(50));
    bool isTold = true;
    Result<Done> answer = Done{};
    if (!m_context.isHealed) {
        if (m_chance.perMille(m_context.density.noticesLate)) {
            m_context.counts.fault(Fault::NoticeLate);
            takes = m_chance.between(milliseconds(500), seconds(8));
        }
        const std::uint64_t draw = m_chance.below(100);
        if (draw < 30) {
            m_context.counts.fault(Fault::NoticeFailed);
            isTold = draw < 10; // the answer is what was lost
            answer = failure(ErrorCode::Unreachable, "Nobody answers there.");
        } else if (draw < m_context.density.noticesRefused && notice.channel == "desktop") {
            m_context.counts.fault(Fault::NoticeRefused);
            isTold = false;
            answer = failure(ErrorCode::NotFound, "There is no desktop.");
        }
    }
    m_context.tell("notices", "event {} to {}: {}", notice.change, notice.channel, answer ? "well" : answer.error().message);
    m_context.agenda.after(takes, [this, notice, isTold, answer, done = std::move(done), alive = std::weak_ptr(m_alive)] {
        if (alive.expired())
            return;
        if (isTold && !m_ledger.told(notice.change, notice.channel))
            m_context.counts.fault(Fault::NoticeRepeated);
        if (!answer && answer.error().code == ErrorCode::NotFound)
            m_ledger.refused(notice.change, notice.channel);
        m_run([&] { done(answer); });
    });
}

} // namespace weftline::simulation
