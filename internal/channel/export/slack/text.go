package slack

import (
	"slices"
	"strings"

	"github.com/huoshui/huoshui/internal/base/event"
)

var unescape = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&")

// readable turns Slack's markup into the text its reader saw, and returns
// the people it mentions, each once. The forms are <@U1>, <@U1|name>,
// <#C1|channel>, <!here>, <!subteam^S1|@team>, <!date^…|text>, <url> and
// <url|label>; of a link with a label both are kept, for a label hides where
// it leads. What is no such form stays as it stands.
func (w *workspace) readable(text string) (string, []event.Actor) {
	if !strings.ContainsAny(text, "<&") {
		return text, nil
	}
	var b strings.Builder
	var mentions []event.Actor
	for {
		before, rest, ok := strings.Cut(text, "<")
		b.WriteString(before)
		if !ok {
			break
		}
		inner, after, closed := strings.Cut(rest, ">")
		if !closed {
			b.WriteString("<" + rest)
			break
		}
		text = after
		target, label, _ := strings.Cut(inner, "|")
		switch {
		case strings.HasPrefix(target, "@"):
			who := w.actor(target[1:])
			if who.Name == "" {
				who.Name = strings.TrimPrefix(label, "@")
			}
			if who.Known() && !slices.Contains(mentions, who) {
				mentions = append(mentions, who)
			}
			b.WriteString("@" + or(who.Name, string(who.ID)))
		case strings.HasPrefix(target, "#"):
			b.WriteString("#" + or(label, target[1:]))
		case strings.HasPrefix(target, "!"):
			name, _, _ := strings.Cut(target[1:], "^")
			b.WriteString(or(label, "@"+name))
		case strings.Contains(target, ":") && label != "" && !strings.HasSuffix(target, label):
			b.WriteString(label + " " + target)
		case strings.Contains(target, ":"):
			b.WriteString(target)
		default:
			b.WriteString("<" + inner + ">")
		}
	}
	return unescape.Replace(b.String()), mentions
}

// or returns the first text that is not empty.
func or(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
