<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>AlertMark</name>
        <message>
            <source>quiet</source>
            <translation>平静</translation>
        </message>
        <message>
            <source>pending</source>
            <translation>待触发</translation>
        </message>
        <message>
            <source>fires</source>
            <translation>触发</translation>
        </message>
        <message>
            <source>resolved</source>
            <translation>已解除</translation>
        </message>
        <message>
            <source>silenced</source>
            <translation>已静默</translation>
        </message>
        <message>
            <source>trouble</source>
            <translation>异常</translation>
        </message>
    </context>
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
        <message>
            <source>Enable</source>
            <translation>启用</translation>
        </message>
        <message>
            <source>Call it “%1”</source>
            <translation>改名为“%1”</translation>
        </message>
        <message>
            <source>Use “%1”</source>
            <translation>使用“%1”</translation>
        </message>
        <message>
            <source>Rename to “%1”</source>
            <translation>重命名为“%1”</translation>
        </message>
        <message>
            <source>Remove the edge</source>
            <translation>删除连线</translation>
        </message>
        <message>
            <source>Remove the node</source>
            <translation>删除节点</translation>
        </message>
        <message>
            <source>Remove “%1”</source>
            <translation>删除“%1”</translation>
        </message>
        <message>
            <source>Connect “%1” to “%2”</source>
            <translation>将“%1”连接到“%2”</translation>
        </message>
        <message>
            <source>Connect</source>
            <translation>连接</translation>
        </message>
        <message>
            <source>Fill it in</source>
            <translation>去填写</translation>
        </message>
    </context>
    <context>
        <name>Drafts</name>
        <message>
            <source>Cannot keep a draft in "%1" (%2): %3. Unsaved changes would be lost in a crash. Make room there, or save.</source>
            <translation>无法在“%1”（%2）保存草稿：%3。若崩溃将丢失未保存的更改。请腾出空间，或先保存。</translation>
        </message>
        <message>
            <source>Untitled</source>
            <translation>未命名</translation>
        </message>
        <message>
            <source>The draft of "%1" is damaged from its line %2 on. What came before is recovered; the whole draft is kept as "%3".</source>
            <translation>“%1”的草稿自第 %2 行起已损坏。之前的内容已恢复；整份草稿另存为“%3”。</translation>
        </message>
        <message>
            <source>The draft "%1" is of a newer Weftline. It stays where it is; start that one to recover it.</source>
            <translation>草稿“%1”出自更新的 Weftline，原样保留；请启动那个版本来恢复。</translation>
        </message>
        <message>
            <source>The draft "%1" is damaged and nothing of it can be read. It is kept as "%2".</source>
            <translation>草稿“%1”已损坏，无法读取。已另存为“%2”。</translation>
        </message>
    </context>
    <context>
        <name>EventWords</name>
        <message>
            <source>engine started</source>
            <translation>引擎启动</translation>
        </message>
        <message>
            <source>run accepted</source>
            <translation>运行已接受</translation>
        </message>
        <message>
            <source>cancel requested</source>
            <translation>请求取消</translation>
        </message>
        <message>
            <source>run finished</source>
            <translation>运行结束</translation>
        </message>
        <message>
            <source>map expanded</source>
            <translation>映射展开</translation>
        </message>
        <message>
            <source>task prepared</source>
            <translation>任务就绪</translation>
        </message>
        <message>
            <source>attempt dispatched</source>
            <translation>尝试已派发</translation>
        </message>
        <message>
            <source>attempt started</source>
            <translation>尝试开始</translation>
        </message>
        <message>
            <source>attempt failed</source>
            <translation>尝试失败</translation>
        </message>
        <message>
            <source>retry due</source>
            <translation>重试到期</translation>
        </message>
        <message>
            <source>attempt lost</source>
            <translation>尝试丢失</translation>
        </message>
        <message>
            <source>attempt adopted</source>
            <translation>尝试被接管</translation>
        </message>
        <message>
            <source>task finished</source>
            <translation>任务结束</translation>
        </message>
        <message>
            <source>worker joined</source>
            <translation>工作进程加入</translation>
        </message>
        <message>
            <source>worker silent</source>
            <translation>工作进程无响应</translation>
        </message>
        <message>
            <source>worker returned</source>
            <translation>工作进程恢复</translation>
        </message>
        <message>
            <source>worker stopping</source>
            <translation>工作进程正在停止</translation>
        </message>
        <message>
            <source>worker lost</source>
            <translation>工作进程丢失</translation>
        </message>
        <message>
            <source>result refused</source>
            <translation>结果被拒绝</translation>
        </message>
        <message>
            <source>result offered again</source>
            <translation>结果再次提交</translation>
        </message>
        <message>
            <source>request received</source>
            <translation>收到请求</translation>
        </message>
        <message>
            <source>sample taken</source>
            <translation>采样</translation>
        </message>
        <message>
            <source>alert changed</source>
            <translation>警报变化</translation>
        </message>
        <message>
            <source>notice sent</source>
            <translation>通知已发送</translation>
        </message>
        <message>
            <source>notice failed</source>
            <translation>通知发送失败</translation>
        </message>
        <message>
            <source>engine alive</source>
            <translation>引擎在线</translation>
        </message>
        <message>
            <source>branch taken</source>
            <translation>分支已选定</translation>
        </message>
        <message>
            <source>delay started</source>
            <translation>延时开始</translation>
        </message>
    </context>
    <context>
        <name>Examples</name>
        <message>
            <source>Count the words of every license text on this machine with two workers, kill one of them, and watch the rest carry on.</source>
            <translation>用两个工作进程统计本机每份许可证文本的词数，终止其中一个，看其余的继续工作。</translation>
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
        <message>
            <source>The checksum of every file at once. Some cannot be read at first, and are tried again.</source>
            <translation>同时计算每个文件的校验和。有些起初读不了，会再次尝试。</translation>
        </message>
        <message>
            <source>Asks a small server that the run brings along. It fails for a while, and an alert fires and clears.</source>
            <translation>查询运行自带的小型服务器。它会失败一阵，警报随之触发并解除。</translation>
        </message>
        <message>
            <source>A language model plans, drafts and judges itself. Recorded replies, or a real endpoint by two parameters.</source>
            <translation>语言模型自行规划、起草并评判。使用录制的回复，或用两个参数接入真实端点。</translation>
        </message>
        <message>
            <source>License words</source>
            <translation>许可证词数</translation>
        </message>
        <message>
            <source>Parallel checksums with a flaky step</source>
            <translation>并行校验和，一步不稳定</translation>
        </message>
        <message>
            <source>Service watch</source>
            <translation>服务监视</translation>
        </message>
        <message>
            <source>Plan, draft, criticise</source>
            <translation>规划、起草、评判</translation>
        </message>
        <message>
            <source>Thousand tasks</source>
            <translation>一千个任务</translation>
        </message>
        <message>
            <source>A service that fails</source>
            <translation>会失败的服务</translation>
        </message>
        <message>
            <source>Two ways</source>
            <translation>两条路</translation>
        </message>
    </context>
    <context>
        <name>FindQuery</name>
        <message>
            <source>There is no term “%1:”. There are %2; in quotes it is text.</source>
            <translation>没有“%1:”这个条件。可用的有 %2；加引号则作为文本。</translation>
        </message>
        <message>
            <source>Nothing can be “%1”. After “is:” stands one of %2.</source>
            <translation>没有“%1”这种状态。“is:”之后可用 %2 之一。</translation>
        </message>
    </context>
    <context>
        <name>KindWord</name>
        <message>
            <source>command</source>
            <translation>命令</translation>
        </message>
        <message>
            <source>transform</source>
            <translation>转换</translation>
        </message>
        <message>
            <source>empty</source>
            <translation>空操作</translation>
        </message>
        <message>
            <source>script</source>
            <translation>脚本</translation>
        </message>
        <message>
            <source>http</source>
            <translation>HTTP</translation>
        </message>
        <message>
            <source>llm</source>
            <translation>LLM</translation>
        </message>
        <message>
            <source>branch</source>
            <translation>分支</translation>
        </message>
        <message>
            <source>delay</source>
            <translation>延时</translation>
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
        <message>
            <source>script, runs on a worker</source>
            <translation>脚本，在工作进程上运行</translation>
        </message>
        <message>
            <source>http, a request by a worker</source>
            <translation>HTTP，由工作进程发出请求</translation>
        </message>
        <message>
            <source>llm, asks a language model from a worker</source>
            <translation>LLM，由工作进程询问语言模型</translation>
        </message>
        <message>
            <source>branch, evaluated by the engine</source>
            <translation>分支，由引擎求值</translation>
        </message>
        <message>
            <source>delay, waits in the engine</source>
            <translation>延时，在引擎中等待</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>语言</translation>
        </message>
        <message>
            <source>Code</source>
            <translation>代码</translation>
        </message>
        <message>
            <source>Input</source>
            <translation>输入</translation>
        </message>
        <message>
            <source>Address</source>
            <translation>地址</translation>
        </message>
        <message>
            <source>Method</source>
            <translation>方法</translation>
        </message>
        <message>
            <source>Headers</source>
            <translation>请求头</translation>
        </message>
        <message>
            <source>Body</source>
            <translation>正文</translation>
        </message>
        <message>
            <source>Good status codes</source>
            <translation>表示成功的状态码</translation>
        </message>
        <message>
            <source>Answer</source>
            <translation>响应</translation>
        </message>
        <message>
            <source>Redirections</source>
            <translation>重定向次数</translation>
        </message>
        <message>
            <source>Largest answer</source>
            <translation>响应上限</translation>
        </message>
        <message>
            <source>Endpoint</source>
            <translation>端点</translation>
        </message>
        <message>
            <source>Model</source>
            <translation>模型</translation>
        </message>
        <message>
            <source>System prompt</source>
            <translation>系统提示词</translation>
        </message>
        <message>
            <source>Prompt</source>
            <translation>提示词</translation>
        </message>
        <message>
            <source>Messages</source>
            <translation>消息</translation>
        </message>
        <message>
            <source>Key</source>
            <translation>密钥</translation>
        </message>
        <message>
            <source>Schema of the reply</source>
            <translation>回复的模式</translation>
        </message>
        <message>
            <source>Temperature</source>
            <translation>温度</translation>
        </message>
        <message>
            <source>Most tokens</source>
            <translation>词元上限</translation>
        </message>
        <message>
            <source>Show the reply in the log while it comes</source>
            <translation>边接收边在日志中显示回复</translation>
        </message>
        <message>
            <source>Recorded replies</source>
            <translation>录制的回复</translation>
        </message>
        <message>
            <source>Price of a million tokens sent</source>
            <translation>每百万发送词元的价格</translation>
        </message>
        <message>
            <source>Price of a million tokens received</source>
            <translation>每百万接收词元的价格</translation>
        </message>
        <message>
            <source>Cases</source>
            <translation>分支条件</translation>
        </message>
        <message>
            <source>Value</source>
            <translation>值</translation>
        </message>
        <message>
            <source>Waits for</source>
            <translation>等待时长</translation>
        </message>
        <message>
            <source>The language of the code.</source>
            <translation>代码的语言。</translation>
        </message>
        <message>
            <source>The script. Its input comes as JSON on standard input; ${…} means nothing in it.</source>
            <translation>脚本。输入以 JSON 形式由标准输入给出；其中的 ${…} 没有特殊含义。</translation>
        </message>
        <message>
            <source>What it gets as JSON on standard input. Without it: the parameters, the item and the outputs of the nodes before it.</source>
            <translation>以 JSON 形式由标准输入给出的内容。没有则为参数、当前项和前面各节点的输出。</translation>
        </message>
        <message>
            <source>The address, from http:// or https:// on. ${…} is an expression.</source>
            <translation>以 http:// 或 https:// 开头的地址。${…} 是表达式。</translation>
        </message>
        <message>
            <source>What is asked of the server.</source>
            <translation>向服务器提出的请求方法。</translation>
        </message>
        <message>
            <source>Headers of the request. ${secret.NAME} is put in place by the worker, from its environment variable WEFT_SECRET_NAME.</source>
            <translation>请求的头部。${secret.NAME} 由工作进程从其环境变量 WEFT_SECRET_NAME 填入。</translation>
        </message>
        <message>
            <source>What is sent: a text as it is, anything else as JSON. ${…} is an expression.</source>
            <translation>发送的内容：文本原样发送，其他作为 JSON。${…} 是表达式。</translation>
        </message>
        <message>
            <source>Status codes that mean success; 200 to 299 where none is given.</source>
            <translation>表示成功的状态码；未给出时为 200 到 299。</translation>
        </message>
        <message>
            <source>What the body of the answer becomes: a text, the JSON in it, or a file.</source>
            <translation>响应正文的用法：文本、其中的 JSON，或文件。</translation>
        </message>
        <message>
            <source>How many redirections are followed; 0 follows none.</source>
            <translation>跟随重定向的次数；0 表示不跟随。</translation>
        </message>
        <message>
            <source>The most bytes that the answer may have.</source>
            <translation>响应最多可有的字节数。</translation>
        </message>
        <message>
            <source>The base address of a service that speaks OpenAI's protocol, such as https://HOST/v1. Without it the recorded replies answer.</source>
            <translation>兼容 OpenAI 协议的服务的基础地址，如 https://HOST/v1。没有则由录制的回复作答。</translation>
        </message>
        <message>
            <source>The name of the model, as the service calls it.</source>
            <translation>服务所用的模型名称。</translation>
        </message>
        <message>
            <source>What the model is told before all else. ${…} is an expression.</source>
            <translation>首先告诉模型的内容。${…} 是表达式。</translation>
        </message>
        <message>
            <source>What it is asked. ${…} is an expression.</source>
            <translation>向它提出的问题。${…} 是表达式。</translation>
        </message>
        <message>
            <source>In place of a prompt: the conversation so far. A content of several parts stands as a JSON list.</source>
            <translation>代替提示词：到目前为止的对话。由多个部分组成的内容写作 JSON 列表。</translation>
        </message>
        <message>
            <source>The key for the service: ${secret.NAME}. The worker puts it in place, from its environment variable WEFT_SECRET_NAME; it is never stored or shown.</source>
            <translation>服务的密钥：${secret.NAME}。由工作进程从其环境变量 WEFT_SECRET_NAME 填入；从不保存或显示。</translation>
        </message>
        <message>
            <source>A JSON Schema that the reply must fit; the output is then the JSON in it.</source>
            <translation>回复必须符合的 JSON Schema；输出即其中的 JSON。</translation>
        </message>
        <message>
            <source>How freely it answers, from 0 to 2.</source>
            <translation>回答的自由程度，0 到 2。</translation>
        </message>
        <message>
            <source>The most tokens that a reply may have.</source>
            <translation>回复最多可有的词元数。</translation>
        </message>
        <message>
            <source>Show the reply in the log while it comes.</source>
            <translation>边接收边在日志中显示回复。</translation>
        </message>
        <message>
            <source>Replies that were recorded earlier. They answer in turn where there is no endpoint.</source>
            <translation>先前录制的回复。没有端点时由它们依次作答。</translation>
        </message>
        <message>
            <source>In any currency; the cost is part of what an attempt used.</source>
            <translation>币种不限；费用计入尝试的用量。</translation>
        </message>
        <message>
            <source>The first case whose expression is true decides which port fires; "else" where none is.</source>
            <translation>第一个表达式为真的条件决定触发哪个端口；都不成立则触发“else”。</translation>
        </message>
        <message>
            <source>JavaScript for what leaves the port that fires. Without it: what came in.</source>
            <translation>得出触发端口所送内容的 JavaScript。没有则送出输入。</translation>
        </message>
        <message>
            <source>A number and a unit, such as 30 s, 5 min or 2 h; ${…} is an expression.</source>
            <translation>数字和单位，如 30 s、5 min 或 2 h；${…} 是表达式。</translation>
        </message>
        <message>
            <source>all there is</source>
            <translation>全部</translation>
        </message>
        <message>
            <source>https://example.org/items/${item}</source>
            <translation>https://example.org/items/${item}</translation>
        </message>
        <message>
            <source>200 to 299</source>
            <translation>200 到 299</translation>
        </message>
        <message>
            <source>5</source>
            <translation>5</translation>
        </message>
        <message>
            <source>67108864</source>
            <translation>67108864</translation>
        </message>
        <message>
            <source>none: the recorded replies answer</source>
            <translation>无：由录制的回复作答</translation>
        </message>
        <message>
            <source>none</source>
            <translation>无</translation>
        </message>
        <message>
            <source>${secret.NAME}</source>
            <translation>${secret.NAME}</translation>
        </message>
        <message>
            <source>as the service likes</source>
            <translation>由服务决定</translation>
        </message>
        <message>
            <source>what came in</source>
            <translation>输入的内容</translation>
        </message>
        <message>
            <source>30 s</source>
            <translation>30 s</translation>
        </message>
        <message>
            <source>{"type": "object"}</source>
            <translation>{"type": "object"}</translation>
        </message>
        <message>
            <source>a file</source>
            <translation>文件</translation>
        </message>
        <message>
            <source>Python</source>
            <translation>Python</translation>
        </message>
        <message>
            <source>Bash</source>
            <translation>Bash</translation>
        </message>
        <message>
            <source>JavaScript</source>
            <translation>JavaScript</translation>
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
        <message>
            <source>until %1</source>
            <translation>直到 %1</translation>
        </message>
        <message>
            <source>took %1</source>
            <translation>走向 %1</translation>
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
            <source>One task at a time, of all runs, that names the same. It finds its fencing token in WEFT_FENCE.</source>
            <translation>所有运行中，同名锁每次只允许一个任务持有。它可从 WEFT_FENCE 读取其栅栏令牌。</translation>
        </message>
        <message>
            <source>Start it once only</source>
            <translation>只启动一次</translation>
        </message>
        <message>
            <source>Never a second time, not even where nobody knows how the first went.</source>
            <translation>绝不再次启动，即使不清楚第一次的结果。</translation>
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
            <translation>最多 %1 次</translation>
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
        <name>RuleEdits</name>
        <message>
            <source>The alert rule is gone.</source>
            <translation>警报规则已不存在。</translation>
        </message>
        <message>
            <source>The rule has its %1 already. Change that one, or make a further rule.</source>
            <translation>规则已有%1。请更改它，或另建一条规则。</translation>
        </message>
        <message>
            <source>Add %1</source>
            <translation>添加 %1</translation>
        </message>
        <message>
            <source>Delete edges</source>
            <translation>删除连线</translation>
        </message>
        <message>
            <source>Delete nodes</source>
            <translation>删除节点</translation>
        </message>
        <message>
            <source>Connect</source>
            <translation>连接</translation>
        </message>
        <message>
            <source>Move</source>
            <translation>移动</translation>
        </message>
        <message>
            <source>Tidy</source>
            <translation>整理</translation>
        </message>
        <message>
            <source>Rename to %1</source>
            <translation>重命名为 %1</translation>
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
        <name>RuleTemplates</name>
        <message>
            <source>Error rate</source>
            <translation>错误率</translation>
        </message>
        <message>
            <source>p99 latency</source>
            <translation>p99 延迟</translation>
        </message>
        <message>
            <source>No progress</source>
            <translation>没有进展</translation>
        </message>
        <message>
            <source>Worker lost</source>
            <translation>工作进程丢失</translation>
        </message>
    </context>
    <context>
        <name>RuleWords</name>
        <message>
            <source>throughput</source>
            <translation>吞吐量</translation>
        </message>
        <message>
            <source>error rate</source>
            <translation>错误率</translation>
        </message>
        <message>
            <source>latency</source>
            <translation>延迟</translation>
        </message>
        <message>
            <source>queue</source>
            <translation>队列</translation>
        </message>
        <message>
            <source>age in flight</source>
            <translation>在途时长</translation>
        </message>
        <message>
            <source>retries</source>
            <translation>重试</translation>
        </message>
        <message>
            <source>refused results</source>
            <translation>被拒绝的结果</translation>
        </message>
        <message>
            <source>workers</source>
            <translation>工作进程</translation>
        </message>
        <message>
            <source>workers lost</source>
            <translation>丢失的工作进程</translation>
        </message>
        <message>
            <source>slots used</source>
            <translation>已用槽位</translation>
        </message>
        <message>
            <source>latest value</source>
            <translation>最新值</translation>
        </message>
        <message>
            <source>average</source>
            <translation>平均</translation>
        </message>
        <message>
            <source>greatest</source>
            <translation>最大</translation>
        </message>
        <message>
            <source>least</source>
            <translation>最小</translation>
        </message>
        <message>
            <source>sum</source>
            <translation>总和</translation>
        </message>
        <message>
            <source>rate</source>
            <translation>速率</translation>
        </message>
        <message>
            <source>quantile</source>
            <translation>分位数</translation>
        </message>
        <message>
            <source>above</source>
            <translation>高于</translation>
        </message>
        <message>
            <source>below</source>
            <translation>低于</translation>
        </message>
        <message>
            <source>outside</source>
            <translation>范围之外</translation>
        </message>
        <message>
            <source>absent</source>
            <translation>缺失</translation>
        </message>
        <message>
            <source>the alert ends</source>
            <translation>警报结束</translation>
        </message>
        <message>
            <source>keep, and say since when</source>
            <translation>保持，并注明始于何时</translation>
        </message>
        <message>
            <source>it is bad</source>
            <translation>视为异常</translation>
        </message>
        <message>
            <source>it is good</source>
            <translation>视为正常</translation>
        </message>
        <message>
            <source>no measure</source>
            <translation>没有指标</translation>
        </message>
        <message>
            <source>of each %1</source>
            <comment>label</comment>
            <translation>按%1分别计算</translation>
        </message>
        <message>
            <source>of the run</source>
            <translation>整个运行</translation>
        </message>
        <message>
            <source>over %1</source>
            <comment>duration</comment>
            <translation>窗口 %1</translation>
        </message>
        <message>
            <source>outside %1 to %2</source>
            <translation>在 %1 到 %2 之外</translation>
        </message>
        <message>
            <source>below %1</source>
            <translation>低于 %1</translation>
        </message>
        <message>
            <source>above %1</source>
            <translation>高于 %1</translation>
        </message>
        <message>
            <source>clear above %1</source>
            <translation>高于 %1 时解除</translation>
        </message>
        <message>
            <source>clear below %1</source>
            <translation>低于 %1 时解除</translation>
        </message>
        <message>
            <source>condition</source>
            <translation>条件</translation>
        </message>
        <message>
            <source>for %1</source>
            <comment>duration</comment>
            <translation>持续 %1</translation>
        </message>
        <message>
            <source>at once</source>
            <translation>立即</translation>
        </message>
        <message>
            <source>keep firing %1</source>
            <comment>duration</comment>
            <translation>触发至少保持 %1</translation>
        </message>
        <message>
            <source>hold</source>
            <translation>保持</translation>
        </message>
        <message>
            <source>desktop</source>
            <translation>桌面</translation>
        </message>
        <message>
            <source>webhook</source>
            <translation>Webhook</translation>
        </message>
        <message>
            <source>notify</source>
            <translation>通知</translation>
        </message>
        <message>
            <source>nobody</source>
            <translation>无人</translation>
        </message>
        <message>
            <source>metric, what is looked at</source>
            <translation>指标，观察的对象</translation>
        </message>
        <message>
            <source>window, what is made of its samples</source>
            <translation>窗口，对样本的计算</translation>
        </message>
        <message>
            <source>condition, when that is bad</source>
            <translation>条件，何时算异常</translation>
        </message>
        <message>
            <source>hold, how long it has to be bad</source>
            <translation>保持，异常须持续多久</translation>
        </message>
        <message>
            <source>notify, who is told</source>
            <translation>通知，告知的对象</translation>
        </message>
        <message>
            <source>node</source>
            <translation>节点</translation>
        </message>
        <message>
            <source>worker</source>
            <translation>工作进程</translation>
        </message>
        <message>
            <source>pool</source>
            <translation>池</translation>
        </message>
        <message>
            <source>kind</source>
            <translation>类型</translation>
        </message>
        <message>
            <source>metric</source>
            <translation>指标</translation>
        </message>
        <message>
            <source>window</source>
            <translation>窗口</translation>
        </message>
        <message>
            <source>Workers have been gone since %1.</source>
            <translation>自 %1 起有工作进程失联。</translation>
        </message>
        <message>
            <source>%1 has been gone since %2.</source>
            <comment>worker, time</comment>
            <translation>%1 自 %2 起失联。</translation>
        </message>
        <message>
            <source>value</source>
            <comment>of an alert whose measure is not known</comment>
            <translation>值</translation>
        </message>
        <message>
            <source>%1 %2 since %3.</source>
            <comment>measure, value, time</comment>
            <translation>自 %3 起%1 %2。</translation>
        </message>
        <message>
            <source>%1 %2 for %3 since %4.</source>
            <comment>measure, value, of what, time</comment>
            <translation>%3 自 %4 起%1 %2。</translation>
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
        <name>StageFields</name>
        <message>
            <source>Measure</source>
            <translation>指标</translation>
        </message>
        <message>
            <source>What to look at.</source>
            <translation>观察的对象。</translation>
        </message>
        <message>
            <source>Only where</source>
            <translation>筛选标签</translation>
        </message>
        <message>
            <source>Only what has these labels, such as node or worker.</source>
            <translation>只看带有这些标签的对象，如 node 或 worker。</translation>
        </message>
        <message>
            <source>One alert for each</source>
            <translation>按标签分别报警</translation>
        </message>
        <message>
            <source>Labels, with commas between: one alert for each of their values.</source>
            <translation>标签，以逗号分隔：每个取值各一个警报。</translation>
        </message>
        <message>
            <source>one for the whole run</source>
            <translation>整个运行一个</translation>
        </message>
        <message>
            <source>Function</source>
            <translation>函数</translation>
        </message>
        <message>
            <source>What becomes of the samples in the window.</source>
            <translation>窗口内样本的计算方式。</translation>
        </message>
        <message>
            <source>Over</source>
            <translation>窗口长度</translation>
        </message>
        <message>
            <source>How far back the window reaches.</source>
            <translation>窗口向前覆盖多久。</translation>
        </message>
        <message>
            <source>Quantile</source>
            <translation>分位数</translation>
        </message>
        <message>
            <source>Which quantile, from 0 to 1.</source>
            <translation>哪个分位数，0 到 1。</translation>
        </message>
        <message>
            <source>Fires</source>
            <translation>触发条件</translation>
        </message>
        <message>
            <source>When it is bad.</source>
            <translation>何时算异常。</translation>
        </message>
        <message>
            <source>Threshold</source>
            <translation>阈值</translation>
        </message>
        <message>
            <source>From which value on it is bad.</source>
            <translation>从哪个值起算异常。</translation>
        </message>
        <message>
            <source>Upper threshold</source>
            <translation>上阈值</translation>
        </message>
        <message>
            <source>Above this it is bad too.</source>
            <translation>高于此值同样算异常。</translation>
        </message>
        <message>
            <source>Clears at</source>
            <translation>解除于</translation>
        </message>
        <message>
            <source>Once it fires, it goes on until this is reached.</source>
            <translation>触发之后，直到达到此值才解除。</translation>
        </message>
        <message>
            <source>the threshold</source>
            <translation>同阈值</translation>
        </message>
        <message>
            <source>Without data</source>
            <translation>无数据时</translation>
        </message>
        <message>
            <source>What it means when there is nothing to look at.</source>
            <translation>没有数据时的含义。</translation>
        </message>
        <message>
            <source>For</source>
            <translation>持续</translation>
        </message>
        <message>
            <source>How long it has to be bad before the alert fires.</source>
            <translation>异常须持续多久警报才触发。</translation>
        </message>
        <message>
            <source>at once</source>
            <translation>立即</translation>
        </message>
        <message>
            <source>Keep firing for</source>
            <translation>触发至少保持</translation>
        </message>
        <message>
            <source>How long the alert goes on after it is good again.</source>
            <translation>恢复正常后警报继续多久。</translation>
        </message>
        <message>
            <source>not at all</source>
            <translation>不继续</translation>
        </message>
        <message>
            <source>Channels, one a line</source>
            <translation>渠道，每行一个</translation>
        </message>
        <message>
            <source>"desktop", or the address of a webhook that begins with http:// or https://.</source>
            <translation>“desktop”，或以 http:// 或 https:// 开头的 Webhook 地址。</translation>
        </message>
        <message>
            <source>Summary</source>
            <translation>摘要</translation>
        </message>
        <message>
            <source>What the notice says.</source>
            <translation>通知的内容。</translation>
        </message>
        <message>
            <source>as the rule is called</source>
            <translation>同规则名称</translation>
        </message>
        <message>
            <source>Change %1</source>
            <translation>更改 %1</translation>
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
        <name>ThresholdText</name>
        <message>
            <source>"%1" is no value. Write a number, such as %2.</source>
            <translation>“%1”不是值。请写数字，例如 %2。</translation>
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
        <message>
            <source>, </source>
            <comment>between two facts</comment>
            <translation>，</translation>
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
        <message>
            <source>Port</source>
            <translation>端口</translation>
        </message>
        <message>
            <source>True when</source>
            <translation>成立条件</translation>
        </message>
        <message>
            <source>Role</source>
            <translation>角色</translation>
        </message>
        <message>
            <source>Content</source>
            <translation>内容</translation>
        </message>
        <message>
            <source>Reply</source>
            <translation>回复</translation>
        </message>
        <message>
            <source>Tokens in</source>
            <translation>输入词元</translation>
        </message>
        <message>
            <source>Tokens out</source>
            <translation>输出词元</translation>
        </message>
    </context>
    <context>
        <name>weftline::desktop::DesktopNotices</name>
        <message>
            <source>Show</source>
            <translation>显示</translation>
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
        <name>weftline::ui::alerts::AlertBanner</name>
        <message>
            <source>Show the node</source>
            <translation>显示节点</translation>
        </message>
        <message>
            <source>Close until another alert fires</source>
            <translation>关闭，直到另一警报触发</translation>
        </message>
        <message numerus="yes">
            <source>%n alerts fire</source>
            <translation>
                <numerusform>%n 个警报触发中</numerusform>
            </translation>
        </message>
        <message>
            <source>Open rule</source>
            <translation>打开规则</translation>
        </message>
        <message>
            <source>Show all</source>
            <translation>显示全部</translation>
        </message>
        <message>
            <source>It is over. It fired for %1.</source>
            <translation>已结束，触发了 %1。</translation>
        </message>
    </context>
    <context>
        <name>weftline::ui::alerts::AlertsModel</name>
        <message>
            <source>Run %1</source>
            <translation>运行 %1</translation>
        </message>
        <message>
            <source>%1 %2</source>
            <comment>rule, state</comment>
            <translation>%1 %2</translation>
        </message>
        <message>
            <source>State</source>
            <translation>状态</translation>
        </message>
        <message>
            <source>Rule</source>
            <translation>规则</translation>
        </message>
        <message>
            <source>About</source>
            <translation>关于</translation>
        </message>
        <message>
            <source>Since</source>
            <translation>始于</translation>
        </message>
        <message>
            <source>Value</source>
            <translation>值</translation>
        </message>
        <message>
            <source>Run</source>
            <translation>运行</translation>
        </message>
    </context>
    <context>
        <name>weftline::ui::alerts::AlertsView</name>
        <message>
            <source>No rule watches a run. Add a rule to a workflow, and run it.</source>
            <translation>没有规则在监视运行。请为工作流添加规则并运行它。</translation>
        </message>
        <message>
            <source>Alerts</source>
            <translation>警报</translation>
        </message>
        <message>
            <source>New rule</source>
            <translation>新建规则</translation>
        </message>
        <message>
            <source>Open the rule</source>
            <translation>打开规则</translation>
        </message>
        <message>
            <source>Show the run</source>
            <translation>显示运行</translation>
        </message>
    </context>
    <context>
        <name>weftline::ui::alerts::RuleGraphModel</name>
        <message>
            <source>disabled</source>
            <translation>已停用</translation>
        </message>
        <message>
            <source>true</source>
            <translation>成立</translation>
        </message>
        <message>
            <source>false</source>
            <translation>不成立</translation>
        </message>
        <message>
            <source>the node is gone</source>
            <translation>节点已不存在</translation>
        </message>
        <message>
            <source>nothing follows a notify</source>
            <translation>通知之后没有后续</translation>
        </message>
        <message>
            <source>a %1 leads to a %2</source>
            <translation>%1之后应为%2</translation>
        </message>
        <message>
            <source>they are connected</source>
            <translation>它们已连接</translation>
        </message>
    </context>
    <context>
        <name>weftline::ui::alerts::RuleHeadPage</name>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>Shown on its tab, in lists and in notices.</source>
            <translation>显示在标签页、列表和通知中。</translation>
        </message>
        <message>
            <source>A rule that is not is kept and never evaluated.</source>
            <translation>未启用的规则会保留，但从不求值。</translation>
        </message>
        <message>
            <source>Evaluate this rule in each run</source>
            <translation>在每次运行中对此规则求值</translation>
        </message>
        <message>
            <source>The rule</source>
            <translation>规则</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <comment>stage, what it says</comment>
            <translation>%1：%2</translation>
        </message>
        <message>
            <source>No stage yet. Add a metric from the palette.</source>
            <translation>还没有环节。请从节点库添加指标。</translation>
        </message>
        <message>
            <source>alert rule, %1 now</source>
            <comment>state</comment>
            <translation>警报规则，当前%1</translation>
        </message>
        <message>
            <source>alert rule of this workflow</source>
            <translation>此工作流的警报规则</translation>
        </message>
    </context>
    <context>
        <name>weftline::ui::alerts::RulePage</name>
        <message>
            <source>This rule looks at nothing yet. Double-click to add a metric, or drag one from the palette.</source>
            <translation>此规则还没有观察对象。双击可添加指标，或从节点库拖入。</translation>
        </message>
        <message>
            <source>"%1" is a step of workflows. A rule has metric, window, condition, hold and notify.</source>
            <translation>“%1”是工作流的步骤。规则由指标、窗口、条件、保持和通知组成。</translation>
        </message>
        <message>
            <source>Add %1</source>
            <translation>添加 %1</translation>
        </message>
        <message>
            <source>The rule has all of its stages</source>
            <translation>规则的环节已齐全</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>删除</translation>
        </message>
        <message>
            <source>Rule enabled</source>
            <translation>规则已启用</translation>
        </message>
        <message>
            <source>Tidy</source>
            <translation>整理</translation>
        </message>
        <message>
            <source>Show all</source>
            <translation>显示全部</translation>
        </message>
    </context>
    <context>
        <name>weftline::ui::alerts::StagePage</name>
        <message>
            <source>now, %1 since %2</source>
            <comment>state, time</comment>
            <translation>当前，自 %2 起%1</translation>
        </message>
    </context>
    <context>
        <name>weftline::ui::alerts::StagePalette</name>
        <message>
            <source>Stages of a rule</source>
            <translation>规则的环节</translation>
        </message>
        <message>
            <source>A rule has one of each, in this order. Drag a missing one onto the canvas.</source>
            <translation>规则按此顺序各有一个。请将缺少的拖到画布上。</translation>
        </message>
    </context>
    <context>
        <name>weftline::ui::alerts::StagesModel</name>
        <message>
            <source>The rule has its %1 already.</source>
            <translation>规则已有%1。</translation>
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
        <message>
            <source>Alert when the throughput is above %1…</source>
            <translation>吞吐量高于 %1 时报警…</translation>
        </message>
        <message>
            <source>Alert when p99 is above %1…</source>
            <translation>p99 高于 %1 时报警…</translation>
        </message>
        <message>
            <source>Alert when the error rate is above %1…</source>
            <translation>错误率高于 %1 时报警…</translation>
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
            <translation>这里还是空的。按 N 键或双击可添加节点，也可以从节点库拖入一种类型。</translation>
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
        <name>weftline::ui::designer::FindBar</name>
        <message>
            <source>Text, or %1</source>
            <translation>文本，或 %1</translation>
        </message>
        <message>
            <source>What to find in the graph</source>
            <translation>在图中查找的内容</translation>
        </message>
        <message>
            <source>Previous (Shift+F3)</source>
            <translation>上一个 (Shift+F3)</translation>
        </message>
        <message>
            <source>Next (F3)</source>
            <translation>下一个 (F3)</translation>
        </message>
        <message>
            <source>Close (Escape)</source>
            <translation>关闭 (Esc)</translation>
        </message>
        <message>
            <source>nothing found</source>
            <translation>未找到</translation>
        </message>
        <message numerus="yes">
            <source>%n found</source>
            <translation>
                <numerusform>找到 %n 个</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 of %2</source>
            <translation>%1 / %2</translation>
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
        <message>
            <source>Runs a few lines of Python, Bash or JavaScript</source>
            <translation>运行几行 Python、Bash 或 JavaScript</translation>
        </message>
        <message>
            <source>Sends a request to a server</source>
            <translation>向服务器发送请求</translation>
        </message>
        <message>
            <source>Asks a language model</source>
            <translation>询问语言模型</translation>
        </message>
        <message>
            <source>Goes one of several ways</source>
            <translation>走多条路中的一条</translation>
        </message>
        <message>
            <source>Waits for a time</source>
            <translation>等待一段时间</translation>
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
        <message>
            <source>unknown kind %1</source>
            <translation>未知类型 %1</translation>
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
        <message>
            <source>Add alert rule %1</source>
            <translation>添加警报规则 %1</translation>
        </message>
        <message>
            <source>Delete alert rule %1</source>
            <translation>删除警报规则 %1</translation>
        </message>
        <message>
            <source>The workflow has changed since this problem was found. The list is renewed in a moment; try again then.</source>
            <translation>发现此问题之后工作流已有更改。列表稍后更新，届时请再试。</translation>
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
        <message>
            <source>Quick fix</source>
            <translation>快速修复</translation>
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
        <message>
            <source>Nothing was tried here. What this node gave was taken over from run %1.</source>
            <translation>此处没有尝试。此节点的输出取自运行 %1。</translation>
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
            <source>Lock</source>
            <translation>锁</translation>
        </message>
        <message>
            <source>Once</source>
            <translation>仅一次</translation>
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
        <name>weftline::ui::inspector::RulesList</name>
        <message>
            <source>Alert rules</source>
            <translation>警报规则</translation>
        </message>
        <message>
            <source>New alert rule</source>
            <translation>新建警报规则</translation>
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
            <source>No engine is connected.</source>
            <translation>没有已连接的引擎。</translation>
        </message>
        <message>
            <source>Pool %1</source>
            <translation>池 %1</translation>
        </message>
        <message>
            <source>%1 of %2 slots</source>
            <translation>%1/%2 个槽位</translation>
        </message>
        <message>
            <source>Add a machine…</source>
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
        <message>
            <source>Nothing was tried here. What this node gave was taken over from run %1.</source>
            <translation>此处没有尝试。此节点的输出取自运行 %1。</translation>
        </message>
    </context>
    <context>
        <name>weftline::ui::runs::DataView</name>
        <message>
            <source>Item</source>
            <translation>项</translation>
        </message>
        <message>
            <source>Item of the list</source>
            <translation>列表中的项</translation>
        </message>
        <message>
            <source>Latest</source>
            <translation>最新</translation>
        </message>
        <message>
            <source>Show the item that ended last</source>
            <translation>显示最后结束的项</translation>
        </message>
        <message>
            <source>Output</source>
            <translation>输出</translation>
        </message>
        <message>
            <source>Inputs</source>
            <translation>输入</translation>
        </message>
        <message>
            <source>Parameters</source>
            <translation>参数</translation>
        </message>
        <message>
            <source>Part of the task</source>
            <translation>任务的部分</translation>
        </message>
        <message>
            <source>Table</source>
            <translation>表格</translation>
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
            <source>Form</source>
            <translation>形式</translation>
        </message>
        <message>
            <source>Data as a table</source>
            <translation>以表格显示数据</translation>
        </message>
        <message>
            <source>Data as a tree</source>
            <translation>以树显示数据</translation>
        </message>
        <message>
            <source>Data as text</source>
            <translation>以文本显示数据</translation>
        </message>
        <message>
            <source>Show more of the text</source>
            <translation>显示更多文本</translation>
        </message>
        <message>
            <source>%1 → %2</source>
            <comment>from one node to another</comment>
            <translation>%1 → %2</translation>
        </message>
        <message>
            <source>No run is open. Run the workflow, or choose one of its runs, then select an edge or a node.</source>
            <translation>没有打开任何运行。请运行工作流或选择它的一次运行，然后选中一条连线或一个节点。</translation>
        </message>
        <message>
            <source>Select an edge to see what went over it, or a node to see its output, inputs and parameters.</source>
            <translation>选中连线可查看流经它的数据，选中节点可查看其输出、输入和参数。</translation>
        </message>
        <message>
            <source>The engine has not told about this node yet.</source>
            <translation>引擎尚未告知此节点的情况。</translation>
        </message>
        <message>
            <source>The node was skipped, so there is nothing here. Select the one before it.</source>
            <translation>节点已被跳过，这里没有内容。请选中它前面的节点。</translation>
        </message>
        <message>
            <source>This task failed and gave nothing. The tab Log and the inspector's attempts tell why.</source>
            <translation>此任务失败，没有输出。“日志”标签页和检查器的“尝试”说明了原因。</translation>
        </message>
        <message>
            <source>There is nothing here yet. It appears when the task has ended.</source>
            <translation>这里还没有内容。任务结束后即会出现。</translation>
        </message>
        <message>
            <source>item %1 of %2</source>
            <translation>第 %1 项，共 %2 项</translation>
        </message>
        <message>
            <source>taken over from run %1</source>
            <translation>取自运行 %1</translation>
        </message>
        <message>
            <source>… and more. The table and the tree show all of it.</source>
            <translation>……还有更多。表格和树可显示全部。</translation>
        </message>
    </context>
    <context>
        <name>weftline::ui::runs::EventsModel</name>
        <message>
            <source>Time</source>
            <translation>时间</translation>
        </message>
        <message>
            <source>Event</source>
            <translation>事件</translation>
        </message>
        <message>
            <source>Task</source>
            <translation>任务</translation>
        </message>
        <message>
            <source>Worker</source>
            <translation>工作进程</translation>
        </message>
        <message>
            <source>Details</source>
            <translation>详情</translation>
        </message>
    </context>
    <context>
        <name>weftline::ui::runs::EventsView</name>
        <message>
            <source>All events</source>
            <translation>全部事件</translation>
        </message>
        <message>
            <source>Runs</source>
            <translation>运行</translation>
        </message>
        <message>
            <source>Tasks</source>
            <translation>任务</translation>
        </message>
        <message>
            <source>Attempts</source>
            <translation>尝试</translation>
        </message>
        <message>
            <source>Failures and losses</source>
            <translation>失败与丢失</translation>
        </message>
        <message>
            <source>Workers</source>
            <translation>工作进程</translation>
        </message>
        <message>
            <source>Alerts</source>
            <translation>警报</translation>
        </message>
        <message>
            <source>Engine</source>
            <translation>引擎</translation>
        </message>
        <message>
            <source>Filter events</source>
            <translation>筛选事件</translation>
        </message>
        <message>
            <source>Types of events</source>
            <translation>事件类型</translation>
        </message>
        <message>
            <source>All of the engine</source>
            <translation>整个引擎</translation>
        </message>
        <message>
            <source>Events of all runs and workers, not only of the run that is shown</source>
            <translation>所有运行和工作进程的事件，不限于所示的运行</translation>
        </message>
        <message>
            <source>Follow</source>
            <translation>跟随</translation>
        </message>
        <message>
            <source>Keep the newest event in view</source>
            <translation>始终显示最新事件</translation>
        </message>
        <message>
            <source>Events</source>
            <translation>事件</translation>
        </message>
        <message numerus="yes">
            <source>%n events</source>
            <translation>
                <numerusform>%n 个事件</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>the newest %n events; scroll up for more</source>
            <translation>
                <numerusform>最新的 %n 个事件；向上滚动查看更多</numerusform>
            </translation>
        </message>
        <message>
            <source>The events appear here once the engine has told of them.</source>
            <translation>引擎告知后，事件会出现在这里。</translation>
        </message>
        <message>
            <source>No event fits the filter. Clear it to see all.</source>
            <translation>没有符合筛选的事件。清除筛选可查看全部。</translation>
        </message>
        <message>
            <source>Nothing has happened to "%1" yet. Select no node to see the events of the whole run.</source>
            <translation>“%1”尚无事件。不选节点即可查看整个运行的事件。</translation>
        </message>
        <message>
            <source>Nothing has happened yet. Press Run to start the workflow.</source>
            <translation>尚无事件。点击“运行”启动工作流。</translation>
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
        <message>
            <source>Find</source>
            <translation>查找</translation>
        </message>
        <message>
            <source>Find in the log</source>
            <translation>在日志中查找</translation>
        </message>
        <message>
            <source>Previous match (Shift+Enter)</source>
            <translation>上一处 (Shift+Enter)</translation>
        </message>
        <message>
            <source>Next match (Enter)</source>
            <translation>下一处 (Enter)</translation>
        </message>
        <message>
            <source>searching…</source>
            <translation>正在查找…</translation>
        </message>
        <message>
            <source>line %1</source>
            <translation>第 %1 行</translation>
        </message>
        <message>
            <source>not found</source>
            <translation>未找到</translation>
        </message>
        <message>
            <source>Output and errors</source>
            <translation>输出与错误</translation>
        </message>
        <message>
            <source>Output only</source>
            <translation>仅输出</translation>
        </message>
        <message>
            <source>Errors only</source>
            <translation>仅错误</translation>
        </message>
        <message>
            <source>Stream</source>
            <translation>输出流</translation>
        </message>
        <message>
            <source>"%1" was taken over from run %2. What it wrote is in the log of that run.</source>
            <translation>“%1”取自运行 %2。其输出在那次运行的日志中。</translation>
        </message>
        <message>
            <source>Nothing was written to the error output. Choose “Output and errors” to see the rest.</source>
            <translation>错误输出没有内容。选择“输出与错误”可查看其余部分。</translation>
        </message>
        <message>
            <source>Nothing was written to the output. Choose “Output and errors” to see the rest.</source>
            <translation>输出没有内容。选择“输出与错误”可查看其余部分。</translation>
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
        <message>
            <source>Open</source>
            <translation>打开</translation>
        </message>
        <message>
            <source>Cancel run</source>
            <translation>取消运行</translation>
        </message>
        <message>
            <source>Retry what failed</source>
            <translation>重试失败部分</translation>
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
        <name>weftline::ui::runs::RunTableModel</name>
        <message>
            <source>Run %1</source>
            <translation>运行 %1</translation>
        </message>
        <message>
            <source>%1 of %2</source>
            <comment>tasks that succeeded</comment>
            <translation>%1 / %2</translation>
        </message>
        <message>
            <source>did again what failed in run %1</source>
            <translation>重做了运行 %1 中失败的部分</translation>
        </message>
        <message>
            <source>%1, %2</source>
            <comment>run, state</comment>
            <translation>%1，%2</translation>
        </message>
        <message>
            <source>%1, %2</source>
            <comment>state of a run, its id</comment>
            <translation>%1，%2</translation>
        </message>
        <message>
            <source>Run</source>
            <translation>运行</translation>
        </message>
        <message>
            <source>Workflow</source>
            <translation>工作流</translation>
        </message>
        <message>
            <source>Started</source>
            <translation>开始</translation>
        </message>
        <message>
            <source>Took</source>
            <translation>历时</translation>
        </message>
        <message>
            <source>Tasks</source>
            <translation>任务</translation>
        </message>
        <message>
            <source>By</source>
            <translation>提交者</translation>
        </message>
        <message>
            <source>Why</source>
            <translation>原因</translation>
        </message>
        <message>
            <source>State</source>
            <translation>状态</translation>
        </message>
    </context>
    <context>
        <name>weftline::ui::runs::RunsPage</name>
        <message>
            <source>Filter by workflow, run number or id</source>
            <translation>按工作流、运行编号或标识筛选</translation>
        </message>
        <message>
            <source>Filter runs</source>
            <translation>筛选运行</translation>
        </message>
        <message>
            <source>All states</source>
            <translation>全部状态</translation>
        </message>
        <message>
            <source>State</source>
            <translation>状态</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>打开</translation>
        </message>
        <message>
            <source>Cancel run</source>
            <translation>取消运行</translation>
        </message>
        <message>
            <source>Retry what failed</source>
            <translation>重试失败部分</translation>
        </message>
        <message>
            <source>Starts a new run that takes over what succeeded and does the rest</source>
            <translation>启动新的运行，沿用成功的部分，完成其余部分</translation>
        </message>
        <message>
            <source>Runs</source>
            <translation>运行记录</translation>
        </message>
        <message>
            <source>No run fits the filter. Clear it to see all.</source>
            <translation>没有符合筛选的运行。清除筛选可查看全部。</translation>
        </message>
        <message>
            <source>No run yet. Open a workflow and press Run.</source>
            <translation>还没有运行。请打开工作流并点击“运行”。</translation>
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
            <translation>因进程退出而发现</translation>
        </message>
        <message>
            <source>noticed by its lease</source>
            <translation>因租约到期而发现</translation>
        </message>
        <message>
            <source>noticed by %1</source>
            <translation>由 %1 发现</translation>
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
        <name>weftline::ui::runs::ValueTable</name>
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
        <name>weftline::ui::runs::ValueTree</name>
        <message numerus="yes">
            <source>%n items</source>
            <translation>
                <numerusform>%n 项</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n members</source>
            <translation>
                <numerusform>%n 个成员</numerusform>
            </translation>
        </message>
        <message>
            <source>value</source>
            <translation>值</translation>
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
            <translation>节点库</translation>
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
        <message>
            <source>&amp;Find in the Graph…</source>
            <translation>在图中查找(&amp;F)…</translation>
        </message>
        <message>
            <source>Find &amp;Next</source>
            <translation>查找下一个(&amp;N)</translation>
        </message>
        <message>
            <source>Find Pre&amp;vious</source>
            <translation>查找上一个(&amp;V)</translation>
        </message>
        <message>
            <source>&amp;Quick Fix</source>
            <translation>快速修复(&amp;Q)</translation>
        </message>
        <message>
            <source>Open &amp;Recent</source>
            <translation>打开最近文件(&amp;R)</translation>
        </message>
        <message>
            <source>&amp;New Rule</source>
            <translation>新建规则(&amp;N)</translation>
        </message>
        <message>
            <source>Adds an alert rule for the error rate to the workflow</source>
            <translation>为工作流添加错误率的警报规则</translation>
        </message>
        <message>
            <source>Show &amp;Alerts</source>
            <translation>显示警报(&amp;A)</translation>
        </message>
        <message>
            <source>Shows what the rules of all runs say</source>
            <translation>显示所有运行的规则情况</translation>
        </message>
        <message>
            <source>&amp;Alerts</source>
            <translation>警报(&amp;A)</translation>
        </message>
        <message>
            <source>No alert fires</source>
            <translation>没有警报触发</translation>
        </message>
        <message>
            <source>One alert fires</source>
            <translation>一个警报触发中</translation>
        </message>
        <message numerus="yes">
            <source>%n alerts fire</source>
            <translation>
                <numerusform>%n 个警报触发中</numerusform>
            </translation>
        </message>
        <message>
            <source>Alerts</source>
            <translation>警报</translation>
        </message>
        <message>
            <source>Alerts (%1)</source>
            <translation>警报 (%1)</translation>
        </message>
        <message>
            <source>Alert rule of “%1”</source>
            <translation>“%1”的警报规则</translation>
        </message>
        <message>
            <source>A rule belongs to a workflow. Open or make one first.</source>
            <translation>规则属于工作流。请先打开或新建一个。</translation>
        </message>
        <message>
            <source>The workflow in front has no rule “%1” any more. The run has it as it was.</source>
            <translation>当前工作流已没有规则“%1”。运行中仍是原来的规则。</translation>
        </message>
        <message numerus="yes">
            <source>%n workflows have changes that are not saved.</source>
            <translation>
                <numerusform>%n 个工作流有未保存的更改。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>and %n more</source>
            <translation>
                <numerusform>以及另外 %n 项</numerusform>
            </translation>
        </message>
        <message>
            <source>&amp;Save All</source>
            <translation>全部保存(&amp;S)</translation>
        </message>
        <message>
            <source>&amp;Discard All</source>
            <translation>全部放弃(&amp;D)</translation>
        </message>
        <message>
            <source>Data</source>
            <translation>数据</translation>
        </message>
        <message>
            <source>Events</source>
            <translation>事件</translation>
        </message>
        <message>
            <source>Re&amp;try What Failed</source>
            <translation>重试失败部分(&amp;T)</translation>
        </message>
        <message>
            <source>Starts a new run that takes over what succeeded in the run in front, and does the rest</source>
            <translation>启动新的运行，沿用当前运行中成功的部分，完成其余部分</translation>
        </message>
        <message>
            <source>&amp;All Runs</source>
            <translation>所有运行(&amp;A)</translation>
        </message>
        <message>
            <source>Lists the runs of the engine, the newest first</source>
            <translation>列出引擎的运行，最新的在前</translation>
        </message>
        <message>
            <source>Runs</source>
            <translation>运行记录</translation>
        </message>
        <message>
            <source>Start anew</source>
            <translation>重新启动</translation>
        </message>
        <message>
            <source>The run is being opened</source>
            <translation>正在打开运行</translation>
        </message>
        <message>
            <source>Its workflow is not here yet. Start it anew once it is shown.</source>
            <translation>它的工作流尚未到达。显示后再重新启动。</translation>
        </message>
        <message>
            <source>%1 (not there any more)</source>
            <translation>%1（已不存在）</translation>
        </message>
        <message>
            <source>&amp;Clear List</source>
            <translation>清空列表(&amp;C)</translation>
        </message>
        <message>
            <source>Retry what failed</source>
            <translation>重试失败部分</translation>
        </message>
        <message>
            <source>A draft cannot be recovered whole</source>
            <translation>有一份草稿无法完整恢复</translation>
        </message>
        <message>
            <source>Fixes what is selected in the list of problems, where the program knows how</source>
            <translation>在程序知道如何修复时，修复问题列表中选中的一项</translation>
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
            <source>%1. F8 goes to the next one, Alt+Enter fixes it.</source>
            <translation>%1。按 F8 转到下一个，Alt+Enter 修复。</translation>
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
            <translation>均以副本打开</translation>
        </message>
        <message>
            <source>%1, %2</source>
            <comment>version, state of the engine</comment>
            <translation>%1，%2</translation>
        </message>
        <message>
            <source>not in %1 any more</source>
            <translation>已不在 %1 中</translation>
        </message>
        <message>
            <source>New workflow</source>
            <translation>新建工作流</translation>
        </message>
        <message>
            <source>Open…</source>
            <translation>打开…</translation>
        </message>
        <message>
            <source>Clear list</source>
            <translation>清空列表</translation>
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
        <message>
            <source>saved</source>
            <translation>已保存</translation>
        </message>
        <message>
            <source>draft saved</source>
            <translation>草稿已保存</translation>
        </message>
        <message>
            <source>no draft can be kept</source>
            <translation>无法保存草稿</translation>
        </message>
        <message>
            <source>changed</source>
            <translation>已更改</translation>
        </message>
        <message>
            <source>not saved yet</source>
            <translation>尚未保存</translation>
        </message>
        <message>
            <source>No draft can be kept</source>
            <translation>无法保存草稿</translation>
        </message>
        <message>
            <source>Recovered</source>
            <translation>已恢复</translation>
        </message>
        <message numerus="yes">
            <source>“%1” has %n unsaved changes, and its file was changed by somebody else meanwhile.</source>
            <translation>
                <numerusform>“%1”有 %n 处未保存的更改，而其文件同时被他人更改。</numerusform>
            </translation>
        </message>
        <message>
            <source>Keep Recovered Changes</source>
            <translation>保留恢复的更改</translation>
        </message>
        <message>
            <source>Use the File</source>
            <translation>使用文件</translation>
        </message>
        <message>
            <source>The file of “%1” is gone. Save it to have it again.</source>
            <translation>“%1”的文件已不存在。保存即可重新得到。</translation>
        </message>
        <message numerus="yes">
            <source>“%1” is here again with %n unsaved changes.</source>
            <translation>
                <numerusform>“%1”已恢复，有 %n 处未保存的更改。</numerusform>
            </translation>
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
</TS>
