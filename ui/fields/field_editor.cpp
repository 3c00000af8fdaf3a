// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/fields/field_editor.h"

#include <QtCore/QSignalBlocker>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPlainTextEdit>

#include "ui/fields/code_edit.h"
#include "ui/fields/table_editor.h"
#include "ui/widgets/theme.h"

namespace weftline::ui::fields {
namespace {

void fill(QWidget &outer, QWidget &inner)
{
    auto *layout = new QHBoxLayout(&outer);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(&inner);
    outer.setFocusProxy(&inner);
}

QString severalValues() { return FieldEditor::tr("several values"); }

class LineEditor final : public FieldEditor
{
public:
    LineEditor(const EditorSpec &spec, QWidget *parent) : FieldEditor(parent), m_placeholder(spec.placeholder)
    {
        fill(*this, *m_line);
        const auto follow = [this, isName = spec.isName] {
            m_line->setFont(widgets::font(isName ? widgets::TextRole::Body : widgets::TextRole::Figure));
        };
        follow();
        connect(&widgets::Theme::instance(), &widgets::Theme::changed, m_line, follow);
        m_line->setPlaceholderText(m_placeholder);
        m_line->installEventFilter(this);
        connect(m_line, &QLineEdit::textEdited, this, &FieldEditor::edited);
        connect(m_line, &QLineEdit::editingFinished, this, &FieldEditor::left);
    }
    [[nodiscard]] QString text() const override { return m_line->text(); }
    void setText(const std::optional<QString> &text) override
    {
        m_line->setPlaceholderText(text ? m_placeholder : severalValues());
        m_line->setText(text.value_or(QString()));
        m_line->setCursorPosition(0);
    }
    [[nodiscard]] QWidget *input() const override { return m_line; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (watched != m_line || !isOfHistory(*event))
            return FieldEditor::eventFilter(watched, event);
        event->ignore();
        return true;
    }

private:
    QString m_placeholder;
    QLineEdit *m_line = new QLineEdit(this);
};

class LinesEditor final : public FieldEditor
{
public:
    LinesEditor(const EditorSpec &spec, QWidget *parent)
        : FieldEditor(parent), m_placeholder(spec.placeholder), m_edit(new CodeEdit(spec.type == EditorType::Script, this))
    {
        fill(*this, *m_edit);
        m_edit->setLines(spec.linesLeast, 14);
        m_edit->setPlaceholderText(m_placeholder);
        connect(m_edit, &QPlainTextEdit::textChanged, this, &FieldEditor::edited);
        connect(m_edit, &CodeEdit::left, this, &FieldEditor::left);
    }
    [[nodiscard]] QString text() const override { return m_edit->toPlainText(); }
    void setText(const std::optional<QString> &text) override
    {
        const QSignalBlocker quiet(m_edit);
        m_edit->setPlaceholderText(text ? m_placeholder : severalValues());
        m_edit->setPlainText(text.value_or(QString()));
    }
    void setLanguage(const QString &language) override { m_edit->setLanguage(language); }
    [[nodiscard]] QWidget *input() const override { return m_edit; }

private:
    QString m_placeholder;
    CodeEdit *m_edit;
};

class ChoiceEditor final : public FieldEditor
{
public:
    ChoiceEditor(const EditorSpec &spec, QWidget *parent) : FieldEditor(parent)
    {
        fill(*this, *m_box);
        for (qsizetype i = 0; i < spec.choices.size(); ++i)
            m_box->addItem(spec.words.value(i, spec.choices[i]), spec.choices[i]);
        m_box->setFocusPolicy(Qt::StrongFocus); // the wheel that scrolls the page changes no choice
        m_box->installEventFilter(this);
        connect(m_box, &QComboBox::activated, this, [this] {
            Q_EMIT edited();
            Q_EMIT left();
        });
    }
    [[nodiscard]] QString text() const override { return m_box->currentData().toString(); }
    void setText(const std::optional<QString> &text) override
    {
        m_box->setPlaceholderText(text ? *text : severalValues());
        m_box->setCurrentIndex(text ? m_box->findData(*text) : -1);
    }
    [[nodiscard]] QWidget *input() const override { return m_box; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Wheel && !m_box->hasFocus()) {
            event->ignore();
            return true;
        }
        return FieldEditor::eventFilter(watched, event);
    }

private:
    QComboBox *m_box = new QComboBox(this);
};

class FlagEditor final : public FieldEditor
{
public:
    FlagEditor(const EditorSpec &spec, QWidget *parent)
        : FieldEditor(parent), m_box(new QCheckBox(spec.words.value(0), this))
    {
        fill(*this, *m_box);
        connect(m_box, &QCheckBox::clicked, this, [this] {
            m_box->setTristate(false);
            Q_EMIT edited();
            Q_EMIT left();
        });
    }
    [[nodiscard]] QString text() const override { return m_box->isChecked() ? QStringLiteral("true") : QStringLiteral("false"); }
    void setText(const std::optional<QString> &text) override
    {
        m_box->setTristate(!text);
        if (text)
            m_box->setChecked(*text == QLatin1String("true"));
        else
            m_box->setCheckState(Qt::PartiallyChecked);
    }
    [[nodiscard]] QWidget *input() const override { return m_box; }

private:
    QCheckBox *m_box;
};

} // namespace

FieldEditor *makeEditor(const EditorSpec &spec, QWidget *parent)
{
    switch (spec.type) {
    case EditorType::Line: return new LineEditor(spec, parent);
    case EditorType::Lines:
    case EditorType::Script: return new LinesEditor(spec, parent);
    case EditorType::Choice: return new ChoiceEditor(spec, parent);
    case EditorType::Flag: return new FlagEditor(spec, parent);
    case EditorType::Table: return new TableEditor(spec, parent);
    }
    return nullptr;
}

QString joinRows(const QList<QStringList> &rows)
{
    QString text;
    for (const QStringList &row : rows)
        text += row.join(QChar(0x1f)) + QChar(0x1e);
    return text;
}

QList<QStringList> splitRows(const QString &text)
{
    QList<QStringList> rows;
    const QStringList lines = text.split(QChar(0x1e), Qt::SkipEmptyParts);
    for (const QString &line : lines)
        rows.push_back(line.split(QChar(0x1f)));
    return rows;
}

} // namespace weftline::ui::fields
