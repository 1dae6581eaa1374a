package account

import "github.com/huoshui/huoshui/internal/base/i18n"

func staffWords() i18n.Words {
	return i18n.Words{
		"title":        {Hans: "账号", Hant: "帳號", En: "Accounts"},
		"lead":         {Hans: "谁能进这个工作区，能做什么，看得到哪一块。", Hant: "誰能進這個工作區，能做什麼，看得到哪一塊。", En: "Who may enter this workspace, do what, and see which part."},
		"back":         {Hans: "设置", Hant: "設定", En: "Settings"},
		"who":          {Hans: "账号", Hant: "帳號", En: "Account"},
		"role":         {Hans: "角色", Hant: "角色", En: "Role"},
		"unit":         {Hans: "所属单位", Hant: "所屬單位", En: "Unit"},
		"unit.hint":    {Hans: "看得到这个单位和它下面的。", Hant: "看得到這個單位及其以下。", En: "They see this unit and all below it."},
		"since":        {Hans: "加入", Hant: "加入", En: "Joined"},
		"edit":         {Hans: "修改", Hant: "修改", En: "Change"},
		"edit.who":     {Hans: "修改 %s", Hant: "修改 %s", En: "Change %s"},
		"self":         {Hans: "你", Hant: "你", En: "You"},
		"nopassword":   {Hans: "没设密码", Hant: "未設密碼", En: "No password"},
		"invite":       {Hans: "邀请同事", Hant: "邀請同事", En: "Invite a colleague"},
		"invite.lead":  {Hans: "会生成一个链接，7 天内有效，只能用一次。你自己发给对方，系统不发消息。", Hant: "會產生一個連結，7 天內有效，只能使用一次。請自行傳給對方，系統不會發送訊息。", En: "This makes a link that works once within 7 days. You pass it on yourself; nothing is sent."},
		"because":      {Hans: "链接只有你亲手给的人拿得到，密码也由对方自己设，谁都不知道别人的密码。角色和单位给够用的就行，以后能改。", Hant: "連結只有你親手給的人拿得到，密碼也由對方自己設，誰都不知道別人的密碼。角色和單位給夠用的就好，之後可以修改。", En: "Only the person you give it to has the link, and they set their own password, so nobody knows anybody else’s. Give as much role and unit as they need; it can be changed."},
		"name":         {Hans: "给谁", Hant: "給誰", En: "For whom"},
		"name.eg":      {Hans: "例如：小雨", Hant: "例如：小雨", En: "For example Rain"},
		"go":           {Hans: "生成邀请链接", Hant: "產生邀請連結", En: "Make the invitation link"},
		"made":         {Hans: "给 %s 的邀请链接", Hant: "給 %s 的邀請連結", En: "Invitation link for %s"},
		"made.lead":    {Hans: "只显示这一次，请现在复制，发给对方。", Hant: "只顯示這一次，請立即複製並傳給對方。", En: "It is shown this once. Copy it now and pass it on."},
		"copy":         {Hans: "复制链接", Hant: "複製連結", En: "Copy link"},
		"waiting":      {Hans: "还没用的邀请", Hant: "尚未使用的邀請", En: "Invitations not used yet"},
		"expires":      {Hans: "到期：", Hant: "到期：", En: "Expires"},
		"withdraw":     {Hans: "撤回", Hant: "撤回", En: "Withdraw"},
		"withdraw.who": {Hans: "撤回给 %s 的邀请", Hant: "撤回給 %s 的邀請", En: "Withdraw the invitation for %s"},
		"alone":        {Hans: "现在只有你一个人。邀请一位同事，群就有人一起照看了。", Hant: "目前只有你一個人。邀請一位同事，群組就有人一起照顧。", En: "You are the only one here. Invite a colleague, and the groups have two pairs of eyes."},
	}
}

func colleagueWords() i18n.Words {
	return i18n.Words{
		"title":       {Hans: "修改账号", Hant: "修改帳號", En: "Change an account"},
		"back":        {Hans: "账号", Hant: "帳號", En: "Accounts"},
		"login":       {Hans: "登录名 %s", Hant: "登入名稱 %s", En: "Signs in as %s"},
		"role":        {Hans: "角色", Hant: "角色", En: "Role"},
		"unit":        {Hans: "所属单位", Hant: "所屬單位", En: "Unit"},
		"unit.hint":   {Hans: "看得到这个单位和它下面的。负责人只能在总部。", Hant: "看得到這個單位及其以下。負責人只能在總部。", En: "They see this unit and all below it. Owners stand at head office."},
		"save":        {Hans: "保存", Hant: "儲存", En: "Save"},
		"save.hint":   {Hans: "保存后，对方要重新登录一次。", Hant: "儲存後，對方需要重新登入一次。", En: "Once saved, they need to sign in again."},
		"reset":       {Hans: "忘了密码", Hant: "忘記密碼", En: "Forgotten password"},
		"reset.lead":  {Hans: "生成一个重设密码的链接，24 小时内有效，只能用一次。谁拿到链接，谁就能用这个账号，请只发给本人。", Hant: "產生一個重設密碼的連結，24 小時內有效，只能使用一次。拿到連結的人就能使用這個帳號，請只傳給本人。", En: "Makes a link to choose a new password, once, within 24 hours. Whoever holds it can use the account, so pass it only to its owner."},
		"reset.go":    {Hans: "生成重设链接", Hant: "產生重設連結", En: "Make a reset link"},
		"made.lead":   {Hans: "只显示这一次，请现在复制，发给本人。", Hant: "只顯示這一次，請立即複製並傳給本人。", En: "It is shown this once. Copy it now and pass it on."},
		"copy":        {Hans: "复制链接", Hant: "複製連結", En: "Copy link"},
		"remove":      {Hans: "移出工作区", Hant: "移出工作區", En: "Remove from the workspace"},
		"remove.lead": {Hans: "对方马上退出登录，再也进不来；导入过的数据都还在。", Hant: "對方會立即登出，無法再進入；匯入過的資料都會保留。", En: "They are signed out at once and cannot come back; whatever they imported stays."},
		"remove.go":   {Hans: "移出……", Hant: "移出……", En: "Remove…"},
	}
}

func removeWords() i18n.Words {
	return i18n.Words{
		"title":  {Hans: "移出工作区", Hant: "移出工作區", En: "Remove from the workspace"},
		"ask":    {Hans: "把 %s 移出“%s”？", Hant: "將 %s 移出「%s」？", En: "Remove %s from %s?"},
		"lead":   {Hans: "1 个账号马上退出登录，再也进不来。导入过的数据不受影响；以后可以重新邀请。", Hant: "1 個帳號會立即登出，無法再進入。匯入過的資料不受影響；之後可以重新邀請。", En: "One account is signed out at once and cannot come back. Imported data stay as they are; you may invite them again."},
		"self":   {Hans: "这是你自己。移出之后，你也进不来了。", Hant: "這是你自己。移出之後，你也無法進入。", En: "This is you. Afterwards you cannot come in either."},
		"go":     {Hans: "移出", Hant: "移出", En: "Remove"},
		"cancel": {Hans: "不移了", Hant: "取消", En: "Keep"},
	}
}

func unitsWords() i18n.Words {
	return i18n.Words{
		"title":     {Hans: "组织", Hant: "組織", En: "Organisation"},
		"lead":      {Hans: "总部在最上面，下面可以有区域、门店、导购。每个人只看得到自己的单位和它下面的。", Hant: "總部在最上面，以下可有區域、門市、導購。每個人只看得到自己的單位及其以下。", En: "Head office on top; regions, stores and sales advisers below. Everybody sees their own unit and what is below it."},
		"back":      {Hans: "设置", Hant: "設定", En: "Settings"},
		"edit":      {Hans: "修改", Hant: "修改", En: "Change"},
		"edit.what": {Hans: "修改 %s", Hant: "修改 %s", En: "Change %s"},
		"staff":     {Hans: "%d 个账号", Hant: "%d 個帳號", En: "accounts: %d"},
		"alone":     {Hans: "只有一家店？什么都不用加，所有人都在总部就行。", Hant: "只有一家店？不必新增，所有人都在總部即可。", En: "A single shop? Add nothing; everybody may stay at head office."},
		"because":   {Hans: "一个人看得到哪些群，由他的单位和群的单位一起定。加错了只是看多或看少，随时能挪。", Hant: "一個人看得到哪些群組，由他的單位和群組的單位一起決定。加錯了只是看多或看少，隨時能移動。", En: "Which groups somebody sees follows from their unit and the groups’. A mistake shows too much or too little, and can be moved at any time."},
		"add":       {Hans: "添加单位", Hant: "新增單位", En: "Add a unit"},
		"name":      {Hans: "名称", Hant: "名稱", En: "Name"},
		"kind":      {Hans: "类型", Hant: "類型", En: "Level"},
		"parent":    {Hans: "放在谁下面", Hant: "放在哪個單位底下", En: "Below"},
		"go":        {Hans: "添加", Hant: "新增", En: "Add"},
	}
}

func unitWords() i18n.Words {
	return i18n.Words{
		"title":       {Hans: "修改单位", Hant: "修改單位", En: "Change a unit"},
		"back":        {Hans: "组织", Hant: "組織", En: "Organisation"},
		"name":        {Hans: "名称", Hant: "名稱", En: "Name"},
		"parent":      {Hans: "放在谁下面", Hant: "放在哪個單位底下", En: "Below"},
		"parent.hint": {Hans: "移动之后，新上级的人马上能看到它，原上级的人就看不到了。", Hant: "移動之後，新上級的人立即看得到它，原上級的人就看不到了。", En: "Once moved, people at the new unit above see it at once; those at the old one no longer do."},
		"save":        {Hans: "保存", Hant: "儲存", En: "Save"},
		"remove":      {Hans: "删除", Hant: "刪除", En: "Remove"},
		"remove.lead": {Hans: "下面没有别的单位、账号和群时才能删除。", Hant: "底下沒有其他單位、帳號和群組時才能刪除。", En: "Possible once no unit, account or group stands at it."},
		"remove.go":   {Hans: "删除这个单位", Hant: "刪除這個單位", En: "Remove this unit"},
	}
}
