package roll

import "testing"

// TestWhoSignsUpInEnglish counts one, or as many as the row says, and asks where it is not sure.
func TestWhoSignsUpInEnglish(t *testing.T) {
	head := "Thursday futsal, 8-10pm\nCourt 2, $10 per person, max 14\n1. Marcus\n2. Deepak\n3. Faris\n4. "
	for row, want := range map[string]string{
		"Jun Hao":                        "Jun Hao | 人 1",
		"jun":                            "jun | 人 1",
		"May":                            "May | 人 1",
		"Jun Hao 🙋‍♂️":                   "?",
		"Jun ⚽":                          "?",
		"Mary-Ann O'Neil":                "Mary-Ann O'Neil | 人 1",
		"Wei Jie +1":                     "Wei Jie | 人 2",
		"Wei Jie+1":                      "Wei Jie | 人 2",
		"Wei Jie (+2)":                   "Wei Jie | 人 3",
		"Oli + 2 friends":                "Oli | 人 3 | #2 friends",
		"Oli plus one":                   "Oli | 人 2",
		"Oli with a friend":              "Oli | 人 2 | #with a friend",
		"Oli and wife":                   "Oli | 人 2 | #and wife",
		"Oli + my brother":               "Oli | 人 2 | #my brother",
		"Oli 3 pax":                      "Oli | 人 3",
		"Oli - 2 pax":                    "Oli | 人 2",
		"Tommy (late, 8.30)":             "Tommy | 人 1 | #late, 8.30",
		"Tommy - will be late 15 mins":   "Tommy | 人 1 | #will be late 15 mins",
		"Tommy, leaving early":           "Tommy | 人 1 | #leaving early",
		"Tommy (from 8:30)":              "Tommy | 人 1 | #from 8:30",
		"Sam, can drive 3 people":        "Sam | 人 1 | #can drive 3 people",
		"Sam (bringing ball)":            "Sam | 人 1 | #bringing ball",
		"Sam (vegetarian)":               "Sam | 人 1 | #vegetarian",
		"Sam - first timer":              "Sam | 人 1 | #first timer",
		"Sam in":                         "Sam | 人 1 | #in",
		"Sam 91234567":                   "Sam | 人 1 | !91234567",
		"Andre (out, knee injury)":       "x Andre",
		"Andre - can't make it":          "x Andre",
		"Andre (not coming)":             "x Andre",
		"Andre dropped out":              "?",
		"Andre - dropped out, sick":      "x Andre",
		"Andre cancelled":                "x Andre",
		"Rizal maybe":                    "?",
		"Rizal (tbc)":                    "?",
		"Rizal?":                         "?",
		"Rizal (50/50)":                  "?",
		"Rizal (injured)":                "?",
		"Rizal - waitlist":               "?",
		"Rizal with friends":             "?",
		"Rizal + 2 kids":                 "?",
		"Rizal + my friends":             "?",
		"Rizal +1?":                      "?",
		"Rizal + 1 maybe":                "?",
		"Rizal 2":                        "?",
		"Rizal x2":                       "?",
		"Rizal & Sam":                    "?",
		"Rizal and Sam":                  "?",
		"Rizal, Sam":                     "?",
		"Rizal (out, my brother coming)": "?",
		"Rizal (out, Sam instead)":       "?",
		"Rizal +1, 2 pax":                "Rizal | 人 2",
		"Rizal +1, 3 pax":                "?",
		"Rizal (if it doesn't rain)":     "?",
		"Rizal 2 shirts":                 "?",
		"please bring water":             "?",
		"Monday":                         "?",
		"Reserved":                       "?",
		"Waitlist":                       "?",
		"TBC":                            "?",
		"Oli + 2 friends, 1 cancelled":   "?",
		"Oli +1 cancelled":               "?",
	} {
		if is := lastRead(head + row); is != want {
			t.Errorf("%s: read as %q, is %q", row, is, want)
		}
	}
}

// TestNoListOfPersonsInEnglish of what is sold, brought, chosen or told nobody signs up.
func TestNoListOfPersonsInEnglish(t *testing.T) {
	for _, c := range []struct{ head, rows, want string }{
		{"Badminton Sat 3pm, 6 slots", "1. Ann\n2. Ben\n3. Cat", "Cat | 人 1"},
		{"Yoga class sign up", "1. Ann\n2. Ben\n3. Cat", "Cat | 人 1"},
		{"BBQ at mine, who's coming", "1. Ann\n2. Ben +1\n3. Cat", "Cat | 人 1"},
		{"#chain\nHike at Dairy Farm", "1. Ann\n2. Ben\n3. Cat", "Cat | 人 1"},
		{"Hike, what to bring, max 10", "1. Water\n2. Hat\n3. Sunscreen", "-"},
		{"Party songs, max 3 per person", "1. Hello\n2. Yesterday\n3. Imagine", "-"},
		{"Football teams, 5 players", "1. Arsenal\n2. Chelsea\n3. Leeds", "-"},
		{"Dinner menu, max 14", "1. Laksa\n2. Satay\n3. Rojak", "-"},
		{"Class schedule, 2 slots", "1. Maths\n2. Science\n3. Art", "-"},
		{"#Group Buy\nDinner party set", "1. Ann\n2. Ben\n3. Cat", "?"},
		{"Names", "1. Ann\n2. Ben\n3. Cat", "-"},
		{"Badminton Sat 3pm", "1. Ann\n2. Ben\n3. Cat", "-"},
		{"Badminton Sat 3pm, 6 slots", "1. Ann\n2. Ben", "-"},
	} {
		if is := lastRead(c.head + "\n" + c.rows); is != c.want {
			t.Errorf("%s: read as %q, is %q", c.head, is, c.want)
		}
	}
}

// TestALineAboutWhoComes takes back who says so, and is asked about else; talk is neither.
func TestALineAboutWhoComes(t *testing.T) {
	head := "Thursday futsal, 8-10pm\nCourt 2, $10 per person, max 14\n1. Marcus\n2. Deepak\n3. Faris\n4. Wei Jie\n"
	for line, want := range map[string][2]string{
		"Deepak: can't make it, sorry":  {"x Deepak", "e"},
		"Deepak is out":                 {"Deepak | 人 1", "?"},
		"Deepak: out":                   {"x Deepak", "e"},
		"Deepak pls cancel":             {"x Deepak", "e"},
		"Deepak: +1":                    {"Deepak | 人 1", "?"},
		"Deepak: bringing my brother":   {"Deepak | 人 1", "?"},
		"Deepak can't, Sam instead":     {"Deepak | 人 1", "?"},
		"Faris can you replace Deepak":  {"Deepak | 人 1", "?"},
		"Faris and Deepak can't come":   {"Deepak | 人 1", "?"},
		"Will we be out by 10?":         {"Deepak | 人 1", "-"},
		"Deepak: see you there":         {"Deepak | 人 1", "-"},
		"Anyone else?":                  {"Deepak | 人 1", "-"},
		"Deepak not coming if it rains": {"Deepak | 人 1", "?"},
	} {
		got := Read(head+line, Known{})
		if is := [2]string{understood(&got, 3), understood(&got, 6)}; is != want {
			t.Errorf("%s: read as %q, is %q", line, is, want)
		}
	}
}
