package measure

import (
	"testing"
	"time"
)

// village tells a group with a member list: two co-builders, some active people
// and onlookers, staff and a bot, and a person who has left the list.
func village(t *testing.T, listed int) *story {
	s := tell(t, "2026-05-20 21:00")
	s.say(s.before(90, "12:00"), 1, "long ago")
	for _, builder := range []uint32{1, 2} {
		for n := range 3 { // three conversations, two others in each
			at := s.before(4*n+int(builder), "10:00")
			k := s.say(at, builder, "说说周末的安排吧")
			s.say(at.Add(5*time.Minute), 3+uint32(n), "我想去看看花", answering(k))
			s.say(at.Add(9*time.Minute), 6+uint32(n), "我可以开车过去", answering(k))
		}
		for n := range 5 { // five answers to others
			at := s.before(15+n, "15:00")
			k := s.say(at, 9+uint32(n), "这双鞋穿着合适")
			s.say(at.Add(10*time.Minute), builder, "那就留着穿吧", answering(k))
		}
	}
	for p := uint32(14); p <= 20; p++ {
		s.say(s.before(3, "18:00").Add(time.Duration(p)*7*time.Minute), p, "收到")
	}
	s.say(s.before(30, "12:00"), 21, "before the window, so an onlooker now")
	s.say(s.before(2, "12:00"), 100, "staff are in no role")
	for p := uint32(1); p <= uint32(listed); p++ {
		s.g.Listed = append(s.g.Listed, p)
		if p >= 99 {
			s.who[p] = Someone{Member: p, Standing: Member, Rank: uint64(p)}
		}
	}
	return s
}

// TestRoles: 2 co-builders, 18 active, 180 onlookers, as a member list of 200
// tells; staff and bots on the list are none of them.
func TestRoles(t *testing.T) {
	s := village(t, 200)
	s.who[100] = Someone{Member: 1000, Standing: Staff, Rank: 1000}
	s.g.Listed = append(s.g.Listed, 1001, 1002)
	s.who[1001], s.who[1002] = Someone{Member: 1001, Standing: Staff}, Someone{Member: 1002, Standing: Bot}
	for i, p := range s.g.Listed { // author 100 is staff here; somebody else takes the place on the list
		if p == 100 {
			s.g.Listed[i] = 1003
			s.who[1003] = Someone{Member: 1003, Rank: 1003}
		}
	}
	f := s.figures()
	want(t, "co-builders", *f.Roles.Cobuilders, 2)
	want(t, "active", f.Roles.Active, 18)
	want(t, "onlookers", *f.Roles.Onlookers, 180)
	want(t, "members", *f.Moves.Members, 200)
}

// TestOnlookersAreUnknown without a member list, and those who wrote but are on
// no list take nothing from them.
func TestOnlookers(t *testing.T) {
	s := village(t, 0)
	if f := s.figures(); f.Roles.Onlookers != nil || f.Moves.Members != nil {
		t.Errorf("without a list there are %v onlookers of %v members", f.Roles.Onlookers, f.Moves.Members)
	}
	s = village(t, 0)
	s.g.Listed = []uint32{1, 21, 50} // one co-builder; two who did not write in the window
	want(t, "onlookers", *s.figures().Roles.Onlookers, 2)
	s.g.Listed = []uint32{}
	want(t, "of an empty list", *s.figures().Roles.Onlookers, 0)
}

// TestCobuilders misses one condition at a time.
func TestCobuilders(t *testing.T) {
	for _, c := range []struct {
		name                     string
		starts, others, answered int
		staffStart               bool
		want                     int
	}{
		{"all of it", 3, 2, 5, false, 1},
		{"two conversations", 2, 2, 5, false, 0},
		{"one other person in each, and staff", 3, 1, 5, false, 0},
		{"four answers", 3, 2, 4, false, 0},
		{"staff started the conversations", 3, 2, 5, true, 0},
	} {
		s := tell(t, "2026-05-20 21:00")
		for n := range c.starts {
			at := s.before(n+1, "10:00")
			var k uint64
			if c.staffStart {
				k = s.say(at.Add(-time.Minute), 100, "今天聊聊周末")
				k = s.say(at, 1, "说说周末的安排吧", answering(k))
			} else {
				k = s.say(at, 1, "说说周末的安排吧")
			}
			for o := range c.others {
				s.say(at.Add(time.Duration(o+4)*time.Minute), uint32(o+2), "我想去看看花", answering(k))
			}
			s.say(at.Add(20*time.Minute), 100, "店里也组织了一辆车", answering(k))
		}
		for n := range c.answered {
			at := s.before(n+10, "15:00")
			k := s.say(at, 8, "这双鞋穿着合适")
			s.say(at.Add(10*time.Minute), 1, "那就留着穿吧", answering(k))
		}
		want(t, c.name, *s.figures().Roles.Cobuilders, c.want)
	}
}

// TestConversationsBegunBefore the window were not started in it.
func TestConversationsBegunBefore(t *testing.T) {
	for days, builders := range map[int]int{28: 0, 27: 1} { // the window begins 27 days ago
		s := tell(t, "2026-05-20 21:00")
		for n := range 3 {
			k := s.say(s.before(days, "10:00").Add(time.Duration(n)*3*time.Hour), 1, "说说周末的安排吧")
			for o := range 2 {
				s.say(s.before(26, "10:00").Add(time.Duration(n*9+o*4)*time.Minute), uint32(o+2), "我想去看看花", answering(k))
			}
		}
		for n := range 5 {
			at := s.before(n+10, "15:00")
			k := s.say(at, 8, "这双鞋穿着合适")
			s.say(at.Add(10*time.Minute), 1, "那就留着穿吧", answering(k))
		}
		want(t, "co-builders", *s.figures().Roles.Cobuilders, builders)
	}
}

// TestWhoCarries: the five who wrote most in 28 days, staff included.
func TestWhoCarries(t *testing.T) {
	s := tell(t, "2026-05-20 21:00")
	for n := range 50 {
		s.say(s.before(40, "12:00").Add(time.Duration(n)*time.Minute), 9, "before the window")
	}
	for author, n := range map[uint32]int{1: 3, 2: 7, 3: 3, 4: 1, 5: 2, 6: 1, 100: 9} {
		for range n {
			s.say(s.before(3, "12:00"), author, "x")
		}
	}
	got := s.figures().Carry
	for i, w := range []Carrier{{100, Staff, 9}, {2, Member, 7}, {1, Member, 3}, {3, Member, 3}, {5, Member, 2}} {
		want(t, "carrier", got[i], w)
	}
	want(t, "carriers", len(got), 5)
}
