<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
    <context>
        <name>weftline::desktop::EngineConnection</name>
        <message numerus="yes">
            <source>The engine does not answer, though it was started %n times. Run “weft engine --local” in a terminal to see why.</source>
            <translation>
                <numerusform>The engine does not answer, though it was started %n time. Run “weft engine --local” in a terminal to see why.</numerusform>
                <numerusform>The engine does not answer, though it was started %n times. Run “weft engine --local” in a terminal to see why.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>weftline::ui::alerts::AlertBanner</name>
        <message numerus="yes">
            <source>%n alerts fire</source>
            <translation>
                <numerusform>%n alert fires</numerusform>
                <numerusform>%n alerts fire</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>weftline::ui::designer::FindBar</name>
        <message numerus="yes">
            <source>%n found</source>
            <translation>
                <numerusform>%n found</numerusform>
                <numerusform>%n found</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>weftline::ui::runs::EventsView</name>
        <message numerus="yes">
            <source>%n events</source>
            <translation>
                <numerusform>%n event</numerusform>
                <numerusform>%n events</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>the newest %n events; scroll up for more</source>
            <translation>
                <numerusform>the newest %n event; scroll up for more</numerusform>
                <numerusform>the newest %n events; scroll up for more</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>weftline::ui::runs::ValueTree</name>
        <message numerus="yes">
            <source>%n items</source>
            <translation>
                <numerusform>%n item</numerusform>
                <numerusform>%n items</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n members</source>
            <translation>
                <numerusform>%n member</numerusform>
                <numerusform>%n members</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>weftline::ui::shell::MainWindow</name>
        <message numerus="yes">
            <source>%n alerts fire</source>
            <translation>
                <numerusform>%n alert fires</numerusform>
                <numerusform>%n alerts fire</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n workflows have changes that are not saved.</source>
            <translation>
                <numerusform>%n workflow has changes that are not saved.</numerusform>
                <numerusform>%n workflows have changes that are not saved.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>and %n more</source>
            <translation>
                <numerusform>and %n more</numerusform>
                <numerusform>and %n more</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>weftline::ui::shell::WorkflowTab</name>
        <message numerus="yes">
            <source>“%1” has %n unsaved changes, and its file was changed by somebody else meanwhile.</source>
            <translation>
                <numerusform>“%1” has %n unsaved change, and its file was changed by somebody else meanwhile.</numerusform>
                <numerusform>“%1” has %n unsaved changes, and its file was changed by somebody else meanwhile.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>“%1” is here again with %n unsaved changes.</source>
            <translation>
                <numerusform>“%1” is here again with %n unsaved change.</numerusform>
                <numerusform>“%1” is here again with %n unsaved changes.</numerusform>
            </translation>
        </message>
    </context>
</TS>
