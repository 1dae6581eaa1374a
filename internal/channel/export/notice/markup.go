package notice

import (
	"encoding/xml"
	"strings"

	"github.com/huoshui/huoshui/internal/base/event"
)

// unwrap turns the markup in which WeChat keeps some notices into the words
// a person sees, and collects the ids the markup gives by those words. Text
// without markup comes back as it is.
//
// The layout (sysmsg with template and link_list, revokemsg with replacemsg)
// is known from public descriptions; not verified on a real file.
func unwrap(text string) (string, map[string]event.NativeUser) {
	at := strings.Index(text, "<sysmsg")
	if at < 0 {
		return text, nil
	}
	var m sysmsg
	if err := xml.Unmarshal([]byte(text[at:]), &m); err != nil {
		return "", nil // half a notice says nothing for certain
	}
	if m.Revoke != "" {
		return m.Revoke, nil
	}
	if m.Plain != "" {
		return m.Plain, nil
	}
	return m.fill()
}

type sysmsg struct {
	Revoke   string    `xml:"revokemsg>replacemsg"`
	Plain    string    `xml:"delchatroommember>plain"`
	Template string    `xml:"sysmsgtemplate>content_template>template"`
	Links    []sysLink `xml:"sysmsgtemplate>content_template>link_list>link"`
}

type sysLink struct {
	Name      string `xml:"name,attr"`
	Hidden    string `xml:"hidden,attr"`
	Separator string `xml:"separator"`
	Plain     string `xml:"plain"`
	Title     string `xml:"title"`
	Members   []struct {
		Username string `xml:"username"`
		Nickname string `xml:"nickname"`
	} `xml:"memberlist>member"`
}

// fill puts the links of a template into its $places$.
func (m *sysmsg) fill() (string, map[string]event.NativeUser) {
	out, ids := m.Template, map[string]event.NativeUser{}
	for _, link := range m.Links {
		words := link.Plain
		if words == "" && link.Hidden == "" {
			words = link.Title
		}
		if len(link.Members) > 0 {
			sep := link.Separator
			if sep == "" {
				sep = "、"
			}
			var names []string
			for _, p := range link.Members {
				name := strings.TrimSpace(p.Nickname)
				names = append(names, name)
				if old, twice := ids[name]; twice && string(old) != p.Username {
					ids[name] = "" // two people of one name: neither is certain
					continue
				}
				ids[name] = event.NativeUser(p.Username)
			}
			words = strings.Join(names, sep)
		}
		out = strings.ReplaceAll(out, "$"+link.Name+"$", words)
	}
	return out, ids
}

// tidyNotice drops what surrounds a notice: tags, labels, the word on the
// button that takes it back, and the full stop.
func tidyNotice(s string) string {
	s = stripTags(s)
	s = strings.TrimSpace(strings.Map(func(r rune) rune {
		switch r {
		case '\u200b', '\u200e', '\u200f', '\u2060', '\ufeff', '\u202a', '\u202c', '\u202d', '\u202e':
			return -1
		case '\u00a0', '\u2005':
			return ' '
		}
		return r
	}, s))
	s, _ = cutPrefixAny(s, "[系统消息]", "[系统]", "[系統訊息]", "[System]")
	for _, button := range [...]string{"$revoke$", "撤销", "撤銷", "Revoke", "重新编辑", "重新編輯", "Edit", "Re-edit"} {
		if rest, ok := strings.CutSuffix(strings.TrimSpace(s), button); ok && strings.HasSuffix(rest, " ") {
			s = rest
		}
	}
	s = strings.TrimSpace(s)
	s = strings.TrimSuffix(s, "。")
	return strings.TrimSpace(s)
}

// stripTags removes the few tags that notices carry. Anything else between
// < and > may be part of a name.
func stripTags(s string) string {
	if !strings.Contains(s, "<") {
		return s
	}
	var b strings.Builder
	for {
		i := strings.IndexByte(s, '<')
		if i < 0 {
			b.WriteString(s)
			return b.String()
		}
		b.WriteString(s[:i])
		s = s[i:]
		end := strings.IndexByte(s, '>')
		if end < 0 || !noticeTag(s[1:]) {
			b.WriteByte('<')
			s = s[1:]
			continue
		}
		s = s[end+1:]
	}
}

func noticeTag(s string) bool {
	s = strings.TrimPrefix(s, "/")
	for _, t := range [...]string{"img ", "a>", "a ", "_wc_custom_link_", "br>", "br/>", "br />"} {
		if strings.HasPrefix(s, t) {
			return true
		}
	}
	return false
}

// lowerASCII lowers A–Z and leaves every byte in its place.
func lowerASCII(s string) string {
	b := []byte(s)
	for i, c := range b {
		if 'A' <= c && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}
