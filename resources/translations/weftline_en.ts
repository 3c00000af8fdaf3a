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
</TS>
