package roll

import (
	"fmt"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// bakery is a head in English: two kinds of buns, something by the tray and by the dozen.
const bakery = "Bakery orders, Saturday\nPork bun £2\nChar siu bun £2.20\nEgg tart £1.50\nEggs £3 per tray\nBagels £12/dozen\n\n"

// dumplings is another, whose goods come in bags.
const dumplings = "Fresh dumplings\nPork & chive £8/bag\nVeg £7/bag\n\n"

// readsAs reads one row below a head, between others.
func readsAs(head, row string) string {
	got := Read(head+"1. Zoe - 1 pork\n2. "+row+"\n3. Noah K: 2 pork", Known{})
	return understood(&got, len(got.Lines)-2)
}

// TestARowInEnglish begins with a name of any words, and wants so much of goods of the head.
func TestARowInEnglish(t *testing.T) {
	for row, want := range map[string]string{
		"Tom H - char siu bun x3":                    "Tom H | Char siu bun 3",
		"Tom H char siu bun x3":                      "Tom H | Char siu bun 3",
		"Mark T: 2 pork, 1 egg tart":                 "Mark T | pork 2, Egg tart 1",
		"Auntie Mei – 6 egg tarts":                   "Auntie Mei | Egg tart 6",
		"Ms. Kaur (teacher) - 1 pork":                "Ms. Kaur | pork 1 | #teacher",
		"Mr. Osei, pork bun x1, tart x2":             "Mr. Osei | Pork bun 1, tart 2",
		"Mia and Ethan - 4 pork":                     "Mia and Ethan | pork 4",
		"Room 12 - 2 pork":                           "Room 12 | pork 2",
		"Helen 2 pork (frozen if poss)":              "Helen | pork 2 | #frozen if poss",
		"Unit 304 – 2 pork":                          "Unit 304 | pork 2",
		"Priya two pork buns":                        "Priya | Pork bun 2",
		"Will: 2 pork":                               "Will | pork 2",
		"Jenny W 2 pork buns and 1 tart":             "Jenny W | Pork bun 2, tart 1",
		"Ethan Wong: 2 tarts + 2 pork":               "Ethan Wong | tart 2, pork 2",
		"Ray pork 2 tart 3":                          "Ray | pork 2, tart 3",
		"Mei Ling 1 x pork bun, 1 x egg tart":        "Mei Ling | Pork bun 1, Egg tart 1",
		"Mrs Patel: half a dozen egg tarts please":   "Mrs Patel | Egg tart 6",
		"Jo: two dozen pork buns":                    "Jo | Pork bun 24",
		"Ida a dozen bagels":                         "Ida | Bagels 1dozen",
		"Hal 1 dozen eggs":                           "Hal | Eggs 1dozen",
		"Phil: 2 trays of eggs":                      "Phil | Eggs 2tray",
		"Rob - a tray of eggs":                       "Rob | Eggs 1tray",
		"Ben: eggs x2":                               "Ben | Eggs 2tray",
		"Lin: I'd like 2 pork buns, thanks":          "Lin | Pork bun 2 | #thanks",
		"Oli: pork and tart x1 each":                 "Oli | pork 1, tart 1",
		"Sarah W - 2 pork 2 tart for Liam and Ava":   "Sarah W | pork 2, tart 2 | >Liam and Ava",
		"Grace - 12 egg tarts (for a birthday)":      "Grace | Egg tart 12 | #for a birthday",
		"Grace - 1 pork, for Saturday":               "Grace | pork 1 | #for Saturday",
		"Emma - 1 pork (nut allergy)":                "Emma | pork 1 | #nut allergy",
		"Jess 🌻 - 2 pork buns, after 2pm please":     "Jess 🌻 | Pork bun 2 | #after 2pm please",
		"Kwame: pork x1, can I collect Friday?":      "Kwame | pork 1 | #can I collect Friday?",
		"Bob: same as Zoe":                           "Bob | pork 1",
		"Bob same as above please":                   "Bob | pork 1",
		"Tia: 3 egg tarts £4.50":                     "Tia | Egg tart 3",
		"王姐 2 egg tarts":                             "王姐 | Egg tart 2",
		"Olu - 2 pork buns - cancelled sorry":        "x Olu",
		"TOM – 2 pork CANCELLED":                     "x TOM",
		"Uma: 2 pork, 1 tart (cancelled)":            "x Uma",
		"Viv, 2 pork please cancel":                  "x Viv",
		"Fay W: 2 pork, 1 egg tart, 1 char siu bun.": "Fay W | pork 2, Egg tart 1, Char siu bun 1",
	} {
		if got := readsAs(bakery, row); got != want {
			t.Errorf("%q reads as %q, and is %q", row, got, want)
		}
	}
}

// TestBagsAreBags, one or several, and what is told for all of them need not be said.
func TestBagsAreBags(t *testing.T) {
	for row, want := range map[string]string{
		"Mark T: 1 bag veg, 2 bags pork":         "Mark T | Veg 1bag, pork 2bag",
		"Mrs O'Brien: three bags pork and chive": "Mrs O'Brien | Pork & chive 3bag",
		"Jia - 1 of each":                        "Jia | Pork & chive 1bag, Veg 1bag",
		"Linda - one of each please":             "Linda | Pork & chive 1bag, Veg 1bag",
		"Al: 2 pork dumplings":                   "Al | pork 2bag",
		"Jenny W 2 bags pork and 1 bag veg":      "Jenny W | pork 2bag, Veg 1bag",
		"Beth - 2 bags please":                   "?", // of which
	} {
		if got := readsAs(dumplings, row); got != want {
			t.Errorf("%q reads as %q, and is %q", row, got, want)
		}
	}
}

// TestWhatIsNotSureInEnglishIsAsked: what has the same shape as a clear row and may mean
// something else.
func TestWhatIsNotSureInEnglishIsAsked(t *testing.T) {
	for _, row := range []string{
		"Tom - 2 buns",                  // of two kinds
		"Tom chicken bun x3",            // is no Tom Chicken, and no goods
		"Tom H - chicken bun x3",        // not sold
		"Ed: 1 chocolate tart",          // not sold
		"Rob: 6 eggs",                   // trays, or eggs
		"Rob: 1 egg",                    // the same
		"Cat: 6 bagels",                 // dozens, or bagels
		"Dan: bagels x6",                // the same
		"Dee: 2-3 tarts",                // how many
		"Flo - pork x2?",                // does she
		"Ann - 2 pork, or 3 if you can", // how many
		"Bea: 2 pork (or 3 if you can)",
		"Cy - 2 pork and maybe 1 tart",
		"Xan: 2 pork, extra 1 tart",
		"Kim - 2 pork for Liam, 1 tart for Ava", // for two
		"Viv - one pork after 2pm and one tart", // in a wish
		"Pat - 2 pork 3 tart cancelled",         // one of them, or both
		"Wes: don't cancel my 2 pork",
		"Ana: 2 pork (1 for Ben)",
		"Tao - 2 pork each",               // of whom
		"Bo: pork 2 tart",                 // how many tarts
		"Quin: tart, pork x2",             // the same
		"Oscar - pork",                    // how many
		"Ci: 2 x 3 pork",                  // six, perhaps
		"Uma: 3 tarts £7",                 // is not what they cost
		"Total: 30 pork",                  // nobody
		"Sorry I need 2 pork",             // nobody
		"Hi there 2 egg tarts",            // nobody
		"Bob: same as Peter",              // who is not there
		"Ef: 2 pork if no tarts are left", // only then
		"Jk: 4 pork (was 2)",
		"De: 1/2 tray eggs",
		"Sy: 1 pork, same for tarts",
		"Room: 12",            // of what, and is it somebody
		"Kit brownie, 2 pork", // a name, or what is not sold
	} {
		if got := readsAs(bakery, row); got != "?" {
			t.Errorf("%q reads as %q, and is not sure", row, got)
		}
	}
}

// TestGoodsThatNoHeadTellsOf are learned from the rows; what one alone says is asked about.
func TestGoodsThatNoHeadTellsOf(t *testing.T) {
	got := Read("Bake sale Friday\n\n1. Emma L - 2 egg tarts\n2. Tom H - char siu bun x3\n3. Mrs Patel: 6 egg tarts\n4. Di - 1 egg tart\n5. Ben - 3 friends coming\n6. Ann - 7 Park Road\n7. Sue char siu bun x1", Known{})
	want := []string{"-", "-", "Emma L | egg tarts 2", "Tom H | char siu bun 3", "Mrs Patel | egg tarts 6", "Di | egg tarts 1", "?", "?", "Sue | char siu bun 1"}
	for i, w := range want {
		if g := understood(&got, i); g != w {
			t.Errorf("%q reads as %q, and is %q", got.Lines[i].Text, g, w)
		}
	}
}

// TestALineThatChangesARowInEnglish does so where it is clear, and is asked about else; talk
// that changes nothing stays talk.
func TestALineThatChangesARowInEnglish(t *testing.T) {
	list := bakery + "1. Lucas B - 3 pork\n2. Emma L: 2 tarts, 1 pork\n3. Tom H - 2 tarts\n4. Tom B - 1 pork\n5. Mark: 3 tarts\n6. Grace: 1 pork\n\n"
	for line, want := range map[string][2]string{
		"Sorry, Lucas B only needs 2 pork now":   {"e", "Lucas B | pork 2"},
		"Lucas: make that 4 pork please":         {"e", "Lucas B | pork 4"},
		"Lucas B wants 2 tarts instead":          {"e", ""},
		"Tom B: change to 2 tarts please":        {"e", ""},
		"Please cancel Grace's order, thanks":    {"e", ""},
		"Mark: cancel mine please":               {"e", ""},
		"Can you add 1 pork for Mark please":     {"e", ""},
		"Mark: add 1 tart":                       {"e", ""},
		"Emma only needs 1 tart now":             {"?", ""}, // and the other
		"Tom H wants 1 pork":                     {"?", ""}, // as well, or instead
		"Tom needs 2 tarts instead":              {"?", ""}, // which Tom
		"Mark no longer needs tarts":             {"?", ""},
		"Lucas and Emma both want 1 tart more":   {"?", ""},
		"Sorry I only need 2 pork now":           {"?", ""}, // who
		"Can I change mine to 3 pork?":           {"?", ""},
		"Peter: cancel mine":                     {"?", ""}, // who is not there
		"Thanks everyone, list closes Thursday":  {"-", ""},
		"Only 2 pork left":                       {"-", ""},
		"Thanks Emma, see you on Saturday":       {"-", ""},
		"No cancellations after Thursday please": {"-", ""},
		"Mark just arrived with the keys":        {"-", ""},
	} {
		got := Read(list+line, Known{})
		if g := understood(&got, len(got.Lines)-1); g != want[0] {
			t.Errorf("%q reads as %q, and is %q", line, g, want[0])
		}
		if first := understood(&got, 7); want[1] != "" && first != want[1] {
			t.Errorf("after %q the row is %q, and should be %q", line, first, want[1])
		}
	}
}

// TestCodesBesideWords: a capital that goods are called by is no initial, and no article.
func TestCodesBesideWords(t *testing.T) {
	head := "Farm order\nA. Small veg box £12\nB. Large veg box £18\nC. Eggs £3 per tray\n\n"
	for row, want := range map[string]string{
		"Wendy Zhang - A x1":                     "Wendy Zhang | Small veg box 1",
		"Eve - A2 B1":                            "Eve | Small veg box 2, Large veg box 1",
		"Fay: 2A, 1C":                            "Fay | Small veg box 2, Eggs 1tray",
		"Phil: a large box, 2 trays of eggs":     "Phil | large box 1, Eggs 2tray",
		"Max: A small veg box x1":                "Max | Small veg box 1",
		"小雨妈妈 A 1 box":                           "小雨妈妈 | Small veg box 1box",
		"Rae: 1 small, 1 tray of eggs for Mum":   "Rae | small 1, Eggs 1tray | >Mum",
		"Jon: 2 boxes":                           "?",
		"Jenny A large 2":                        "?", // a code, or an initial
		"Gil - A and B":                          "?",
		"Sol: 1 veg box":                         "?", // of two kinds
		"Zo: 1 large box 2 eggs":                 "?",
		"Pia - 1 small box for 2 people, please": "?",
	} {
		got := Read(head+"1. Zoe - A x1\n2. "+row, Known{})
		if g := understood(&got, len(got.Lines)-1); g != want {
			t.Errorf("%q reads as %q, and is %q", row, g, want)
		}
	}
}

// TestEnglishReadsBack: what goes back into the group says the same when it comes again, with
// nothing known but the head.
func TestEnglishReadsBack(t *testing.T) {
	c := Read(dumplings+"1. Li Na - 2 pork\n2. Mrs O'Brien: three bags pork & chive, 1 veg\n3. Emma L veg x2 (nut allergy)\n4. Sarah W - 2 pork for Liam and Ava\n5. Jo 1 bag veg", Known{})
	back := Written{Title: c.Title, Products: c.Products[:c.Told], Rows: c.Rows}.String()
	again := Read(back, Known{Products: c.Products[:c.Told]})
	for _, list := range [][]Row{c.Rows, again.Rows} {
		for i := range list {
			list[i].Lines, list[i].Text = nil, ""
		}
	}
	if diff := gocmp.Diff(c.Rows, again.Rows); diff != "" || len(c.Rows) != 5 {
		t.Errorf("%s\n%s", diff, back)
	}
}

// TestOrdersAsTheyAreSent: in a text that tells who wrote what, an amount at the beginning of a
// line is no number of it.
func TestOrdersAsTheyAreSent(t *testing.T) {
	got := Read("Shop 2030-01-02 9:00\nPork £8/bag, Veg £7/bag\nJenny W 2030-01-02 9:05\n1 pork please\nMark 2030-01-02 9:06\n1 veg, 2 pork, thanks\nAmy 2030-01-02 9:08\nis it fresh?\nMark 2030-01-02 9:12\nonly need 1 pork actually\nJenny W 2030-01-02 9:15\nmake it 3 pork", Known{})
	for i, w := range map[int]string{3: "Jenny W | Pork 3bag", 5: "Mark | Veg 1bag, Pork 2bag | #thanks", 7: "-", 9: "?", 11: "e"} {
		if g := understood(&got, i); g != w {
			t.Errorf("%q reads as %q, and is %q", got.Lines[i].Text, g, w)
		}
	}
}

// TestPoundsAndEuros are money in the head, and no part of a name.
func TestPoundsAndEuros(t *testing.T) {
	for text, want := range map[string]Product{
		"Veg £7/bag":            {Name: "Veg", Price: 700, Unit: "bag"},
		"Pineapple bun £1.80":   {Name: "Pineapple bun", Price: 180},
		"Stollen €9":            {Name: "Stollen", Price: 900},
		"A. Small veg box £12":  {Code: "A", Name: "Small veg box", Price: 1200},
		"C. Eggs £3 per tray":   {Code: "C", Name: "Eggs", Price: 300, Unit: "tray"},
		"Bagels $12 / dozen":    {Name: "Bagels", Price: 1200, Unit: "dozen"},
		"Egg tart 蛋挞 £1.5":      {Name: "Egg tart 蛋挞", Price: 150},
		"Sourdough $8 per loaf": {Name: "Sourdough", Price: 800, Unit: "loaf"},
	} {
		c := Read("Orders\n"+text+"\n\n1. Zoe +1", Known{})
		if len(c.Products) != 1 || !gocmp.Equal(c.Products[0], want) {
			t.Errorf("%s is %+v", text, c.Products)
		}
	}
}

// TestGoodsThatDifferByAnS are two, and which of them somebody means is asked; also where
// the second stands at the end of the text.
func TestGoodsThatDifferByAnS(t *testing.T) {
	for text, want := range map[string]string{
		"Orders\nEgg tart £1.50\nBun £1\nEgg tarts £3\n\n1. Tom - 2 egg tarts": "?",
		"Orders\nEgg tart £1.50\nBun £1\nEgg tarts £3\n\n1. Tom - 1 egg tart":  "?",
		"Orders\nEgg tart £1.50\nBun £1\nEgg tarts £3\n\n1. Tom - 2 buns":      "Tom | Bun 2",
		"Orders\nEgg tart £1.50\nBun £1\n\n1. Tom - 2 egg tarts":               "Tom | Egg tart 2",
	} {
		got := Read(text, Known{})
		if g := understood(&got, len(got.Lines)-1); g != want {
			t.Errorf("%q reads as %q, and is %q", text, g, want)
		}
	}
	text := bakery + "egg tarts£3"
	got := Read(text, Known{})
	accounted(t, text, &got)
}

// TestEveryLineInEnglishIsAccountedForOnce, whatever stands in it.
func TestEveryLineInEnglishIsAccountedForOnce(t *testing.T) {
	pieces := []string{"1. ", "2) ", "Tom H", "Zoe", " ", " ", " - ", ": ", ", ", "pork", "egg tarts", "bagels", "2", "x2", "two", "a dozen", "half a", "of each", "each", "bags", "tray", "for Ava", "(", ")", "please", "cancelled",
		"same as Zoe", "only needs", "make it", "add", "£3", "’s", "'s", "and", "&", "+1", "A", "or", "?", "\n", "\n", "é", "王姐", "蛋挞", "\xff", "Tom 2030-01-02 9:00\n"}
	rapid.Check(t, func(t *rapid.T) {
		head := rapid.SampledFrom([]string{bakery, dumplings, "", "#Group Note\nA. Veg box £8\nB. Egg tart 蛋挞 £2\n\n"}).Draw(t, "head")
		text := head + strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 80).Draw(t, "pieces"), "")
		c := Read(text, Known{})
		accounted(t, text, &c)
	})
}

// TestManyLinesInEnglish take no longer each than a few do.
func TestManyLinesInEnglish(t *testing.T) {
	noLongerEach(t, 300, 3000, func(n int) {
		var b strings.Builder
		b.WriteString(bakery)
		for i := 1; i <= n; i++ {
			fmt.Fprintf(&b, "%d. Tom N%c%c - 2 pork buns, %d egg tarts and a tray of eggs, after 2pm please\n", i, 'a'+i%26, 'a'+i/26%26, i%9+1)
		}
		for range n {
			b.WriteString("Sorry, Tom only needs 2 tarts now\n")
		}
		c := Read(b.String(), Known{})
		if len(c.Rows) < n || c.Rows[0].Asks() || len(c.Rows[0].Items) != 3 {
			t.Fatalf("%d rows, the first %+v", len(c.Rows), c.Rows[0])
		}
	})
}
