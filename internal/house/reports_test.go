package house

import (
	"strings"
	"testing"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/channel/sandbox"
	"github.com/huoshui/huoshui/internal/feature/playbook"
	"github.com/huoshui/huoshui/internal/feature/playbook/engine"
	"github.com/huoshui/huoshui/internal/feature/report"
	"github.com/huoshui/huoshui/internal/feature/task"
)

// TestReasonsAreTheSameWords: reports know by their words why a step was not due.
func TestReasonsAreTheSameWords(t *testing.T) {
	if report.NoCondition != string(engine.NoCondition) || report.SaidForAll != string(engine.SaidForAll) {
		t.Error("reports and SOPs do not mean the same")
	}
}

const arrivals = `
sop: 1
name: arrivals
title: 有人进群
per: member
start:
  - {id: joined, on: member.joined}
if: '!member.staff'
steps:
  - {id: hello, say: {to: group, wordings: ["欢迎{{昵称}}来{{群名}}。"]}}
  - {id: never, if: 'member.staff', say: {to: group, wordings: ["同事好。"]}}
  - {id: word, say: {to: member, wordings: ["{{昵称}}，有事随时说。", "{{昵称}}，想找什么跟我说。"]}}
  - {id: look, task: {do: 看看新朋友说话没有}}
`

// tallies counts what is kept of a workspace, as "human outcome reason": number.
func (s *stage) tallies() map[string]int64 {
	s.t.Helper()
	out := map[string]int64{}
	err := s.app.DB.Read(s.t.Context(), func(tx *db.Tx) error {
		return tx.Each(s.t.Context(), `SELECT step, human, outcome, reason, SUM(n) FROM report_day WHERE workspace = $1 GROUP BY step, human, outcome, reason`, []any{s.ws},
			func(scan func(...any) error) error {
				var step, outcome, reason string
				var human, n int64
				err := scan(&step, &human, &outcome, &reason, &n)
				by := "program"
				if human != 0 {
					by = "people"
				}
				out[strings.TrimSpace(strings.Join([]string{step, by, outcome, reason}, " "))] = n
				return err
			})
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return out
}

// TestWhatSOPsDidIsCounted: what was said by the one road and what became to-dos,
// each once, apart; conditions that did not hold are not counted; and a reminder is
// seen by nobody else. From simulated groups no report leaves.
func TestWhatSOPsDidIsCounted(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		s, _, _ := rehearse(t, d)
		rich, _ := s.chat(sandbox.Rich)
		b, problems, err := s.app.Playbook.Save(t.Context(), s.ws, arrivals, s.user)
		if err != nil {
			t.Fatal(problems, err)
		}
		groups, err := s.groupsOf(rich)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.app.Playbook.Put(t.Context(), s.ws, b.ID, groups); err != nil {
			t.Fatal(err)
		}
		if err := s.app.Playbook.Switch(t.Context(), s.ws, b.ID, playbook.On); err != nil {
			t.Fatal(err)
		}
		who, err := s.app.Sandbox.CreatePerson(t.Context(), s.ws, "新来的小北")
		if err != nil {
			t.Fatal(err)
		}
		if err := s.app.Sandbox.Join(t.Context(), s.ws, rich, who, "扫码"); err != nil {
			t.Fatal(err)
		}
		s.until("the newcomer's steps were done", func() bool {
			return s.number(`SELECT COUNT(*) FROM task_item WHERE workspace = $1`, s.ws) >= 2 && s.number(`SELECT COUNT(*) FROM outbox_deed WHERE workspace = $1 AND state <> 'sent'`, s.ws) == 0
		})
		runs := s.number(`SELECT COUNT(*) FROM playbook_run WHERE workspace = $1`, s.ws)
		for range 2 {
			if err := s.app.Report.Count(t.Context(), s.ws); err != nil {
				t.Fatal(err)
			}
		}
		// The to-do with a limit of a day is of the next day, when that limit is.
		got := s.tallies()
		if got["hello program timely"] != runs || got["word people open"] != runs || len(got) != 2 {
			t.Fatalf("%d runs are counted as %v", runs, got)
		}
		s.settleOne(t)
		if err := s.app.Report.Count(t.Context(), s.ws); err != nil {
			t.Fatal(err)
		}
		if got := s.tallies(); got["word people skipped not-fit"] != 1 || got["word people open"] != runs-1 {
			t.Errorf("after one was skipped: %v", got)
		}
		units, err := s.app.Auth.Units(t.Context(), s.ws)
		if err != nil {
			t.Fatal(err)
		}
		want := report.Wanted{Plan: report.Plan{Unit: units[0].ID, On: true, At: 540, Lang: i18n.ZhHans}, HookURL: "https://hs.example/x"}
		if _, err := s.app.Report.Set(t.Context(), s.ws, auth.Everything(), want); fault.KindOf(err) != fault.Conflict {
			t.Errorf("simulated groups report to the outside: %v", err)
		}
	})
}

// settleOne decides against one of the to-dos that are to be said.
func (s *stage) settleOne(t *testing.T) {
	t.Helper()
	var one id.Task
	var me task.Person
	err := s.app.DB.Read(t.Context(), func(tx *db.Tx) error {
		people, err := taskNeighbours{s.app}.People(t.Context(), tx, s.ws)
		if err != nil {
			return err
		}
		me = people[0]
		return tx.QueryRow(t.Context(), `SELECT id FROM task_item WHERE workspace = $1 AND step = 'word' LIMIT 1`, s.ws).Scan(&one)
	})
	if err == nil {
		err = s.app.Task.Skip(t.Context(), s.ws, me, one, task.NotFit, "")
	}
	if err != nil {
		t.Fatal(err)
	}
}
