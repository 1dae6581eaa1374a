package chat

import "github.com/huoshui/huoshui/internal/base/i18n"

// messagesWords are the words of the pages of messages.
func messagesWords() i18n.Words {
	return i18n.Words{
		"title":         {Hans: "聊天记录", Hant: "聊天紀錄", En: "Messages"},
		"title.all":     {Hans: "找聊天记录", Hant: "找聊天紀錄", En: "Find messages"},
		"lead.all":      {Hans: "在你能看的所有群里，找大家说过的话。", Hant: "在你能看的所有群組裡，找大家說過的話。", En: "Find what was said, in every group you may see."},
		"search":        {Hans: "查找", Hant: "搜尋", En: "Search"},
		"search.eg":     {Hans: "一个词，比如“排骨”；两个字就能找", Hant: "一個詞，例如「排骨」；兩個字就能找", En: "A word, such as 排骨 or refund"},
		"search.here":   {Hans: "在这个群里找", Hant: "在這個群組裡找", En: "Search in this group"},
		"clear":         {Hans: "清除查找", Hant: "清除搜尋", En: "Clear"},
		"everywhere":    {Hans: "在所有群里找“%s”", Hant: "在所有群組裡找「%s」", En: "Look for “%s” in all groups"},
		"found":         {Hans: "说到“%s”的消息，新的在前", Hant: "說到「%s」的訊息，新的在前", En: "Messages with “%s”, the newest first"},
		"none.found":    {Hans: "没有找到“%s”。换个更短的词试试；图片和语音里的内容找不到。", Hant: "沒有找到「%s」。換個更短的詞試試；圖片和語音裡的內容找不到。", En: "Nothing found for “%s”. Try a shorter word; what is in pictures and voice messages cannot be found."},
		"none.far":      {Hans: "找到 %s 为止，还没有“%s”。可以接着往前找。", Hant: "找到 %s 為止，還沒有「%s」。可以繼續往前找。", En: "Back to %s there is no “%s”. You may go on further back."},
		"none.words":    {Hans: "“%s”里没有能找的字。请写汉字、字母或数字。", Hant: "「%s」裡沒有能找的字。請寫漢字、字母或數字。", En: "There is nothing in “%s” to look for. Write letters, characters or digits."},
		"none.ask":      {Hans: "写下要找的词，就能看到谁在哪个群、什么时候说过。", Hant: "寫下要找的詞，就能看到誰在哪個群組、什麼時候說過。", En: "Write a word to see who said it, when and in which group."},
		"none":          {Hans: "还没有记下这个群的消息。", Hant: "還沒有記下這個群組的訊息。", En: "No message of this group has been recorded yet."},
		"reading":       {Hans: "刚导入的消息还在整理，稍后刷新会更全。", Hant: "剛匯入的訊息還在整理，稍後重新整理會更完整。", En: "What was imported just now is still being read; look again in a while for the rest."},
		"edited":        {Hans: "已编辑", Hant: "已編輯", En: "Edited"},
		"gone":          {Hans: "这条消息已撤回或删除", Hant: "這則訊息已收回或刪除", En: "This message was recalled or deleted"},
		"cut":           {Hans: "太长，没有全部显示", Hant: "太長，沒有全部顯示", En: "Too long to show in full"},
		"nobody":        {Hans: "（已清除）", Hant: "（已清除）", En: "(erased)"},
		"nameless":      {Hans: "（没有名字）", Hant: "（沒有名稱）", En: "(no name)"},
		"reply":         {Hans: "回复 %s：", Hant: "回覆 %s：", En: "To %s:"},
		"reply.unknown": {Hans: "回复一条更早的、或没有记录的消息", Hant: "回覆一則更早、或沒有紀錄的訊息", En: "Answers an earlier message, or one that is not kept"},
		"reply.gone":    {Hans: "（已撤回或删除）", Hant: "（已收回或刪除）", En: "(recalled or deleted)"},
		"around":        {Hans: "前后文", Hant: "前後文", En: "Context"},
		"story":         {Hans: "来龙去脉", Hant: "來龍去脈", En: "Its story"},
		"older":         {Hans: "更早的", Hant: "更早的", En: "Older"},
		"farther":       {Hans: "接着往前找", Hant: "繼續往前找", En: "Look further back"},
		"newest":        {Hans: "回到最新", Hant: "回到最新", En: "Newest"},
		"pages":         {Hans: "翻页", Hant: "換頁", En: "Pages"},
		"back":          {Hans: "回到群", Hant: "回到群組", En: "Back to the group"},
		"stop":          {Hans: "你的角色看不到聊天内容", Hant: "你的角色看不到聊天內容", En: "Your role does not read messages"},
		"stop.lead":     {Hans: "你的角色是“%s”：能看各群的数字，看不到大家说了什么。需要的话，请工作区的负责人改一下你的角色。", Hant: "你的角色是「%s」：能看各群組的數字，看不到大家說了什麼。如有需要，請工作區的負責人調整你的角色。", En: "Your role, %s, sees the figures of groups, not what people wrote. If you need it, ask an owner of the workspace to change your role."},
		"stop.go":       {Hans: "去看群", Hant: "去看群組", En: "Go to the groups"},
	}
}
