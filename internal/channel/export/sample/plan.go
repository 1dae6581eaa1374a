package sample

import "slices"

// plan is how one group is made to live. Ages are in days before the anchor.
type plan struct {
	no     int // its id and its chances hang on it
	rank   int // those with one are told first, the least before the others
	name   string
	shop   int
	born   int
	last   int // days of silence since people last spoke; 0: they still do
	size   int // people who ever came in
	pace   float64
	posts  float64 // broadcasts of staff a day
	chains float64 // sign-up chains a day
	chain  int     // people who sign up for one

	staffed float64 // share of questions staff answer
	quotes  float64 // share of answers that quote what they answer
	audience
	shape shape
	ways  ways

	listed    bool // it has a member list
	daily     bool // people speak every day, past midnight too
	bot       bool
	hush      [2]int // no word between these ages, the larger first; 0: none
	fading    bool
	lastNight bool // a question and a 在吗 of last night stand unanswered
	renamed   string
	acts      string  // which scenes of words/acts.txt are played in it
	acting    float64 // how often, on days that have none of their own
}

// audience is whom a topic must suit to come up: "", mums, seniors, workers.
type audience string

// ways are groups that go by a rule of their own.
type ways uint8

const (
	ordinary ways = iota
	punctual      // staff post at four fixed times and hardly anybody speaks
	ignored       // questions stand alone and staff post past them
	sundays       // people meet on Sunday evening
	signing       // nothing but sign-up chains, once a week
	buying        // people ask and order and have little to say to each other
	sparse        // a word now and then
	serving       // questions to the shop and little else
	offers        // the day's offers by the clock, sign-up chains, and hardly anybody heard
	flash         // made for one Saturday
)

// flashAhead is how many days before its Saturday a flash group is made.
const flashAhead = 3

// The three groups that every shop knows: one for the offers of the day, one of
// members, one made for a Saturday, which is over or about to be.
const (
	Offers  = "河边生鲜·福利群"
	Members = "河边生鲜·会员群"
	Flash   = "河边生鲜·周六快闪群"
)

// plans are the groups of the sample in the order in which they are told. Of
// groups that need somebody equally the one told later stands first on the page
// of groups: so the one of offers stands above the one that is as bad.
func plans() []plan {
	all := append(living(), leaving()...)
	for i := range all {
		all[i].no = i
		if all[i].rank == 0 {
			all[i].rank = len(all)
		}
	}
	slices.SortStableFunc(all, func(a, b plan) int { return a.rank - b.rank })
	return all
}

// living are the groups in which people speak, each in its own way.
func living() []plan {
	return []plan{
		{rank: 2, name: Offers, shop: 0, born: 152, size: 168, pace: 2, posts: 5, chains: 0.45, chain: 3, staffed: 0.35, quotes: 0.4, shape: allDay, listed: true, ways: offers, acts: "offers", acting: 0.12},
		{rank: 2, name: Members, shop: 0, born: 301, size: 150, pace: 5.4, posts: 1.3, chains: 0.2, chain: 4, staffed: 0.97, quotes: 0.45, shape: allDay, listed: true, daily: true, bot: true, acts: "club", acting: 0.6},
		{name: "柳荫店 · 邻里群", shop: 1, born: 228, size: 130, pace: 5.0, posts: 1.4, chains: 0.2, chain: 6, staffed: 0.92, quotes: 0.45, shape: allDay, listed: true, daily: true, bot: true, renamed: "柳荫店 · 开业群"},
		{name: "妈妈厨房", shop: 0, born: 288, size: 96, pace: 6.2, posts: 0.3, chains: 0.05, chain: 5, staffed: 0.9, quotes: 0.62, audience: "mums", shape: nursery, listed: true, daily: true},
		{name: "早市接龙群", shop: 2, born: 280, size: 90, pace: 2.6, posts: 0.8, chains: 1, chain: 9, staffed: 0.95, quotes: 0.4, shape: allDay, listed: true, daily: true, bot: true},
		{name: "周日学做菜", shop: 1, born: 244, size: 62, pace: 0, posts: 0.1, staffed: 0.9, quotes: 0.6, audience: "kitchen", shape: allDay, ways: sundays, listed: true},
		{name: "每日特价通知群", shop: 0, born: 205, size: 84, pace: 1.6, staffed: 0.75, quotes: 0.3, shape: allDay, ways: punctual, listed: true},
		{rank: 1, name: "新品试吃报名群", shop: 2, born: 176, size: 70, pace: 4.0, posts: 3, staffed: 0.14, quotes: 0.3, shape: allDay, ways: ignored, listed: true},
		{name: "码头店 · 海鲜群", shop: 2, born: 232, size: 76, pace: 2.8, posts: 1, chains: 0.15, chain: 5, staffed: 0.86, quotes: 0.4, shape: allDay, ways: buying, listed: true, lastNight: true},
		{name: "银发买菜群", shop: 1, born: 256, size: 58, pace: 2.4, posts: 0.7, staffed: 0.95, quotes: 0.25, audience: "seniors", shape: early, listed: true},
		{name: "下班晚市群", shop: 0, born: 198, size: 88, pace: 2.2, posts: 0.8, chains: 0.1, chain: 5, staffed: 0.88, quotes: 0.45, audience: "workers", shape: offWork, listed: true},
		{name: "有事找店长", shop: 1, born: 186, size: 66, pace: 2.4, posts: 0.2, staffed: 0.97, quotes: 0.5, shape: allDay, ways: serving, listed: true},
		{name: "水果拼箱群", shop: 2, born: 164, size: 64, pace: 1.5, posts: 0.8, chains: 0.35, chain: 6, staffed: 0.85, quotes: 0.35, shape: allDay, ways: buying, listed: true},
		{name: "豆制品老友群", shop: 0, born: 271, size: 44, pace: 1.7, posts: 0.4, chains: 0.1, chain: 4, staffed: 0.9, quotes: 0.4, shape: early, listed: true},
		{rank: 2, name: Flash, shop: 0, size: 64, pace: 0.8, staffed: 0.97, quotes: 0.5, chain: 8, shape: allDay, listed: true, ways: flash, acts: "flash"},
		{name: "柳荫店 · 新邻居2群", shop: 1, born: 6, size: 38, pace: 3.2, posts: 1.5, staffed: 0.95, quotes: 0.4, shape: allDay, listed: true},
		{name: "周末烘焙小组", shop: 0, born: 11, size: 26, pace: 2.2, posts: 0.3, staffed: 0.95, quotes: 0.5, audience: "mums", shape: nursery, listed: true},
		{name: "牛羊肉拼单群", shop: 2, born: 218, size: 52, pace: 2.0, posts: 0.3, chains: 0.12, chain: 5, staffed: 0.9, quotes: 0.45, shape: allDay, listed: true, hush: [2]int{74, 12}},
	}
}

// leaving are the groups that grow quiet, sleep, or ended long ago.
func leaving() []plan {
	return []plan{
		{name: "桥头店 · 老邻居群", shop: 0, born: 246, size: 92, pace: 3.4, posts: 0.7, chains: 0.15, chain: 5, staffed: 0.7, quotes: 0.35, shape: allDay, listed: true, fading: true},
		{name: "码头店 · 团购2群", shop: 2, born: 182, size: 74, pace: 3.0, posts: 0.8, chains: 0.2, chain: 5, staffed: 0.66, quotes: 0.3, shape: allDay, listed: true, fading: true},
		{name: "码头店 · 老客群", shop: 2, born: 226, last: 20, size: 54, pace: 1.6, posts: 0.6, staffed: 0.7, quotes: 0.35, shape: allDay, listed: true},
		{name: "素食互助群", shop: 1, born: 158, last: 25, size: 34, pace: 0.12, posts: 0.2, staffed: 0.75, quotes: 0.4, shape: allDay, ways: sparse, listed: true},
		{name: "鲜奶周订群", shop: 1, born: 192, last: 18, size: 48, chain: 9, staffed: 0.9, shape: allDay, ways: signing, listed: true},
		{name: "开业尝鲜群", shop: 1, born: 228, last: 214, size: 60, pace: 3.4, posts: 2, staffed: 0.9, quotes: 0.35, shape: allDay},
		{name: "整箱拼单快团", shop: 2, born: 190, last: 152, size: 46, pace: 1.8, posts: 1, chains: 0.3, chain: 5, staffed: 0.8, quotes: 0.3, shape: allDay},
		{name: "邻居菜谱交换群", shop: 0, born: 266, last: 104, size: 40, pace: 1.5, posts: 0.1, staffed: 0.7, quotes: 0.45, audience: "kitchen", shape: allDay, listed: true},
		{name: "码头店 · 晚餐搭子群", shop: 2, born: 134, last: 66, size: 36, pace: 1.6, posts: 0.4, staffed: 0.6, quotes: 0.35, audience: "workers", shape: offWork, listed: true},
		{name: "桥头店 · 优惠券群", shop: 0, born: 212, last: 41, size: 68, pace: 1.2, posts: 1.4, staffed: 0.55, quotes: 0.25, shape: allDay, listed: true},
	}
}
