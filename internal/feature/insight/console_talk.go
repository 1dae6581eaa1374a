package insight

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/feature/insight/measure"
)

// kindView is the four-self type with what it rests on; Why says why it is not
// known.
type kindView struct {
	Name     string
	Figures  []fact
	Evidence []string
	Cause    string
	Remedy   string
	Echo     []echoLine // accounts the owner is asked about
	Why      string
}

// echoLine asks about one account. It is a question, never an accusation.
type echoLine struct {
	person
	Asks string
}

func (s *subject) kind() kindView {
	y := s.f.Type
	if y == nil {
		why := typeNeedsWords
		if s.f.Talk != nil && !s.staffKnown {
			why = typeNeedsStaff
		}
		return kindView{Why: s.say(why)}
	}
	v := kindView{Name: s.say(typeWords[y.Name]), Evidence: s.evidence(y.Evidence), Cause: s.say(causes[y.Name]), Remedy: s.say(remedies[y.Name])}
	if y.Name == measure.Mixed && y.Nearest != "" {
		v.Name = s.say(typeNearest, typeWords[y.Nearest], missingWords[y.Missing])
	}
	v.Figures = []fact{{Label: s.say(figureB), Value: shareOf(y.B), Def: "broadcast"}, {Label: s.say(sortWords[byWaiting]), Value: shareOf(y.U), Def: "unanswered"},
		{Label: s.say(figureM), Value: shareOf(y.M), Def: "mutual"}}
	if y.U == nil {
		v.Figures[1].Why = s.say(noQuestions)
	}
	if t := s.f.Talk; t != nil && t.MError != nil {
		v.Figures[2].Value += " ± " + share(*t.MError)
		v.Figures[2].Why = s.say(mostInferred)
	}
	for _, m := range s.f.Echo[:min(len(s.f.Echo), 6)] {
		who := s.person(m)
		v.Echo = append(v.Echo, echoLine{who, s.say(echoAsks, who.Name)})
	}
	return v
}

// evidence writes the facts behind a type.
func (s *subject) evidence(proofs []measure.Proof) []string {
	value := map[string]float64{}
	var times, examples, out []string
	for _, p := range proofs {
		switch p.What {
		case "fixed_time":
			times = append(times, time.Unix(int64(p.Value)*60, 0).UTC().Format("15:04"))
		case "example_broadcast":
			examples = append(examples, s.near(p.At))
		default:
			value[p.What] = p.Value
		}
	}
	if n, ok := value["turns"]; ok {
		return []string{s.say(proofTurns, ofTurns.of(int(n)))}
	}
	if n, ok := value["broadcasts"]; ok {
		out = append(out, s.say(proofPosts, commas(int(n)), commas(int(value["people_turns"]))))
	}
	if x, ok := value["unanswered_broadcasts"]; ok && value["broadcasts"] > 0 {
		out = append(out, s.say(proofMute, share(x)))
	}
	if len(times) > 0 {
		out = append(out, s.say(proofTimes, strings.Join(times, " ")))
	}
	if n, ok := value["people_in_conversation"]; ok {
		out = append(out, s.say(proofPeople, ofPeople.of(int(n))))
	}
	if len(examples) > 0 {
		slices.Sort(examples)
		out = append(out, s.say(proofExamples, joined(s.lang, examples)))
	}
	return out
}

// netView is who answers whom.
type netView struct {
	Says string
	Data *netData // nil where nobody answered anybody
	Rows []netRow
	Why  string
}

// netData is what the network is drawn from.
type netData struct {
	Nodes []netNode `json:"nodes"`
	Links []netLink `json:"links"`
}

// netNode is a person; Size goes from 0 to 1 with how much they answer and are
// answered.
type netNode struct {
	ID    string  `json:"id"`
	Name  string  `json:"name"`
	Says  string  `json:"says"`
	Size  float64 `json:"size"`
	Staff bool    `json:"staff"`
}

type netLink struct {
	From     string  `json:"from"`
	To       string  `json:"to"`
	Weight   float64 `json:"weight"`   // 0 to 1
	Inferred bool    `json:"inferred"` // most of it
	Says     string  `json:"says"`
}

type netRow struct {
	From, To    person
	N, Inferred int
}

func (s *subject) net() netView {
	f := s.f
	if len(f.Edges) == 0 {
		return netView{Why: s.say(netNone)}
	}
	staff := map[uint32]bool{}
	for _, c := range f.Carry {
		staff[c.Member] = c.Standing == measure.Staff
	}
	v := netView{Data: &netData{}}
	answers, most := map[uint32]int{}, 0
	var order []uint32
	for _, e := range f.Edges {
		for _, m := range []uint32{e.From, e.To} {
			if _, seen := answers[m]; !seen {
				order = append(order, m)
			}
			answers[m] += e.N
			most = max(most, answers[m])
		}
	}
	for _, m := range order {
		name := s.person(m).Name
		v.Data.Nodes = append(v.Data.Nodes, netNode{ID: strconv.Itoa(int(m)), Name: name, Says: s.say(nodeSays, name, commas(answers[m])),
			Size: places(float64(answers[m])/float64(most), 2), Staff: staff[m]})
	}
	total, inferred := 0, 0
	for _, e := range f.Edges {
		from, to := s.person(e.From), s.person(e.To)
		v.Data.Links = append(v.Data.Links, netLink{From: strconv.Itoa(int(e.From)), To: strconv.Itoa(int(e.To)),
			Weight: places(float64(e.N)/float64(f.Edges[0].N), 2), Inferred: 2*e.Inferred > e.N,
			Says: s.say(linkSays, from.Name, to.Name, commas(e.N), commas(e.Inferred))})
		v.Rows = append(v.Rows, netRow{from, to, e.N, e.Inferred})
		total, inferred = total+e.N, inferred+e.Inferred
	}
	v.Says = s.say(netSays, commas(len(order)), share(float64(inferred)/float64(max(total, 1))))
	return v
}

// waitsView is the 漏回清单: questions nobody answered.
type waitsView struct {
	Says  string
	Asked []waitLine
	Rest  []waitLine // those that unfold
	Fold  string     // what unfolds them
	More  int        // not listed
	Maybe string
	Quiet string // why words are not shown, "" where they are
	Why   string // why there is no list, "" where there is one
}

type waitLine struct {
	person
	At     time.Time
	Waited string
	Words  string
}

func (s *subject) waits() waitsView {
	f := s.f
	if !s.staffKnown {
		return waitsView{Why: s.say(typeNeedsStaff)}
	}
	var v waitsView
	maybe := 0
	for _, a := range f.Waiting {
		switch {
		case a.Maybe:
			maybe++
		case len(v.Asked) == waitsShown:
			v.More++
		default:
			v.Asked = append(v.Asked, waitLine{s.person(a.Member), s.time(a.At), s.tell(waited(a.Waited)), cut(s.quotes[a.Key], 140)})
		}
	}
	if maybe > 0 {
		v.Maybe = s.say(waitsMaybe, commas(maybe))
	}
	asked := 0
	if f.Talk != nil {
		asked = f.Talk.Answers.Questions
	}
	switch n := len(v.Asked) + v.More; {
	case n > 0:
		if len(v.Asked) > waitsOpen {
			v.Asked, v.Rest = v.Asked[:waitsOpen], v.Asked[waitsOpen:]
			v.Fold = s.say(waitsFold, ofQuestions.of(len(v.Rest)))
		}
		v.Says = s.say(waitsSay, ofQuestions.of(asked), commas(n))
		if !s.v.Can(auth.Quotes) {
			v.Quiet = s.say(noQuotes)
		}
	case asked > 0:
		v.Says = s.say(waitsNone, ofQuestions.of(asked))
	default:
		v.Says = s.say(waitsNobody)
	}
	if t := f.Talk; t != nil && t.Answers.Within30 != nil {
		v.Says = s.sentences(v.Says, s.say(waitsSpeed, share(*t.Answers.Within30)))
	}
	return v
}
