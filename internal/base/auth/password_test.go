package auth

import (
	"context"
	"crypto/rand"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/huoshui/huoshui/internal/base/fault"
)

func TestPasswordRules(t *testing.T) {
	for password, ok := range map[string]bool{
		"":                                    false,
		"123456789":                           false, // nine characters
		"1234567890":                          true,
		"春眠不觉晓处处闻啼鸟":                          true, // ten characters count, not bytes
		"春眠不觉晓处处闻啼":                           false,
		"xiaoyu@shop.example":                 false, // the login
		" XiaoYu@Shop.Example ":               false, // the login, dressed up
		"xiaoyu@shop.example1":                true,
		strings.Repeat("a", 512):              true,
		strings.Repeat("a", 513):              false,
		"e\u0301e\u0301e\u0301e\u0301e\u0301": false, // five characters, ten code points
	} {
		if err := checkPassword(password, "xiaoyu@shop.example"); (err == nil) != ok {
			t.Errorf("password %.20q: %v", password, err)
		}
	}
}

func TestLoginRules(t *testing.T) {
	for in, want := range map[string]string{
		"Owner": "owner", " xiao.yu+1@shop.example ": "xiao.yu+1@shop.example", "小雨": "小雨", "ＡＢＣ": "abc",
		"a": "", "a b": "", "": "", "a\x00b": "", "<b>": "", strings.Repeat("x", 65): "",
	} {
		got, err := checkLogin(in)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("login %q = %q, %v; want %q", in, got, err, want)
		}
	}
}

func TestOnlyTheRightPasswordMatches(t *testing.T) {
	h := newHasher(rand.Reader)
	stored, err := h.Hash(t.Context(), "cafe\u0301 au lait")
	if err != nil {
		t.Fatal(err)
	}
	for password, want := range map[string]bool{
		"cafe\u0301 au lait": true,
		"caf\u00e9 au lait":  true, // another keyboard writes the same word so
		"cafe au lait":       false,
		"":                   false,
	} {
		match, renew, err := h.Check(t.Context(), stored, password)
		if err != nil || match != want || renew {
			t.Errorf("%q: match %v, renew %v (%v)", password, match, renew, err)
		}
	}
	again, err := h.Hash(t.Context(), "cafe\u0301 au lait")
	if err != nil || again == stored {
		t.Errorf("two hashes of one password are equal: no salt (%v)", err)
	}
}

func TestNoPasswordNeverMatches(t *testing.T) {
	h := newHasher(rand.Reader)
	for _, password := range []string{"", "x", h.decoy} {
		if match, _, err := h.Check(t.Context(), "", password); match || err != nil {
			t.Errorf("%q opened an account without a password (%v)", password, err)
		}
	}
	c, _, _, err := parsePHC(h.decoy)
	if err != nil || c != today {
		t.Errorf("checking a login that does not exist costs %v, a real one %v (%v)", c, today, err)
	}
	if h.decoy, err = h.Hash(t.Context(), "the decoy's own password"); err != nil {
		t.Fatal(err)
	}
	if match, _, err := h.Check(t.Context(), "", "the decoy's own password"); match || err != nil {
		t.Errorf("the decoy opened an account (%v)", err)
	}
}

func TestCheaperHashIsMadeAnew(t *testing.T) {
	h := newHasher(rand.Reader)
	weak := cost{memory: 64, time: 1, lanes: 1}
	salt := []byte("0123456789abcdef")
	stored := phc(weak, salt, derive(weak, salt, "long enough", keyBytes))
	match, renew, err := h.Check(t.Context(), stored, "long enough")
	if !match || !renew || err != nil {
		t.Errorf("match %v, renew %v (%v)", match, renew, err)
	}
}

// TestHashingIsBounded: more sign-ins than turns wait, more than the queue
// holds are told to come back, and one who gives up frees the place.
func TestHashingIsBounded(t *testing.T) {
	h := newHasher(rand.Reader)
	for range cap(h.turns) {
		if err := h.take(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	ctx, giveUp := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	results := make(chan error, maxQueue+5)
	for range maxQueue + 5 {
		wg.Go(func() { results <- h.take(ctx) })
	}
	for range 5 {
		if err := <-results; fault.KindOf(err) != fault.Limited {
			t.Errorf("beyond the queue: %v", err)
		}
	}
	giveUp()
	wg.Wait()
	for range maxQueue {
		if err := <-results; err != context.Canceled {
			t.Errorf("in the queue: %v", err)
		}
	}
	h.give()
	if err := h.take(t.Context()); err != nil {
		t.Errorf("a freed turn cannot be taken: %v", err)
	}
}

func FuzzParsePHC(f *testing.F) {
	f.Add("$argon2id$v=19$m=19456,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg$MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY")
	f.Add("$argon2id$v=19$m=4294967295,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg$AAAA")
	f.Add("$argon2i$v=19$m=8,t=1,p=1$$")
	f.Add("")
	f.Fuzz(func(t *testing.T, s string) {
		c, salt, key, err := parsePHC(s)
		if err != nil {
			return
		}
		if c.memory > maxMemory || c.time > maxTime || c.lanes > maxLanes || c.time == 0 || c.lanes == 0 {
			t.Errorf("%q was let through at cost %+v", s, c)
		}
		c2, salt2, key2, err := parsePHC(phc(c, salt, key))
		if err != nil || c2 != c || string(salt2) != string(salt) || string(key2) != string(key) {
			t.Errorf("%q does not survive writing and reading", s)
		}
	})
}

// TestReliefIsTheFirstMomentThatLetsThrough: after the wait that was told a
// try passes, and a moment before it does not.
func TestReliefIsTheFirstMomentThatLetsThrough(t *testing.T) {
	passes := func(before, now int64, into time.Duration, most int) bool {
		if into >= Window { // nobody tried meanwhile; the refused one did not count
			return into < 2*Window && pressure(now-1, 1, into-Window) <= float64(most) || into >= 2*Window
		}
		return pressure(before, now, into) <= float64(most)
	}
	rapid.Check(t, func(t *rapid.T) {
		most := rapid.IntRange(1, 60).Draw(t, "most")
		before := rapid.Int64Range(0, int64(most)).Draw(t, "before")
		now := rapid.Int64Range(1, int64(most)+1).Draw(t, "now")
		into := time.Duration(rapid.Int64Range(0, int64(Window)-1).Draw(t, "into"))
		if passes(before, now, into, most) {
			return
		}
		wait := relief(before, now, into, most)
		if wait <= 0 || wait > 2*Window {
			t.Fatalf("told to wait %v", wait)
		}
		if !passes(before, now, into+wait+time.Microsecond, most) {
			t.Fatalf("after waiting %v it is refused again", wait)
		}
		if early := into + wait - time.Second; early > into && passes(before, now, early, most) {
			t.Fatalf("a second less than %v would have been enough", wait)
		}
	})
}
