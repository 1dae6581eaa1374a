package report

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/job"
	"github.com/huoshui/huoshui/internal/base/outbox"
)

// MorningJob is the kind of the job that a unit's next report waits as.
const MorningJob job.Kind = "report.morning"

// Mornings sends reports when their time has come.
type Mornings struct{ S *Service }

var _ job.Doer = Mornings{}

const (
	// waitsFor is how long a report waits for the day before to be counted whole.
	waitsFor = 15 * time.Second
	// slack is how late a report may leave and still count as in time.
	slack = 15 * time.Minute
	// mostMissed is how many days are noted as missed after a long stand.
	mostMissed = 31
)

// pending is the body of a job that waits for the day before to be counted.
type pending struct {
	Due int64 // when it was to go, in milliseconds
}

// Do makes reports and puts them into the outbox, in the transaction that takes
// their jobs off the list: each leaves once, or not at all. What was missed while
// the program stood still is noted.
func (m Mornings) Do(ctx context.Context, tx *db.Tx, ws id.Workspace, now time.Time, jobs []job.Job) error {
	zone, err := m.S.Near.Zone(ctx, tx, ws)
	if err != nil {
		return err
	}
	for i := range jobs {
		unit, err := id.Parse[id.Unit](jobs[i].Key)
		if err != nil {
			return err
		}
		k, ok, err := planOf(ctx, tx, ws, unit)
		if err != nil {
			return err
		}
		if !ok || !k.On {
			continue
		}
		due := jobs[i].Due
		var p pending
		if len(jobs[i].Body) > 0 && json.Unmarshal(jobs[i].Body, &p) == nil && p.Due > 0 {
			due = time.UnixMilli(p.Due)
		}
		if err := m.S.morning(ctx, tx, ws, &k.Plan, due, now, zone); err != nil {
			return err
		}
	}
	return nil
}

// morning sends the report of a unit that was due, and sees to the next.
func (s *Service) morning(ctx context.Context, tx *db.Tx, ws id.Workspace, p *Plan, due, now time.Time, zone *time.Location) error {
	today := DayOf(now, zone)
	for d := max(DayOf(due, zone), today-mostMissed); d < today; d++ {
		if !p.Falls(d) {
			continue
		}
		if _, err := claimDay(ctx, tx, ws, Sent{Unit: p.Unit, Day: d, At: now, What: missed}); err != nil {
			return err
		}
	}
	if at := today.At(p.At, zone); p.Falls(today) && !now.Before(at) {
		waits, err := s.today(ctx, tx, ws, p, today, now, zone)
		if err != nil {
			return err
		}
		if waits {
			body, err := json.Marshal(pending{at.UnixMilli()})
			if err != nil {
				return err
			}
			return job.Put(ctx, tx, s.IDs, job.Job{Workspace: ws, Kind: MorningJob, Key: id.Show(p.Unit), Due: now.Add(waitsFor), Body: body})
		}
	}
	return job.Put(ctx, tx, s.IDs, job.Job{Workspace: ws, Kind: MorningJob, Key: id.Show(p.Unit), Due: p.Next(now, zone)})
}

// today sends the report of today, unless the day before is not counted yet and it
// can wait.
func (s *Service) today(ctx context.Context, tx *db.Tx, ws id.Workspace, p *Plan, today Day, now time.Time, zone *time.Location) (waits bool, err error) {
	if !p.InTime(today, now, zone) {
		_, err := claimDay(ctx, tx, ws, Sent{Unit: p.Unit, Day: today, At: now, What: missed})
		return false, err
	}
	last, err := seenOf(ctx, tx, ws)
	if err != nil || DayOf(last.at, zone) < today {
		return err == nil, err
	}
	is := Sent{Unit: p.Unit, Day: today, At: now, What: sent}
	if now.After(today.At(p.At, zone).Add(slack)) {
		is.What = late
	}
	m, err := s.compose(ctx, tx, ws, p.Unit, p.Lang, now, zone)
	if err != nil {
		return false, err
	}
	m.Late = is.What == late
	deeds, err := s.deeds(ws, p, &m, today, today.At(max(latest, p.At+afterwards), zone))
	if err != nil {
		return false, err
	}
	for i := range deeds {
		is.Deeds = append(is.Deeds, deeds[i].Key)
	}
	first, err := claimDay(ctx, tx, ws, is)
	if err != nil || !first {
		return false, err
	}
	_, err = outbox.Put(ctx, tx, s.IDs, deeds...)
	return false, err
}

// compose gathers what the report of a unit says.
func (s *Service) compose(ctx context.Context, tx *db.Tx, ws id.Workspace, unit id.Unit, lang i18n.Lang, now time.Time, zone *time.Location) (m Morning, err error) {
	units, err := s.Near.Units(ctx, tx, ws)
	if err != nil {
		return m, err
	}
	i := slices.IndexFunc(units, func(u auth.Unit) bool { return u.ID == unit })
	if i < 0 {
		return m, fmt.Errorf("the report of a unit that is no more: %d", unit)
	}
	m = Morning{Unit: units[i].Name, Day: dayBefore(now, zone), Today: DayOf(now, zone)}
	scope := auth.ScopeOf(units, unit)
	v := view{days: Days{m.Day, m.Day}, scope: scope}
	if m.Human, m.Auto, err = byHuman(ctx, tx, ws, &v); err != nil {
		return m, err
	}
	all, err := byReason(ctx, tx, ws, &v)
	if err != nil {
		return m, err
	}
	m.Why = merged(all)
	by, err := byUnit(ctx, tx, ws, &v)
	if err != nil {
		return m, err
	}
	m.Below = below(units, unit, by)
	if m.Groups, m.Needy, err = s.House.Attention(ctx, tx, ws, scope, lang, mostGroups); err != nil {
		return m, err
	}
	if m.ToDo, err = s.House.ToDo(ctx, tx, ws, scope, (m.Today+1).At(0, zone)); err != nil {
		return m, err
	}
	if m.Complaints, err = s.House.Complaints(ctx, tx, ws, scope); err != nil {
		return m, err
	}
	if m.Label, err = s.House.Label(ctx, tx, ws); err != nil {
		return m, err
	}
	if s.Link != nil {
		m.Link = s.Link(ws, "execution")
	}
	return m, nil
}

// merged are reasons without who left it out, the most frequent first.
func merged(all []why) (out []why) {
	for _, w := range all {
		if i := slices.IndexFunc(out, func(o why) bool { return o.Reason == w.Reason }); i >= 0 {
			out[i].N += w.N
			continue
		}
		out = append(out, why{Reason: w.Reason, N: w.N})
	}
	slices.SortStableFunc(out, func(a, b why) int { return b.N - a.N })
	return out
}

// payload is what programs get of a report.
type payload struct {
	ID   string         `json:"id"`
	Kind string         `json:"kind"`
	At   time.Time      `json:"at"`
	Data payloadMorning `json:"data"`
}

type payloadMorning struct {
	Unit       string       `json:"unit"` // id
	Name       string       `json:"name"`
	Day        string       `json:"day"`
	People     payloadTally `json:"people"`
	Program    payloadTally `json:"program"`
	Left       []payloadWhy `json:"left_out"`
	NeedGroups int          `json:"groups_in_need"`
	ToDo       int          `json:"todo"`
	Complaints *int         `json:"complaints"`
	Text       string       `json:"text"`
}

type payloadTally struct {
	Due     int `json:"due"`
	Timely  int `json:"in_time"`
	Late    int `json:"late"`
	Skipped int `json:"left_out"`
	Open    int `json:"open"`
	Overdue int `json:"overdue"`
}

type payloadWhy struct {
	Reason string `json:"reason"`
	N      int    `json:"n"`
}

func told(t Tally) payloadTally {
	return payloadTally{t.Due(), t.Timely, t.Late, t.Skipped, t.Open, t.Overdue}
}

// deeds are a report as it leaves: one for each address.
func (s *Service) deeds(ws id.Workspace, p *Plan, m *Morning, day Day, until time.Time) (out []outbox.Deed, err error) {
	add := func(action, to string, l letter) error {
		l.Unit, l.Until = p.Unit, until.UnixMilli()
		body, err := json.Marshal(l)
		sum := sha256.Sum256([]byte(to))
		line := action + "/" + hex.EncodeToString(sum[:8]) // no address stands where it would stay
		out = append(out, outbox.Deed{Workspace: ws, Connection: id.Connection(p.Unit), Line: line, Action: action, Body: body,
			Key: "report/" + id.Show(p.Unit) + "/" + day.String() + "/" + line})
		return err
	}
	if len(p.Mails) > 0 {
		l, err := m.letter(p.Lang)
		if err != nil {
			return nil, err
		}
		for _, to := range p.Mails {
			l.To = to
			if err := add(ByMail, to, l); err != nil {
				return nil, err
			}
		}
	}
	if p.Hook {
		text, err := m.payload(p, day)
		if err != nil {
			return nil, err
		}
		if err := add(ByHook, "hook", letter{Text: text}); err != nil {
			return nil, err
		}
	}
	if p.Robot {
		if err := add(ByRobot, "robot", letter{Text: m.Markdown(p.Lang)}); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// letter is a report as e-mail.
func (m *Morning) letter(l i18n.Lang) (letter, error) {
	html, err := m.HTML(l)
	return letter{Subject: m.Subject().In(l), Text: m.Plain(l), HTML: html}, err
}

// payload is a report as programs get it.
func (m *Morning) payload(p *Plan, day Day) (string, error) {
	out := payload{ID: "report/" + id.Show(p.Unit) + "/" + day.String(), Kind: "report.morning", At: day.utc(), Data: payloadMorning{
		Unit: id.Show(p.Unit), Name: m.Unit, Day: m.Day.String(), People: told(m.Human), Program: told(m.Auto), Left: []payloadWhy{},
		NeedGroups: m.Needy, ToDo: m.ToDo, Complaints: m.Complaints, Text: m.Plain(p.Lang)}}
	for _, w := range m.Why {
		out.Data.Left = append(out.Data.Left, payloadWhy{w.Reason, w.N})
	}
	text, err := json.Marshal(out)
	return string(text), err
}
