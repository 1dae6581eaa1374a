package link

import (
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestReadSeesWhatATextDoes(t *testing.T) {
	for text, want := range map[string]Flag{
		"does the shed key still hang there?":         Question | Asks,
		"the shed key is gone":                        0,
		"hello everyone":                              Greeting | Anyone,
		"thanks, that worked":                         Thanks,
		"no, it rained":                               Assent,
		"edda, it rained":                             LeadNamed,
		"it rained, no":                               0,
		"I lost my gloves":                            First,
		"your gloves are here":                        Second,
		"and the gate was open":                       Continues,
		"look at https://garden.example/map?x=1 then": Address,
		"that was fun :)":                             Laughs,
		"edda: yes":                                   LeadNamed | Assent,
		"请问周六几点集合":                                    Help | Asks | Question,
		"大家早上好":                                       Anyone | Greeting,
		"谢谢":                                          Thanks,
		"好的":                                          Assent,
		"今天的好的不得了":                                    0,
		"小满,好的":                                       Assent,
		"是不是明天":                                       Question,
		"我家的到了":                                       First,
		"但是下雨":                                        Continues,
		"請問週六幾點集合":                                    Help | Asks | Question,
		"哈哈哈":                                         Laughs,
		"几点\uff1f":                                    Asks | Question,
	} {
		if s := Read(text); s.flags != want {
			t.Errorf("Read(%q) sets flags %012b, want %012b", text, s.flags, want)
		}
	}
}

func TestReadFindsAddressedNames(t *testing.T) {
	for _, c := range []struct {
		text  string
		names []string
	}{
		{"edda: it is under the pot", []string{"edda"}},
		{"Edda, it is under the pot", []string{"edda"}},
		{"edda_: it is under the pot", []string{"edda"}},
		{"小满\uff1a在花盆下面", []string{"小满"}},
		{"小满\uff0c在花盆下面", []string{"小满"}},
		{"@小满 在花盆下面", []string{"小满"}},
		{"在花盆下面@小满", []string{"小满"}},
		{"@Alva van Dijk\u2005under the pot", []string{"Alva van Dijk"}},
		{"@edda @finn look", []string{"edda", "finn"}},
		{"it is under the pot, edda said so", nil},
		{"write to edda@garden.example", nil},
		{"https://garden.example/x", nil},
	} {
		s := Read(c.text)
		var want []uint32
		for _, n := range c.names {
			want = append(want, NameHash(n))
		}
		if !equal(s.Names(), want) {
			t.Errorf("Read(%q).Names() = %v, want the hashes of %q", c.text, s.Names(), c.names)
		}
	}
}

func equal(a, b []uint32) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

func TestReadSharesContentWordsOnly(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"the kettle leaks", "that kettle was cheap", 1},
		{"two kettles", "one kettle", 1},
		{"the and of with", "the and of with", 0},
		{"草莓到货了吗", "草莓明天来", 1},
		{"你在哪里", "你在哪里", 0},
		{"KETTLE", "\uff4b\uff45\uff54\uff54\uff4c\uff45", 1},
	} {
		a, b := Read(c.a), Read(c.b)
		n := 0
		for _, w := range a.Words() {
			for _, v := range b.Words() {
				if w == v {
					n++
				}
			}
		}
		if n != c.want {
			t.Errorf("%q and %q share %d words, want %d", c.a, c.b, n, c.want)
		}
	}
}

func TestTheZeroSketchIsThatOfNoText(t *testing.T) {
	if Read("") != (Sketch{}) {
		t.Error("Read of an empty text is not the zero sketch")
	}
}

func TestSketchSurvivesEncoding(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := Read(rapid.String().Draw(t, "text"))
		tail := rapid.SliceOf(rapid.Byte()).Draw(t, "tail")
		b := s.Append(nil)
		if len(b) > SketchMaxBytes || len(b) > 100 {
			t.Fatalf("a sketch takes %d bytes", len(b))
		}
		got, n, err := Decode(append(b, tail...))
		if err != nil || n != len(b) || got != s {
			t.Fatalf("Decode = %v, %d, %v; want %v, %d", got, n, err, s, len(b))
		}
		for cut := range b {
			if _, _, err := Decode(b[:cut]); err == nil {
				t.Fatalf("%d of %d bytes were taken for a sketch", cut, len(b))
			}
		}
	})
}

func FuzzRead(f *testing.F) {
	for _, text := range []string{"", "edda: yes", "@小满\u2005好的", "a@b", "@", ":", "http://", "\xff\xfe@\xff", "没没没", "www.x y"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s := Read(text)
		if s.length > maxLength || !ascending(s.Words()) {
			t.Fatalf("Read(%q) = %+v", text, s)
		}
		if got, _, err := Decode(s.Append(nil)); err != nil || got != s {
			t.Fatalf("the sketch of %q does not survive encoding: %v", text, err)
		}
		if utf8.ValidString(text) && text != "" && s.length == 0 && s.nNames == 0 {
			t.Fatalf("Read(%q) sees no text", text)
		}
	})
}

func FuzzDecode(f *testing.F) {
	s := Read("edda: the kettle leaks")
	f.Add(s.Append(nil))
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, b []byte) {
		s, n, err := Decode(b)
		if err != nil {
			return
		}
		if n > len(b) || string(s.Append(nil)) != string(b[:n]) {
			t.Fatalf("Decode(%x) took %d bytes that encode otherwise", b, n)
		}
	})
}

func TestNamesSharedByTwoNameNobody(t *testing.T) {
	var n Names
	n.Add("小满", 1)
	n.Add("Edda", 2)
	n.Add("edda_", 2)
	n.Add("小满", 3)
	if got := n.called(NameHash("小满")); got != nobody {
		t.Errorf("a shared name means author %d", got)
	}
	if got := n.called(NameHash("@EDDA")); got != 2 {
		t.Errorf("@EDDA means author %d, want 2", got)
	}
	if got := n.called(NameHash("finn")); got != nobody {
		t.Errorf("an unknown name means author %d", got)
	}
}
