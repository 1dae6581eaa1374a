package compliance

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/compliance/gate"
)

var (
	noSuchGroup  = i18n.Text{Hans: "没有找到这个群。", Hant: "找不到這個群組。", En: "There is no such group."}
	noSuchMember = i18n.Text{Hans: "没有找到这位群成员。", Hant: "找不到這位群成員。", En: "There is no such member."}
	badChoice    = i18n.Text{
		Hans: "这个选项不认识。请从页面上选。",
		Hant: "無法辨識這個選項。請從頁面上選擇。",
		En:   "That is not one of the choices. Choose from the page.",
	}
)

// known fails with NotFound where a group is not of the workspace; 0 is always.
func (s *Service) known(ctx context.Context, tx *db.Tx, ws id.Workspace, g id.Group) error {
	if g == 0 {
		return nil
	}
	is, err := s.Near.Groups(ctx, tx, ws, []id.Group{g})
	if _, ok := is[g]; err == nil && !ok {
		err = fault.New(fault.NotFound, noSuchGroup.With())
	}
	return err
}

func (s *Service) knownMember(ctx context.Context, tx *db.Tx, ws id.Workspace, m id.Member) error {
	is, err := s.Near.Members(ctx, tx, ws, []id.Member{m})
	if _, ok := is[m]; err == nil && !ok {
		err = fault.New(fault.NotFound, noSuchMember.With())
	}
	return err
}

// Settings are those that hold for a group, or with 0 for the workspace; own
// reports whether they were made for it.
func (s *Service) Settings(ctx context.Context, tx *db.Tx, ws id.Workspace, g id.Group) (gate.Settings, bool, error) {
	return settingsOf(ctx, tx, ws, g)
}

// Set makes settings hold for a workspace, or for a group that differs. It fails
// with Invalid, naming the field, or with NotFound.
func (s *Service) Set(ctx context.Context, tx *db.Tx, ws id.Workspace, g id.Group, set gate.Settings) error {
	if err := set.Check(); err != nil {
		return err
	}
	if err := s.known(ctx, tx, ws, g); err != nil {
		return err
	}
	body, err := json.Marshal(set)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `INSERT INTO compliance_settings (workspace, grp, body, changed) VALUES ($1, $2, $3, $4)
		ON CONFLICT (workspace, grp) DO UPDATE SET body = excluded.body, changed = excluded.changed`, ws, g, string(body), tx.Now.UnixMilli())
	if err != nil {
		return fmt.Errorf("write the gate's settings: %w", err)
	}
	return s.note(ctx, tx, ws, audit.GateSet, g, "")
}

// Stage is how far a group is, but for what it is for: that is not kept here.
func (s *Service) Stage(ctx context.Context, tx *db.Tx, ws id.Workspace, g id.Group) (gate.Stage, error) {
	return stageOf(ctx, tx, ws, g)
}

// SetOpened says whether selling may begin in a group although the gate has not
// seen it won. It fails with NotFound.
func (s *Service) SetOpened(ctx context.Context, tx *db.Tx, ws id.Workspace, g id.Group, opened bool) error {
	if g == 0 {
		return fault.New(fault.NotFound, noSuchGroup.With())
	}
	if err := s.known(ctx, tx, ws, g); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `INSERT INTO compliance_group (workspace, grp, kind, opened, welcomed, posts) VALUES ($1, $2, '', $3, 0, 0)
		ON CONFLICT (workspace, grp) DO UPDATE SET opened = excluded.opened`, ws, g, bit(opened))
	if err != nil {
		return fmt.Errorf("write that selling may begin in a group: %w", err)
	}
	return s.note(ctx, tx, ws, audit.GateSet, g, "")
}

// OldKinds lists what groups are for where an older version kept it here, and
// empties it: whoever asks keeps it from now on.
func (s *Service) OldKinds(ctx context.Context, tx *db.Tx, ws id.Workspace) (map[id.Group]gate.GroupKind, error) {
	out := map[id.Group]gate.GroupKind{}
	err := tx.Each(ctx, `SELECT grp, kind FROM compliance_group WHERE workspace = $1 AND kind <> ''`, []any{ws}, func(scan func(...any) error) error {
		var g id.Group
		var k gate.GroupKind
		err := scan(&g, &k)
		out[g] = k
		return err
	})
	if err == nil && len(out) > 0 {
		_, err = tx.Exec(ctx, `UPDATE compliance_group SET kind = '' WHERE workspace = $1 AND kind <> ''`, ws)
	}
	if err != nil {
		return nil, fmt.Errorf("hand over what groups are for: %w", err)
	}
	return out, nil
}

// Stops lists what is stopped in all groups and, where g is not 0, in that one.
func (s *Service) Stops(ctx context.Context, tx *db.Tx, ws id.Workspace, g id.Group) ([]Stop, error) {
	return stops(ctx, tx, ws, g, s.Near.Now(ws))
}

// StopAll stops everything in a workspace, or in one group, until Resume.
func (s *Service) StopAll(ctx context.Context, tx *db.Tx, ws id.Workspace, g id.Group, by id.User) error {
	return s.stop(ctx, tx, ws, Stop{Group: g, What: everything, By: by})
}

// PausePromos stops what sells in a workspace, or in one group, until a moment or,
// where that is zero, until ResumePromos.
func (s *Service) PausePromos(ctx context.Context, tx *db.Tx, ws id.Workspace, g id.Group, by id.User, until time.Time) error {
	return s.stop(ctx, tx, ws, Stop{Group: g, What: promos, By: by, Until: until})
}

func (s *Service) stop(ctx context.Context, tx *db.Tx, ws id.Workspace, stop Stop) error {
	if err := s.known(ctx, tx, ws, stop.Group); err != nil {
		return err
	}
	until := int64(0)
	if !stop.Until.IsZero() {
		until = stop.Until.UnixMilli()
	}
	_, err := tx.Exec(ctx, `INSERT INTO compliance_stop (workspace, grp, what, since, until, by_user) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (workspace, grp, what) DO UPDATE SET until = excluded.until, by_user = excluded.by_user`,
		ws, stop.Group, stop.What, s.Near.Now(ws).UnixMilli(), until, stop.By)
	if err != nil {
		return fmt.Errorf("stop what goes out: %w", err)
	}
	return s.note(ctx, tx, ws, audit.GateStopped, stop.Group, stop.What)
}

// Resume ends what StopAll began.
func (s *Service) Resume(ctx context.Context, tx *db.Tx, ws id.Workspace, g id.Group) error {
	return s.resume(ctx, tx, ws, g, everything)
}

// ResumePromos ends what PausePromos began.
func (s *Service) ResumePromos(ctx context.Context, tx *db.Tx, ws id.Workspace, g id.Group) error {
	return s.resume(ctx, tx, ws, g, promos)
}

func (s *Service) resume(ctx context.Context, tx *db.Tx, ws id.Workspace, g id.Group, what string) error {
	n, err := tx.Exec(ctx, `DELETE FROM compliance_stop WHERE workspace = $1 AND grp = $2 AND what = $3`, ws, g, what)
	if err != nil {
		return fmt.Errorf("let things go out again: %w", err)
	}
	if n == 0 {
		return nil
	}
	return s.note(ctx, tx, ws, audit.GateResumed, g, what)
}

// note writes a deed of staff into the record.
func (s *Service) note(ctx context.Context, tx *db.Tx, ws id.Workspace, what audit.Action, g id.Group, why string) error {
	e := audit.Entry{Workspace: ws, Action: what, Detail: audit.Detail{Why: why}}
	if g != 0 {
		e.Subject = id.Show(g)
	}
	return audit.Write(ctx, tx, s.IDs, e)
}
