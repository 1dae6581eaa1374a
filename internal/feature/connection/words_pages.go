package connection

import (
	"maps"

	"github.com/huoshui/huoshui/internal/base/i18n"
)

// words are the words of every page here.
func words() i18n.Words {
	all := i18n.Words{}
	for _, some := range []i18n.Words{listWords(), doorWords(), formWords(), onceWords(), deliveryWords(), storyWords()} {
		maps.Copy(all, some)
	}
	return all
}

func listWords() i18n.Words {
	return i18n.Words{
		"title":          {Hans: "接入", Hant: "連線", En: "Connections"},
		"new.matrix":     {Hans: "接 Matrix", Hant: "接 Matrix", En: "Connect Matrix"},
		"new.manual":     {Hans: "加手动微信群", Hant: "新增手動微信群", En: "WeChat groups by hand"},
		"about.manual":   {Hans: "微信群没有官方接口：话在这里备好，由人去发；群里的情况由人填、由人贴。", Hant: "微信群沒有官方介面：話在這裡備好，由人去發；群組裡的情況由人填、由人貼。", En: "WeChat groups have no official interface: words are prepared here and a person sends them; how a group is, a person fills in and pastes."},
		"new.token":      {Hans: "加事件来源", Hant: "新增事件來源", En: "Add an event source"},
		"new.hook":       {Hans: "加推送", Hant: "新增推送", En: "Add an outgoing hook"},
		"name":           {Hans: "名称", Hant: "名稱", En: "Name"},
		"state":          {Hans: "状态", Hant: "狀態", En: "State"},
		"in":             {Hans: "最近的事件", Hant: "最近的事件", En: "Last event in"},
		"out":            {Hans: "最近送出", Hant: "最近送出", En: "Last sent"},
		"waits":          {Hans: "排队", Hant: "排隊", En: "Waiting"},
		"more":           {Hans: "超过 %s", Hant: "超過 %s", En: "over %s"},
		"aside.some":     {Hans: "有 %s 条事件没能处理。", Hant: "有 %s 筆事件無法處理。", En: "Events that could not be handled: %s."},
		"conflict.some":  {Hans: "有 %s 条事件和先来的编号相同、内容不同。", Hant: "有 %s 筆事件與先到的編號相同、內容不同。", En: "Events that clash with what came first: %s."},
		"aside.go":       {Hans: "看是哪些", Hant: "看是哪些", En: "See which"},
		"empty.lead":     {Hans: "四种接法都在这里：", Hant: "四種接法都在這裡：", En: "Four ways to begin:"},
		"about.matrix":   {Hans: "群里说的话自己流进来，也能从这里发出去。", Hant: "群組裡說的話自動流進來，也能從這裡送出去。", En: "What is said in rooms flows in by itself, and messages can leave."},
		"about.token":    {Hans: "商城、小程序、机器人用一个令牌把事件发进来。", Hant: "商城、小程式、機器人用一個權杖把事件送進來。", En: "A shop, an app or a bot posts events with a token."},
		"about.hook":     {Hans: "群里有事时，签名后推给你自己的程序。", Hant: "群組裡有事時，簽章後推送給你自己的程式。", En: "When something happens, it is posted to a program of yours, signed."},
		"aside.title":    {Hans: "没能处理的事件", Hant: "無法處理的事件", En: "Events that could not be handled"},
		"aside.lead":     {Hans: "试过多次仍处理不了的事件放在这里，不挡后面的。内容留 7 天，7 天内可以再试。", Hant: "試過多次仍無法處理的事件放在這裡，不會擋住後面的。內容保留 7 天，7 天內可以再試。", En: "Events that failed again and again stand here, out of the way of what comes after. Their content is kept for 7 days; until then they can be tried again."},
		"aside.none":     {Hans: "没有，都处理了。", Hant: "沒有，都處理了。", En: "None: everything was handled."},
		"key":            {Hans: "编号", Hant: "編號", En: "Id"},
		"from":           {Hans: "来自", Hant: "來自", En: "From"},
		"when":           {Hans: "时间", Hant: "時間", En: "When"},
		"why":            {Hans: "原因", Hant: "原因", En: "Why"},
		"attempts":       {Hans: "试过", Hant: "試過", En: "Tried"},
		"times":          {Hans: "%d 次", Hant: "%d 次", En: "%d {time|times}"},
		"replay":         {Hans: "再试", Hant: "再試", En: "Try again"},
		"cleared":        {Hans: "内容已清除", Hant: "內容已清除", En: "Content cleared"},
		"conflict.title": {Hans: "编号相同、内容不同", Hant: "編號相同、內容不同", En: "Same id, other content"},
		"conflict.lead":  {Hans: "同一个编号先来的已经收下，后来的内容不一样，没有收，只记在这里。多半是发送方重复用了编号。", Hant: "同一個編號先到的已經收下，後來的內容不一樣，沒有收，只記在這裡。多半是送出方重複使用編號。", En: "Something was accepted under the id before; what came later differs and was not taken. Most likely the sender used an id twice."},
		"conflict.none":  {Hans: "没有。", Hant: "沒有。", En: "None."},
		"story":          {Hans: "来龙去脉", Hant: "來龍去脈", En: "Its story"},
	}
}

func doorWords() i18n.Words {
	return i18n.Words{
		"events":         {Hans: "收到的事件", Hant: "收到的事件", En: "Events so far"},
		"check":          {Hans: "接入检查", Hant: "連線檢查", En: "Check it"},
		"check.title":    {Hans: "接入检查", Hant: "連線檢查", En: "Connection doctor"},
		"check.good":     {Hans: "都通过了。", Hant: "都通過了。", En: "Everything is as it should be."},
		"check.bad":      {Hans: "在这一步停住了，按下面的办法处理后再查一次。", Hant: "在這一步停住了，依下面的方法處理後再查一次。", En: "It stops at one step. Mend that as below and check again."},
		"check.works":    {Hans: "通过", Hant: "通過", En: "Works"},
		"check.fails":    {Hans: "没通过", Hant: "未通過", En: "Fails"},
		"check.mend":     {Hans: "怎么办", Hant: "怎麼辦", En: "How to mend it"},
		"pause":          {Hans: "暂停", Hant: "暫停", En: "Pause"},
		"resume":         {Hans: "恢复", Hant: "恢復", En: "Resume"},
		"rotate":         {Hans: "换密钥", Hant: "更換密鑰", En: "Rotate the secret"},
		"rotate.hint":    {Hans: "换了之后 24 小时内，新旧两把都签，接收方可以慢慢换。", Hant: "更換後 24 小時內，新舊兩把都簽，接收方可以慢慢更換。", En: "For 24 hours posts are signed with both, so the receiver can change in its own time."},
		"remove":         {Hans: "移除", Hant: "移除", En: "Remove"},
		"registration":   {Hans: "看注册文件", Hant: "看註冊檔", En: "Show the registration"},
		"history":        {Hans: "导入接入前的聊天", Hant: "匯入連線前的聊天", En: "Bring earlier talk"},
		"history.hint":   {Hans: "只进数据，不触发推送和自动处理。在导入页看进度，可以撤销。", Hant: "只進數據，不觸發推送與自動處理。在匯入頁看進度，可以復原。", En: "It moves figures and triggers nothing. The import page shows how far it is, and can undo it."},
		"locked":         {Hans: "令牌要重新填一次", Hant: "權杖要重新填寫", En: "Its secret must be entered again"},
		"locked.lead":    {Hans: "现在的密钥打不开原来保存的令牌。两个令牌写在 Matrix 服务器的注册文件里（as_token、hs_token）。", Hant: "目前的金鑰無法開啟原本儲存的權杖。兩個權杖寫在 Matrix 伺服器的註冊檔裡（as_token、hs_token）。", En: "The present key does not open the stored tokens. Both stand in the homeserver's registration file (as_token, hs_token)."},
		"save":           {Hans: "保存", Hant: "儲存", En: "Save"},
		"url":            {Hans: "推到", Hant: "推送到", En: "Posts to"},
		"kinds":          {Hans: "推送哪些事", Hant: "推送哪些事", En: "Told of"},
		"tokens":         {Hans: "令牌", Hant: "權杖", En: "Tokens"},
		"token.new":      {Hans: "再建一个", Hant: "再建一個", En: "Make another"},
		"revoke":         {Hans: "停用", Hant: "停用", En: "Revoke"},
		"revoked":        {Hans: "已停用", Hant: "已停用", En: "Revoked"},
		"scopes":         {Hans: "权限", Hant: "權限", En: "May"},
		"made":           {Hans: "新建", Hant: "建立", En: "Made"},
		"sent":           {Hans: "送出的", Hant: "送出的", En: "What leaves"},
		"sent.none":      {Hans: "这里还没有。", Hant: "這裡還沒有。", En: "Nothing here yet."},
		"what":           {Hans: "什么事", Hant: "什麼事", En: "What"},
		"older":          {Hans: "更早的", Hant: "更早的", En: "Older"},
		"next":           {Hans: "下次", Hant: "下次", En: "Next"},
		"compared":       {Hans: "上次对账", Hant: "上次對帳", En: "Last compared"},
		"compared.never": {Hans: "还没有和平台对过", Hant: "還沒有與平台對過", En: "Not compared with the network yet"},
		"compared.fine":  {Hans: "平台那边有的，这里都有。", Hant: "平台那邊有的，這裡都有。", En: "Everything the network has is here."},
		"compared.found": {Hans: "到现在补上 %s 条消息、%s 次进出、%s 个群名：平台漏了没告诉活水的。", Hant: "到現在補上 %s 則訊息、%s 次進出、%s 個群組名稱：平台漏了沒告訴活水的。", En: "Found so far that the network had not told: messages %s, joins and leaves %s, group names %s."},
		"remove.title":   {Hans: "移除“%s”？", Hant: "移除「%s」？", En: "Remove “%s”?"},
		"remove.keep":    {Hans: "已经收到的群、消息和数据都留着。", Hant: "已經收到的群組、訊息和數據都保留。", En: "The groups, messages and figures that came by it stay."},
		"remove.drop":    {Hans: "还在排队的 %s 条不再送。", Hant: "還在排隊的 %s 筆不再送出。", En: "%s that wait will not be sent."},
		"remove.end":     {Hans: "它的令牌和密钥马上失效，不能恢复；要用时重新接。", Hant: "它的權杖與密鑰立即失效，無法復原；要用時重新連線。", En: "Its tokens and secret end at once and cannot come back; connect it anew when needed."},
		"cancel":         {Hans: "不移除", Hant: "不移除", En: "Keep it"},
	}
}

func formWords() i18n.Words {
	return i18n.Words{
		"token.title":     {Hans: "加事件来源", Hant: "新增事件來源", En: "Add an event source"},
		"token.lead":      {Hans: "给程序一个令牌，它就能把事件发到 POST /api/v1/events。", Hant: "給程式一個權杖，它就能把事件送到 POST /api/v1/events。", En: "Give a program a token, and it can post events to POST /api/v1/events."},
		"token.name.hint": {Hans: "同名的令牌算同一个来源，换令牌时用原来的名称。", Hant: "同名的權杖算同一個來源，更換權杖時用原來的名稱。", En: "Tokens of one name post as one source; keep the name when you replace one."},
		"because.token":   {Hans: "一个程序只给它用得着的权限：令牌要是泄露了，别人也只能做这几样。令牌只显示一次，我们自己也读不出来。", Hant: "一個程式只給它用得著的權限：權杖要是外洩，別人也只能做這幾樣。權杖只顯示一次，我們自己也讀不出來。", En: "Give a program only what it needs: should the token leak, nobody can do more with it. It is shown once and cannot be read back, not even by us."},
		"scope.events":    {Hans: "发事件", Hant: "送事件", En: "Post events"},
		"scope.read":      {Hans: "读群和数据", Hant: "讀群組與數據", En: "Read groups and figures"},
		"scope.send":      {Hans: "往群里发消息", Hant: "在群組裡傳送訊息", En: "Say something in groups"},
		"scope.tasks":     {Hans: "看、建和处理待办", Hant: "看、新增和處理待辦", En: "Read, open and settle to-dos"},
		"token.go":        {Hans: "建令牌", Hant: "建立權杖", En: "Make the token"},
		"hook.title":      {Hans: "加推送", Hant: "新增推送", En: "Add an outgoing hook"},
		"hook.lead":       {Hans: "群里有事，活水就签好名 POST 到你的地址；同一个群的按先后顺序送，送不到会再试。以前的聊天和导入的不推送。", Hant: "群組裡有事時，活水把它簽章後 POST 到你的位址；同一個群組依順序，送不到會再試。歷史與匯入的不推。", En: "When something happens it is posted to your address, signed, in order within each group, and tried again until it gets through. History and imports are not posted."},
		"hook.url":        {Hans: "地址", Hant: "位址", En: "Address"},
		"hook.url.hint":   {Hans: "最好用 https。指向本机和内网的地址不会连接。", Hant: "最好使用 https。指向本機與內部網路的位址不會連線。", En: "Prefer https. Addresses inside this machine or network are not called."},
		"because.hook":    {Hans: "群里的事会送到这个地址，所以只送到你填的地方，并且签好名，让接收方认得是活水送的。不连内网，是防有人借它探你的网络。", Hant: "群組裡的事會送到這個位址，所以只送到你填的地方，並且簽好名，讓接收方認得是活水送的。不連內部網路，是防止有人借它探你的網路。", En: "What happens in your groups goes to this address and nowhere else, signed so that the receiver can tell. It does not reach inside your network, so that nobody can look around there through it."},
		"hook.kinds":      {Hans: "推送哪些事", Hant: "推送哪些事", En: "What it is told of"},
		"hook.go":         {Hans: "建推送", Hant: "建立推送", En: "Make the hook"},
		"matrix.title":    {Hans: "接 Matrix", Hant: "接 Matrix", En: "Connect Matrix"},
		"matrix.lead":     {Hans: "活水以“应用服务”的方式接到你的 Matrix 服务器上。填好后会得到一份注册文件，交给服务器的管理员。", Hant: "活水以「應用服務」的方式接到你的 Matrix 伺服器上。填好後會得到一份註冊檔，交給伺服器的管理員。", En: "Huoshui stands beside the homeserver as an application service. You will get a registration file for the homeserver's administrator."},
		"because.matrix":  {Hans: "Matrix 只让登记过的程序听和说。这三个地址写进注册文件，服务器的管理员放上去，两边才认得彼此。", Hant: "Matrix 只讓登記過的程式聽和說。這三個位址寫進註冊檔，伺服器的管理員放上去，兩邊才認得彼此。", En: "Matrix lets only registered programs listen and speak. These three addresses go into a registration file; once the administrator has put it in place, both sides know each other."},
		"homeserver":      {Hans: "Matrix 服务器的地址", Hant: "Matrix 伺服器的位址", En: "The homeserver's address"},
		"homeserver.hint": {Hans: "客户端接口的地址，比如 https://matrix.example.org。", Hant: "用戶端介面的位址，例如 https://matrix.example.org。", En: "Its client API, such as https://matrix.example.org."},
		"server":          {Hans: "服务器名", Hant: "伺服器名稱", En: "Server name"},
		"server.hint":     {Hans: "用户编号里冒号后面的那一段：@小雨:example.org 就是 example.org。", Hant: "使用者編號裡冒號後面的那一段：@小雨:example.org 就是 example.org。", En: "The part of user ids behind the colon: example.org in @anna:example.org."},
		"base":            {Hans: "Matrix 服务器从哪个地址找到活水", Hant: "Matrix 伺服器從哪個位址找到活水", En: "How the homeserver reaches us"},
		"base.hint":       {Hans: "写成 https://域名，后面不带路径。", Hant: "寫成 https://網域，後面不帶路徑。", En: "https://host, without a path."},
		"have":            {Hans: "已经有注册文件了", Hant: "已經有註冊檔了", En: "There is a registration already"},
		"have.hint":       {Hans: "把里面的两个令牌填上；没有就空着，会新建。", Hant: "把裡面的兩個權杖填上；沒有就留空，會新建。", En: "Enter its two tokens; leave them empty and new ones are made."},
		"manual.title":    {Hans: "加手动微信群", Hant: "新增手動微信群", En: "WeChat groups by hand"},
		"manual.lead":     {Hans: "不用账号，也不用密钥。加好以后写上群名，SOP、待办、日历和触达管控都照常用，只是最后一步由人动手。", Hant: "不用帳號，也不用密鑰。加好以後寫上群組名稱，SOP、待辦、行事曆與觸達管控都照常使用，只是最後一步由人動手。", En: "It takes no account and no secret. Then write down the groups' names: playbooks, to-dos, the calendar and the gate all work; only the last step is a person's."},
		"because.manual":  {Hans: "微信群没有官方接口，偷偷接会害你的号被封。先加这一项，活水才知道哪些群是由人照看的。", Hant: "微信群沒有官方介面，偷偷接會害你的帳號被封。先加這一項，活水才知道哪些群組是由人照看的。", En: "WeChat groups have no official way in, and hidden ones get accounts blocked. With this, Huoshui knows which groups people look after."},
		"manual.go":       {Hans: "加好，去写群名", Hant: "加好，去寫群組名稱", En: "Add it, then name the groups"},
		"manual.groups":   {Hans: "去看微信群", Hant: "去看微信群", En: "See the groups"},
		"matrix.go":       {Hans: "接上", Hant: "接上", En: "Connect"},
		"back":            {Hans: "接入", Hant: "連線", En: "Connections"},
	}
}

func onceWords() i18n.Words {
	return i18n.Words{
		"once.token":        {Hans: "令牌建好了", Hant: "權杖建好了", En: "The token is made"},
		"once.hook":         {Hans: "推送建好了", Hant: "推送建好了", En: "The hook is made"},
		"once.rotated":      {Hans: "密钥换好了", Hant: "密鑰換好了", En: "The secret is rotated"},
		"once.registration": {Hans: "注册文件", Hant: "註冊檔", En: "The registration"},
		"once.only":         {Hans: "只显示这一次。现在复制，放到只有那个程序读得到的地方。", Hant: "只顯示這一次。現在複製，放到只有那個程式讀得到的地方。", En: "It is shown this once. Copy it now and keep it where only the program can read it."},
		"once.copy":         {Hans: "复制", Hant: "複製", En: "Copy"},
		"once.try":          {Hans: "在终端里试一条：", Hant: "在終端機裡試一筆：", En: "Try it in a terminal:"},
		"once.verify":       {Hans: "接收方这样验签：取请求头 Huoshui-Signature 里的 t，用密钥对“t.请求体”做 HMAC-SHA256，和任一个 v1 比较；t 离现在超过 5 分钟就不要。同一件事可能送两次，按 id 去重。", Hant: "接收方這樣驗章：取請求標頭 Huoshui-Signature 裡的 t，用密鑰對「t.請求內容」做 HMAC-SHA256，與任一個 v1 比對；t 距現在超過 5 分鐘就不要。同一件事可能送兩次，依 id 去重。", En: "To verify: take t from the header Huoshui-Signature, compute HMAC-SHA256 of “t.body” with the secret, compare with any v1, and refuse a t more than 5 minutes off. The same thing may be posted twice; its id tells."},
		"once.reg.1":        {Hans: "1. 把下面的内容存成 huoshui.yaml，放到 Matrix 服务器上。里面有令牌，不要发到群里。", Hant: "1. 把下面的內容存成 huoshui.yaml，放到 Matrix 伺服器上。裡面有權杖，不要傳到群組裡。", En: "1. Save this as huoshui.yaml on the homeserver. It holds tokens: treat it like a password."},
		"once.reg.2":        {Hans: "2. 在 homeserver.yaml 的 app_service_config_files 里写上它的路径，重启 Matrix 服务器（以 Synapse 为例）。", Hant: "2. 在 homeserver.yaml 的 app_service_config_files 裡寫上它的路徑，重新啟動 Matrix 伺服器（以 Synapse 為例）。", En: "2. Name it under app_service_config_files in homeserver.yaml and restart the homeserver (with Synapse)."},
		"once.reg.3":        {Hans: "3. 回来做接入检查；然后在群里邀请 huoshui 进来。", Hant: "3. 回來做連線檢查；然後在群組裡邀請 huoshui 加入。", En: "3. Come back and check the connection; then invite huoshui into your rooms."},
		"once.next":         {Hans: "好了，去看这个接入", Hant: "好了，去看這個連線", En: "Done; show the connection"},
	}
}

func deliveryWords() i18n.Words {
	return i18n.Words{
		"delivery.tries":     {Hans: "每一次尝试", Hant: "每一次嘗試", En: "Every attempt"},
		"delivery.none":      {Hans: "还没有试过。", Hant: "還沒有試過。", En: "Not tried yet."},
		"delivery.body":      {Hans: "送的内容", Hant: "送出的內容", En: "What is sent"},
		"delivery.hidden":    {Hans: "你的角色看不到聊天原文，所以不显示内容。", Hant: "你的角色看不到聊天原文，因此不顯示內容。", En: "Your role does not see message text, so the content is not shown."},
		"delivery.forgotten": {Hans: "内容已清除：办完的事，内容只留 7 天。", Hant: "內容已清除：辦完的事，內容只保留 7 天。", En: "The content was cleared: it is kept for 7 days once something is settled."},
		"delivery.made":      {Hans: "决定要送", Hant: "決定要送", En: "Decided"},
		"delivery.again":     {Hans: "再送一次", Hant: "再送一次", En: "Send again"},
		"delivery.drop":      {Hans: "不送了", Hant: "不送了", En: "Do not send"},
		"delivery.door":      {Hans: "接入", Hant: "連線", En: "Connection"},
		"delivery.fact":      {Hans: "事实编号", Hant: "事實編號", En: "Fact"},
		"delivery.native":    {Hans: "平台的编号", Hant: "平台的編號", En: "The network's id"},
		"then":               {Hans: "之后再试", Hant: "之後再試", En: "tried again"},
	}
}

func storyWords() i18n.Words {
	return i18n.Words{
		"story.title": {Hans: "来龙去脉", Hant: "來龍去脈", En: "What happened to it"},
		"story.lead":  {Hans: "填一个编号：消息或事件在平台上的编号，或者 evt_、deed_ 开头的编号。", Hant: "填一個編號：訊息在平台上的編號、事件的編號，或 evt_、deed_ 開頭的編號。", En: "Enter an id: a message's on its network, an event's, or one that begins with evt_ or deed_."},
		"story.go":    {Hans: "查", Hant: "查詢", En: "Look it up"},
		"story.none":  {Hans: "没有查到“%s”。", Hant: "沒有查到「%s」。", En: "Nothing is known of “%s”."},
		"story.maybe": {Hans: "可能编号不全、是别的工作区的，或者从来没有收到过。evt_ 编号只在事件还没处理完、放到一边，或者引出了要送的事时查得到；处理完以后，8 天内可以用平台的编号查。已经记下的消息一直查得到：在群的聊天记录里点它的“来龙去脉”。", Hant: "可能編號不全、屬於別的工作區，或者從來沒有收到過。evt_ 編號只在事件還沒處理完、放到一邊，或者引出了要送的事時查得到；處理完以後，8 天內可以用平台的編號查詢。已經記下的訊息一直查得到：在群組的聊天紀錄裡按它的「來龍去脈」。", En: "The id may be cut short or another workspace's, or it never came. An evt_ id is known while the event waits or is set aside, and where it led to something that leaves; once handled it is found by its id on the network, for 8 days. A message that is kept can always be found: press “Its story” beside it in the group's messages."},
		"story.steps": {Hans: "经过", Hant: "經過", En: "Step by step"},
		"story.said":  {Hans: "说的是", Hant: "說的是", En: "What was said"},
		"story.quiet": {Hans: "你的角色看不到聊天原文。", Hant: "你的角色看不到聊天原文。", En: "Your role does not see message text."},
		"see":         {Hans: "去看", Hant: "去看", En: "See"},
	}
}
