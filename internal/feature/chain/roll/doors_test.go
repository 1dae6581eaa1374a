package roll

import "testing"

// eggs is a head in English: something by the tray, by the pack and by the piece.
const eggs = "Farm eggs & veg, Wed delivery\nFree range eggs - $7/tray\nBaby spinach - $4/pack\nCherry tomatoes - $5/pack\nSweet corn - $2/piece\n\n1 Carol #08-12 eggs x2 spinach x1\n2 Mrs Goh #03-05 corn x6\n"

// TestUnitNumbersAndShortPhones stand beside what is wanted, and are no part of it.
func TestUnitNumbersAndShortPhones(t *testing.T) {
	for row, want := range map[string]string{
		"Nora #02-14 spinach x3":                    "Nora | spinach 3pack | ~02-14",
		"Nora #02-14: spinach x3":                   "Nora | spinach 3pack | ~02-14",
		"Nora spinach x3 #02-14":                    "Nora | spinach 3pack | ~02-14",
		"Nora (#02-14) spinach x3":                  "Nora | spinach 3pack | ~02-14",
		"Nora - spinach x3, #02-14":                 "Nora | spinach 3pack | ~02-14",
		"Nora Blk 12 #02-14 spinach x3":             "Nora | spinach 3pack | ~Blk 12 #02-14",
		"Nora #12-104A 1 tray eggs":                 "Nora | eggs 1tray | ~12-104A",
		"Nora #B1-14 spinach x3":                    "?",
		"Nora #02-14 spinach x3 91234567":           "Nora | spinach 3pack | ~02-14 | !91234567",
		"Nora #02-14 spinach x3 9123 4567":          "Nora | spinach 3pack | ~02-14 | !91234567",
		"Nora #02-14 spinach x3, +65 9123 4567":     "Nora | spinach 3pack | ~02-14 | !+6591234567",
		"Nora spinach x3 (81234567)":                "Nora | spinach 3pack | !81234567",
		"Nora spinach x3, tomatos x1":               "Nora | spinach 3pack, tomatoes 1pack",
		"Nora spinach x3, will collect at 11.30":    "Nora | spinach 3pack | #will collect at 11.30",
		"Nora spinach x3, after 6:15 pls":           "Nora | spinach 3pack | #after 6:15 pls",
		"Nora #2 spinach x3":                        "?",
		"Nora #02-14 spinach x3 order no. 91234567": "?",
		"Nora #02-14 #03-15 spinach x3":             "?",
		"Nora #02-14 spinach x3 91234567 81234567":  "?",
		"Nora spinach x3 12345678":                  "?",
		"Nora 11.30":                                "?",
	} {
		if is := lastRead(eggs + "3 " + row); is != want {
			t.Errorf("%s: read as %q, is %q", row, is, want)
		}
	}
}

// TestAnotherNumberIsNoPhone where the row says what it is.
func TestAnotherNumberIsNoPhone(t *testing.T) {
	for row, want := range map[string]string{
		"排骨2斤 61234567":       "阿青 | 排骨 2斤 | !61234567",
		"排骨2斤 麻烦取件码 61234567": "?",
		"排骨2斤 已付单号 61234567":  "?",
		"排骨2斤 20261012":       "?",
	} {
		if is := lastRead("周五到货\n排骨 30元/斤\n豆腐 4元/块\n1. 小雨 排骨1斤\n2. 阿青 " + row); is != want {
			t.Errorf("%s: read as %q, is %q", row, is, want)
		}
	}
}

// TestOneOfSeveralIsSet by a line below, where it is clear which and to how many.
func TestOneOfSeveralIsSet(t *testing.T) {
	for line, want := range map[string]string{
		"Carol: change my eggs to 3 pls 🙏":        "Carol | eggs 3tray, spinach 1pack | ~08-12",
		"Carol: please change eggs to 3":          "Carol | eggs 3tray, spinach 1pack | ~08-12",
		"Carol change my eggs to 3 trays":         "Carol | eggs 3tray, spinach 1pack | ~08-12",
		"Carol: make my spinach 2 please":         "Carol | eggs 2tray, spinach 2pack | ~08-12",
		"Carol: can you change the eggs to three": "Carol | eggs 3tray, spinach 1pack | ~08-12",
		"Carol - change eggs from 2 to 3":         "Carol | eggs 3tray, spinach 1pack | ~08-12",
		"Sorry, change Carol's eggs to 3":         "Carol | eggs 3tray, spinach 1pack | ~08-12",
		"Carol: reduce my eggs to 1 thanks":       "Carol | eggs 1tray, spinach 1pack | ~08-12",
		"Carol: update eggs to x3":                "Carol | eggs 3tray, spinach 1pack | ~08-12",
		"Carol: change baby spinach to 4 packs":   "Carol | eggs 2tray, spinach 4pack | ~08-12",
	} {
		got := Read(eggs+line, Known{})
		if is := understood(&got, 6); is != want || got.Lines[8].Kind != Edited {
			t.Errorf("%s: read as %q, %q, is %q", line, is, understood(&got, 8), want)
		}
	}
	for _, line := range []string{
		"Carol: change my eggs to corn", "Carol: change my eggs to 3 and spinach to 2", "Carol: change my corn to 3", "Carol: change my eggs to 3 packs",
		"Carol: change my order to 3", "Carol: change my eggs to 3 corn", "Carol: can I change my eggs?", "Carol: change my eggs to 0", "Carol: change my eggs to 2 or 3",
	} {
		got := Read(eggs+line, Known{})
		if is := understood(&got, 8); is != "?" {
			t.Errorf("%s: read as %q, and a person has to be asked", line, is)
		}
		if is := understood(&got, 6); is != "Carol | eggs 2tray, spinach 1pack | ~08-12" {
			t.Errorf("%s: the row became %q", line, is)
		}
	}
}
