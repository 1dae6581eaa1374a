package export

import (
	"bytes"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

// charset is a way of writing text down that files here are met in.
type charset uint8

const (
	utf8Text charset = iota
	utf16LE
	utf16BE
	gb18030 // and its subset GBK
	big5
)

func (c charset) encoding() encoding.Encoding {
	switch c {
	case utf16LE:
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case utf16BE:
		return unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	case gb18030:
		return simplifiedchinese.GB18030
	case big5:
		return traditionalchinese.Big5
	default:
		return encoding.Nop
	}
}

// windowSize is how much text a decision about its charset looks at.
const windowSize = 64 << 10

const utf8Mark = "\xef\xbb\xbf"

// wideCharset recognises UTF-16 at the start of a file: by its byte order
// mark, else by the zero bytes that digits, blanks and line ends leave in
// every second place.
func wideCharset(head []byte) (charset, bool) {
	switch {
	case bytes.HasPrefix(head, []byte{0xff, 0xfe}):
		return utf16LE, true
	case bytes.HasPrefix(head, []byte{0xfe, 0xff}):
		return utf16BE, true
	}
	var zeros [2]int
	sample := head[:min(len(head), 4096)&^1]
	for i, b := range sample {
		if b == 0 {
			zeros[i&1]++
		}
	}
	enough := max(2, len(sample)/64)
	switch {
	case zeros[1] >= enough && zeros[0]*16 < zeros[1]:
		return utf16LE, true
	case zeros[0] >= enough && zeros[1]*16 < zeros[0]:
		return utf16BE, true
	}
	return utf8Text, false
}

// narrowCharset tells UTF-8, GB18030 and Big5 apart by text that begins with
// its first byte over 127. What is valid comes first; where both Chinese
// charsets are, the one that reads as more everyday characters wins. Text of
// no charset counts as UTF-8, whose reader mends it.
func narrowCharset(text []byte) charset {
	good, bad, wide := countUTF8(text)
	// A few characters of GBK can pass for UTF-8 of two bytes each, which
	// Chinese text never is.
	doubtful := bad == 0 && wide == 0 && good <= 16
	if good >= 20*bad && !doubtful { // a few broken bytes are let pass
		return utf8Text
	}
	common := everydayRunes()
	gb := readAs(gb18030, text, common)
	if doubtful {
		if gb.sound() && gb.common*2 > gb.runes {
			return gb18030
		}
		return utf8Text
	}
	b5 := readAs(big5, text, common)
	switch gbOK, b5OK := gb.sound(), b5.sound(); {
	case gbOK && b5OK:
		if b5.share() > gb.share() {
			return big5
		}
		return gb18030
	case gbOK:
		return gb18030
	case b5OK:
		return big5
	}
	return utf8Text
}

// countUTF8 counts characters over 127 that are well formed, bytes that are
// not, and how many of the characters take three bytes or more. A character
// cut off at the end counts as neither.
func countUTF8(text []byte) (good, bad, wide int) {
	for len(text) > 0 {
		if text[0] < utf8.RuneSelf {
			text = text[1:]
			continue
		}
		r, n := utf8.DecodeRune(text)
		switch {
		case r == utf8.RuneError && n == 1:
			if !utf8.FullRune(text) {
				return good, bad, wide
			}
			bad++
		default:
			good++
			if n >= 3 {
				wide++
			}
		}
		text = text[n:]
	}
	return good, bad, wide
}

// reading is how a text looks when read in a charset.
type reading struct{ runes, bad, common int } // characters over 127

func (r reading) sound() bool    { return r.runes > 0 && r.bad*100 <= r.runes }
func (r reading) share() float64 { return float64(r.common) / float64(max(r.runes, 1)) }

func readAs(c charset, text []byte, common map[rune]bool) reading {
	decoded, _ := c.encoding().NewDecoder().Bytes(text)
	var out reading
	for len(decoded) > 0 {
		r, n := utf8.DecodeRune(decoded)
		decoded = decoded[n:]
		switch {
		case r < utf8.RuneSelf:
			continue
		case r == utf8.RuneError:
			if len(decoded) > 0 { // at the very end it is only cut off
				out.bad++
				out.runes++
			}
			continue
		case r >= 0x3000 && r <= 0x303f, r >= 0xff00 && r <= 0xff65, common[r]:
			out.common++
		}
		out.runes++
	}
	return out
}

func everydayRunes() map[rune]bool {
	set := make(map[rune]bool, len(everyday)/3)
	for _, r := range everyday {
		set[r] = true
	}
	return set
}

// everyday holds characters that any Chinese chat is full of, in both
// scripts. It only has to tell charsets apart: text read in the wrong one
// turns into rare characters.
const everyday = "的一是不了在人有我他这这個个们們中来來上大为為和国國地到以说說时時要就出会會可也你对對生能而子那得于著着下自之年过過发發" +
	"后後作里裡裏用道行所然家种種事成方多经經么麼去法学學如都同现現当當没沒动動面起看定天分还還进進好小部其些主样樣理心她本前开開但因只从從想实實" +
	"日者意无無力它与與长長把机機十民第公此已工使情明性知全三又关關点點正业業外将將两兩高间間由问問很最重并並物手应應战戰向头頭文体體政美相见見" +
	"被利什二等产產或新己制身果加斯月话話合回特代内內信表化老给給世位次度门門任常先海通教儿兒原东東声聲提立及比员員解水名真论論处處走义義" +
	"各入几幾口认認条條平系气氣题題活尔爾更别別打女变變四神总總何电電数數安少报報才结結反受目太量再感建务務做接必场場件计計管期市直德资資" +
	"命山金指克许許统統区區保至队隊形社便空决決治展马馬科司五基眼书書非则則听聽白却卻界达達光放强強即像难難且权權思王象完设設式色路记記南" +
	"品住告类類求据據程北边邊死张張该該交规規万萬取拉格望觉覺术術领領共确確传傳师師观觀清今切院让讓识識候带帶导導争爭运運" +
	"吗嗎吧啊呢哦嗯哈呀谢謝请請您早晚买買卖賣钱錢块塊货貨单單群图圖片红紅包店价價快递遞付款退换換收发發送券优優惠" +
	"亲親宝寶妈媽吃喝饭飯菜肉鱼魚果茶衣服鞋码碼号號元件斤盒箱袋份米奶蛋课課孩爱愛喜欢歡帮幫忙找想试試怎样樣哪谁誰" +
	"消息记录記錄昵称暱稱对象對象时间時間内容聊天成员成員管理员退出加入邀请邀請撤回"
