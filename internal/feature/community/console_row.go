package community

import (
	"cmp"
	"slices"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/web/console"
)

// row is a member as lists show them.
type row struct {
	Member     id.Member
	Value      string // the member's id, as forms and addresses have it
	Href       string
	Name       string
	Nameless   bool
	Native     string   // their id on the network, where they have one
	Also       []string // other names
	Networks   []i18n.Text
	Identities int
	Standing   Standing
	Word, Why  i18n.Text
	Mark, Tone string
	Messages   int64
	Groups     int64
}

// rowsOf puts identities together to members, in the order in which ranked
// names their numbers, with what counts say of them.
func rowsOf(v console.Viewer, is []Identity, ranked []uint32, counts map[uint32]Count) []row {
	byMember := map[id.Member][]Identity{}
	of := map[uint32]id.Member{}
	for _, i := range is {
		byMember[i.Member] = append(byMember[i.Member], i)
		of[i.Ord] = i.Member
	}
	var out []row
	place := map[id.Member]int{}
	for _, ord := range ranked {
		m, known := of[ord]
		if !known {
			continue // forgotten since the figures were made
		}
		at, done := place[m]
		if !done {
			at = len(out)
			place[m] = at
			out = append(out, rowOf(v, m, byMember[m]))
		}
		c := counts[ord]
		// Until the groups are measured anew, somebody just merged is counted
		// under each of their numbers.
		out[at].Messages += c.Messages
		out[at].Groups = max(out[at].Groups, c.Groups)
	}
	return out
}

// rowOf shows one member.
func rowOf(v console.Viewer, m id.Member, is []Identity) row {
	slices.SortFunc(is, func(a, b Identity) int { return cmp.Compare(a.Ord, b.Ord) })
	r := row{Member: m, Value: id.Show(m), Href: v.At("members", id.Show(m)), Identities: len(is), Standing: standingOf(is)}
	for _, i := range is {
		if r.Native == "" {
			r.Native = string(i.Native)
		}
		if r.Name == "" {
			r.Name = i.Name
		} else if i.Name != "" && i.Name != r.Name && !slices.Contains(r.Also, i.Name) {
			r.Also = append(r.Also, i.Name)
		}
		if n := networkName(i.Network); !slices.Contains(r.Networks, n) {
			r.Networks = append(r.Networks, n)
		}
	}
	if r.Name == "" {
		r.Name, r.Nameless = cmp.Or(r.Native, r.Value), true
	}
	if !slices.ContainsFunc(is, func(i Identity) bool { return !i.Erased() }) {
		r.Name = forgottenOne.In(v.Lang)
	}
	r.Mark, r.Tone, r.Word = standingWord(r.Standing)
	r.Why = whyOf(is)
	return r
}

// whyOf says what a member's standing rests on; nothing where nobody said
// anything and they are a person like any other.
func whyOf(is []Identity) i18n.Text {
	switch what := standingOf(is); {
	case slices.ContainsFunc(is, func(i Identity) bool { return i.ByHand == what }):
		return whyByHand
	case slices.ContainsFunc(is, func(i Identity) bool { return i.Stated == what }):
		return whyStated
	case what == Bot:
		return whyJudged
	}
	return i18n.Text{}
}

// networkName is what people call a network.
func networkName(n event.Network) i18n.Text {
	switch n {
	case event.WeChat:
		return i18n.Text{Hans: "微信", Hant: "微信", En: "WeChat"}
	case event.QQ:
		return same("QQ")
	case event.WhatsApp:
		return same("WhatsApp")
	case event.Telegram:
		return same("Telegram")
	case event.Slack:
		return same("Slack")
	case event.Discord:
		return same("Discord")
	case event.Matrix:
		return same("Matrix")
	case event.IRC:
		return same("IRC")
	case event.Sandbox:
		return i18n.Text{Hans: "演练群（模拟）", Hant: "演練群（模擬）", En: "Sandbox (simulated)"}
	case event.Archive:
		return i18n.Text{Hans: "表格或归档", Hant: "表格或封存檔", En: "Table or archive"}
	}
	return same(string(n))
}

// same is a name that is the same in every language.
func same(name string) i18n.Text { return i18n.Text{Hans: name, Hant: name, En: name} }
