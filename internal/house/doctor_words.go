package house

import "github.com/huoshui/huoshui/internal/base/i18n"

// What was tried.
var (
	triedFolder   = i18n.Text{Hans: "看数据文件夹 %s 在不在、能不能写、谁能看", Hant: "看資料夾 %s 是否存在、能否寫入、誰能看", En: "Looked whether the data folder %s is there, can be written, and who may read it"}
	triedDisk     = i18n.Text{Hans: "看磁盘还剩多少", Hant: "看磁碟還剩多少", En: "Looked how much room is left on the disk"}
	triedOpen     = i18n.Text{Hans: "打开数据库 %s", Hant: "開啟資料庫 %s", En: "Opened the database %s"}
	triedSchema   = i18n.Text{Hans: "比对数据库和程序的版本", Hant: "比對資料庫與程式的版本", En: "Compared the version of the tables with that of the program"}
	triedSQLite   = i18n.Text{Hans: "检查 SQLite 文件是否完好、日志多大", Hant: "檢查 SQLite 檔案是否完好、記錄檔多大", En: "Checked that the SQLite file is sound, and how large its log is"}
	triedPostgres = i18n.Text{Hans: "看 PostgreSQL 的版本和设置", Hant: "看 PostgreSQL 的版本與設定", En: "Asked PostgreSQL for its version and settings"}
	triedClock    = i18n.Text{Hans: "拿这台机器的时钟和最新的数据比", Hant: "拿這台機器的時鐘與最新的資料比", En: "Compared this machine's clock with the newest data"}
	triedWaiting  = i18n.Text{Hans: "数一数还在等的", Hant: "數一數還在等的", En: "Counted what waits"}
	triedLeases   = i18n.Text{Hans: "看哪些进程在干活", Hant: "看哪些行程在工作", En: "Looked which processes are at work"}
	triedAddress  = i18n.Text{Hans: "看地址 %s 能不能用", Hant: "看位址 %s 能不能用", En: "Looked whether the address %s can be had"}
	triedBase     = i18n.Text{Hans: "访问 %s", Hant: "連到 %s", En: "Asked for %s"}
	triedModels   = i18n.Text{Hans: "读程序自带的模型", Hant: "讀取程式內附的模型", En: "Read the models that come with the program"}
	triedHeld     = i18n.Text{Hans: "看是不是从备份恢复后还扣着", Hant: "看是否從備份還原後還扣著", En: "Looked whether the installation is held after a restore"}
)

// What came back.
var (
	said          = i18n.Text{Hans: "得到的回答：%s", Hant: "得到的回答：%s", En: "The answer was: %s"}
	notThere      = i18n.Text{Hans: "没有", Hant: "沒有", En: "It is not there"}
	noFolderThere = i18n.Text{Hans: "那里不是文件夹", Hant: "那裡不是資料夾", En: "It is no folder"}
	writable      = i18n.Text{Hans: "在，能写，别人看不到", Hant: "存在，能寫入，別人看不到", En: "It is there, can be written, and is closed to others"}
	openToOthers  = i18n.Text{Hans: "在，能写，但这台机器上的别人也能看（权限 %s）", Hant: "存在，能寫入，但這台機器上的別人也能看（權限 %s）", En: "It can be written, but others on this machine may look into it (mode %s)"}
	freeIs        = i18n.Text{Hans: "还剩 %s", Hant: "還剩 %s", En: "%s are free"}
	itOpens       = i18n.Text{Hans: "打开了", Hant: "開啟了", En: "It opens"}
	noDatabase    = i18n.Text{Hans: "数据库没打开，没法看", Hant: "資料庫沒有開啟，無法查看", En: "The database did not open, so there is nothing to look at"}
	noTables      = i18n.Text{Hans: "表不是这个版本的，没法看", Hant: "資料表不是這個版本的，無法查看", En: "The tables are not of this version, so there is nothing to look at"}
	isNewer       = i18n.Text{Hans: "数据库比程序新：%s（括号里是程序认识的）", Hant: "資料庫比程式新：%s（括號裡是程式認得的）", En: "The database is newer than the program: %s (in brackets what the program knows)"}
	isOlder       = i18n.Text{Hans: "数据库比程序旧：%s（括号里是程序要的）", Hant: "資料庫比程式舊：%s（括號裡是程式要的）", En: "The database is older than the program: %s (in brackets what the program wants)"}
	noneYet       = i18n.Text{Hans: "还没有表", Hant: "還沒有資料表", En: "There are no tables yet"}
	isCurrent     = i18n.Text{Hans: "一致，%d 个部分", Hant: "一致，%d 個部分", En: "They agree, in all %d parts"}
	engineIs      = i18n.Text{Hans: "版本 %s，%s，%s", Hant: "版本 %s，%s，%s", En: "Version %s, %s, %s"}
	withWAL       = i18n.Text{Hans: "完好；%s；日志 %s", Hant: "完好；%s；記錄檔 %s", En: "It is sound. %s; log %s"}
	brokenFile    = i18n.Text{Hans: "文件坏了：%s", Hant: "檔案已損毀：%s", En: "The file is damaged: %s"}
	clockIs       = i18n.Text{Hans: "现在 %s，已经用到 %s", Hant: "現在 %s，已經用到 %s", En: "It is %s; moments are in use up to %s"}
	waits         = i18n.Text{
		Hans: "待处理事件 %d 条（最老的等了 %s），搁置 %d 条，待计算的群 %d 个，待发 %d 件，待通知 %d 条",
		Hant: "待處理事件 %d 筆（最久的等了 %s），擱置 %d 筆，待計算的群組 %d 個，待送 %d 件，待通知 %d 筆",
		En:   "%d {event waits|events wait} (the oldest for %s), %d {was|were} set aside, %d {group is|groups are} to be measured, %d {thing is|things are} to leave, %d {fact is|facts are} to be told",
	}
	noneHeld    = i18n.Text{Hans: "没有进程在干活", Hant: "沒有行程在工作", En: "No process is at work"}
	heldBy      = i18n.Text{Hans: "%d 个进程在干活，各自拿着：%s", Hant: "%d 個行程在工作，各自拿著：%s", En: "%d {process is|processes are} at work, holding: %s"}
	isFree      = i18n.Text{Hans: "空着，可以用", Hant: "空著，可以用", En: "It is free"}
	answersHere = i18n.Text{Hans: "活水正在这里运行", Hant: "活水正在這裡執行", En: "Huoshui is running there"}
	noAnswer    = i18n.Text{Hans: "活水没有从这里回答", Hant: "活水沒有從這裡回答", En: "Huoshui does not answer there"}
	modelsRead  = i18n.Text{Hans: "读到了", Hant: "讀到了", En: "They can be read"}
	heldSince   = i18n.Text{Hans: "%s 恢复后一直扣着，不会自己往外发", Hant: "%s 還原後一直扣著，不會自己往外送", En: "Held since it was restored at %s: nothing leaves by itself"}
	notHeld     = i18n.Text{Hans: "没有扣着", Hant: "沒有扣著", En: "It is not held"}
)

// How to mend it.
var (
	mendFolder      = i18n.Text{Hans: "用 --data 写明活水在用的文件夹；还没用过的话，先运行 huoshui run。", Hant: "用 --data 寫明活水在用的資料夾；還沒用過的話，先執行 huoshui run。", En: "Name the folder Huoshui uses with --data; if it never ran, begin with huoshui run."}
	mendWritable    = i18n.Text{Hans: "让运行活水的用户能写这个文件夹（chown 或 chmod），并看看磁盘是不是只读。", Hant: "讓執行活水的使用者能寫入這個資料夾（chown 或 chmod），並看看磁碟是否唯讀。", En: "Let the user who runs Huoshui write to the folder (chown or chmod), and look whether the disk is read-only."}
	mendMode        = i18n.Text{Hans: "里面有群友的话和名字，请运行 chmod 700 %s。", Hant: "裡面有群友的話與名字，請執行 chmod 700 %s。", En: "It holds what members said and their names: run chmod 700 %s."}
	mendDisk        = i18n.Text{Hans: "腾出空间，或把数据文件夹搬到更大的磁盘上；满了以后收不下新消息。", Hant: "騰出空間，或把資料夾搬到更大的磁碟上；滿了以後收不下新訊息。", En: "Make room, or move the data folder to a larger disk. When it is full, nothing can be taken in."}
	mendNoDatabase  = i18n.Text{Hans: "检查 --data 和 --database；还没用过的话，先运行 huoshui run 或 huoshui serve。", Hant: "檢查 --data 與 --database；還沒用過的話，先執行 huoshui run 或 huoshui serve。", En: "Check --data and --database; if it never ran, begin with huoshui run or huoshui serve."}
	mendOpen        = i18n.Text{Hans: "检查地址、账号、密码和权限，数据库程序是不是开着，磁盘满没满；文件坏了就用备份恢复（huoshui restore）。", Hant: "檢查位址、帳號、密碼與權限，資料庫程式是否開著，磁碟是否已滿；檔案損毀就用備份還原（huoshui restore）。", En: "Check the address, user, password and permissions, that the database runs, and that the disk is not full. If the file is damaged, restore a backup (huoshui restore)."}
	mendNewer       = i18n.Text{Hans: "换用写过它的那个新版程序。", Hant: "換用寫過它的那個新版程式。", En: "Use the newer program that wrote it."}
	mendOlder       = i18n.Text{Hans: "先 huoshui backup，再启动程序，它会自己升级。", Hant: "先 huoshui backup，再啟動程式，它會自己升級。", En: "Run huoshui backup, then start the program: it brings the tables up to date."}
	mendBroken      = i18n.Text{Hans: "停下程序，留一份这个文件，用最近的备份恢复到空文件夹（huoshui restore），并检查磁盘。", Hant: "停下程式，留一份這個檔案，用最近的備份還原到空資料夾（huoshui restore），並檢查磁碟。", En: "Stop the program, keep a copy of the file, restore the latest backup into an empty folder (huoshui restore), and check the disk."}
	mendDerived     = i18n.Text{Hans: "停下程序，删掉 %s.derived，再启动：它是搜索的索引，会自己重建，别的什么也不会少。然后检查磁盘。", Hant: "停下程式，刪掉 %s.derived，再啟動：它是搜尋的索引，會自己重建，別的什麼也不會少。然後檢查磁碟。", En: "Stop the program, remove %s.derived and start it again: it is the index of the search and is made anew, nothing else is lost. Then check the disk."}
	mendWAL         = i18n.Text{Hans: "有程序长时间占着读，日志缩不回去；等备份或导出结束，或者重启活水。", Hant: "有程式長時間占著讀取，記錄檔縮不回去；等備份或匯出結束，或重新啟動活水。", En: "Something has been reading for so long that the log cannot be emptied. Wait for a backup or export to end, or restart Huoshui."}
	mendVersion     = i18n.Text{Hans: "请升级到 PostgreSQL 14 或更新。", Hant: "請升級到 PostgreSQL 14 或更新。", En: "Update to PostgreSQL 14 or later."}
	mendDurable     = i18n.Text{Hans: "请打开 fsync、full_page_writes 和 synchronous_commit：现在断电会丢掉已经答应收下的消息。", Hant: "請開啟 fsync、full_page_writes 與 synchronous_commit：現在斷電會遺失已經答應收下的訊息。", En: "Turn on fsync, full_page_writes and synchronous_commit: as it is, a power cut loses what was answered for."}
	mendConnections = i18n.Text{Hans: "把 max_connections 调到 %d 以上，几个进程一起跑时按个数加。", Hant: "把 max_connections 調到 %d 以上，幾個行程一起跑時按個數加。", En: "Raise max_connections to %d or more for each process."}
	mendClock       = i18n.Text{Hans: "校准这台机器的时间（timedatectl），几台机器一起用时都要校准。", Hant: "校準這台機器的時間（timedatectl），幾台機器一起用時都要校準。", En: "Set this machine's clock right (timedatectl), and those of all machines that work together."}
	mendWaiting     = i18n.Text{Hans: "看看活水是不是在运行（huoshui serve），日志里有没有报错。", Hant: "看看活水是否在執行（huoshui serve），記錄檔裡有沒有報錯。", En: "Look whether Huoshui is running (huoshui serve), and for errors in its log."}
	mendAside       = i18n.Text{Hans: "在控制台看搁置的事件和原因，处理好以后重试；内容留七天。", Hant: "在控制台看擱置的事件與原因，處理好以後重試；內容保留七天。", En: "Look at the events set aside and their reasons in the console, and try them again once mended. Their content is kept for seven days."}
	mendAddress     = i18n.Text{Hans: "关掉占着它的程序，或用 --listen 换一个。", Hant: "關閉占用它的程式，或用 --listen 換一個。", En: "Stop the program that has it, or choose another with --listen."}
	mendBase        = i18n.Text{Hans: "活水没开的话先启动；开着的话，检查域名解析、反向代理和证书。", Hant: "活水沒開的話先啟動；開著的話，檢查網域解析、反向代理與憑證。", En: "Start Huoshui if it is not running; if it is, check the host's name, the proxy and its certificate."}
	mendModels      = i18n.Text{Hans: "程序文件不完整，请重新下载或重新编译。", Hant: "程式檔案不完整，請重新下載或重新編譯。", En: "The program file is not whole: download or build it again."}
	mendHeld        = i18n.Text{Hans: "看看备份以后已经发过什么，再运行 huoshui admin release。", Hant: "看看備份之後已經送過什麼，再執行 huoshui admin release。", En: "Check what left after the backup was made, then run huoshui admin release."}
	mendRestore     = i18n.Text{Hans: "再运行一次同样的 huoshui restore。", Hant: "再執行一次同樣的 huoshui restore。", En: "Run the same huoshui restore again."}
)
