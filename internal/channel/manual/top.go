package manual

import (
	"regexp"
	"strconv"
	"strings"
)

// What stands above a whole copy besides WeChat's own titles. The headers of QQ's and of
// LINE's text exports are known from what people show of theirs; nobody has checked them
// on a computer for us.
var (
	lineTitle = regexp.MustCompile(`^\[LINE\] ?(?:(.{1,80}?)的聊天(?:记录|記錄|紀錄)|Chat history (?:with|in|of) (.{1,80}))$`)
	lineSaved = regexp.MustCompile(`^(?:儲存日期|保存日期|Saved on) ?[:：] ?\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4},? [^,，。]{4,14}$`)
	qqHeader  = regexp.MustCompile(`^(?:消息|訊息)(?:(?:记录|記錄)(?:[（(].*[)）])?|分[组組] ?[:：].*)$`)
	qqTitle   = regexp.MustCompile(`^(?:消息|訊息)[对對]象 ?[:：] ?(.{1,80})$`)
	ofTwo     = regexp.MustCompile(`^(?:[^，。！？,!?:：]{1,40}[和与與、][^，。！？,!?:：]{1,40}的聊天(?:记录|記錄|紀錄)|.{1,40} and .{1,40}['’]s chat (?i:history|records?))$`)
	withCount = regexp.MustCompile(`^([^:：，。]{2,40}?) ?[(（](\d{1,3})[)）]$`)
)

// headerOf reads a line of the header of an export, with the group's name where it has one.
func headerOf(line string) (title string, ok bool) {
	if len(line) > 400 {
		return "", false
	}
	for _, rx := range [...]*regexp.Regexp{lineTitle, qqTitle} {
		if m := rx.FindStringSubmatch(line); m != nil {
			return strings.TrimSpace(strings.Join(m[1:], "")), true
		}
	}
	return "", lineSaved.MatchString(line) || qqHeader.MatchString(line) || ofTwo.MatchString(line)
}

// The numbers of members that a group's name on a screen can have behind it: of three
// people a group is made, and WeChat's hold no more than five hundred.
const fewest, most = 3, 500

// nameOfScreen takes the first line of a phone's screen for the group's name, with how
// many are in it: "阳光花园(186)". A person of such a name speaks; so a time, a day or
// somebody who speaks has to stand right below it, and the line nowhere else.
func (r *reader) nameOfScreen() {
	i := r.first
	if r.out.Title != "" || i >= len(r.rows) || r.rows[i].as(r.way) != nil {
		return
	}
	line := r.rows[i].text
	m := withCount.FindStringSubmatch(line)
	if m == nil {
		return
	}
	if n, err := strconv.Atoi(m[2]); err != nil || n < fewest || n > most {
		return
	}
	below := i + 1
	for below < len(r.rows) && r.rows[below].blank() {
		below++
	}
	if below == len(r.rows) {
		return
	}
	if next := &r.rows[below]; next.day == nil && next.mark == nil && next.as(r.way) == nil {
		return
	}
	for k := below; k < len(r.rows); k++ {
		if r.rows[k].text == line {
			return
		}
	}
	r.out.Title, r.rows[i].note = strings.TrimSpace(m[1]), line
	r.first = r.begin()
}
