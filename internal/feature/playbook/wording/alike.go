package wording

// alike returns the character that r is read as: the simplified one of those
// that the patterns use, and the common ones of look-alikes.
func alike(r rune) rune {
	if s, ok := alikes[r]; ok {
		return s
	}
	return r
}

// alikes gives the simplified character, or the plain letter, by another that
// is read the same. Only what stands in a pattern or in a placeholder is here.
var alikes = pairs(
	"轉转發发領领贊赞讚赞點点掛挂請请邀邀親亲訊讯對对優优惠惠獎奖勵励紅红費费錢钱罰罚款款購购買买賣卖"+
		"單单餘余剩剩僅仅隻只祇只衹只還还後后張张個个計计時时間间倒倒數数銷销罄罄價价網网國国級级極极頂顶"+
		"業业質质證证絕绝無无與与倫伦敵敌獨独雙双專专權权威威環环熱热門门暢畅歡欢愛爱實实劃划貴贵當当"+
		"藥药療疗癒愈瘉愈癌癌腫肿壓压糖糖脂脂減减體体內内痘痘見见變变膚肤顯显彈弹遠远復复傳传祕秘醫医"+
		"統统檢检測测監监識识別别機机器器動动員员處处為为違违規规銀银說说話话賠赔償偿開开黃黄臺台灣湾"+
		"潛潜覺觉踢踢請请離离區区沒没們们闆板調调節节過过錯错進进來来會会讓让幫帮應应該该須须嚴严"+
		"謝谢絕绝強强製制靠靠勵励設设許许從从淺浅經经濟济騙骗聯联繫系關关閉闭給给帶带創创務务負负責责"+
		"範范圍围壽寿養养豐丰壯壮陽阳鬚须髮发燒烧脫脱劑剂術术屬属貨货搶抢額额滿满刪删標标記记鏈链連连"+
		"廣广讀读誰谁異异長长條条組组項项團团夥伙閨闺導导師师識识題题聽听場场講讲試试書书圖图報报導导"+
		"線线產产農农廠厂鮮鲜嚐尝淨净純纯麗丽輕轻順顺頁页兒儿顧顾評评論论復复誤误壞坏滅灭殺杀歷历曆历"+
		"審审獲获換换雲云歲岁籤签簽签競竞賽赛賺赚虧亏億亿萬万兩两幾几齊齐裝装選选擇择題题寶宝貝贝達达"+
		"寫写敢敢蓋盖問问嗎吗週周號号葉叶罵骂髒脏庫库規规補补職职資资觀观輛辆雞鸡類类闢辟邊边鐘钟鍾钟"+
		"飲饮飽饱飯饭餐餐點点駕驾驗验驚惊髓髓鬧闹麼么麽么龍龙龜龟疊叠總总續续維维繼继輸输鑒鉴鑑鉴"+
		"蕞最冣最朂最嘬最醉醉壹一贰二叁三羣群裡里裏里着着臨临殘残緊紧斷断彙汇匯汇恆恒憑凭牆墙徵征"+
		"帳账戶户聲声擾扰爲为衛卫擊击鍵键託托讎仇踐践佔占係系卻却參参吳吴吿告囉啰唸念喫吃嚇吓諱讳"+
		"絲丝亞亚倉仓眾众偵侦黨党軍军湊凑剛刚辦办華华響响夠够頭头媽妈學学賓宾將将屍尸巔巅乾干徹彻態态護护樣样氣气沈沉滾滚煩烦狀状"+
		"現现確确禮礼種种約约練练終终紹绍結结膠胶薦荐認认訴诉諾诺諒谅謂谓譜谱財财貧贫賞赏運运這这遺遗遙遥鎖锁聞闻隊队顏颜風风饋馈"+
		"馬马妳你颱台準准複复"+
		"а"+"aе"+"e", // the last are Cyrillic; the rest of them below
	'о', 'o', 'р', 'p', 'с', 'c', 'у', 'y', 'х', 'x', 'і', 'i', 'ѕ', 's', 'ο', 'o', 'α', 'a', 'ν', 'v', 'ı', 'i',
	'〇', '0', '’', '\'', '‘', '\'', '–', '-', '—', '-',
)

// pairs makes a table of characters that stand side by side.
func pairs(beside string, more ...rune) map[rune]rune {
	all := append([]rune(beside), more...)
	table := make(map[rune]rune, len(all)/2)
	for i := 0; i+1 < len(all); i += 2 {
		if all[i] != all[i+1] {
			table[all[i]] = all[i+1]
		}
	}
	return table
}
