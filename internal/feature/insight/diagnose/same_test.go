package diagnose_test

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/gzip"
	"pgregory.net/rapid"

	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/feature/insight/diagnose"
)

// TestOrderAndSplitDoNotMatter: the same messages shuffled, split over files
// between different times, and told twice give the same report byte for byte.
func TestOrderAndSplitDoNotMatter(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		told := archived(invented(t, rt)...)
		opt := diagnose.Options{RiskAlways: true}
		if rapid.Bool().Draw(rt, "as of") {
			opt.AsOf = newRoom(t, "x", usual).clock(rapid.IntRange(0, 70).Draw(rt, "days ago"), "13:00")
		}
		once := mustJSON(t, second(judge(t, opt, told.folder(t))))
		for what, sources := range variants(t, rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "dice"), 1)), told) {
			if got := mustJSON(t, second(judge(t, opt, sources...))); got != once {
				rt.Fatalf("%s: %s", what, firstDifference(got, once))
			}
		}
	})
}

// TestRealCommunityInParts is the same of a real community.
func TestRealCommunityInParts(t *testing.T) {
	dir := shared(t, "chat/zulip_bytecode")
	told := rows{groups: linesOf(t, filepath.Join(dir, "groups.tsv")), users: linesOf(t, filepath.Join(dir, "users.tsv")), messages: linesOf(t, filepath.Join(dir, "messages.tsv.gz"))}
	opt := diagnose.Options{RiskAlways: true, NoStaff: true}
	once := mustJSON(t, second(judge(t, opt, told.folder(t))))
	for what, sources := range variants(t, rand.New(rand.NewPCG(7, 1)), told) {
		if got := mustJSON(t, second(judge(t, opt, sources...))); got != once {
			t.Errorf("%s: %s", what, firstDifference(got, once))
		}
	}
}

// variants are other ways to tell the same rows.
func variants(t *testing.T, dice *rand.Rand, told rows) map[string][]*export.Source {
	t.Helper()
	shuffled := told
	shuffled.messages = slices.Clone(told.messages)
	dice.Shuffle(len(shuffled.messages), func(i, j int) {
		shuffled.messages[i], shuffled.messages[j] = shuffled.messages[j], shuffled.messages[i]
	})
	shuffled.users = slices.Clone(told.users)
	slices.Reverse(shuffled.users)
	shuffled.groups = slices.Clone(told.groups)
	slices.Reverse(shuffled.groups)
	var cuts []int64
	for range 2 {
		cuts = append(cuts, secondOf(told.messages[dice.IntN(len(told.messages))]))
	}
	parts := make([]rows, len(cuts)+1)
	for i := range parts {
		parts[i].groups, parts[i].users = told.groups, told.users
	}
	slices.Sort(cuts)
	for _, m := range shuffled.messages {
		k := 0
		for k < len(cuts) && secondOf(m) >= cuts[k] {
			k++
		}
		parts[k].messages = append(parts[k].messages, m)
	}
	var split []*export.Source
	for i := range parts {
		if p := parts[len(parts)-1-i]; len(p.messages) > 0 {
			split = append(split, p.folder(t))
		}
	}
	return map[string][]*export.Source{"shuffled": {shuffled.folder(t)}, "split": split, "twice": {told.folder(t), shuffled.folder(t)}}
}

func secondOf(message string) int64 {
	_, rest, _ := strings.Cut(message, "\t")
	text, _, _ := strings.Cut(rest, "\t")
	at, _ := strconv.ParseInt(text, 10, 64) // our own rows, or rows the reader has taken
	return at
}

func firstDifference(a, b string) string {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	cut := func(s string) string { return s[max(0, n-120):min(len(s), n+120)] }
	return fmt.Sprintf("the reports part at byte %d\n got …%s…\nwant …%s…", n, cut(a), cut(b))
}

// invented draws up to three groups with all sorts of lines in them.
func invented(t testing.TB, rt *rapid.T) []*room {
	kinds := []string{"", "person", "staff", "bot"}
	who := append(people(9), shop, "播报机")
	stated := rapid.Bool().Draw(rt, "kinds stated")
	words := slices.Concat(smallTalk[:6], talkBack[:4], asking[:5], telling[:3], adverts[:3], []string{"收到", "同问", "666", "在吗", "已私信", "柚子妈 那家店几点开门?", "真的好喝,已经回购第三次了,推荐这家的茶"})
	var rooms []*room
	for g := range rapid.IntRange(1, 3).Draw(rt, "groups") {
		r := newRoom(t, fmt.Sprint("g", g), usual)
		if stated {
			for i, name := range who {
				r.kinds[name] = kinds[1+min(max(i-8, 0), 2)]
			}
		}
		n := rapid.IntRange(1, 120).Draw(rt, "lines")
		dice := rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "dice"), uint64(g)))
		for range n {
			at := r.clock(dice.IntN(70), "08:00").Add(time.Duration(dice.IntN(14*60)) * time.Minute)
			s := r.add(at, who[dice.IntN(len(who))], []string{"", "", "", "", "", "", "join", "leave"}[dice.IntN(8)], words[dice.IntN(len(words))])
			if dice.IntN(3) == 0 {
				s.to = r.lines[dice.IntN(len(r.lines))]
			}
			for range dice.IntN(40) / 39 * 2 { // now and then the same again in the same second
				r.lines = append(r.lines, &saying{at: s.at, who: s.who, form: s.form, text: s.text, to: s.to})
			}
		}
		rooms = append(rooms, r)
	}
	return rooms
}

// linesOf reads a file of an archive, the head left out.
func linesOf(t *testing.T, name string) []string {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close() //nolint:errcheck // only read
	in := bufio.NewScanner(f)
	if strings.HasSuffix(name, ".gz") {
		z, err := gzip.NewReader(f)
		if err != nil {
			t.Fatal(err)
		}
		in = bufio.NewScanner(z)
	}
	in.Buffer(nil, 1<<22)
	var out []string
	for in.Scan() {
		out = append(out, in.Text())
	}
	if in.Err() != nil || len(out) < 2 {
		t.Fatal(name, in.Err())
	}
	return out[1:]
}
