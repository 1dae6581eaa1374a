package phone

import "github.com/huoshui/huoshui/internal/base/i18n"

func phoneWords() i18n.Words {
	return i18n.Words{
		"title":       {Hans: "在手机上看", Hant: "在手機上看", En: "See it on your phone"},
		"back":        {Hans: "回首页", Hant: "回首頁", En: "Back to the start"},
		"open.at":     {Hans: "连过的手机，在浏览器里打开：", Hant: "連過的手機，在瀏覽器裡打開：", En: "On a paired phone, open this in the browser:"},
		"which":       {Hans: "这台电脑连着几个网络，手机在哪一个里？", Hant: "這台電腦連著幾個網路，手機在哪一個裡？", En: "This computer is in several networks. In which one is the phone?"},
		"open":        {Hans: "打开 10 分钟", Hant: "打開 10 分鐘", En: "Let phones in for 10 minutes"},
		"why":         {Hans: "平时只有这台电脑打得开活水。按下之后，同一个 Wi-Fi 里的设备能看到输配对码的页面，但没有配对码进不来；码 10 分钟内有效，只能用一次，输错 5 次就自动关上。连上的手机可以一直用，直到你关上，或者退出活水。", Hant: "平時只有這台電腦打得開活水。按下之後，同一個 Wi-Fi 裡的裝置能看到輸入配對碼的頁面，但沒有配對碼進不來；碼 10 分鐘內有效，只能用一次，輸錯 5 次就自動關上。連上的手機可以一直用，直到你關上，或結束活水。", En: "Usually only this computer can open Huoshui. Once you press this, others on the same Wi-Fi can knock but not enter: they see a page that asks for the code. The code works once, within 10 minutes, and five wrong ones shut phones out. A phone that was paired can go on until you shut phones out or end Huoshui."},
		"plain":       {Hans: "手机和电脑之间没有加密，同一个网络里懂行的人可能看到内容，甚至冒用这次登录。只在自己家或店里的 Wi-Fi 打开，别人的 Wi-Fi、公共 Wi-Fi 里不要开。", Hant: "手機和電腦之間沒有加密，同一個網路裡懂行的人可能看到內容，甚至冒用這次登入。只在自己家或店裡的 Wi-Fi 打開，別人的 Wi-Fi、公共 Wi-Fi 裡不要開。", En: "Nothing is encrypted between phone and computer: somebody skilled on the same network could read along, or even act as you. Do this on the Wi-Fi of your own home or shop, never on somebody else's or a public one."},
		"again":       {Hans: "再看一次", Hant: "再看一次", En: "Look again"},
		"reopen":      {Hans: "按现在的网络重新打开", Hant: "依現在的網路重新打開", En: "Let phones in on this network"},
		"step.1":      {Hans: "手机连上同一个 Wi-Fi，用手机自带的相机扫这个码。", Hant: "手機連上同一個 Wi-Fi，用手機內建的相機掃這個碼。", En: "Join the same Wi-Fi with the phone, and point its own camera at this code."},
		"step.1.or":   {Hans: "扫不了，就在手机浏览器里输入：", Hant: "掃不了，就在手機瀏覽器裡輸入：", En: "If it cannot scan, type this into the phone's browser:"},
		"step.2":      {Hans: "在手机上输入配对码：", Hant: "在手機上輸入配對碼：", En: "Type the pairing code on the phone:"},
		"left":        {Hans: "还有 %d 分钟有效，只能用一次。", Hant: "還有 %d 分鐘有效，只能用一次。", En: "Good for %d more {minute|minutes}, and for one phone."},
		"code.new":    {Hans: "换一个配对码", Hant: "換一個配對碼", En: "A new code"},
		"close":       {Hans: "关上", Hant: "關上", En: "Shut phones out"},
		"code":        {Hans: "手机扫的码", Hant: "手機掃的碼", En: "The code for the phone's camera"},
		"phones":      {Hans: "连过的手机", Hant: "連過的手機", En: "Paired phones"},
		"phones.none": {Hans: "还没有手机连过。", Hant: "還沒有手機連過。", En: "No phone has been paired yet."},
		"name":        {Hans: "手机", Hant: "手機", En: "Phone"},
		"seen":        {Hans: "上次用", Hant: "上次使用", En: "Last used"},
		"paired":      {Hans: "连上的时间", Hant: "連上的時間", En: "Paired"},
		"expires":     {Hans: "到期", Hant: "到期", En: "Ends"},
		"remove":      {Hans: "断开", Hant: "中斷", En: "Disconnect"},
		"remove.who":  {Hans: "断开 %s", Hant: "中斷 %s", En: "Disconnect %s"},
		"start":       {Hans: "下次启动也打开，只给连过的手机用", Hant: "下次啟動也打開，只給連過的手機用", En: "Let paired phones in at the next start, too"},
		"start.why":   {Hans: "勾上以后，活水一启动，连过的手机就能用，不用再按。只有这台电脑的地址和上次一样时才会打开，换了网络不会。", Hant: "勾選以後，活水一啟動，連過的手機就能用，不用再按。只有這台電腦的位址和上次一樣時才會打開，換了網路不會。", En: "With this, paired phones work as soon as Huoshui starts. It happens only where the computer has the same address as last time, not on another network."},
		"save":        {Hans: "保存", Hant: "儲存", En: "Save"},
		"help":        {Hans: "手机打不开？", Hant: "手機打不開？", En: "The phone cannot open it?"},
		"help.1":      {Hans: "手机和电脑要在同一个 Wi-Fi，不能有一个连着访客网络；手机上的 VPN 先关掉。", Hant: "手機和電腦要在同一個 Wi-Fi，不能有一個連著訪客網路；手機上的 VPN 先關掉。", En: "Phone and computer must be on the same Wi-Fi, neither of them on a guest network. Turn off a VPN on the phone."},
		"help.2":      {Hans: "Windows 会问要不要让活水使用网络，请选“允许”（专用网络）。以前点过“取消”的，在“允许应用通过防火墙”里勾上活水。", Hant: "Windows 會問要不要讓活水使用網路，請選「允許」（私人網路）。以前按過「取消」的，在「允許應用程式通過防火牆」裡勾選活水。", En: "Windows asks whether Huoshui may use the network: choose Allow, for private networks. If you once pressed Cancel, tick Huoshui under “Allow an app through the firewall”."},
		"help.3":      {Hans: "用微信扫的话，请点右上角的“…”，选“在浏览器打开”。", Hant: "用微信或 LINE 掃的話，請改用手機的瀏覽器打開。", En: "If a chat app opened it, choose to open it in the phone's browser instead."},
		"help.4":      {Hans: "换了 Wi-Fi，或者路由器给了电脑新的地址，手机要重新配对一次。", Hant: "換了 Wi-Fi，或路由器給了電腦新的位址，手機要重新配對一次。", En: "After another Wi-Fi, or a new address from the router, a phone has to be paired anew."},
	}
}

func pairWords() i18n.Words {
	return i18n.Words{
		"title":     {Hans: "连上电脑上的活水", Hant: "連上電腦上的活水", En: "Connect to Huoshui on the computer"},
		"lead":      {Hans: "输入电脑屏幕上的 6 位配对码，这部手机就能看到同样的内容。", Hant: "輸入電腦螢幕上的 6 位配對碼，這支手機就能看到同樣的內容。", En: "Type the 6-digit code on the computer's screen, and this phone sees the same."},
		"code":      {Hans: "配对码", Hant: "配對碼", En: "Pairing code"},
		"name":      {Hans: "这部手机叫什么", Hant: "這支手機叫什麼", En: "What to call this phone"},
		"name.hint": {Hans: "只在电脑的手机列表里显示，方便以后断开。", Hant: "只在電腦的手機清單裡顯示，方便以後中斷。", En: "Shown only in the list at the computer, so that you know which one to disconnect."},
		"go":        {Hans: "连上", Hant: "連上", En: "Connect"},
		"stays":     {Hans: "连上后 30 天内不用再输。不是自己的手机，请不要连。", Hant: "連上後 30 天內不用再輸入。不是自己的手機，請不要連。", En: "It lasts 30 days. Please do not connect a phone that is not yours."},
		"none":      {Hans: "现在没有有效的配对码", Hant: "現在沒有有效的配對碼", En: "There is no code right now"},
		"none.how":  {Hans: "请在电脑上打开“在手机上看”，按“换一个配对码”，再回来刷新这一页。", Hant: "請在電腦上打開「在手機上看」，按「換一個配對碼」，再回來重新整理這一頁。", En: "Open “See it on your phone” at the computer, press “A new code”, then reload this page."},
		"shut":      {Hans: "电脑上已经关上了", Hant: "電腦上已經關上了", En: "The computer has shut phones out"},
		"shut.how":  {Hans: "请在电脑上打开“在手机上看”，按“打开 10 分钟”，再扫一次码。", Hant: "請在電腦上打開「在手機上看」，按「打開 10 分鐘」，再掃一次碼。", En: "Open “See it on your phone” at the computer, let phones in again, and scan the code anew."},
		"again":     {Hans: "刷新", Hant: "重新整理", En: "Reload"},
	}
}

// said is a verdict with what there is to add.
type said struct{ verdict, lead i18n.Text }

// closedSaid says why the door is shut.
var closedSaid = map[reason]said{
	byHand: {
		i18n.Text{Hans: "手机还看不到这台电脑上的活水。", Hant: "手機還看不到這台電腦上的活水。", En: "Phones cannot see Huoshui on this computer yet."},
		i18n.Text{Hans: "打开以后，同一个 Wi-Fi 里的手机扫一下、输一次配对码，就能看到和这里一样的内容。", Hant: "打開以後，同一個 Wi-Fi 裡的手機掃一下、輸入一次配對碼，就能看到和這裡一樣的內容。", En: "Let them in, and a phone on the same Wi-Fi scans a code, types six digits once, and sees what you see here."},
	},
	wrongCodes: {
		i18n.Text{Hans: "有人输错了 5 次配对码，已经自动关上了。", Hant: "有人輸錯了 5 次配對碼，已經自動關上了。", En: "The code was typed wrong 5 times, so phones are shut out."},
		i18n.Text{Hans: "是自己输错的，再打开一次就好；输错的那台设备要等 10 分钟。不是你，就先别在这个 Wi-Fi 里打开。", Hant: "是自己輸錯的，再打開一次就好；輸錯的那台裝置要等 10 分鐘。不是你，就先別在這個 Wi-Fi 裡打開。", En: "If that was you, let phones in again; the device that typed them waits for 10 minutes. If it was not, better not do it on this Wi-Fi."},
	},
	nobodyCame: {
		i18n.Text{Hans: "没有手机连进来，已经自动关上了。", Hant: "沒有手機連進來，已經自動關上了。", En: "No phone came, so phones are shut out again."},
		i18n.Text{Hans: "需要的时候再打开。手机打不开页面的话，看看下面的“手机打不开？”。", Hant: "需要的時候再打開。手機打不開頁面的話，看看下面的「手機打不開？」。", En: "Let them in whenever you need it. If the phone could not open the page, see below."},
	},
	broke: {
		i18n.Text{Hans: "网络断过，手机现在连不上了。", Hant: "網路斷過，手機現在連不上了。", En: "The network went away, and phones with it."},
		i18n.Text{Hans: "重新打开一次就好。", Hant: "重新打開一次就好。", En: "Let them in again and they can come back."},
	},
}

var (
	hereVerdict = i18n.Text{Hans: "这部手机已经连上了。", Hant: "這支手機已經連上了。", En: "This phone is connected."}
	hereLead    = i18n.Text{Hans: "要再连一部手机，或者断开这一部，请在电脑上打开这一页。", Hant: "要再連一支手機，或中斷這一支，請在電腦上打開這一頁。", En: "To connect another phone, or to disconnect this one, open this page at the computer."}

	publicVerdict = i18n.Text{Hans: "手机直接打开这个地址就行。", Hant: "手機直接打開這個網址就行。", En: "Phones simply open this address."}
	publicLead    = i18n.Text{Hans: "扫码打开，用自己的账号登录。", Hant: "掃碼打開，用自己的帳號登入。", En: "Scan the code and sign in with your own account."}

	servedVerdict = i18n.Text{Hans: "还没有给手机用的地址。", Hant: "還沒有給手機用的網址。", En: "There is no address for phones yet."}
	servedLead    = i18n.Text{Hans: "这个活水在服务器上运行，只有服务器自己打得开。请管理服务器的人启动时用 --base-url 写明网址，这里就会出现二维码。", Hant: "這個活水在伺服器上執行，只有伺服器自己打得開。請管理伺服器的人啟動時用 --base-url 寫明網址，這裡就會出現 QR Code。", En: "This Huoshui runs on a server that only the server itself can reach. Ask whoever runs it to start it with --base-url, and the code for phones appears here."}

	ownersVerdict = i18n.Text{Hans: "让手机连进来，要负责人来做。", Hant: "讓手機連進來，要負責人來做。", En: "Letting phones in is for owners."}
	ownersLead    = i18n.Text{Hans: "连上的手机能看到负责人能看的一切。需要的话，请找你们的负责人。", Hant: "連上的手機能看到負責人能看的一切。如有需要，請聯絡你們的負責人。", En: "A paired phone sees whatever its owner sees. Please ask one of your owners if you need it."}

	nowhereVerdict = i18n.Text{Hans: "这台电脑没有连着 Wi-Fi 或网线，手机找不到它。", Hant: "這台電腦沒有連著 Wi-Fi 或網路線，手機找不到它。", En: "This computer is on no Wi-Fi or cable, so phones cannot find it."}
	nowhereLead    = i18n.Text{Hans: "先让电脑和手机连上同一个 Wi-Fi，再回来看一次。", Hant: "先讓電腦和手機連上同一個 Wi-Fi，再回來看一次。", En: "Connect computer and phone to the same Wi-Fi first, then look again."}

	lostVerdict = i18n.Text{Hans: "这台电脑换了网络，手机连不上原来的地址了。", Hant: "這台電腦換了網路，手機連不上原來的位址了。", En: "This computer changed networks, and phones cannot reach the old address."}
	lostLead    = i18n.Text{Hans: "按现在的网络重新打开，再用新的码配对一次。", Hant: "依現在的網路重新打開，再用新的碼配對一次。", En: "Let phones in on this network, and pair them anew."}

	codeVerdict = i18n.Text{Hans: "现在可以连一部手机进来。", Hant: "現在可以連一支手機進來。", En: "One phone can connect now."}
	codeLead    = i18n.Text{Hans: "分两步，在手机上做。", Hant: "分兩步，在手機上做。", En: "Two steps, on the phone."}

	openVerdict = i18n.Text{Hans: "连过的 %d 部手机现在可以用。", Hant: "連過的 %d 支手機現在可以用。", En: "Paired phones can use it now: %d."}
	openLead    = i18n.Text{Hans: "再连一部，要换一个新的配对码。用完了可以关上。", Hant: "再連一支，要換一個新的配對碼。用完了可以關上。", En: "To pair one more you need a new code. Shut phones out when you are done."}

	idleVerdict = i18n.Text{Hans: "配对码用过或过期了，还没有手机连着。", Hant: "配對碼用過或過期了，還沒有手機連著。", En: "The code is used or too old, and no phone is connected."}
	idleLead    = i18n.Text{Hans: "要连手机，换一个新的配对码。不连的话，过一会儿会自动关上。", Hant: "要連手機，換一個新的配對碼。不連的話，過一會兒會自動關上。", En: "Get a new code to pair a phone. If none comes, phones are shut out in a moment."}
)
