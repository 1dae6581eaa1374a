package matrix

import "github.com/huoshui/huoshui/internal/base/i18n"

// What people are told.
var (
	badHomeserver = i18n.Text{
		Hans: "“%s”不是 Matrix 服务器的地址。请填完整的地址，例如 https://matrix.example.org，后面不带路径参数。",
		Hant: "「%s」不是 Matrix 伺服器的網址。請填寫完整網址，例如 https://matrix.example.org，後面不帶參數。",
		En:   "“%s” is not the address of a Matrix homeserver. Give the whole address, such as https://matrix.example.org, without a query.",
	}
	badURL = i18n.Text{
		Hans: "“%s”不能作为回调地址。请填 Matrix 服务器访问得到的完整地址，例如 https://huoshui.example.org/hook/matrix。",
		Hant: "「%s」不能當作回呼網址。請填寫 Matrix 伺服器連得到的完整網址，例如 https://huoshui.example.org/hook/matrix。",
		En:   "“%s” cannot be where the homeserver calls us. Give a whole address that it can reach, such as https://huoshui.example.org/hook/matrix.",
	}
	badServerName = i18n.Text{
		Hans: "“%s”不是服务器名。请填用户名冒号后面的那一段：@小雨：example.org 的服务器名是 example.org。",
		Hant: "「%s」不是伺服器名稱。請填寫使用者名稱冒號後面的部分：@小雨：example.org 的伺服器名稱是 example.org。",
		En:   "“%s” is not a server name. Give the part of user names behind the colon: for @ann:example.org that is example.org.",
	}
	badLocalpart = i18n.Text{
		Hans: "“%s”不能作为机器人的用户名。只能用小写字母、数字和 . _ = / + -。",
		Hant: "「%s」不能當作機器人的使用者名稱。只能使用小寫字母、數字和 . _ = / + -。",
		En:   "“%s” cannot be the bot's user name. Use lower-case letters, digits and . _ = / + - only.",
	}
	badID = i18n.Text{
		Hans: "注册文件的 id 是空的。请填一个这台 Matrix 服务器上没有别人用的名字，例如 huoshui。",
		Hant: "註冊檔的 id 是空的。請填寫這台 Matrix 伺服器上沒有別人使用的名稱，例如 huoshui。",
		En:   "The registration has no id. Give one that no other service of this homeserver uses, such as huoshui.",
	}
	badTokens = i18n.Text{
		Hans: "两个令牌(as_token、hs_token)各要至少 %d 个字符，而且不能相同。请重新生成。",
		Hant: "兩個權杖(as_token、hs_token)各需至少 %d 個字元，且不能相同。請重新產生。",
		En:   "Both tokens (as_token, hs_token) need at least %d characters, and must differ. Generate them anew.",
	}
	tokenRefused = i18n.Text{
		Hans: "Matrix 服务器 %[2]s 不认 %[1]s 的令牌。请把注册文件放到服务器上，写进 app_service_config_files，重启服务器，再重新连接。",
		Hant: "Matrix 伺服器 %[2]s 不接受 %[1]s 的權杖。請將註冊檔放到伺服器上，寫入 app_service_config_files，重新啟動伺服器後再連線。",
		En:   "The homeserver %[2]s does not take the token of %[1]s. Put the registration file on the server, name it under app_service_config_files, restart the server, then connect again.",
	}
	membersUnavailable = i18n.Text{
		Hans: "现在读不到这个群的成员名单。请确认机器人还在群里、Matrix 服务器正常，稍后再试。",
		Hant: "目前讀不到這個群組的成員名單。請確認機器人仍在群組裡、Matrix 伺服器正常，稍後再試。",
		En:   "Who is in this group cannot be read now. See that the bot is still in it and the homeserver is up, and try again later.",
	}
	historyUnavailable = i18n.Text{
		Hans: "现在读不到这个群以前的消息。请确认机器人还在群里、Matrix 服务器正常，稍后再试。",
		Hant: "目前讀不到這個群組先前的訊息。請確認機器人仍在群組裡、Matrix 伺服器正常，稍後再試。",
		En:   "What was said in this group before cannot be read now. See that the bot is still in it and the homeserver is up, and try again later.",
	}
	badMedia = i18n.Text{
		Hans: "“%s”不是 Matrix 上的文件地址，应当以 mxc:// 开头。",
		Hant: "「%s」不是 Matrix 上的檔案位址，應以 mxc:// 開頭。",
		En:   "“%s” is not the address of a file on Matrix; it would begin with mxc://.",
	}
	mediaUnavailable = i18n.Text{
		Hans: "文件“%s”现在取不到，可能已经被服务器清理。请稍后再试。",
		Hant: "檔案「%s」目前無法取得，可能已被伺服器清除。請稍後再試。",
		En:   "The file “%s” cannot be had now; the homeserver may have cleaned it up. Try again later.",
	}
	mediaTooLarge = i18n.Text{
		Hans: "文件“%s”超过 %d 字节，没有取。请在 Matrix 客户端里打开。",
		Hant: "檔案「%s」超過 %d 位元組，沒有取得。請在 Matrix 用戶端開啟。",
		En:   "The file “%s” is larger than %d bytes and was not brought. Open it in a Matrix client.",
	}
)

// The steps of a check, and how to mend each.
var (
	triedServer = i18n.Text{Hans: "能不能连到 Matrix 服务器", Hant: "能否連到 Matrix 伺服器", En: "The homeserver answers"}
	mendServer  = i18n.Text{
		Hans: "检查服务器地址有没有写错、服务器是否在运行、中间有没有防火墙或代理拦住。",
		Hant: "檢查伺服器網址是否寫錯、伺服器是否在運作、中間是否有防火牆或代理伺服器阻擋。",
		En:   "See that the address is right, that the server runs, and that no firewall or proxy stands between.",
	}
	triedToken = i18n.Text{Hans: "服务器认不认我们的令牌", Hant: "伺服器是否接受我們的權杖", En: "The homeserver knows our token"}
	mendToken  = i18n.Text{
		Hans: "把注册文件放到服务器上，写进 homeserver.yaml 的 app_service_config_files，重启服务器。文件里的 as_token 要和这里一致。",
		Hant: "將註冊檔放到伺服器上，寫入 homeserver.yaml 的 app_service_config_files，重新啟動伺服器。檔案中的 as_token 須與這裡一致。",
		En:   "Put the registration file on the server, name it in homeserver.yaml under app_service_config_files and restart the server. Its as_token must be the one here.",
	}
	mendName = i18n.Text{
		Hans: "服务器名和 sender_localpart 要和注册文件、homeserver.yaml 里的 server_name 一致。",
		Hant: "伺服器名稱和 sender_localpart 須與註冊檔、homeserver.yaml 中的 server_name 一致。",
		En:   "Server name and sender_localpart must be those of the registration file and of server_name in homeserver.yaml.",
	}
	triedPush = i18n.Text{Hans: "服务器能不能把消息送到我们这里", Hant: "伺服器能否將訊息送到我們這裡", En: "The homeserver reaches us"}
	mendPush  = i18n.Text{
		Hans: "注册文件里的 url 要从 Matrix 服务器那台机器上访问得到，hs_token 要和这里一致。改了注册文件要重启服务器。",
		Hant: "註冊檔中的 url 須能從 Matrix 伺服器那台主機連上，hs_token 須與這裡一致。修改註冊檔後須重新啟動伺服器。",
		En:   "The url in the registration file must be reachable from the homeserver's machine, and its hs_token must be the one here. Restart the server after changing the file.",
	}
	mendPushOld = i18n.Text{
		Hans: "这台服务器较旧，不能自己测试。请在机器人所在的群里发一条消息，再检查一次。",
		Hant: "這台伺服器較舊，無法自行測試。請在機器人所在的群組發一則訊息，再檢查一次。",
		En:   "This server is too old to test that itself. Say something in a group the bot is in, and check again.",
	}
	triedRooms = i18n.Text{Hans: "机器人在哪些群里", Hant: "機器人在哪些群組裡", En: "The bot is in groups"}
	mendRooms  = i18n.Text{
		Hans: "把机器人邀请进要运营的群，它会自己进来。只接受允许名单里的人或服务器的邀请。",
		Hant: "將機器人邀請進要經營的群組，它會自行加入。只接受允許名單中的人或伺服器的邀請。",
		En:   "Invite the bot into the groups it is for; it comes by itself. It follows invitations only of the people and servers it is allowed to.",
	}
)
