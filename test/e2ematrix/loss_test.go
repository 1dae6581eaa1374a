package e2ematrix_test

import (
	"fmt"
	"testing"
	"time"
)

const (
	manyLost = 260             // messages: more than two pages of history
	compares = 5 * time.Minute // a difference counts once it has lasted for a minute
)

// TestLost has the homeserver put to nobody what people say and do while the
// program is dead: it takes it for delivered, and never puts it again. Once the
// program has started, it knows what people said and who is in their rooms, once,
// and says what comparing found. A second start finds nothing more.
func TestLost(t *testing.T) {
	w, p := beside(t)
	l := &ledger{t: t, w: w}
	busy, long, moving, calm, near := l.open("热闹的群", true), l.open("话多的群", true), l.open("进进出出的群", true), l.open("安静的群", true), l.open("刚刚还在的群", false)
	step := func(what string, do func()) {
		t.Helper()
		began := time.Now()
		do()
		t.Logf("%-58s %5.1f s, %4d messages told of", what, time.Since(began).Seconds(), p.messages(t))
	}
	var then scene
	step("people talk", func() { then = before(l, busy, long, moving, calm, near) })
	d := p.database(t)
	step("every room is compared for the first time", func() {
		p.until(t, "every room was compared", compares, func() bool {
			return d.number(`SELECT COUNT(*) FROM chat_compared WHERE listed = 1`) == len(l.rooms)
		})
	})
	for _, r := range l.rooms {
		if r.ahead {
			l.ahead(r)
		}
	}
	step("all of it is there", func() { d.agree(p, l, patience) })
	p.kill(t)
	l.losing(func() {
		then.all(l, busy, moving)
		inLong(l, long)
		l.say(near, near.host, "刚刚丢的")
		l.leave(near, l.come(near, "来了就走的"))
	})
	p.start(t)
	step("what was lost is brought in", func() { d.agree(p, l, compares) })
	step("and told of", func() { p.tells(t, d, l.found(), l.found()) })
	for _, r := range l.rooms {
		l.say(r, r.host, "又听得到")
	}
	d.agree(p, l, patience)
	p.kill(t)
	since := d.number(`SELECT at FROM connection_compared`)
	p.start(t)
	step("a second start finds nothing more", func() {
		p.until(t, "all rooms were compared again", compares, func() bool { return d.number(`SELECT at FROM connection_compared`) > since })
		d.agree(p, l, patience)
		p.tells(t, d, l.found(), found{})
	})
	t.Logf("lost and found, in %d rooms: %+v", len(l.rooms), l.found())
}

// scene is who and what there was before something was lost.
type scene struct {
	stays, goes, turns, spammer string // of the busy room
	edited, taken, twice        string // what was said in it
	comes                       []string
}

// before is what is heard.
func before(l *ledger, rooms ...*page) (s scene) {
	for _, r := range rooms {
		guest := l.come(r, "老客人")
		for i := range 5 {
			l.say(r, guest, fmt.Sprintf("第 %d 句", i+1))
		}
	}
	busy := rooms[0]
	s.stays, s.goes, s.turns, s.spammer = l.come(busy, "一直在的"), l.come(busy, "要走的"), l.come(busy, "走了又来的"), l.come(busy, "日赚千元")
	s.edited, s.taken = l.say(busy, s.stays, "玫瑰九块"), l.say(busy, s.stays, "发错群了")
	s.twice = l.say(busy, s.goes, "改两次的")
	for i := range 6 {
		s.comes = append(s.comes, l.come(rooms[2], fmt.Sprintf("过客%d", i+1)))
	}
	return s
}

// all is what is lost in the busy room and in the one where people come and go.
func (s scene) all(l *ledger, busy, moving *page) {
	l.say(busy, s.stays, "丢一")
	l.edit(busy, s.stays, s.edited, "玫瑰八块")
	l.edit(busy, s.goes, s.twice, "改了一次")
	l.redact(busy, s.stays, s.taken)
	l.leave(busy, s.goes)
	l.leave(busy, s.turns)
	advert := l.say(busy, s.spammer, "加我，日赚千元")
	l.redact(busy, busy.host, advert)
	l.kick(busy, s.spammer)
	fresh := l.come(busy, "悄悄来的")
	second := l.say(busy, fresh, "丢二")
	l.edit(busy, fresh, second, "丢二，改过")
	l.join(busy, s.turns)
	l.leave(busy, l.come(busy, "来了就走的"))
	l.say(busy, s.turns, "我又来了")
	l.rename(busy, "换了名字的群")
	for i, who := range s.comes {
		if i%2 == 0 {
			l.leave(moving, who)
		}
		l.come(moving, fmt.Sprintf("新客%d", i+1))
	}
}

// inLong is what is lost in the room where much is said: what is said first is
// changed last, pages of history apart.
func inLong(l *ledger, r *page) {
	first := l.say(r, r.host, "第一句丢的")
	second := l.say(r, r.host, "第二句丢的")
	for i := range manyLost {
		l.say(r, r.host, fmt.Sprintf("丢了的第 %d 句", i+1))
	}
	l.edit(r, r.host, first, "第一句丢的，很久以后改过")
	l.redact(r, r.host, second)
}
