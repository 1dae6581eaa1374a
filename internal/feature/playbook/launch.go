package playbook

import (
	"context"
	"fmt"
	"maps"
	"time"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/job"
	"github.com/huoshui/huoshui/internal/feature/playbook/cond"
	"github.com/huoshui/huoshui/internal/feature/playbook/engine"
	"github.com/huoshui/huoshui/internal/feature/playbook/release"
	"github.com/huoshui/huoshui/internal/feature/playbook/script"
)

// Launch is how an SOP is let loose on its groups.
type Launch struct {
	Book     id.Playbook
	Version  int64
	State    LaunchState
	Stage    int // that was reached; 0 for none yet
	Last     int
	Groups   int
	People   int
	Price    bool
	AskedBy  id.User
	Asked    time.Time
	By       id.User // who agreed or declined; 0 for nobody
	Why      string  // it was declined
	Released time.Time
	Gap      time.Duration // after which the next stage is reached by itself; 0 for when a person says
	Usual    float64       // how many leave a day, before
	Assumed  bool          // nobody knows yet: Usual is what is taken instead
	Away     int           // how many have left since
}

// LaunchState is how far a launch is.
type LaunchState string

// The states of a launch.
const (
	Asked    LaunchState = "asked" // a second person has to agree
	Declined LaunchState = "declined"
	Going    LaunchState = "going"
	Stopped  LaunchState = "stopped" // people left
	Done     LaunchState = "done"
)

// WatchJob is the kind of jobs by which launches go on or are stopped.
const WatchJob job.Kind = "sop.watch"

const (
	watchEvery = time.Hour
	watchFor   = 3 * 24 * time.Hour // after the last stage
	lookBack   = 28 * 24 * time.Hour
)

var (
	noGroups = i18n.Text{
		Hans: "还没有能开始的群：先勾上群，把要填的填好。",
		Hant: "還沒有能開始的群組：先勾選群組，把要填的填好。",
		En:   "There is no group to start in yet: tick groups and fill in what they need.",
	}
	notAsked = i18n.Text{
		Hans: "这个 SOP 没有在等批准。",
		Hant: "這個 SOP 沒有在等批准。",
		En:   "This playbook is not waiting for anybody to agree.",
	}
	notYourself = i18n.Text{
		Hans: "自己提出的，要由另一位来批准。",
		Hant: "自己提出的，要由另一位來批准。",
		En:   "Whoever asked cannot agree to it: another person has to.",
	}
	needWhy = i18n.Text{
		Hans: "不批准要写一句原因。",
		Hant: "不批准要寫一句原因。",
		En:   "Say why it is declined.",
	}
	nothingMore = i18n.Text{
		Hans: "没有下一批了。",
		Hant: "沒有下一批了。",
		En:   "There is no further stage.",
	}
	changedSince = i18n.Text{
		Hans: "看过之后，群或数字变了。请再看一眼再开始。",
		Hant: "看過之後，群組或數字變了。請再看一眼再開始。",
		En:   "The groups or figures have changed since. Look again before you start.",
	}
)

// Wish is how somebody wants an SOP to be started.
type Wish struct {
	By      id.User
	Gap     time.Duration // after which the next stage is reached by itself; 0 for when a person says
	Groups  int           // in which they have seen that it begins
	Touched int           // for so many people at once
	Alone   bool          // nobody else of the workspace could agree
}

// Launch lets an SOP run in its groups that have all they need, by stages, or asks
// for a second person where there is one. It fails with Invalid, or with Conflict
// where what was seen is not so any more.
func (s *Service) Launch(ctx context.Context, ws id.Workspace, book id.Playbook, w Wish) error {
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		v, err := s.Preview(ctx, tx, ws, book)
		if err != nil {
			return err
		}
		switch {
		case len(v.Ready) == 0:
			return fault.New(fault.Invalid, noGroups.With())
		case w.Groups != len(v.Ready) || w.Touched != v.AtOnce:
			return fault.New(fault.Conflict, changedSince.With())
		}
		b, err := bookOf(ctx, tx, ws, book)
		if err != nil {
			return err
		}
		l := Launch{Book: book, Version: b.Version, State: Asked, Last: v.Last, Groups: len(v.Ready), People: v.People, Price: v.Price, AskedBy: w.By, Asked: s.Clock(ws).Now(), Gap: w.Gap}
		if err := s.deal(ctx, tx, ws, b, v.Ready); err != nil {
			return err
		}
		if v.Second && !w.Alone {
			if err := audit.Write(ctx, tx, s.IDs, audit.Entry{Workspace: ws, Action: audit.PlaybookAsked, Subject: id.Show(book), Detail: audit.Detail{Count: int64(l.Groups)}}); err != nil {
				return err
			}
			return s.askFor(ctx, tx, ws, b, &l)
		}
		return s.release(ctx, tx, ws, b, &l)
	})
}

// deal lets the groups of an SOP wait for their stages. Those that lack something
// wait until they have it and the SOP is begun again; where it runs already it goes
// on.
func (s *Service) deal(ctx context.Context, tx *db.Tx, ws id.Workspace, b Book, ready []id.Group) error {
	all, err := places(ctx, tx, ws, b.ID)
	if err != nil {
		return err
	}
	stages := release.Stages(b.Name, ready, release.Usual())
	for i := range all {
		p := &all[i]
		stage, is := stages[p.Group]
		p.Stage = max(1, stage)
		p.Waits = b.State == Off || p.Waits || !is
		if !is {
			p.Stage = lacks
		}
	}
	return setPlaces(ctx, tx, ws, b.ID, all)
}

// ofWorkspace lets an SOP that is about the workspace have its one place, which is of
// no group, with what its form says beforehand. What was filled in is kept.
func (s *Service) ofWorkspace(ctx context.Context, tx *db.Tx, ws id.Workspace, book id.Playbook, read *script.Playbook) error {
	all, err := places(ctx, tx, ws, book)
	if err != nil || len(all) == 1 && all[0].Group == 0 {
		return err
	}
	now := s.Clock(ws).Now()
	known, err := s.Needs.Knows(ctx, tx, ws, now, []Subject{{}}, cond.Asked{})
	if err != nil {
		return err
	}
	one := Place{Waits: true, Fields: read.Defaults(now, known[0].Zone)}
	if len(all) > 0 {
		maps.Copy(one.Fields, all[0].Fields)
		one.Waits = all[0].Waits
	}
	return setPlaces(ctx, tx, ws, book, []Place{one})
}

// lacks is the stage of groups that lack something: it is never reached.
const lacks = 99

// Decide agrees to an SOP that another person wants to begin, or declines it with a
// reason. It fails with Invalid, Conflict or Forbidden.
func (s *Service) Decide(ctx context.Context, ws id.Workspace, book id.Playbook, by id.User, agree bool, why string) error {
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		b, err := bookOf(ctx, tx, ws, book)
		if err != nil {
			return err
		}
		l, ok, err := launchOf(ctx, tx, ws, book)
		switch {
		case err != nil:
			return err
		case !ok || l.State != Asked:
			return fault.New(fault.Conflict, notAsked.With())
		case l.AskedBy == by:
			return fault.New(fault.Forbidden, notYourself.With())
		case !agree && why == "":
			return fault.New(fault.Invalid, needWhy.With())
		case l.Version != b.Version:
			return fault.New(fault.Conflict, changedSince.With())
		}
		l.By = by
		action := audit.PlaybookAgreed
		if !agree {
			action, l.State, l.Why = audit.PlaybookDeclined, Declined, why
		}
		if err := audit.Write(ctx, tx, s.IDs, audit.Entry{Workspace: ws, Action: action, Subject: id.Show(book)}); err != nil {
			return err
		}
		if err := s.Needs.Withdraw(ctx, tx, ws, []string{approvalKey(&l)}); err != nil {
			return err
		}
		if !agree {
			return putLaunch(ctx, tx, ws, &l)
		}
		return s.release(ctx, tx, ws, b, &l)
	})
}

// Further reaches the next stage, also of a launch that was stopped.
func (s *Service) Further(ctx context.Context, ws id.Workspace, book id.Playbook) error {
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		b, err := bookOf(ctx, tx, ws, book)
		if err != nil {
			return err
		}
		l, ok, err := launchOf(ctx, tx, ws, book)
		if err != nil {
			return err
		}
		if !ok || l.State != Going && l.State != Stopped || l.Stage >= l.Last {
			return fault.New(fault.Conflict, nothingMore.With())
		}
		return s.release(ctx, tx, ws, b, &l)
	})
}

var notPaused = i18n.Text{
	Hans: "它没有暂停，不用继续。要开始，先到“开始之前看一眼”。",
	Hant: "它沒有暫停，不用繼續。要開始，先到「開始之前看一眼」。",
	En:   "It is not paused. To start it, look at what it would do first.",
}

// Resume lets an SOP go on that is paused, where it had been reached. A launch that
// had stopped is watched anew. It fails with Conflict where it is not paused.
func (s *Service) Resume(ctx context.Context, ws id.Workspace, book id.Playbook) error {
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		b, err := bookOf(ctx, tx, ws, book)
		if err != nil {
			return err
		}
		if b.State != Paused {
			return fault.New(fault.Conflict, notPaused.With())
		}
		l, ok, err := launchOf(ctx, tx, ws, book)
		if err != nil {
			return err
		}
		if now := s.Clock(ws).Now(); ok && l.State == Stopped {
			l.State, l.Released, l.Away = Going, now, 0
			if err := putLaunch(ctx, tx, ws, &l); err != nil {
				return err
			}
			if err := job.Put(ctx, tx, s.IDs, job.Job{Workspace: ws, Kind: WatchJob, Key: id.Show(book), Due: now.Add(watchEvery)}); err != nil {
				return err
			}
		}
		return s.switchTo(ctx, tx, ws, b, On)
	})
}

// release reaches the next stage of a launch: its groups wait no more.
func (s *Service) release(ctx context.Context, tx *db.Tx, ws id.Workspace, b Book, l *Launch) error {
	now := s.Clock(ws).Now()
	l.Stage, l.State, l.Released, l.Away = l.Stage+1, Going, now, 0
	if _, err := tx.Exec(ctx, `UPDATE playbook_place SET waits = 0 WHERE workspace = $1 AND book = $2 AND stage <= $3`, ws, b.ID, l.Stage); err != nil {
		return fmt.Errorf("reach a stage: %w", err)
	}
	reached, err := reachedBy(ctx, tx, ws, b.ID)
	if err != nil {
		return err
	}
	left, told, err := s.Grounds.Left(ctx, tx, ws, reached, l.Asked.Add(-lookBack), l.Asked)
	if err != nil {
		return err
	}
	l.Usual, l.Assumed = release.UsualADay(left, told.Hours()/24, l.People*len(reached)/max(1, l.Groups))
	if err := putLaunch(ctx, tx, ws, l); err != nil {
		return err
	}
	if err := audit.Write(ctx, tx, s.IDs, audit.Entry{Workspace: ws, Action: audit.PlaybookReached, Subject: id.Show(b.ID), Detail: audit.Detail{Count: int64(len(reached))}}); err != nil {
		return err
	}
	if b.State == On {
		p, err := s.program(ctx, tx, ws, b.ID, b.Version)
		if err != nil {
			return err
		}
		if err := s.arm(ctx, tx, ws, b, p, now); err != nil {
			return err
		}
	} else if err := s.switchTo(ctx, tx, ws, b, On); err != nil {
		return err
	}
	return job.Put(ctx, tx, s.IDs, job.Job{Workspace: ws, Kind: WatchJob, Key: id.Show(b.ID), Due: now.Add(watchEvery)})
}

// watch looks at a launch: it is stopped where people leave, and goes on by itself
// where that is wanted.
func (s *Service) watch(ctx context.Context, tx *db.Tx, ws id.Workspace, now time.Time, j *job.Job) error {
	book, err := id.Parse[id.Playbook](j.Key)
	if err != nil {
		return err
	}
	b, err := bookOf(ctx, tx, ws, book)
	if err != nil {
		return err
	}
	l, ok, err := launchOf(ctx, tx, ws, book)
	if err != nil || !ok || l.State != Going || b.State == Off {
		return err
	}
	reached, err := reachedBy(ctx, tx, ws, book)
	if err != nil {
		return err
	}
	if l.Away, _, err = s.Grounds.Left(ctx, tx, ws, reached, l.Released, now); err != nil {
		return err
	}
	since := now.Sub(l.Released)
	switch {
	case release.TooManyLeft(l.Away, l.Usual, since.Hours()/24):
		return s.halt(ctx, tx, ws, b, &l, since)
	case l.Stage < l.Last && l.Gap > 0 && since >= l.Gap && b.State == On:
		return s.release(ctx, tx, ws, b, &l)
	case l.Stage == l.Last && since >= watchFor:
		l.State = Done
		return putLaunch(ctx, tx, ws, &l)
	}
	if err := putLaunch(ctx, tx, ws, &l); err != nil {
		return err
	}
	return job.Put(ctx, tx, s.IDs, job.Job{Workspace: ws, Kind: WatchJob, Key: j.Key, Due: now.Add(watchEvery)})
}

var (
	haltDo = i18n.Text{
		Hans: "“%s”自己停下了：放行的群 %d 天走了 %d 人，平时每天 %.1f 人。看看哪里打扰了人，改好再放行，或者就停在这里。",
		Hant: "「%s」自己停下了：放行的群組 %d 天走了 %d 人，平時每天 %.1f 人。看看哪裡打擾了人，改好再放行，或者就停在這裡。",
		En:   "“%s” has stopped by itself: %[3]d {person|people} left the groups it reached within %[2]d {day|days}; usually %.1[4]f leave a day. See what bothered them; then go on, or leave it at that.",
	}
	haltAssumed = i18n.Text{
		Hans: "“%s”自己停下了：放行的群 %d 天走了 %d 人。这些群认识还不到一周，不知道平时走多少，按每天不超过 1%% 算也多了一倍。看看哪里打扰了人，改好再放行，或者就停在这里。",
		Hant: "「%s」自己停下了：放行的群組 %d 天走了 %d 人。這些群組認識還不到一週，不知道平時走多少，按每天不超過 1%% 算也多了一倍。看看哪裡打擾了人，改好再放行，或者就停在這裡。",
		En:   "“%s” has stopped by itself: %[3]d {person|people} left the groups it reached within %[2]d {day|days}. They are known for less than a week, so nobody can say how many usually leave; it is twice as many as one in a hundred a day. See what bothered them; then go on, or leave it at that.",
	}
)

// halt pauses an SOP because people leave, and tells its owner.
func (s *Service) halt(ctx context.Context, tx *db.Tx, ws id.Workspace, b Book, l *Launch, since time.Duration) error {
	l.State = Stopped
	if err := putLaunch(ctx, tx, ws, l); err != nil {
		return err
	}
	if err := s.switchTo(ctx, tx, ws, b, Paused); err != nil {
		return err
	}
	say := haltDo.With(b.Title, int(since.Hours()/24)+1, l.Away, l.Usual)
	if l.Assumed {
		say = haltAssumed.With(b.Title, int(since.Hours()/24)+1, l.Away)
	}
	p, err := s.program(ctx, tx, ws, b.ID, b.Version)
	if err != nil {
		return err
	}
	do := script.Text{Hans: say.In(i18n.ZhHans), Hant: say.In(i18n.ZhHant), En: say.In(i18n.En)}
	return s.Needs.Act(ctx, tx, ws, []Deed{{Key: fmt.Sprintf("sop-stopped/%s/%d", id.Show(b.ID), l.Released.UnixMilli()), Book: b.ID, Title: b.Title,
		Action: engine.Action{Step: "launch", Owner: p.Book.Owner, Ask: &engine.Asking{Do: do, Task: &script.Task{Do: do}, Due: s.Clock(ws).Now().Add(24 * time.Hour)}}}})
}
