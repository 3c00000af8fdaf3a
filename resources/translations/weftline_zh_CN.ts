<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>Desktop</name>
        <message>
            <source>Draw a task graph, run it, watch it.</source>
            <translation>绘制任务图，运行它，观察它。</translation>
        </message>
        <message>
            <source>A workflow (.weft) to open.</source>
            <translation>要打开的工作流（.weft）。</translation>
        </message>
        <message>
            <source>Run FILE at once; without FILE, the example.</source>
            <translation>立即运行 FILE；没有 FILE 时运行示例。</translation>
        </message>
        <message>
            <source>"light" or "dark"; else as set.</source>
            <translation>“light”或“dark”；否则按设置。</translation>
        </message>
        <message>
            <source>Print where things stand, one JSON object a line, for tests.</source>
            <translation>打印各部件的位置，每行一个 JSON 对象，供测试使用。</translation>
        </message>
        <message>
            <source>"en", "zh_CN" or "system"; else as set.</source>
            <translation>“en”、“zh_CN”或“system”；否则按设置。</translation>
        </message>
        <message>
            <source>There is no language "%1". Write --language en, zh_CN or system.</source>
            <translation>没有语言“%1”。请写 --language en、zh_CN 或 system。</translation>
        </message>
        <message>
            <source>Only one FILE can be opened from here; open others in the window.</source>
            <translation>此处只能打开一个 FILE；其他文件请在窗口中打开。</translation>
        </message>
        <message>
            <source>There is no theme "%1". Write --theme light or --theme dark.</source>
            <translation>没有主题“%1”。请写 --theme light 或 --theme dark。</translation>
        </message>
    </context>
    <context>
        <name>Document</name>
        <message>
            <source>Cannot paste: the text is larger than 16 MB. Open it as a file.</source>
            <translation>无法粘贴：文本超过 16 MB。请作为文件打开。</translation>
        </message>
        <message>
            <source>Cannot paste: the clipboard holds no nodes. Copy some in a workflow first.</source>
            <translation>无法粘贴：剪贴板中没有节点。请先在工作流中复制一些。</translation>
        </message>
        <message>
            <source>Cannot paste: %1</source>
            <translation>无法粘贴：%1</translation>
        </message>
        <message>
            <source>two nodes are called "%1".</source>
            <translation>有两个节点都叫“%1”。</translation>
        </message>
        <message>
            <source>there are no nodes in it.</source>
            <translation>其中没有节点。</translation>
        </message>
        <message>
            <source>Line %1, column %2: %3</source>
            <translation>第 %1 行，第 %2 列：%3</translation>
        </message>
        <message>
            <source>Cannot open "%1". %2</source>
            <translation>无法打开“%1”。%2</translation>
        </message>
        <message>
            <source>Cannot open "%1". It holds something this version cannot keep.</source>
            <translation>无法打开“%1”。其中有此版本无法保留的内容。</translation>
        </message>
        <message>
            <source>Cannot save "%1". %2. Choose another place, or make room there.</source>
            <translation>无法保存“%1”。%2。请选择其他位置，或腾出空间。</translation>
        </message>
        <message>
            <source>Cannot save "%1". It would be larger than 64 MiB and could not be opened again. Take long texts out of it.</source>
            <translation>无法保存“%1”。它将超过 64 MiB，无法再次打开。请移出其中的长文本。</translation>
        </message>
    </context>
    <context>
        <name>Examples</name>
        <message>
            <source>Count the words of every license text on this machine with two workers, kill one of them, and watch the rest carry on.</source>
            <translation>用两个工作进程统计本机每份许可证文本的字数，终止其中一个，看其余的继续工作。</translation>
        </message>
        <message>
            <source>One list, a map of 1,000 commands over all workers, one sum at the end.</source>
            <translation>一个列表，由全部工作进程映射执行 1,000 条命令，最后求和。</translation>
        </message>
        <message>
            <source>A command that fails more often than not, retried with growing waits.</source>
            <translation>一条经常失败的命令，以逐渐加长的间隔重试。</translation>
        </message>
        <message>
            <source>One way on success, another on failure, and a report in any case.</source>
            <translation>成功走一条路，失败走另一条，无论如何都有报告。</translation>
        </message>
    </context>
    <context>
        <name>KindWords</name>
        <message>
            <source>command, runs on a worker</source>
            <translation>命令，在工作进程上运行</translation>
        </message>
        <message>
            <source>transform, evaluated by the engine</source>
            <translation>转换，由引擎求值</translation>
        </message>
        <message>
            <source>empty, does nothing on a worker</source>
            <translation>空操作，在工作进程上什么也不做</translation>
        </message>
        <message>
            <source>Program and arguments</source>
            <translation>程序与参数</translation>
        </message>
        <message>
            <source>Output</source>
            <translation>输出</translation>
        </message>
        <message>
            <source>Standard input</source>
            <translation>标准输入</translation>
        </message>
        <message>
            <source>Folder</source>
            <translation>文件夹</translation>
        </message>
        <message>
            <source>Environment</source>
            <translation>环境变量</translation>
        </message>
        <message>
            <source>Good exit codes</source>
            <translation>表示成功的退出码</translation>
        </message>
        <message>
            <source>Expression</source>
            <translation>表达式</translation>
        </message>
        <message>
            <source>The program and its arguments, one a line. No shell. ${…} is an expression.</source>
            <translation>程序及其参数，每行一个。不经过 shell。${…} 是表达式。</translation>
        </message>
        <message>
            <source>What standard output becomes: one text, a list of lines, or the JSON in it.</source>
            <translation>标准输出的用法：一段文本、行的列表，或其中的 JSON。</translation>
        </message>
        <message>
            <source>Text for standard input. ${…} is an expression.</source>
            <translation>送入标准输入的文本。${…} 是表达式。</translation>
        </message>
        <message>
            <source>The folder it runs in. ${…} is an expression.</source>
            <translation>运行所在的文件夹。${…} 是表达式。</translation>
        </message>
        <message>
            <source>Further environment variables.</source>
            <translation>附加的环境变量。</translation>
        </message>
        <message>
            <source>Exit codes that mean success; 0 where none is given.</source>
            <translation>表示成功的退出码；未给出时为 0。</translation>
        </message>
        <message>
            <source>JavaScript over the outputs of the nodes before this one.</source>
            <translation>以前面各节点的输出为数据的 JavaScript。</translation>
        </message>
        <message>
            <source>wc
-w
${item}</source>
            <translation>wc
-w
${item}</translation>
        </message>
        <message>
            <source>nothing</source>
            <translation>无</translation>
        </message>
        <message>
            <source>a fresh one for each attempt</source>
            <translation>每次尝试各用一个新的</translation>
        </message>
        <message>
            <source>0</source>
            <translation>0</translation>
        </message>
        <message>
            <source>count.output.length</source>
            <translation>count.output.length</translation>
        </message>
        <message>
            <source>text</source>
            <translation>文本</translation>
        </message>
        <message>
            <source>lines</source>
            <translation>行列表</translation>
        </message>
        <message>
            <source>JSON</source>
            <translation>JSON</translation>
        </message>
        <message>
            <source>any value</source>
            <translation>任意值</translation>
        </message>
        <message>
            <source>number</source>
            <translation>数字</translation>
        </message>
        <message>
            <source>list</source>
            <translation>列表</translation>
        </message>
        <message>
            <source>object</source>
            <translation>对象</translation>
        </message>
        <message>
            <source>file</source>
            <translation>文件</translation>
        </message>
    </context>
    <context>
        <name>Language</name>
        <message>
            <source>As the system</source>
            <translation>跟随系统</translation>
        </message>
    </context>
    <context>
        <name>LiveView</name>
        <message>
            <source>%1 tok</source>
            <translation>%1 词元</translation>
        </message>
        <message>
            <source>map</source>
            <translation>映射</translation>
        </message>
    </context>
    <context>
        <name>NodeProperties</name>
        <message>
            <source>Shown on the canvas instead of the name.</source>
            <translation>在画布上代替名称显示。</translation>
        </message>
        <message>
            <source>as its name</source>
            <translation>同名称</translation>
        </message>
        <message>
            <source>list.output</source>
            <translation>list.output</translation>
        </message>
        <message>
            <source>One task for each item of</source>
            <translation>为其每一项创建一个任务</translation>
        </message>
        <message>
            <source>JavaScript that gives a list. In the parameters, item is the item and index its place.</source>
            <translation>得出列表的 JavaScript。在参数中，item 是该项，index 是它的位置。</translation>
        </message>
        <message>
            <source>Vary each wait by chance</source>
            <translation>随机变动每次等待</translation>
        </message>
        <message>
            <source>Further attempts</source>
            <translation>追加尝试次数</translation>
        </message>
        <message>
            <source>After the first one failed; 0 to 1000.</source>
            <translation>首次失败之后；0 到 1000。</translation>
        </message>
        <message>
            <source>First wait</source>
            <translation>首次等待</translation>
        </message>
        <message>
            <source>Before the first further attempt.</source>
            <translation>第一次追加尝试之前。</translation>
        </message>
        <message>
            <source>Each wait longer by</source>
            <translation>等待逐次延长倍数</translation>
        </message>
        <message>
            <source>A factor from 1 to 100.</source>
            <translation>1 到 100 的倍数。</translation>
        </message>
        <message>
            <source>Longest wait</source>
            <translation>最长等待</translation>
        </message>
        <message>
            <source>No wait is longer.</source>
            <translation>等待不会超过此值。</translation>
        </message>
        <message>
            <source>Between half of it and all of it, so that tasks that failed together do not come back together.</source>
            <translation>取其一半到全部之间，使同时失败的任务不会同时重来。</translation>
        </message>
        <message>
            <source>Timeout</source>
            <translation>超时</translation>
        </message>
        <message>
            <source>Of one attempt; it fails when it takes longer.</source>
            <translation>单次尝试的时限；超过即失败。</translation>
        </message>
        <message>
            <source>none</source>
            <translation>无</translation>
        </message>
        <message>
            <source>Priority</source>
            <translation>优先级</translation>
        </message>
        <message>
            <source>Higher ones first; -1000 to 1000.</source>
            <translation>数值大者优先；-1000 到 1000。</translation>
        </message>
        <message>
            <source>The group of workers that carries it out.</source>
            <translation>执行它的工作进程组。</translation>
        </message>
        <message>
            <source>default</source>
            <translation>default</translation>
        </message>
        <message>
            <source>So many attempts may be lost with their workers before the task is set apart.</source>
            <translation>随工作进程丢失的尝试达到此数后，任务将被隔离。</translation>
        </message>
        <message>
            <source>Skip this node</source>
            <translation>跳过此节点</translation>
        </message>
        <message>
            <source>What only follows from it is skipped too.</source>
            <translation>只依赖它的节点也会被跳过。</translation>
        </message>
        <message>
            <source>Change %1</source>
            <translation>更改 %1</translation>
        </message>
    </context>
    <context>
        <name>NodeSummary</name>
        <message>
            <source>none</source>
            <translation>无</translation>
        </message>
        <message>
            <source>off</source>
            <translation>关闭</translation>
        </message>
        <message>
            <source>once, after %1</source>
            <translation>一次，%1 后</translation>
        </message>
        <message>
            <source>%1 times, from %2</source>
            <translation>%1 次，从 %2 起</translation>
        </message>
        <message>
            <source>at most %1</source>
            <translation>最多 %1</translation>
        </message>
        <message>
            <source>yes</source>
            <translation>是</translation>
        </message>
        <message>
            <source>no</source>
            <translation>否</translation>
        </message>
        <message>
            <source>1 variable</source>
            <translation>1 个变量</translation>
        </message>
        <message>
            <source>%1 variables</source>
            <translation>%1 个变量</translation>
        </message>
    </context>
    <context>
        <name>Runs</name>
        <message>
            <source>dispatched</source>
            <translation>已派发</translation>
        </message>
        <message>
            <source>running</source>
            <translation>运行中</translation>
        </message>
        <message>
            <source>succeeded</source>
            <translation>成功</translation>
        </message>
        <message>
            <source>failed</source>
            <translation>失败</translation>
        </message>
        <message>
            <source>timed out</source>
            <translation>超时</translation>
        </message>
        <message>
            <source>cancelled</source>
            <translation>已取消</translation>
        </message>
        <message>
            <source>lost</source>
            <translation>已丢失</translation>
        </message>
        <message>
            <source>worker %1</source>
            <translation>工作进程 %1</translation>
        </message>
        <message>
            <source>node %1</source>
            <translation>节点 %1</translation>
        </message>
        <message>
            <source>%1, attempt %2</source>
            <translation>%1，第 %2 次尝试</translation>
        </message>
    </context>
    <context>
        <name>StateMark</name>
        <message>
            <source>waiting</source>
            <translation>等待</translation>
        </message>
        <message>
            <source>ready</source>
            <translation>就绪</translation>
        </message>
        <message>
            <source>dispatched</source>
            <translation>已派发</translation>
        </message>
        <message>
            <source>running</source>
            <translation>运行中</translation>
        </message>
        <message>
            <source>succeeded</source>
            <translation>成功</translation>
        </message>
        <message>
            <source>failed</source>
            <translation>失败</translation>
        </message>
        <message>
            <source>cancelled</source>
            <translation>已取消</translation>
        </message>
        <message>
            <source>skipped</source>
            <translation>已跳过</translation>
        </message>
        <message>
            <source>held</source>
            <translation>被阻</translation>
        </message>
        <message>
            <source>quarantined</source>
            <translation>已隔离</translation>
        </message>
        <message>
            <source>refused</source>
            <translation>被拒绝</translation>
        </message>
    </context>
    <context>
        <name>TextValues</name>
        <message>
            <source>A duration is missing. Write a number and a unit: 250 ms, 2 s, 5 min, 1 h.</source>
            <translation>缺少时长。请写数字和单位：250 ms、2 s、5 min、1 h。</translation>
        </message>
        <message>
            <source>"%1" is not a duration. Write a number and a unit: 250 ms, 2 s, 5 min, 1 h.</source>
            <translation>“%1”不是时长。请写数字和单位：250 ms、2 s、5 min、1 h。</translation>
        </message>
        <message>
            <source>"%1" does not fit. Write a whole number from %2 to %3.</source>
            <translation>“%1”不合适。请写 %2 到 %3 的整数。</translation>
        </message>
        <message>
            <source>"%1" does not fit. Write a number from %2 to %3.</source>
            <translation>“%1”不合适。请写 %2 到 %3 的数。</translation>
        </message>
        <message>
            <source>%1 starts with a quote but is no JSON string. End it with a quote, or begin it with another character.</source>
            <translation>%1 以引号开头，却不是 JSON 字符串。请以引号结尾，或以其他字符开头。</translation>
        </message>
        <message>
            <source>"%1" is no exit code. Write whole numbers from 0 to 255 with commas between.</source>
            <translation>“%1”不是退出码。请写 0 到 255 的整数，以逗号分隔。</translation>
        </message>
    </context>
    <context>
        <name>Units</name>
        <message>
            <source>ms</source>
            <translation>ms</translation>
        </message>
        <message>
            <source>ns</source>
            <translation>ns</translation>
        </message>
        <message>
            <source>s</source>
            <translation>s</translation>
        </message>
        <message>
            <source>min</source>
            <translation>min</translation>
        </message>
        <message>
            <source>h</source>
            <translation>h</translation>
        </message>
        <message>
            <source>d</source>
            <translation>d</translation>
        </message>
        <message>
            <source>/s</source>
            <translation>/s</translation>
        </message>
    </context>
    <context>
        <name>ValueField</name>
        <message>
            <source>A row has no name. Give it one, or delete the row.</source>
            <translation>有一行没有名称。请为它命名，或删除该行。</translation>
        </message>
        <message>
            <source>"%1" stands there twice. Rename or delete one of them.</source>
            <translation>“%1”出现了两次。请重命名或删除其中一个。</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>Value</source>
            <translation>值</translation>
        </message>
    </context>
    <context>
        <name>weftline::desktop::EngineConnection</name>
        <message>
            <source>local engine</source>
            <translation>本机引擎</translation>
        </message>
        <message>
            <source>looking for the engine</source>
            <translation>正在寻找引擎</translation>
        </message>
        <message>
            <source>the engine is gone, looking for it</source>
            <translation>引擎已消失，正在寻找</translation>
        </message>
        <message numerus="yes">
            <source>The engine does not answer, though it was started %n times. Run “weft engine --local” in a terminal to see why.</source>
            <translation>
                <numerusform>引擎已启动 %n 次，但没有应答。请在终端中运行“weft engine --local”查看原因。</numerusform>
            </translation>
        </message>
        <message>
            <source>no engine</source>
            <translation>没有引擎</translation>
        </message>
        <message>
            <source>starting the engine</source>
            <translation>正在启动引擎</translation>
        </message>
        <message>
            <source>The engine cannot be started: there is no program “%1”. Install Weftline again, or start an engine with “weft engine --local”.</source>
            <translation>无法启动引擎：没有程序“%1”。请重新安装 Weftline，或用“weft engine --local”启动引擎。</translation>
        </message>
    </context>
    <context>
        <name>weftline::ui::canvas::CanvasView</name>
        <message>
            <source>the port is gone</source>
            <translation>端口已不存在</translation>
        </message>
        <message>
            <source>an output connects to an input</source>
            <translation>输出端口只能连接输入端口</translation>
        </message>
        <message>
            <source>an input connects to an output</source>
            <translation>输入端口只能连接输出端口</translation>
        </message>
        <message>
            <source>Canvas</source>
            <translation>画布</translation>
        </message>
    </context>
    <context>
        <name>weftline::ui::canvas::Minimap</name>
        <message>
            <source>Overview of the graph</source>
            <translation>图的概览</translation>
        </message>
    </context>
    <context>
        <name>weftline::ui::charts::LegendToggle</name>
        <message>
            <source>Show or hide %1</source>
            <translation>显示或隐藏 %1</translation>
        </message>
        <message>
            <source>%1, %2</source>
            <comment>unit, percentile</comment>
            <translation>%1，%2</translation>
        </message>
    </context>
    <context>
        <name>weftline::ui::charts::LiveCharts</name>
        <message>
            <source>No run is open. Run the workflow, or choose one of its runs.</source>
            <translation>没有打开任何运行。请运行工作流，或选择它的一次运行。</translation>
        </message>
        <message>
            <source>The engine has not told anything of this run yet.</source>
            <translation>引擎尚未告知此次运行的任何情况。</translation>
        </message>
        <message>
            <source>tasks</source>
            <translation>任务</translation>
        </message>
        <message>
            <source>mean of the run</source>
            <translation>全程平均</translation>
        </message>
        <message>
            <source>worker %1</source>
            <translation>工作进程 %1</translation>
        </message>
        <message>
            <source>%1 lost</source>
            <translation>%1 已丢失</translation>
        </message>
        <message>
            <source>%1M</source>
            <comment>axis label, millions</comment>
            <translation>%1M</translation>
        </message>
        <message>
            <source>%1k</source>
            <comment>axis label, thousands</comment>
            <translation>%1k</translation>
        </message>
        <message>
            <source>%1 s</source>
            <translation>%1 s</translation>
        </message>
        <message>
            <source>%1 ms</source>
            <translation>%1 ms</translation>
        </message>
        <message>
            <source>Throughput</source>
            <translation>吞吐量</translation>
        </message>
        <message>
            <source>p50</source>
            <translation>p50</translation>
        </message>
        <message>
            <source>p90</source>
            <translation>p90</translation>
        </message>
        <message>
            <source>max</source>
            <translation>最大</translation>
        </message>
        <message>
            <source>Latency</source>
            <translation>延迟</translation>
        </message>
        <message>
            <source>since ready</source>
            <translation>自就绪起</translation>
        </message>
        <message>
            <source>From the moment a task could run until it was finished</source>
            <translation>从任务可以运行到它完成为止</translation>
        </message>
        <message>
            <source>p99</source>
            <translation>p99</translation>
        </message>
        <message>
            <source>Error rate</source>
            <translation>错误率</translation>
        </message>
        <message>
            <source>%1 %</source>
            <translation>%1 %</translation>
        </message>
        <message>
            <source>Show all of the run</source>
            <translation>显示整个运行</translation>
        </message>
        <message>
            <source>Export as PNG…</source>
            <translation>导出为 PNG…</translation>
        </message>
        <message>
            <source>Export the Charts as a Picture</source>
            <translation>将图表导出为图片</translation>
        </message>
        <message>
            <source>Export as CSV…</source>
            <translation>导出为 CSV…</translation>
        </message>
        <message>
            <source>Export the Series as a Table</source>
            <translation>将数据序列导出为表格</translation>
        </message>
        <message>
            <source>Pictures (*.png)</source>
            <translation>图片 (*.png)</translation>
        </message>
        <message>
            <source>Tables (*.csv)</source>
            <translation>表格 (*.csv)</translation>
        </message>
        <message>
            <source>Cannot write "%1". %2. Choose another place.</source>
            <translation>无法写入“%1”。%2。请选择其他位置。</translation>
        </message>
    </context>
    <context>
        <name>weftline::ui::designer::DesignerPage</name>
        <message>
            <source>Cut</source>
            <translation>剪切</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>复制</translation>
        </message>
        <message>
            <source>Duplicate</source>
            <translation>创建副本</translation>
        </message>
        <message>
            <source>Disable or enable</source>
            <translation>停用或启用</translation>
        </message>
        <message>
            <source>Tidy</source>
            <translation>整理</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>删除</translation>
        </message>
        <message>
            <source>Delete and heal</source>
            <translation>删除并接合</translation>
        </message>
        <message>
            <source>On success</source>
            <translation>成功时</translation>
        </message>
        <message>
            <source>On failure</source>
            <translation>失败时</translation>
        </message>
        <message>
            <source>Always</source>
            <translation>总是</translation>
        </message>
        <message>
            <source>Show all</source>
            <translation>显示全部</translation>
        </message>
        <message>
            <source>Add a node</source>
            <translation>添加节点</translation>
        </message>
        <message>
            <source>Paste</source>
            <translation>粘贴</translation>
        </message>
        <message>
            <source>Tidy all</source>
            <translation>全部整理</translation>
        </message>
        <message>
            <source>Nothing is drawn yet. Press N or double-click to add a node, or drag a kind from the palette.</source>
            <translation>这里还是空的。按 N 键或双击可添加节点，也可以从面板拖入一种类型。</translation>
        </message>
        <message>
            <source>Enable</source>
            <translation>启用</translation>
        </message>
        <message>
            <source>Disable</source>
            <translation>停用</translation>
        </message>
    </context>
    <context>
        <name>weftline::ui::designer::KindsModel</name>
        <message>
            <source>Runs on a worker</source>
            <translation>在工作进程上运行</translation>
        </message>
        <message>
            <source>Evaluated</source>
            <translation>求值</translation>
        </message>
        <message>
            <source>The engine waits</source>
            <translation>引擎等待</translation>
        </message>
        <message>
            <source>Runs a program on a worker</source>
            <translation>在工作进程上运行程序</translation>
        </message>
        <message>
            <source>Computes a value from what comes in</source>
            <translation>由输入计算一个值</translation>
        </message>
    </context>
    <context>
        <name>weftline::ui::designer::KindsView</name>
        <message>
            <source>No kind has this in its name. Clear the search to see all.</source>
            <translation>没有名称包含此内容的类型。清空搜索可查看全部。</translation>
        </message>
        <message>
            <source>Search kinds</source>
            <translation>搜索类型</translation>
        </message>
        <message>
            <source>Kinds of nodes</source>
            <translation>节点类型</translation>
        </message>
    </context>
    <context>
        <name>weftline::ui::designer::Palette</name>
        <message>
            <source>Drag a kind onto the canvas, or press N where the pointer is.</source>
            <translation>将类型拖到画布上，或在指针处按 N 键。</translation>
        </message>
    </context>
    <context>
        <name>weftline::ui::designer::RunPage</name>
        <message>
            <source>The engine has not told about this run yet.</source>
            <translation>引擎尚未告知此次运行的情况。</translation>
        </message>
    </context>
    <context>
        <name>weftline::ui::designer::WorkflowGraphModel</name>
        <message>
            <source>on failure</source>
            <translation>失败时</translation>
        </message>
        <message>
            <source>always</source>
            <translation>总是</translation>
        </message>
        <message>
            <source>%1 · map</source>
            <translation>%1 · 映射</translation>
        </message>
        <message>
            <source>disabled</source>
            <translation>已停用</translation>
        </message>
        <message>
            <source>waiting for %1</source>
            <translation>等待 %1</translation>
        </message>
        <message>
            <source>waiting</source>
            <translation>等待</translation>
        </message>
    </context>
    <context>
        <name>weftline::ui::document::Document</name>
        <message>
            <source>Add %1</source>
            <translation>添加 %1</translation>
        </message>
        <message>
            <source>Delete nodes</source>
            <translation>删除节点</translation>
        </message>
        <message>
            <source>Delete edges</source>
            <translation>删除连线</translation>
        </message>
        <message>
            <source>Delete and heal</source>
            <translation>删除并接合</translation>
        </message>
        <message>
            <source>Move</source>
            <translation>移动</translation>
        </message>
        <message>
            <source>Cannot connect "%1" to "%2": %3</source>
            <translation>无法将“%1”连接到“%2”：%3</translation>
        </message>
        <message>
            <source>Connect</source>
            <translation>连接</translation>
        </message>
        <message>
            <source>Change edge</source>
            <translation>更改连线</translation>
        </message>
        <message>
            <source>The edge is gone.</source>
            <translation>连线已不存在。</translation>
        </message>
        <message>
            <source>Cannot put "%1" on the edge: %2</source>
            <translation>无法将“%1”插入连线：%2</translation>
        </message>
        <message>
            <source>Insert on edge</source>
            <translation>插入连线</translation>
        </message>
        <message>
            <source>There is no node "%1".</source>
            <translation>没有节点“%1”。</translation>
        </message>
        <message>
            <source>There is already a node "%1". Choose another name.</source>
            <translation>已有节点“%1”。请另选名称。</translation>
        </message>
        <message>
            <source>Rename to %1</source>
            <translation>重命名为 %1</translation>
        </message>
        <message>
            <source>Paste</source>
            <translation>粘贴</translation>
        </message>
        <message>
            <source>Duplicate</source>
            <translation>创建副本</translation>
        </message>
    </context>
    <context>
        <name>weftline::ui::document::ProblemsModel</name>
        <message>
            <source>workflow</source>
            <translation>工作流</translation>
        </message>
        <message>
            <source>Node</source>
            <translation>节点</translation>
        </message>
        <message>
            <source>Field</source>
            <translation>字段</translation>
        </message>
        <message>
            <source>Problem</source>
            <translation>问题</translation>
        </message>
        <message>
            <source>What to do</source>
            <translation>解决办法</translation>
        </message>
    </context>
    <context>
        <name>weftline::ui::fields::FieldEditor</name>
        <message>
            <source>several values</source>
            <translation>多个值</translation>
        </message>
    </context>
    <context>
        <name>weftline::ui::fields::ProblemLine</name>
        <message>
            <source>and %1 more</source>
            <translation>以及另外 %1 项</translation>
        </message>
    </context>
    <context>
        <name>weftline::ui::fields::RowsModel</name>
        <message>
            <source>Add …</source>
            <translation>添加…</translation>
        </message>
    </context>
    <context>
        <name>weftline::ui::inspector::AttemptsModel</name>
        <message>
            <source>timed out</source>
            <translation>超时</translation>
        </message>
        <message>
            <source>lost</source>
            <translation>已丢失</translation>
        </message>
        <message>
            <source>Try</source>
            <translation>次序</translation>
        </message>
        <message>
            <source>State</source>
            <translation>状态</translation>
        </message>
        <message>
            <source>Worker</source>
            <translation>工作进程</translation>
        </message>
        <message>
            <source>Time</source>
            <translation>时间</translation>
        </message>
    </context>
    <context>
        <name>weftline::ui::inspector::AttemptsPage</name>
        <message>
            <source>No run is shown. Press Run to see each attempt here.</source>
            <translation>没有显示任何运行。点击“运行”，即可在此看到每次尝试。</translation>
        </message>
        <message>
            <source>worker %1</source>
            <translation>工作进程 %1</translation>
        </message>
        <message>
            <source>Nothing of this node was tried yet. It waits for what comes before it.</source>
            <translation>此节点尚未尝试过，它在等待前面的节点。</translation>
        </message>
    </context>
    <context>
        <name>weftline::ui::inspector::InputsList</name>
        <message>
            <source>Inputs</source>
            <translation>输入</translation>
        </message>
        <message>
            <source>and %1 more</source>
            <translation>以及另外 %1 项</translation>
        </message>
    </context>
    <context>
        <name>weftline::ui::inspector::Inspector</name>
        <message>
            <source>Parameters</source>
            <translation>参数</translation>
        </message>
        <message>
            <source>Input</source>
            <translation>输入</translation>
        </message>
        <message>
            <source>Output</source>
            <translation>输出</translation>
        </message>
        <message>
            <source>Attempts</source>
            <translation>尝试</translation>
        </message>
        <message>
            <source>Several nodes are selected. Select one to see what flowed through it.</source>
            <translation>选中了多个节点。请选中一个，以查看流经它的数据。</translation>
        </message>
        <message>
            <source>Nothing is selected. Select a node to see what flowed through it.</source>
            <translation>未选中任何内容。请选中一个节点，以查看流经它的数据。</translation>
        </message>
        <message>
            <source>No run is shown. Press Run to see what flows through this node.</source>
            <translation>没有显示任何运行。点击“运行”，即可看到流经此节点的数据。</translation>
        </message>
        <message>
            <source>The run has not arrived yet. It appears when the engine has answered.</source>
            <translation>运行尚未到达。引擎应答后即会出现。</translation>
        </message>
        <message>
            <source>This node was not part of the run. Run the workflow again to see it here.</source>
            <translation>此节点不在该次运行中。再次运行工作流即可在此看到它。</translation>
        </message>
    </context>
    <context>
        <name>weftline::ui::inspector::NodeHeader</name>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>The node's name, also in expressions. Type over it to change it everywhere.</source>
            <translation>节点名称，也用于表达式。直接改写即可在各处一并更改。</translation>
        </message>
        <message>
            <source>%1 nodes</source>
            <translation>%1 个节点</translation>
        </message>
        <message>
            <source>The old name may mean something else in %1 and was left there.</source>
            <translation>旧名称在 %1 中可能另有含义，因此保留未改。</translation>
        </message>
        <message>
            <source>Look at its expression.</source>
            <translation>请查看其表达式。</translation>
        </message>
    </context>
    <context>
        <name>weftline::ui::inspector::NodePage</name>
        <message>
            <source>Map</source>
            <translation>映射</translation>
        </message>
        <message>
            <source>Retry</source>
            <translation>重试</translation>
        </message>
        <message>
            <source>Pool</source>
            <translation>池</translation>
        </message>
        <message>
            <source>Losses</source>
            <translation>丢失</translation>
        </message>
        <message>
            <source>Disabled</source>
            <translation>停用</translation>
        </message>
        <message>
            <source>Title</source>
            <translation>标题</translation>
        </message>
        <message>
            <source>several values</source>
            <translation>多个值</translation>
        </message>
    </context>
    <context>
        <name>weftline::ui::inspector::ValuePage</name>
        <message>
            <source>Item</source>
            <translation>项</translation>
        </message>
        <message>
            <source>Tree</source>
            <translation>树</translation>
        </message>
        <message>
            <source>Text</source>
            <translation>文本</translation>
        </message>
        <message>
            <source>No run is shown. Press Run to see what flows here.</source>
            <translation>没有显示任何运行。点击“运行”，即可看到流经此处的数据。</translation>
        </message>
        <message>
            <source>There is no output yet. It appears when the task has succeeded.</source>
            <translation>还没有输出。任务成功后即会出现。</translation>
        </message>
        <message>
            <source>Nothing comes in yet. Inputs appear when the task is ready.</source>
            <translation>还没有输入。任务就绪后即会出现。</translation>
        </message>
    </context>
    <context>
        <name>weftline::ui::inspector::ValueTreeModel</name>
        <message>
            <source>value</source>
            <translation>值</translation>
        </message>
        <message>
            <source>and %1 more</source>
            <translation>以及另外 %1 项</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>Value</source>
            <translation>值</translation>
        </message>
        <message>
            <source>1 item</source>
            <translation>1 项</translation>
        </message>
        <message>
            <source>%1 items</source>
            <translation>%1 项</translation>
        </message>
        <message>
            <source>1 member</source>
            <translation>1 个成员</translation>
        </message>
        <message>
            <source>%1 members</source>
            <translation>%1 个成员</translation>
        </message>
    </context>
    <context>
        <name>weftline::ui::inspector::WorkflowPage</name>
        <message>
            <source>A parameter has no name. Give it one, or delete the row.</source>
            <translation>有一个参数没有名称。请为它命名，或删除该行。</translation>
        </message>
        <message>
            <source>"%1" is no type. It is one of string, number, boolean, list, object, any.</source>
            <translation>“%1”不是类型。可用 string、number、boolean、list、object、any 之一。</translation>
        </message>
        <message>
            <source>The default of "%1" is no JSON: %2. Write a number, true, a [list], an {object} or a "text" in quotes.</source>
            <translation>“%1”的默认值不是 JSON：%2。请写数字、true、[列表]、{对象} 或带引号的"文本"。</translation>
        </message>
        <message>
            <source>There are two parameters "%1". Rename one of them.</source>
            <translation>有两个参数“%1”。请重命名其中一个。</translation>
        </message>
        <message>
            <source>An output has no name. Give it one, or delete the row.</source>
            <translation>有一个输出没有名称。请为它命名，或删除该行。</translation>
        </message>
        <message>
            <source>There are two outputs "%1". Rename one of them.</source>
            <translation>有两个输出“%1”。请重命名其中一个。</translation>
        </message>
        <message>
            <source>Change %1</source>
            <translation>更改 %1</translation>
        </message>
        <message>
            <source>Untitled workflow</source>
            <translation>未命名工作流</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>What it is for</source>
            <translation>用途</translation>
        </message>
        <message>
            <source>Description</source>
            <translation>说明</translation>
        </message>
        <message>
            <source>Type</source>
            <translation>类型</translation>
        </message>
        <message>
            <source>Default</source>
            <translation>默认值</translation>
        </message>
        <message>
            <source>Parameters</source>
            <translation>参数</translation>
        </message>
        <message>
            <source>Value</source>
            <translation>值</translation>
        </message>
        <message>
            <source>Outputs of a run</source>
            <translation>运行的输出</translation>
        </message>
        <message>
            <source>Workflow</source>
            <translation>工作流</translation>
        </message>
        <message>
            <source>1 node</source>
            <translation>1 个节点</translation>
        </message>
        <message>
            <source>%1 nodes</source>
            <translation>%1 个节点</translation>
        </message>
        <message>
            <source>1 edge</source>
            <translation>1 条连线</translation>
        </message>
        <message>
            <source>%1 edges</source>
            <translation>%1 条连线</translation>
        </message>
    </context>
    <context>
        <name>weftline::ui::pools::WorkerRow</name>
        <message>
            <source>Stop</source>
            <translation>停止</translation>
        </message>
        <message>
            <source>Let it finish what it has, then end it</source>
            <translation>让它完成手头的工作，然后结束</translation>
        </message>
        <message>
            <source>Kill</source>
            <translation>终止</translation>
        </message>
        <message>
            <source>End its process at once, as a crash would; its attempts go on elsewhere</source>
            <translation>像崩溃一样立即结束其进程；它的尝试会在别处继续</translation>
        </message>
        <message>
            <source>%1, %2</source>
            <comment>worker, slots or state</comment>
            <translation>%1，%2</translation>
        </message>
        <message>
            <source>%1 on %2, process %3</source>
            <translation>%1，在 %2 上，进程 %3</translation>
        </message>
        <message>
            <source>started by this engine</source>
            <translation>由此引擎启动</translation>
        </message>
        <message>
            <source>started elsewhere: it can be ended only there</source>
            <translation>在别处启动：只能在那里结束</translation>
        </message>
        <message>
            <source>%1/%2</source>
            <comment>used and all slots</comment>
            <translation>%1/%2</translation>
        </message>
        <message>
            <source>silent</source>
            <translation>无响应</translation>
        </message>
        <message>
            <source>stopping</source>
            <translation>正在停止</translation>
        </message>
        <message>
            <source>lost</source>
            <translation>已丢失</translation>
        </message>
        <message>
            <source>since %1</source>
            <translation>自 %1 起</translation>
        </message>
        <message>
            <source>, </source>
            <comment>between two facts</comment>
            <translation>，</translation>
        </message>
        <message>
            <source>1 attempt moved</source>
            <translation>1 次尝试已转移</translation>
        </message>
        <message>
            <source>%1 attempts moved</source>
            <translation>%1 次尝试已转移</translation>
        </message>
        <message>
            <source>cpu %1</source>
            <translation>CPU %1</translation>
        </message>
        <message>
            <source>rtt %1</source>
            <translation>往返 %1</translation>
        </message>
        <message>
            <source>Kill, as a crash would</source>
            <translation>像崩溃一样终止</translation>
        </message>
    </context>
    <context>
        <name>weftline::ui::pools::WorkersPage</name>
        <message>
            <source>No worker is connected.</source>
            <translation>没有已连接的工作进程。</translation>
        </message>
        <message>
            <source>Start a local worker</source>
            <translation>启动本机工作进程</translation>
        </message>
        <message>
            <source>Start a worker</source>
            <translation>启动工作进程</translation>
        </message>
        <message>
            <source>Start one more worker on this machine</source>
            <translation>在本机再启动一个工作进程</translation>
        </message>
        <message>
            <source>No engine is connected.</source>
            <translation>没有已连接的引擎。</translation>
        </message>
        <message>
            <source>Pool %1</source>
            <translation>池 %1</translation>
        </message>
        <message>
            <source>%1 of %2 slots</source>
            <translation>%2 个槽位中的 %1 个</translation>
        </message>
        <message>
            <source>Add a Machine…</source>
            <translation>添加机器…</translation>
        </message>
        <message>
            <source>Add…</source>
            <translation>添加…</translation>
        </message>
        <message>
            <source>Add a machine</source>
            <translation>添加机器</translation>
        </message>
        <message>
            <source>Start one more worker on the engine's machine</source>
            <translation>在引擎所在的机器上再启动一个工作进程</translation>
        </message>
        <message>
            <source>Let another machine or person join this engine</source>
            <translation>让另一台机器或另一个人加入此引擎</translation>
        </message>
    </context>
    <context>
        <name>weftline::ui::runs::AttemptModel</name>
        <message>
            <source>Task</source>
            <translation>任务</translation>
        </message>
        <message>
            <source>Attempt</source>
            <translation>尝试</translation>
        </message>
        <message>
            <source>State</source>
            <translation>状态</translation>
        </message>
        <message>
            <source>Worker</source>
            <translation>工作进程</translation>
        </message>
        <message>
            <source>Started</source>
            <translation>开始</translation>
        </message>
        <message>
            <source>Lasted</source>
            <translation>历时</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>原因</translation>
        </message>
    </context>
    <context>
        <name>weftline::ui::runs::AttemptTable</name>
        <message>
            <source>Attempts</source>
            <translation>尝试</translation>
        </message>
        <message>
            <source>No run is open. Run the workflow, or choose one of its runs.</source>
            <translation>没有打开任何运行。请运行工作流，或选择它的一次运行。</translation>
        </message>
        <message>
            <source>This node has not been tried in this run yet.</source>
            <translation>此节点在本次运行中尚未尝试过。</translation>
        </message>
        <message>
            <source>Nothing of this run has been tried yet.</source>
            <translation>本次运行尚未尝试任何任务。</translation>
        </message>
    </context>
    <context>
        <name>weftline::ui::runs::LogModel</name>
        <message>
            <source>%1, attempt %2</source>
            <translation>%1，第 %2 次尝试</translation>
        </message>
        <message>
            <source>error output: %1</source>
            <translation>错误输出：%1</translation>
        </message>
        <message>
            <source>Time</source>
            <translation>时间</translation>
        </message>
        <message>
            <source>Task</source>
            <translation>任务</translation>
        </message>
        <message>
            <source>Line</source>
            <translation>行</translation>
        </message>
    </context>
    <context>
        <name>weftline::ui::runs::LogView</name>
        <message>
            <source>Only lines with…</source>
            <translation>只显示包含…的行</translation>
        </message>
        <message>
            <source>Filter of the log</source>
            <translation>日志筛选</translation>
        </message>
        <message>
            <source>Follow</source>
            <translation>跟随</translation>
        </message>
        <message>
            <source>Keep the newest line in view</source>
            <translation>始终显示最新一行</translation>
        </message>
        <message>
            <source>Log</source>
            <translation>日志</translation>
        </message>
        <message>
            <source>1 line</source>
            <translation>1 行</translation>
        </message>
        <message>
            <source>%1 lines</source>
            <translation>%1 行</translation>
        </message>
        <message>
            <source>No run is open. Run the workflow, or choose one of its runs.</source>
            <translation>没有打开任何运行。请运行工作流，或选择它的一次运行。</translation>
        </message>
        <message>
            <source>No line contains "%1".</source>
            <translation>没有包含“%1”的行。</translation>
        </message>
        <message>
            <source>"%1" has written nothing.</source>
            <translation>“%1”没有任何输出。</translation>
        </message>
        <message>
            <source>No task of this run has written anything.</source>
            <translation>此次运行的任务都没有输出。</translation>
        </message>
    </context>
    <context>
        <name>weftline::ui::runs::RunList</name>
        <message>
            <source>Runs</source>
            <translation>运行</translation>
        </message>
        <message>
            <source>Runs of this workflow</source>
            <translation>此工作流的运行</translation>
        </message>
        <message>
            <source>No run yet.</source>
            <translation>还没有运行。</translation>
        </message>
        <message>
            <source>This workflow has not been run yet. Press Run.</source>
            <translation>此工作流尚未运行过。请点击“运行”。</translation>
        </message>
    </context>
    <context>
        <name>weftline::ui::runs::RunListModel</name>
        <message>
            <source>Run %1</source>
            <translation>运行 %1</translation>
        </message>
        <message>
            <source>%1, %2, %3</source>
            <comment>run, state, duration</comment>
            <translation>%1，%2，%3</translation>
        </message>
        <message>
            <source>%1 of "%2", %3</source>
            <translation>“%2”的%1，%3</translation>
        </message>
        <message>
            <source>started at %1</source>
            <translation>开始于 %1</translation>
        </message>
    </context>
    <context>
        <name>weftline::ui::runs::Timeline</name>
        <message>
            <source>Timeline</source>
            <translation>时间线</translation>
        </message>
        <message>
            <source>No run is open. Run the workflow, or choose one of its runs.</source>
            <translation>没有打开任何运行。请运行工作流，或选择它的一次运行。</translation>
        </message>
        <message>
            <source>No worker has anything of this run yet.</source>
            <translation>还没有工作进程在执行此次运行。</translation>
        </message>
        <message>
            <source>%1, attempt %2</source>
            <translation>%1，第 %2 次尝试</translation>
        </message>
        <message>
            <source>%1 for %2 on %3</source>
            <comment>state, duration, worker</comment>
            <translation>%1，已 %2，在 %3 上</translation>
        </message>
        <message>
            <source>%1 after %2 on %3</source>
            <comment>state, duration, worker</comment>
            <translation>%1，历时 %2，在 %3 上</translation>
        </message>
        <message>
            <source>started %1 after it was sent</source>
            <translation>派发后 %1 开始</translation>
        </message>
        <message>
            <source>%1 s</source>
            <translation>%1 s</translation>
        </message>
        <message>
            <source>noticed by its exit</source>
            <translation>由其退出察觉</translation>
        </message>
        <message>
            <source>noticed by its lease</source>
            <translation>由其租约察觉</translation>
        </message>
        <message>
            <source>noticed by %1</source>
            <translation>由 %1 察觉</translation>
        </message>
        <message>
            <source>goes on after %1</source>
            <translation>%1 后继续</translation>
        </message>
        <message>
            <source>lost, %1</source>
            <translation>已丢失，%1</translation>
        </message>
        <message>
            <source>lost</source>
            <translation>已丢失</translation>
        </message>
        <message>
            <source>%1/%2 slots</source>
            <translation>%1/%2 个槽位</translation>
        </message>
        <message>
            <source>1 slot</source>
            <translation>1 个槽位</translation>
        </message>
        <message>
            <source>%1 slots</source>
            <translation>%1 个槽位</translation>
        </message>
        <message>
            <source>now</source>
            <translation>现在</translation>
        </message>
    </context>
    <context>
        <name>weftline::ui::shell::MainWindow</name>
        <message>
            <source>Start</source>
            <translation>开始</translation>
        </message>
        <message>
            <source>%1 ready</source>
            <translation>%1 已就绪</translation>
        </message>
        <message>
            <source>%1 not there yet</source>
            <translation>%1 尚未就绪</translation>
        </message>
        <message>
            <source>Close Tab</source>
            <translation>关闭标签页</translation>
        </message>
        <message>
            <source>Run %1</source>
            <translation>运行 %1</translation>
        </message>
        <message>
            <source>not saved yet</source>
            <translation>尚未保存</translation>
        </message>
        <message>
            <source>changed</source>
            <translation>已更改</translation>
        </message>
        <message>
            <source>saved</source>
            <translation>已保存</translation>
        </message>
        <message>
            <source>run %1 of %2</source>
            <translation>%2 的运行 %1</translation>
        </message>
        <message>
            <source>That did not work</source>
            <translation>未能完成</translation>
        </message>
        <message>
            <source>&amp;New Workflow</source>
            <translation>新建工作流(&amp;N)</translation>
        </message>
        <message>
            <source>Starts an empty workflow in a new tab</source>
            <translation>在新标签页中新建空白工作流</translation>
        </message>
        <message>
            <source>&amp;Open…</source>
            <translation>打开(&amp;O)…</translation>
        </message>
        <message>
            <source>Opens a .weft file</source>
            <translation>打开 .weft 文件</translation>
        </message>
        <message>
            <source>&amp;Save</source>
            <translation>保存(&amp;S)</translation>
        </message>
        <message>
            <source>Saves the workflow</source>
            <translation>保存工作流</translation>
        </message>
        <message>
            <source>Save &amp;As…</source>
            <translation>另存为(&amp;A)…</translation>
        </message>
        <message>
            <source>Saves the workflow under another name</source>
            <translation>以其他名称保存工作流</translation>
        </message>
        <message>
            <source>&amp;Close Tab</source>
            <translation>关闭标签页(&amp;C)</translation>
        </message>
        <message>
            <source>S&amp;tart Page</source>
            <translation>起始页(&amp;T)</translation>
        </message>
        <message>
            <source>Shows examples and the files of last time</source>
            <translation>显示示例和上次的文件</translation>
        </message>
        <message>
            <source>&amp;Quit</source>
            <translation>退出(&amp;Q)</translation>
        </message>
        <message>
            <source>Closes the window; runs go on</source>
            <translation>关闭窗口；运行会继续</translation>
        </message>
        <message>
            <source>&amp;Undo</source>
            <translation>撤销(&amp;U)</translation>
        </message>
        <message>
            <source>&amp;Redo</source>
            <translation>重做(&amp;R)</translation>
        </message>
        <message>
            <source>&amp;Undo %1</source>
            <translation>撤销(&amp;U) %1</translation>
        </message>
        <message>
            <source>&amp;Redo %1</source>
            <translation>重做(&amp;R) %1</translation>
        </message>
        <message>
            <source>Cu&amp;t</source>
            <translation>剪切(&amp;T)</translation>
        </message>
        <message>
            <source>&amp;Copy</source>
            <translation>复制(&amp;C)</translation>
        </message>
        <message>
            <source>&amp;Paste</source>
            <translation>粘贴(&amp;P)</translation>
        </message>
        <message>
            <source>&amp;Duplicate</source>
            <translation>创建副本(&amp;D)</translation>
        </message>
        <message>
            <source>D&amp;elete</source>
            <translation>删除(&amp;E)</translation>
        </message>
        <message>
            <source>Delete and &amp;Join</source>
            <translation>删除并接合(&amp;J)</translation>
        </message>
        <message>
            <source>&amp;Node…</source>
            <translation>节点(&amp;N)…</translation>
        </message>
        <message>
            <source>&amp;Tidy</source>
            <translation>整理(&amp;T)</translation>
        </message>
        <message>
            <source>Select &amp;All</source>
            <translation>全选(&amp;A)</translation>
        </message>
        <message>
            <source>&amp;Fit into View</source>
            <translation>适合窗口(&amp;F)</translation>
        </message>
        <message>
            <source>Zoom &amp;In</source>
            <translation>放大(&amp;I)</translation>
        </message>
        <message>
            <source>Zoom &amp;Out</source>
            <translation>缩小(&amp;O)</translation>
        </message>
        <message>
            <source>100 %</source>
            <translation>100 %</translation>
        </message>
        <message>
            <source>Perspective &amp;Design</source>
            <translation>设计视图(&amp;D)</translation>
        </message>
        <message>
            <source>Perspective &amp;Run</source>
            <translation>运行视图(&amp;R)</translation>
        </message>
        <message>
            <source>Re&amp;set Layout</source>
            <translation>重置布局(&amp;S)</translation>
        </message>
        <message>
            <source>Puts all docks where they were at first</source>
            <translation>将所有停靠窗口恢复到最初位置</translation>
        </message>
        <message>
            <source>&amp;Left Side</source>
            <translation>左侧(&amp;L)</translation>
        </message>
        <message>
            <source>Ri&amp;ght Side</source>
            <translation>右侧(&amp;G)</translation>
        </message>
        <message>
            <source>&amp;Bottom</source>
            <translation>底部(&amp;B)</translation>
        </message>
        <message>
            <source>Next &amp;Problem</source>
            <translation>下一个问题(&amp;P)</translation>
        </message>
        <message>
            <source>Goes to the next thing that is wrong</source>
            <translation>转到下一处错误</translation>
        </message>
        <message>
            <source>Search &amp;Kinds</source>
            <translation>搜索类型(&amp;K)</translation>
        </message>
        <message>
            <source>&amp;Run</source>
            <translation>运行(&amp;R)</translation>
        </message>
        <message>
            <source>Runs the workflow as it is drawn</source>
            <translation>按当前图样运行工作流</translation>
        </message>
        <message>
            <source>&amp;Cancel Run</source>
            <translation>取消运行(&amp;C)</translation>
        </message>
        <message>
            <source>Ends the run in front</source>
            <translation>结束当前的运行</translation>
        </message>
        <message>
            <source>Show &amp;Last Run</source>
            <translation>显示上次运行(&amp;L)</translation>
        </message>
        <message>
            <source>Opens the run that was started last from here</source>
            <translation>打开最近一次由此启动的运行</translation>
        </message>
        <message>
            <source>Start a &amp;Worker</source>
            <translation>启动工作进程(&amp;W)</translation>
        </message>
        <message>
            <source>Starts one more local worker</source>
            <translation>再启动一个本机工作进程</translation>
        </message>
        <message>
            <source>&amp;About Weftline</source>
            <translation>关于 Weftline(&amp;A)</translation>
        </message>
        <message>
            <source>Weftline</source>
            <translation>Weftline</translation>
        </message>
        <message>
            <source>Weftline %1. Draw a task graph, run it, watch it.
GPL-3.0-or-later.</source>
            <translation>Weftline %1。绘制任务图，运行它，观察它。
GPL-3.0-or-later。</translation>
        </message>
        <message>
            <source>&amp;File</source>
            <translation>文件(&amp;F)</translation>
        </message>
        <message>
            <source>&amp;Edit</source>
            <translation>编辑(&amp;E)</translation>
        </message>
        <message>
            <source>&amp;View</source>
            <translation>视图(&amp;V)</translation>
        </message>
        <message>
            <source>&amp;Insert</source>
            <translation>插入(&amp;I)</translation>
        </message>
        <message>
            <source>&amp;Graph</source>
            <translation>图(&amp;G)</translation>
        </message>
        <message>
            <source>&amp;Settings</source>
            <translation>设置(&amp;S)</translation>
        </message>
        <message>
            <source>&amp;Theme</source>
            <translation>主题(&amp;T)</translation>
        </message>
        <message>
            <source>As the &amp;System</source>
            <translation>跟随系统(&amp;S)</translation>
        </message>
        <message>
            <source>&amp;Light</source>
            <translation>浅色(&amp;L)</translation>
        </message>
        <message>
            <source>&amp;Dark</source>
            <translation>深色(&amp;D)</translation>
        </message>
        <message>
            <source>&amp;Help</source>
            <translation>帮助(&amp;H)</translation>
        </message>
        <message>
            <source>Tools</source>
            <translation>工具</translation>
        </message>
        <message>
            <source>Run</source>
            <translation>运行</translation>
        </message>
        <message>
            <source>Palette</source>
            <translation>面板</translation>
        </message>
        <message>
            <source>Workers</source>
            <translation>工作进程</translation>
        </message>
        <message>
            <source>Inspector</source>
            <translation>检查器</translation>
        </message>
        <message>
            <source>Live</source>
            <translation>实时</translation>
        </message>
        <message>
            <source>Problems</source>
            <translation>问题</translation>
        </message>
        <message>
            <source>Timeline</source>
            <translation>时间线</translation>
        </message>
        <message>
            <source>Log</source>
            <translation>日志</translation>
        </message>
        <message>
            <source>Problems (%1)</source>
            <translation>问题 (%1)</translation>
        </message>
        <message>
            <source>Open Workflow</source>
            <translation>打开工作流</translation>
        </message>
        <message>
            <source>Workflows (*.weft);;All files (*)</source>
            <translation>工作流 (*.weft);;所有文件 (*)</translation>
        </message>
        <message>
            <source>Save Workflow</source>
            <translation>保存工作流</translation>
        </message>
        <message>
            <source>Workflows (*.weft)</source>
            <translation>工作流 (*.weft)</translation>
        </message>
        <message>
            <source>“%1” has changes that are not saved.</source>
            <translation>“%1”有未保存的更改。</translation>
        </message>
        <message>
            <source>&amp;Language</source>
            <translation>语言(&amp;L)</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>语言</translation>
        </message>
        <message>
            <source>The window speaks it when it is opened the next time.</source>
            <translation>下次打开窗口时生效。</translation>
        </message>
        <message>
            <source>Waiting for the engine</source>
            <translation>正在等待引擎</translation>
        </message>
        <message>
            <source>“%1” runs as soon as it is there.</source>
            <translation>引擎就绪后即运行“%1”。</translation>
        </message>
        <message>
            <source>Cannot run “%1”: it has errors. The list of problems says where and what to do.</source>
            <translation>无法运行“%1”：其中有错误。问题列表说明了位置和解决办法。</translation>
        </message>
        <message>
            <source>Run %1 failed</source>
            <translation>运行 %1 失败</translation>
        </message>
        <message>
            <source>&amp;Workers</source>
            <translation>工作进程(&amp;W)</translation>
        </message>
        <message>
            <source>E&amp;ngine</source>
            <translation>引擎(&amp;N)</translation>
        </message>
        <message>
            <source>&amp;Add a Machine…</source>
            <translation>添加机器(&amp;A)…</translation>
        </message>
        <message>
            <source>Lets another machine or person join the engine</source>
            <translation>让另一台机器或另一个人加入引擎</translation>
        </message>
        <message>
            <source>&amp;Connect…</source>
            <translation>连接(&amp;C)…</translation>
        </message>
        <message>
            <source>Connects this window to another engine</source>
            <translation>将此窗口连接到另一个引擎</translation>
        </message>
        <message>
            <source>&amp;Back to This Machine's Own</source>
            <translation>回到本机的引擎(&amp;B)</translation>
        </message>
        <message>
            <source>Connects this window to the engine of this machine again</source>
            <translation>将此窗口重新连接到本机的引擎</translation>
        </message>
        <message>
            <source>not connected yet</source>
            <translation>尚未连接</translation>
        </message>
        <message>
            <source>The engine that this window is connected to; Engine ▸ Connect… chooses another</source>
            <translation>此窗口所连接的引擎；用“引擎 ▸ 连接…”选择另一个</translation>
        </message>
    </context>
    <context>
        <name>weftline::ui::shell::MessageBar</name>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
    </context>
    <context>
        <name>weftline::ui::shell::ProblemsView</name>
        <message>
            <source>No problems: this workflow can run.</source>
            <translation>没有问题：此工作流可以运行。</translation>
        </message>
        <message>
            <source>Open a workflow to see what is wrong with it.</source>
            <translation>打开工作流，即可查看其中的问题。</translation>
        </message>
        <message>
            <source>1 error</source>
            <translation>1 个错误</translation>
        </message>
        <message>
            <source>%1 errors</source>
            <translation>%1 个错误</translation>
        </message>
        <message>
            <source>1 warning</source>
            <translation>1 个警告</translation>
        </message>
        <message>
            <source>%1 warnings</source>
            <translation>%1 个警告</translation>
        </message>
        <message>
            <source>1 hint</source>
            <translation>1 个提示</translation>
        </message>
        <message>
            <source>%1 hints</source>
            <translation>%1 个提示</translation>
        </message>
        <message>
            <source>%1. F8 goes to the next one.</source>
            <translation>%1。按 F8 转到下一个。</translation>
        </message>
    </context>
    <context>
        <name>weftline::ui::shell::StartPage</name>
        <message>
            <source>Recent</source>
            <translation>最近</translation>
        </message>
        <message>
            <source>Try it</source>
            <translation>试一试</translation>
        </message>
        <message>
            <source>A few seconds</source>
            <translation>只需几秒</translation>
        </message>
        <message>
            <source>Two local workers, started for you</source>
            <translation>为您启动两个本机工作进程</translation>
        </message>
        <message>
            <source>No account, no network, no key</source>
            <translation>无需账号、网络或密钥</translation>
        </message>
        <message>
            <source>Open and run</source>
            <translation>打开并运行</translation>
        </message>
        <message>
            <source>Only open</source>
            <translation>仅打开</translation>
        </message>
        <message>
            <source>Examples</source>
            <translation>示例</translation>
        </message>
        <message>
            <source>Each opens as a copy</source>
            <translation>各以副本打开</translation>
        </message>
        <message>
            <source>%1, %2</source>
            <comment>version, state of the engine</comment>
            <translation>%1，%2</translation>
        </message>
    </context>
    <context>
        <name>weftline::ui::shell::StatusLine</name>
        <message>
            <source>no engine</source>
            <translation>没有引擎</translation>
        </message>
        <message>
            <source>engine</source>
            <translation>引擎</translation>
        </message>
        <message>
            <source>workers</source>
            <translation>工作进程</translation>
        </message>
        <message>
            <source>queue</source>
            <translation>队列</translation>
        </message>
        <message>
            <source>tasks/s</source>
            <translation>任务/秒</translation>
        </message>
        <message>
            <source>p99</source>
            <translation>p99</translation>
        </message>
        <message>
            <source>errors</source>
            <translation>错误</translation>
        </message>
    </context>
    <context>
        <name>weftline::ui::shell::WorkflowTab</name>
        <message>
            <source>Untitled</source>
            <translation>未命名</translation>
        </message>
    </context>
    <context>
        <name>weftline::ui::widgets::ZoomBar</name>
        <message>
            <source>Zoom out</source>
            <translation>缩小</translation>
        </message>
        <message>
            <source>Show at 100 %</source>
            <translation>按 100 % 显示</translation>
        </message>
        <message>
            <source>Zoom in</source>
            <translation>放大</translation>
        </message>
        <message>
            <source>Show all</source>
            <translation>显示全部</translation>
        </message>
        <message>
            <source>Tidy</source>
            <translation>整理</translation>
        </message>
        <message>
            <source>Lock the graph</source>
            <translation>锁定图</translation>
        </message>
        <message>
            <source>%1 %</source>
            <translation>%1 %</translation>
        </message>
    </context>
    <context>
        <name>Rights</name>
        <message>
            <source>worker</source>
            <translation>工作进程</translation>
        </message>
        <message>
            <source>viewer</source>
            <translation>观察者</translation>
        </message>
        <message>
            <source>operator</source>
            <translation>操作员</translation>
        </message>
        <message>
            <source>admin</source>
            <translation>管理员</translation>
        </message>
        <message>
            <source>Your key at this engine has the role %1. This takes a key with the role %2.</source>
            <translation>您的密钥在此引擎上的角色是%1。此操作需要角色为%2的密钥。</translation>
        </message>
    </context>
    <context>
        <name>weftline::ui::pools::AddMachine</name>
        <message>
            <source>Add a Machine</source>
            <translation>添加机器</translation>
        </message>
        <message>
            <source>Let a machine or a person join</source>
            <translation>让一台机器或一个人加入</translation>
        </message>
        <message>
            <source>Who may come</source>
            <translation>谁可以连接</translation>
        </message>
        <message>
            <source>No engine is connected.</source>
            <translation>没有连接引擎。</translation>
        </message>
    </context>
    <context>
        <name>weftline::ui::pools::KnownKeys</name>
        <message>
            <source>a line that nobody has used yet</source>
            <translation>尚未使用的命令行</translation>
        </message>
        <message>
            <source>a line for %1 that nobody has used yet</source>
            <translation>给%1的、尚未使用的命令行</translation>
        </message>
        <message>
            <source>%1 left</source>
            <translation>剩余 %1</translation>
        </message>
        <message>
            <source>Nobody is listed yet.</source>
            <translation>列表还是空的。</translation>
        </message>
        <message>
            <source>Remove: its connections end, and it may not come back</source>
            <translation>移除：其连接会断开，并且不能再连接</translation>
        </message>
        <message>
            <source>Remove %1</source>
            <translation>移除 %1</translation>
        </message>
    </context>
    <context>
        <name>weftline::ui::pools::ListenPart</name>
        <message>
            <source>This engine hears only programs on its own machine so far. For other machines it has to listen on the network. What it says there is encrypted, and nobody comes in without a key that is listed here.</source>
            <translation>此引擎目前只接受本机程序的连接。要让其他机器加入，它必须在网络上监听。网络上的通信是加密的，没有在此列出的密钥就无法进入。</translation>
        </message>
        <message>
            <source>Listen on</source>
            <translation>监听于</translation>
        </message>
        <message>
            <source>every network of this machine</source>
            <translation>本机的所有网络</translation>
        </message>
        <message>
            <source>this machine only, to try it out</source>
            <translation>仅本机，用于试用</translation>
        </message>
        <message>
            <source>Port</source>
            <translation>端口</translation>
        </message>
        <message>
            <source>a free one</source>
            <translation>空闲端口</translation>
        </message>
        <message>
            <source>A free one is looked for from 5570 on</source>
            <translation>从 5570 起寻找空闲端口</translation>
        </message>
        <message>
            <source>Listen</source>
            <translation>监听</translation>
        </message>
        <message>
            <source>Stop Listening</source>
            <translation>停止监听</translation>
        </message>
        <message>
            <source>Ends the connections of all other machines; their keys stay listed</source>
            <translation>断开所有其他机器的连接；它们的密钥仍保留在列表中</translation>
        </message>
        <message>
            <source>The engine listens at %1.</source>
            <translation>引擎正在 %1 监听。</translation>
        </message>
    </context>
    <context>
        <name>weftline::ui::pools::TicketPart</name>
        <message>
            <source>Copied</source>
            <translation>已复制</translation>
        </message>
        <message>
            <source>Who joins is a</source>
            <translation>加入者是</translation>
        </message>
        <message>
            <source>worker: a machine that carries out tasks</source>
            <translation>工作进程：执行任务的机器</translation>
        </message>
        <message>
            <source>viewer: a person who looks</source>
            <translation>观察者：只查看的人</translation>
        </message>
        <message>
            <source>operator: a person who also runs and cancels</source>
            <translation>操作员：还可以运行和取消的人</translation>
        </message>
        <message>
            <source>admin: a person who may do everything</source>
            <translation>管理员：可以做任何操作的人</translation>
        </message>
        <message>
            <source>name, if not its own</source>
            <translation>名称（如不用其自身名称）</translation>
        </message>
        <message>
            <source>Make a Line</source>
            <translation>生成命令行</translation>
        </message>
        <message>
            <source>The line for the other machine</source>
            <translation>用于另一台机器的命令行</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>复制</translation>
        </message>
        <message>
            <source>On the other machine, where Weftline is installed: open a terminal, paste the line, press Return. It is good for one machine, and whoever has it can join: hand it over as you would a password. The machine keeps a key of its own, so the same line starts it again later.</source>
            <translation>在另一台已安装 Weftline 的机器上：打开终端，粘贴此命令行，按回车键。它只对一台机器有效，任何得到它的人都可以加入：请像对待密码一样转交。该机器会保留自己的密钥，因此以后可以用同一命令行再次启动。</translation>
        </message>
        <message>
            <source>On the other machine, where Weftline is installed: paste the line into a terminal, or into Engine ▸ Connect… in the window. It is good for one person, and whoever has it can join: hand it over as you would a password.</source>
            <translation>在另一台已安装 Weftline 的机器上：将此命令行粘贴到终端，或粘贴到窗口的“引擎 ▸ 连接…”中。它只对一个人有效，任何得到它的人都可以加入：请像对待密码一样转交。</translation>
        </message>
        <message>
            <source>This line was taken back. Make a new one.</source>
            <translation>此命令行已被收回。请生成新的。</translation>
        </message>
        <message>
            <source>“%1” has joined, with the role %2.</source>
            <translation>“%1”已加入，角色是%2。</translation>
        </message>
        <message>
            <source>This line is not good any more: nobody used it in time. Make a new one.</source>
            <translation>此命令行已失效：没有人及时使用它。请生成新的。</translation>
        </message>
        <message>
            <source>Good for %1 more.</source>
            <translation>还有 %1 有效。</translation>
        </message>
        <message>
            <source>Make Another</source>
            <translation>再生成一个</translation>
        </message>
    </context>
    <context>
        <name>weftline::ui::shell::ConnectEngine</name>
        <message>
            <source>Connect to an Engine</source>
            <translation>连接引擎</translation>
        </message>
        <message>
            <source>Connect this window to an engine</source>
            <translation>将此窗口连接到一个引擎</translation>
        </message>
        <message>
            <source>The engine's address</source>
            <translation>引擎地址</translation>
        </message>
        <message>
            <source>Connect</source>
            <translation>连接</translation>
        </message>
        <message>
            <source>Paste the address, or the whole line that you were given. With a ticket in it you join that engine, once; after that the address alone is enough.</source>
            <translation>粘贴地址，或您得到的整个命令行。其中带有票据时，您会加入该引擎一次；之后只需地址即可。</translation>
        </message>
        <message>
            <source>Engines of before</source>
            <translation>以前的引擎</translation>
        </message>
        <message>
            <source>Forget</source>
            <translation>忘记</translation>
        </message>
        <message>
            <source>Takes the engine out of this list; your key stays listed there</source>
            <translation>将该引擎移出此列表；您的密钥仍保留在那里</translation>
        </message>
        <message>
            <source>This machine's own engine</source>
            <translation>本机自己的引擎</translation>
        </message>
        <message>
            <source>This window is connected to “%1”.</source>
            <translation>此窗口已连接到“%1”。</translation>
        </message>
        <message>
            <source>“%1”: %2.</source>
            <translation>“%1”：%2。</translation>
        </message>
    </context>
</TS>
