package insight

// What is said of groups that people keep by hand.
var (
	handLabel    = words3("人工填写", "人工填寫", "Filled in by hand")
	handGo       = words3("今天群里怎么样", "今天群組裡怎麼樣", "How was it today")
	handNone     = words3("还没有人填过这个群的情况。", "還沒有人填過這個群組的情況。", "Nobody has filled in how this group is yet.")
	handPeople   = words3("%s 人", "%s 人", "%s {person|people}")
	handJoined   = words3("进 %s", "進 %s", "%s came")
	handLeft     = words3("退 %s", "退 %s", "%s left")
	handMessages = words3("约 %s 条", "約 %s 則", "some %s {message|messages}")
	handWeek     = words3("%s 那周", "%s 那週", "week of %s")
	handTalked   = words3("%s 位群友说过话", "%s 位群友說過話", "%s {member|members} spoke")
	handSent     = words3("发了 %s 条", "發了 %s 則", "%s sent by us")
	handAsked    = words3("%s 位问过或买过", "%s 位問過或買過", "%s asked or bought")
	handSpoke    = words3("约 %s 人说话", "約 %s 人說話", "some %s spoke")
)
