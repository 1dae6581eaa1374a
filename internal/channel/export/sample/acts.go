package sample

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/event"
)

// act is a scene told line by line.
type act struct {
	name  string
	for_  []string // the groups it is for
	tags  []string // seasons and parts of the year; none: any time
	day   int      // the day it happens on, where it has one
	fixed bool     // it has one
	cues  []cue
}

// cue is one line of an act.
type cue struct {
	at     int // second of the day, of the next one where it is more than a day
	who    byte
	quotes int  // the line it quotes, from 1; 0 for none
	names  byte // whom it names with an @; 0 for nobody
	sign   string
	text   string
}

// readActs reads scenes; the file says how they are written.
func readActs(text string) ([]*act, error) {
	var out []*act
	var in *act
	for n, row := range strings.Split(text, "\n") {
		row = strings.TrimSpace(row)
		head, isHead := strings.CutPrefix(row, "# act ")
		switch words := strings.Fields(head); {
		case isHead && len(words) >= 2:
			in = &act{name: words[0], for_: strings.Split(words[1], ",")}
			for _, w := range words[2:] {
				if day, err := strconv.Atoi(w); err == nil {
					in.day, in.fixed = day, true
					continue
				}
				in.tags = append(in.tags, w)
			}
			out = append(out, in)
		case row == "" || row[0] == '#':
		case in == nil:
			return nil, fmt.Errorf("line %d stands in no act", n+1)
		default:
			c, err := readCue(row)
			if err == nil && c.quotes > len(in.cues) {
				err = errors.New("it quotes what is not said yet")
			}
			if err != nil {
				return nil, fmt.Errorf("line %d: %q: %w", n+1, row, err)
			}
			in.cues = append(in.cues, c)
		}
	}
	return out, nil
}

func readCue(row string) (c cue, err error) {
	clock, rest, _ := strings.Cut(row, " ")
	who, text, ok := strings.Cut(rest, " ")
	next, late := strings.CutPrefix(clock, "+")
	at, err := time.Parse("15:04", next)
	if err != nil || !ok || who == "" || text == "" {
		return c, errors.Join(errors.New("a time, who and a text are expected"), err)
	}
	c = cue{at: at.Hour()*hour + at.Minute()*minute, who: who[0], text: text}
	if late {
		c.at += secondsADay
	}
	switch mark := who[1:]; {
	case mark == "":
	case mark[0] == '>':
		c.quotes, err = strconv.Atoi(mark[1:])
	case mark[0] == '@' && len(mark) == 2:
		c.names = mark[1]
	default:
		err = fmt.Errorf("%q says neither whom it quotes nor whom it names", mark)
	}
	if inner, is := strings.CutPrefix(text, "["); is && strings.HasSuffix(inner, "]") {
		c.sign, c.text, _ = strings.Cut(strings.TrimSuffix(inner, "]"), " ")
		if !strings.Contains(" 图片 视频 表情 语音 红包 领 拍 撤回 移出 进 ", " "+c.sign+" ") {
			err = fmt.Errorf("%q is no sign", c.sign)
		}
	}
	return c, err
}

// suits reports whether an act may happen on day d in a group.
func (a *act) suits(w *world, group string, d int) bool {
	if !slices.Contains(a.for_, group) {
		return false
	}
	day := w.date(d).Format("0102")
	after, far := w.festivalDay(d)
	for _, tag := range a.tags {
		from, to, part := strings.Cut(tag, "-")
		switch {
		case tag == w.season(d), part && from <= day && day <= to,
			tag == "laba" && !far && after >= -26 && after <= -23,
			tag == "stock" && !far && after >= -18 && after <= -10:
			return true
		}
	}
	return len(a.tags) == 0
}

// rare reports whether an act belongs to a part of the year and to no season.
func (a *act) rare() bool {
	return len(a.tags) > 0 && !slices.Contains([]string{"spring", "summer", "autumn", "winter"}, a.tags[0])
}

// acts plays the acts of a day: those that belong on it, and now and then
// another. What belongs to a part of the year comes before the rest.
func (r *room) acts(d int) {
	if r.plan.acts == "" || r.w.rest(d) {
		return
	}
	fixed := d
	if r.plan.ways == flash {
		fixed = d - r.sale
	}
	var loose, rare []*act
	for _, a := range r.w.lib.acts {
		switch {
		case !a.suits(r.w, r.plan.acts, d):
		case a.fixed && a.day == fixed:
			r.play(a, d)
		case a.fixed:
		case a.rare() && d-r.played[a] > 30:
			rare = append(rare, a)
		case !a.rare() && d-r.played[a] > 40:
			loose = append(loose, a)
		}
	}
	switch {
	case d > -2 || r.rng.Float64() > r.plan.acting:
	case len(rare) > 0:
		r.play(rare[r.rng.IntN(len(rare))], d)
	case len(loose) > 0:
		r.play(loose[r.rng.IntN(len(loose))], d)
	}
}

// play tells an act. Who cannot be there is left out with what they would say.
func (r *room) play(a *act, d int) {
	r.played[a] = d
	start := d * secondsADay
	talk := r.talk(start + a.cues[0].at)
	if r.onSale != nil {
		talk = r.onSale
	}
	parts := map[byte]*person{'K': r.keeper(), 'H': r.helper()}
	said, taken := make([]*line, len(a.cues)), []*person{}
	at := start + a.cues[0].at
	for i, c := range a.cues {
		who := parts[c.who]
		if who == nil {
			if c.who == 'S' {
				who = r.w.spam
			} else if c.sign == "进" {
				who = r.outsider()
			} else if who = r.pick(at, taken...); who == nil {
				continue
			}
			parts[c.who], taken = who, append(taken, who)
		}
		at = max(start+c.at+r.rng.IntN(25), at+2)
		if at >= 0 {
			return
		}
		l := r.cued(at, who, c, parts, talk)
		if l == nil || l.kind != event.Message {
			continue
		}
		said[i] = l
		if c.quotes > 0 && said[c.quotes-1] != nil {
			l.form, l.reply, l.to = event.Quote, said[c.quotes-1], []*person{said[c.quotes-1].who}
		}
		if to := parts[c.names]; to != nil {
			l.body, l.to = "@"+to.name+"\u2005"+l.body, []*person{to}
		}
	}
}

// cued tells one line of an act.
func (r *room) cued(at int, who *person, c cue, parts map[byte]*person, talk *talkOf) *line {
	l := &line{at: at, kind: event.Message, who: who}
	switch c.sign {
	case "":
		l.body = talk.fill(c.text)
	case "图片":
		l.form = event.Picture
	case "视频":
		l.form = event.Video
	case "表情":
		l.form = event.Sticker
	case "语音":
		l.form, l.body = event.Voice, c.text+`"`
	case "红包":
		l.form, l.body = event.Red, c.text
	case "撤回":
		l.kind = event.Delete
	default:
		to := parts[c.text[0]]
		if to == nil {
			to = r.keeper()
		}
		switch c.sign {
		case "进":
			r.bring(who, at, to, map[bool]string{true: "qr", false: "invite"}[c.who == 'S'])
			return nil
		case "拍":
			l.form, l.body = event.Poke, pokes(to)
		case "领":
			l.kind, l.who, l.body = event.Notice, nil, took(who, to)
		case "移出":
			r.remove(to, at, who)
			return nil
		}
	}
	r.lines = append(r.lines, l)
	return l
}
