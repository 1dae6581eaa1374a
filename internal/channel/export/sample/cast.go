package sample

import (
	"fmt"
	"math"
	"math/rand/v2"
	"time"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/channel/export"
)

// world is the shop with everybody who comes to it.
type world struct {
	seed   uint64
	anchor time.Time // start of now's day in Shanghai
	lib    *library
	people []*person // neighbours, who share three shops
	shops  [shopCount]shop
	bot    *person
	spam   *person // a stranger with an advert
}

const shopCount = 3

// shop is one of the brand's shops with its staff.
type shop struct{ keeper, helper *person }

// person is somebody of the sample.
type person struct {
	id     event.NativeUser
	name   string
	kind   export.PersonKind
	self   bool    // the account that "made" the export
	home   int     // the shop nearest to them
	chatty float64 // how much they say, heavy-tailed; 0: they only read
	tail   string  // what they like to end on
}

func (p *person) actor() event.Actor { return event.Actor{ID: p.id, Name: p.name} }

// told is what an export says of p, in one chat or everywhere.
func (p *person) told(chat event.NativeChat, owner bool) export.Person {
	return export.Person{Network: event.WeChat, Namespace: namespace, Chat: chat, Actor: p.actor(),
		Kind: p.kind, Self: p.self && chat == "", Owner: owner}
}

// newWorld makes the people of seed as of now.
func newWorld(seed uint64, now time.Time) (*world, error) {
	lib, err := readLibrary()
	if err != nil {
		return nil, err
	}
	local := now.In(time.FixedZone("Asia/Shanghai", shanghai))
	y, m, d := local.Date()
	w := &world{seed: seed, lib: lib, anchor: time.Date(y, m, d, 0, 0, 0, 0, local.Location())}
	for i, at := range [shopCount]string{"桥头店", "柳荫店", "码头店"} {
		w.shops[i] = shop{
			keeper: &person{id: event.NativeUser(fmt.Sprintf("keeper-%d", i+1)), name: "店长·" + at, kind: export.Staff, home: i},
			helper: &person{id: event.NativeUser(fmt.Sprintf("helper-%d", i+1)), name: "小助手·" + at, kind: export.Staff, home: i},
		}
	}
	w.shops[0].helper.self = true
	w.bot = &person{id: "bot-1", name: "河边播报机器人", kind: export.Bot}
	w.spam = &person{id: "stranger-1", name: "兼职小蜜蜂", kind: export.Human}
	w.settle(w.rng(0))
	return w, nil
}

// rng is a source of chance of its own for each part of the world, so that a
// change to one group leaves the others as they are.
func (w *world) rng(part uint64) *rand.Rand { return rand.New(rand.NewPCG(w.seed, part)) }

// settle makes the neighbours. Half of them never say a word anywhere; of the
// others a few say much and most little.
func (w *world) settle(rng *rand.Rand) {
	names := make([]string, len(w.lib.names))
	copy(names, w.lib.names)
	rng.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
	tails := w.lib.pools["remark"]
	for i, name := range names {
		p := &person{id: event.NativeUser(fmt.Sprintf("p%04d", i+1)), name: name, kind: export.Human, home: i % shopCount}
		if rng.Float64() < 0.55 {
			p.chatty = min(math.Pow(rng.Float64(), -1/1.3), 25) // Pareto
		}
		if rng.IntN(3) == 0 {
			p.tail = tails.draw(rng)
		}
		w.people = append(w.people, p)
	}
}

// everybody lists whom the sample tells of.
func (w *world) everybody() []*person {
	var out []*person
	for i := range w.shops {
		out = append(out, w.shops[i].keeper, w.shops[i].helper)
	}
	out = append(out, w.bot, w.spam)
	return append(out, w.people...)
}

// time is when a second after (or before) the anchor is.
func (w *world) time(at int) time.Time { return w.anchor.Add(time.Duration(at) * time.Second).UTC() }

// price is what something costs on a day, the same in every group: it moves by
// the week.
func (w *world) price(g *good, d int) int {
	week := uint64(w.date(d).Unix() / (7 * secondsADay))
	mix := rand.New(rand.NewPCG(w.seed^week, uint64(g.low)<<32|uint64(len(g.name))<<16|uint64(g.name[2])))
	return g.low + mix.IntN(g.high-g.low+1)
}
