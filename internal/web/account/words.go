package account

import "github.com/huoshui/huoshui/internal/base/i18n"

func signInWords() i18n.Words {
	return i18n.Words{
		"title":    {Hans: "登录", Hant: "登入", En: "Sign in"},
		"lead":     {Hans: "看看你的群今天怎么样。", Hant: "看看你的群組今天怎麼樣。", En: "See how your groups are doing today."},
		"again":    {Hans: "在这台电脑上不用密码：再双击一次活水，就进来了。", Hant: "在這台電腦上不需要密碼：再按兩下活水，就進來了。", En: "At this computer you need no password: double-click Huoshui again."},
		"login":    {Hans: "登录名", Hant: "登入名稱", En: "Sign-in name"},
		"password": {Hans: "密码", Hant: "密碼", En: "Password"},
		"go":       {Hans: "登录", Hant: "登入", En: "Sign in"},
		"lost":     {Hans: "忘了密码？", Hant: "忘記密碼？", En: "Forgot the password?"},
		"lost.how": {Hans: "请负责人在“设置 › 账号”里给你一个重设链接。你自己就是负责人的话，在服务器上运行：", Hant: "請負責人在「設定 › 帳號」裡給你重設連結。如果你自己就是負責人，請在伺服器上執行：", En: "Ask an owner for a reset link (Settings › Accounts). If you are the owner, run this on the server:"},
	}
}

func linkWords() i18n.Words {
	return i18n.Words{
		"title":          {Hans: "一次性链接", Hant: "一次性連結", En: "One-time link"},
		"signin":         {Hans: "欢迎回来，%s", Hant: "歡迎回來，%s", En: "Welcome back, %s"},
		"signin.lead":    {Hans: "点一下就能登录。这个链接只能用一次。", Hant: "按一下即可登入。這個連結只能使用一次。", En: "One click signs you in. The link works once."},
		"signin.go":      {Hans: "登录", Hant: "登入", En: "Sign in"},
		"password.title": {Hans: "设一个新密码", Hant: "設定新密碼", En: "Choose a new password"},
		"password.lead":  {Hans: "这是 %s 的账号。保存后，其他设备上的登录都会退出。", Hant: "這是 %s 的帳號。儲存後，其他裝置上的登入都會登出。", En: "For the account %s. Once saved, every other device is signed out."},
		"password.go":    {Hans: "保存并登录", Hant: "儲存並登入", En: "Save and sign in"},
		"invite":         {Hans: "%s 请你加入", Hant: "%s 邀請你加入", En: "Join %s"},
		"invite.lead":    {Hans: "你的角色是“%s”，在“%s”。", Hant: "你的角色是「%s」，在「%s」。", En: "Your role: %s, at %s."},
		"invite.go":      {Hans: "建账号并加入", Hant: "建立帳號並加入", En: "Make my account and join"},
		"invite.join":    {Hans: "用 %s 加入", Hant: "以 %s 加入", En: "Join as %s"},
		"invite.other":   {Hans: "不是你？先退出登录，再打开这个链接。", Hant: "不是你？請先登出，再打開這個連結。", En: "Not you? Sign out first and open this link again."},
		"invite.have":    {Hans: "已经有账号？", Hant: "已有帳號？", En: "Have an account already?"},
		"invite.signin":  {Hans: "登录后加入", Hant: "登入後加入", En: "Sign in and join"},
		"name":           {Hans: "怎么称呼你", Hant: "怎麼稱呼你", En: "Your name"},
		"login":          {Hans: "登录名", Hant: "登入名稱", En: "Sign-in name"},
		"login.hint":     {Hans: "以后用它登录，可以用手机号、邮箱或拼音。", Hant: "之後用它登入，可用手機號碼、電子郵件或英文名。", En: "You sign in with it: an e-mail address, a telephone number or a short name."},
		"password":       {Hans: "密码", Hant: "密碼", En: "Password"},
		"password.hint":  {Hans: "至少 10 个字。长一点比复杂更管用。", Hant: "至少 10 個字。長一點比複雜更有用。", En: "At least 10 characters. Length helps more than odd symbols."},
		"because":        {Hans: "这个链接只能用一次。以后靠登录名和密码进来，所以现在设好；存的是算过的指纹，负责人也看不到。", Hant: "這個連結只能用一次。以後靠登入名稱和密碼進來，所以現在設好；存的是計算過的指紋，負責人也看不到。", En: "This link works once; from then on you sign in with login and password, so it is set now. Only a fingerprint of it is kept; not even owners can read it."},
		"expires":        {Hans: "链接到期：", Hant: "連結到期：", En: "The link expires"},
	}
}

func workspacesWords() i18n.Words {
	return i18n.Words{
		"title":     {Hans: "选一个工作区", Hant: "選擇工作區", En: "Choose a workspace"},
		"lead":      {Hans: "每个品牌一个工作区，数据互不相通。", Hant: "每個品牌一個工作區，資料互不相通。", En: "One workspace a brand; their data never mix."},
		"simulated": {Hans: "模拟", Hant: "模擬", En: "Simulated"},
		"sample":    {Hans: "样例数据", Hant: "範例資料", En: "Sample data"},
		"empty":     {Hans: "你还没有工作区", Hant: "你還沒有工作區", En: "No workspace yet"},
		"empty.how": {Hans: "请负责人发一个邀请链接给你，打开就能进来。", Hant: "請負責人發一個邀請連結給你，打開就能進來。", En: "Ask an owner for an invitation link; opening it lets you in."},
		"new":       {Hans: "建一个工作区", Hant: "建立工作區", En: "Make a workspace"},
		"new.own":   {Hans: "看完样例了？建自己的工作区", Hant: "看完範例了？建立自己的工作區", En: "Done with the sample? Make your own workspace"},
		"new.lead":  {Hans: "里面是空的，接着导入你自己的聊天记录就行。样例会留着，随时能回来看。", Hant: "裡面是空的，接著匯入你自己的聊天紀錄即可。範例會保留，隨時可以回來看。", En: "It starts empty; import your own chats next. The sample stays, in case you want to look again."},
		"name":      {Hans: "名称", Hant: "名稱", En: "Name"},
		"name.eg":   {Hans: "例如：你的品牌或店名", Hant: "例如：你的品牌或店名", En: "For example your brand or shop"},
		"zone":      {Hans: "时区", Hant: "時區", En: "Time zone"},
		"zone.hint": {Hans: "一天从几点算起，由它决定。", Hant: "一天從何時開始算，由它決定。", En: "It decides when a day begins."},
		"because":   {Hans: "名字写在导出的表和早报上，一看就知道是哪家店；“今天”“这周”按时区算。两样以后都能改。", Hant: "名稱寫在匯出的表和早報上，一看就知道是哪家店；「今天」「這週」依時區計算。兩樣之後都能修改。", En: "The name stands on exports and morning reports; today and this week go by the time zone. Both can be changed later."},
		"go":        {Hans: "建好并进入", Hant: "建立並進入", En: "Make and enter"},
	}
}

func meWords() i18n.Words {
	return i18n.Words{
		"title":         {Hans: "我的账号", Hant: "我的帳號", En: "My account"},
		"back":          {Hans: "回到工作区", Hant: "回到工作區", En: "Back to the workspace"},
		"who":           {Hans: "称呼", Hant: "稱呼", En: "What you are called"},
		"name":          {Hans: "称呼", Hant: "稱呼", En: "Name"},
		"login":         {Hans: "登录名", Hant: "登入名稱", En: "Sign-in name"},
		"save":          {Hans: "保存", Hant: "儲存", En: "Save"},
		"language":      {Hans: "界面语言", Hant: "介面語言", En: "Language"},
		"password":      {Hans: "密码", Hant: "密碼", En: "Password"},
		"password.none": {Hans: "你还没有密码，现在只能用一次性链接登录。设一个，下次就能直接登录。", Hant: "你還沒有密碼，目前只能用一次性連結登入。設定一個，下次就能直接登入。", En: "You have no password yet and sign in by one-time links only. Set one to sign in directly."},
		"password.lead": {Hans: "改完之后，其他设备上的登录都会退出。", Hant: "更改之後，其他裝置上的登入都會登出。", En: "Changing it signs out every other device."},
		"current":       {Hans: "现在的密码", Hant: "目前的密碼", En: "Current password"},
		"new":           {Hans: "新密码", Hant: "新密碼", En: "New password"},
		"new.hint":      {Hans: "至少 %d 个字。长一点比复杂更管用。", Hant: "至少 %d 個字。長一點比複雜更有用。", En: "At least %d characters. Length helps more than odd symbols."},
		"because":       {Hans: "没有密码，只能靠一次性链接进来，链接用过就没了。设了密码，换一台设备也能登录，捡到旧链接的人进不来。", Hant: "沒有密碼，只能靠一次性連結進來，連結用過就沒了。設了密碼，換一台裝置也能登入，撿到舊連結的人進不來。", En: "Without a password only one-time links let you in, and each works once. With one you can sign in on another device."},
		"password.save": {Hans: "保存密码", Hant: "儲存密碼", En: "Save password"},
	}
}

func settingsWords() i18n.Words {
	return i18n.Words{
		"title":       {Hans: "设置", Hant: "設定", En: "Settings"},
		"staff":       {Hans: "账号", Hant: "帳號", En: "Accounts"},
		"staff.lead":  {Hans: "谁能进来，能做什么", Hant: "誰能進來，能做什麼", En: "Who may come in, and do what"},
		"units":       {Hans: "组织", Hant: "組織", En: "Organisation"},
		"units.lead":  {Hans: "总部、区域、门店、导购，谁看哪一块", Hant: "總部、區域、門市、導購，誰看哪一塊", En: "Head office, regions, stores, advisers: who sees what"},
		"record":      {Hans: "操作记录", Hant: "操作記錄", En: "Record"},
		"record.lead": {Hans: "谁在什么时候做了什么", Hant: "誰在什麼時候做了什麼", En: "Who did what, and when"},
		"me":          {Hans: "我的账号", Hant: "我的帳號", En: "My account"},
		"me.lead":     {Hans: "称呼、语言、密码", Hant: "稱呼、語言、密碼", En: "Name, language, password"},
		"switch":      {Hans: "切换工作区", Hant: "切換工作區", En: "Switch workspace"},
		"switch.lead": {Hans: "看别的品牌，或者新建一个", Hant: "查看其他品牌，或新增一個", En: "Look at another brand, or make one"},
		"this":        {Hans: "这个工作区", Hant: "這個工作區", En: "This workspace"},
		"name":        {Hans: "名称", Hant: "名稱", En: "Name"},
		"zone":        {Hans: "时区", Hant: "時區", En: "Time zone"},
		"zone.hint":   {Hans: "改了之后，按天算的数字会按新时区重新算。", Hant: "更改之後，以天計算的數字會按新時區重新計算。", En: "Once changed, figures by the day are worked out anew in that zone."},
		"save":        {Hans: "保存", Hant: "儲存", En: "Save"},
		"readonly":    {Hans: "账号和组织由负责人管理。", Hant: "帳號與組織由負責人管理。", En: "Accounts and the organisation are kept by owners."},
	}
}
