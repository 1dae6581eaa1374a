package console

import "github.com/huoshui/huoshui/internal/base/i18n"

// frameWords are the words of the frame. Their keys begin with "frame.", so
// that no page's key can meet one.
func frameWords() i18n.Words {
	return i18n.Words{
		"frame.brand":         {Hans: "活水", Hant: "活水", En: "Huoshui"},
		"frame.skip":          {Hans: "跳到正文", Hant: "跳到正文", En: "Skip to content"},
		"frame.menu":          {Hans: "主菜单", Hant: "主選單", En: "Main menu"},
		"frame.sample":        {Hans: "样例数据", Hant: "範例資料", En: "Sample data"},
		"frame.sample.why":    {Hans: "这里的群和人都是编出来的，随便点。", Hant: "這裡的群組和人都是虛構的，可以隨意操作。", En: "Every group and person here is made up. Try anything."},
		"frame.sample.exit":   {Hans: "用我自己的群", Hant: "用我自己的群組", En: "Use my own groups"},
		"frame.simulated":     {Hans: "模拟", Hant: "模擬", En: "Simulated"},
		"frame.simulated.why": {Hans: "这里的群和群友都由程序扮演，发不出去，随便试。", Hant: "這裡的群組與群友都由程式扮演，不會傳到外面，可以隨意試。", En: "Every group and member here is played by the program. Nothing leaves. Try anything."},
		"frame.me":            {Hans: "我的账号", Hant: "我的帳號", En: "My account"},
		"frame.phone":         {Hans: "在手机上看", Hant: "在手機上看", En: "See it on your phone"},
		"frame.workspaces":    {Hans: "切换工作区", Hant: "切換工作區", En: "Switch workspace"},
		"frame.signout":       {Hans: "退出登录", Hant: "登出", En: "Sign out"},
		"frame.quit":          {Hans: "关掉活水", Hant: "關閉活水", En: "Close Huoshui"},
		"frame.language":      {Hans: "语言", Hant: "語言", En: "Language"},
		"frame.theme":         {Hans: "外观", Hant: "外觀", En: "Appearance"},
		"frame.theme.auto":    {Hans: "跟随系统", Hant: "跟隨系統", En: "System"},
		"frame.theme.light":   {Hans: "浅色", Hant: "淺色", En: "Light"},
		"frame.theme.dark":    {Hans: "深色", Hant: "深色", En: "Dark"},
		"frame.why":           {Hans: "这一步为什么", Hant: "這一步為什麼", En: "Why this step"},
		"frame.help":          {Hans: "帮助", Hant: "說明", En: "Help"},
		"frame.help.page":     {Hans: "这一页怎么用", Hant: "這一頁怎麼用", En: "How this page works"},
		"frame.copied":        {Hans: "已复制", Hant: "已複製", En: "Copied"},
		"frame.lost":          {Hans: "连不上服务器，显示的可能是旧内容。恢复后会自己更新。", Hant: "無法連上伺服器，畫面可能是舊內容。恢復後會自動更新。", En: "The server cannot be reached; what you see may be old. It renews itself once the server is back."},
	}
}

func errorWords() i18n.Words {
	return i18n.Words{
		"error.home":   {Hans: "回首页", Hant: "回首頁", En: "Back to the start"},
		"error.signin": {Hans: "去登录", Hant: "前往登入", En: "Sign in"},
		"error.id":     {Hans: "错误编号", Hant: "錯誤編號", En: "Error id"},
	}
}
