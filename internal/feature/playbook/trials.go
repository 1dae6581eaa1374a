package playbook

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/playbook/cond"
	"github.com/huoshui/huoshui/internal/feature/playbook/engine"
	"github.com/huoshui/huoshui/internal/feature/playbook/replay"
)

// Tries tries SOPs in the background, one at a time. What is tried when the program
// ends is not gone on with.
type Tries struct {
	S      *Service
	Trials Trials
	Go     func(name string, fn func(context.Context) error) // in the background

	one sync.Mutex // held by whoever is being tried
}

const (
	mostWaiting  = 3    // trials of a workspace that are under way or wait
	keptTouches  = 1000 // of a trial
	trialBeats   = 500 * time.Millisecond
	waitingBeats = time.Second
	longestTrial = time.Hour
)

var (
	trialsBusy = i18n.Text{
		Hans: "已经有 %d 个在跑了，先等它们跑完。",
		Hant: "已經有 %d 個在跑了，先等它們跑完。",
		En:   "%d are under way already. Wait until they are done.",
	}
	trialBroke = i18n.Text{
		Hans: "没跑完：%s",
		Hant: "沒跑完：%s",
		En:   "It did not come to its end: %s",
	}
	errStopped = errors.New("a person has stopped it")
)

// Start begins to try an SOP, in the zone of the workspace's days. It fails with Conflict where the workspace has enough
// under way.
func (t *Tries) Start(ctx context.Context, ws id.Workspace, one Trial, zone *time.Location) (id.Trial, error) {
	one.zone = zone
	var sops []replay.Planned
	err := t.S.DB.Write(ctx, func(tx *db.Tx) error {
		n, err := runningTrials(ctx, tx, ws, tx.Now)
		if err != nil {
			return err
		}
		if n >= mostWaiting {
			return fault.New(fault.Conflict, trialsBusy.With(n))
		}
		b, err := bookOf(ctx, tx, ws, one.Book)
		if err != nil {
			return err
		}
		plan, err := t.plan(ctx, tx, ws, b, &one)
		if err != nil {
			return err
		}
		sops = []replay.Planned{plan}
		one.ID, one.Want.Version = id.New[id.Trial](t.S.IDs, tx.Now), b.Version
		return insertTrial(ctx, tx, ws, &one)
	})
	if err != nil {
		return 0, err
	}
	t.Go("try an SOP", func(ctx context.Context) error { return t.run(ctx, ws, one, sops) })
	return one.ID, nil
}

// plan is an SOP as it would run: where it runs with what was filled in there, and
// elsewhere with what the form holds.
func (t *Tries) plan(ctx context.Context, tx *db.Tx, ws id.Workspace, b Book, one *Trial) (replay.Planned, error) {
	p, err := t.S.program(ctx, tx, ws, b.ID, b.Version)
	if err != nil {
		return replay.Planned{}, err
	}
	all, err := places(ctx, tx, ws, b.ID)
	if err != nil {
		return replay.Planned{}, err
	}
	begin := t.S.Clock(ws).Now()
	if from, ok := dayOf(one.Want.From, one.zone); ok {
		begin = from
	}
	given := p.Book.Defaults(begin, one.zone)
	out := replay.Planned{Program: p, Blanks: replay.Blanks(p.Book), Places: map[id.Group]map[string]string{}}
	for _, place := range all {
		for name, value := range place.Fields {
			if value != "" {
				given[name] = value
			}
		}
		out.Places[place.Group] = place.Fields
	}
	out.Everywhere, one.Want.Lacking = given, replay.Lacking(p.Book, given)
	if one.Kind == Rehearsal {
		out.Places = nil
		one.like, err = t.like(ctx, tx, ws, all)
	}
	return out, err
}

// like is what simulated groups say of themselves: what the first group does in which
// the SOP runs, else what holds in the whole workspace.
func (t *Tries) like(ctx context.Context, tx *db.Tx, ws id.Workspace, all []Place) (out replay.Place, err error) {
	var whom Subject
	if len(all) > 0 {
		whom.Group = all[0].Group
	}
	known, err := t.S.Needs.Knows(ctx, tx, ws, t.S.Clock(ws).Now(), []Subject{whom}, cond.Asked{}.Besides(engine.OnDuty))
	if err != nil {
		return out, err
	}
	return replay.Place{Tone: known[0].Tone, Columns: known[0].Values}, nil
}

// dayOf reads a day.
func dayOf(text string, zone *time.Location) (time.Time, bool) {
	at, err := time.ParseInLocation(time.DateOnly, text, zone)
	return at, err == nil
}

// run tries an SOP when its turn has come.
func (t *Tries) run(ctx context.Context, ws id.Workspace, one Trial, sops []replay.Planned) error {
	ctx, cancel := context.WithTimeoutCause(ctx, longestTrial, context.DeadlineExceeded)
	defer cancel()
	if !t.turn(ctx, ws, one.ID) {
		return nil
	}
	defer t.one.Unlock()
	result := &TrialResult{Touches: []replay.Touch{}}
	err := t.try(ctx, ws, &one, sops, result)
	if errors.Is(err, errStopped) {
		return nil
	}
	state, why := TrialDone, i18n.Text{}
	if err != nil {
		says := fault.Public(err)
		state, result = TrialFailed, &TrialResult{}
		why = i18n.Text{Hans: trialBroke.With(says).In(i18n.ZhHans), Hant: trialBroke.With(says).In(i18n.ZhHant), En: trialBroke.With(says).In(i18n.En)}
	}
	saved := t.S.DB.Write(context.WithoutCancel(ctx), func(tx *db.Tx) error { return endTrial(ctx, tx, ws, one.ID, state, result, why) })
	if err != nil && fault.KindOf(err) == fault.Internal && ctx.Err() == nil {
		return errors.Join(err, saved)
	}
	return saved
}

// turn waits until nothing else is tried; false where it was stopped before.
func (t *Tries) turn(ctx context.Context, ws id.Workspace, trial id.Trial) bool {
	tick := time.NewTicker(waitingBeats)
	defer tick.Stop()
	for !t.one.TryLock() {
		select {
		case <-ctx.Done():
			return false
		case <-tick.C:
		}
		if goes, err := t.beat(ctx, ws, trial, 0, 0); err == nil && !goes {
			return false
		}
	}
	return true
}

func (t *Tries) beat(ctx context.Context, ws id.Workspace, trial id.Trial, done, total int64) (goes bool, err error) {
	err = t.S.DB.Write(ctx, func(tx *db.Tx) error {
		goes, err = beatTrial(ctx, tx, ws, trial, done, total)
		return err
	})
	return goes, err
}

// try tries an SOP now.
func (t *Tries) try(ctx context.Context, ws id.Workspace, one *Trial, sops []replay.Planned, into *TrialResult) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	tell := func(touch *replay.Touch) error {
		if len(into.Touches) < keptTouches {
			into.Touches = append(into.Touches, *touch)
		} else {
			into.More++
		}
		return nil
	}
	tick := time.NewTicker(trialBeats)
	defer tick.Stop()
	progress := func(done, total int64) {
		select {
		case <-tick.C:
		default:
			return
		}
		if goes, err := t.beat(ctx, ws, one.ID, done, total); err == nil && !goes {
			cancel(errStopped)
		}
	}
	zone := one.zone
	var err error
	if one.Kind == Rehearsal {
		y, m, d := t.S.Clock(ws).Now().In(zone).Date()
		var got Rehearsed
		got, err = t.Trials.Rehearse(ctx, RehearseOf{SOPs: sops, Begin: time.Date(y, m, d, 0, 0, 0, 0, zone), Weeks: one.Want.Weeks, Like: one.like, Groups: one.Want.Crowds, Seed: 1, Zone: zone, Tell: tell, Progress: progress})
		into.Summary, into.Groups, into.People = got.Summary, got.Groups, got.People
	} else {
		of := ReplayOf{SOPs: sops, Import: one.Want.Import, Groups: one.Want.Groups, Tell: tell, Progress: progress}
		of.From, _ = dayOf(one.Want.From, zone)
		if to, ok := dayOf(one.Want.To, zone); ok {
			of.To = to.AddDate(0, 0, 1)
		}
		into.Summary, err = t.Trials.Replay(ctx, ws, of)
	}
	if cause := context.Cause(ctx); err != nil && errors.Is(cause, errStopped) {
		return errStopped
	}
	slices.SortStableFunc(into.Touches, func(a, b replay.Touch) int { return a.At.Compare(b.At) })
	return err
}
