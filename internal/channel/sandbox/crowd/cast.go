package crowd

// staffCount is how many simulated staff there are: the keeper is 0, the
// helper 1. Everybody else has a number from staffCount on.
const staffCount = 2

// Person is one simulated person of a town.
type Person struct {
	Name    string
	Staff   bool
	Spams   bool
	Talks   int // how much they say, heavy-tailed; 0: they only read
	Voice   int // of a hundred things they say, how many are spoken …
	Sticker int // … or a sticker
}

// Person is the person of a number. Numbers past the names go round them
// again, with a mark that tells them apart.
func (l *Library) Person(town uint64, who int) Person {
	switch who {
	case 0:
		return Person{Name: "店长·河湾面包房", Staff: true}
	case 1:
		return Person{Name: "小助手·河湾面包房", Staff: true}
	}
	h := mix(town ^ uint64(who)*0x9e3779b97f4a7c15)
	p := Person{Name: l.name(town, who-staffCount), Talks: talks(h % 1000)}
	h = mix(h)
	if h%4 == 0 {
		p.Voice = int((h >> 8) % 30)
	}
	p.Sticker = int(mix(h) % 25)
	p.Spams = mix(h+1)%31 == 7
	return p
}

// talks spreads talkativeness: nearly half never begin anything, a few in a
// hundred carry most of the talk.
func talks(permille uint64) int {
	for _, step := range [...]struct {
		below uint64
		talks int
	}{{450, 0}, {720, 1}, {860, 2}, {930, 5}, {970, 12}, {990, 25}} {
		if permille < step.below {
			return step.talks
		}
	}
	return 60
}

// name is the i-th nickname of a town; no two among its first are the same.
func (l *Library) name(town uint64, i int) string {
	n := len(l.names)
	round := i / n
	// A step that shares no factor with n visits every name once.
	step := int(mix(town)%uint64(n-1)) + 1
	for gcd(step, n) != 1 {
		step++
	}
	name := l.names[(int(mix(town+1)%uint64(n))+i%n*step)%n]
	for range round {
		name += "·"
	}
	return name
}

func gcd(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}
