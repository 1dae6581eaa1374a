package task

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/web/api"
)

const apiBytes = 64 << 10 // of a request

type listIn struct {
	State  string `query:"state" enum:"open,finished" default:"open" doc:"open: by when they are due. finished: the latest first."`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
	Cursor string `query:"cursor" maxLength:"60" doc:"next of the page before."`
}

type listOut struct {
	Tasks []taskOut `json:"tasks"`
	Next  *string   `json:"next" doc:"Cursor of the next page, null on the last."`
}

type taskAt struct {
	ID string `path:"id" maxLength:"40"`
}

// taskOut is a to-do.
type taskOut struct {
	ID         string            `json:"id"`
	State      State             `json:"state" enum:"open,done,skipped,withdrawn,expired"`
	Kind       Kind              `json:"kind"`
	Title      string            `json:"title"`
	Why        string            `json:"why,omitempty"`
	Check      string            `json:"check,omitempty" doc:"How its doer knows that it is done well."`
	Texts      []string          `json:"texts,omitempty" doc:"Ways to say it."`
	Group      string            `json:"group,omitempty"`
	Member     string            `json:"member,omitempty"`
	Owner      string            `json:"owner,omitempty" doc:"Id of whose it is; absent while it is nobody's."`
	Playbook   string            `json:"playbook,omitempty"`
	From       time.Time         `json:"from" doc:"When it may be begun."`
	Due        *time.Time        `json:"due" doc:"null for whenever."`
	ProofAsked bool              `json:"proof_asked"`
	Choices    []choiceOut       `json:"choices,omitempty"`
	Fields     []fieldOut        `json:"fields,omitempty"`
	Ended      *time.Time        `json:"ended" doc:"null while it is open."`
	By         string            `json:"by,omitempty" doc:"Id of who settled it; absent where a program or nobody did."`
	Choice     int               `json:"choice,omitempty" doc:"Which was chosen, from 1."`
	Values     map[string]string `json:"values,omitempty"`
	Reason     Reason            `json:"reason,omitempty"`
	Note       string            `json:"note,omitempty"`
	Proof      string            `json:"proof,omitempty"`
}

type choiceOut struct {
	Text    string `json:"text"`
	Default bool   `json:"default,omitempty" doc:"Taken where nobody chooses in time."`
	Reason  bool   `json:"needs_note,omitempty"`
}

type fieldOut struct {
	Name     string `json:"name"`
	Kind     string `json:"kind,omitempty"`
	Title    string `json:"title"`
	Required bool   `json:"required"`
}

type doneIn struct {
	ID   string `path:"id" maxLength:"40"`
	Body struct {
		Choice int               `json:"choice,omitempty" minimum:"0" maximum:"8" doc:"Which of choices, from 1; needed where there are some."`
		Values map[string]string `json:"values,omitempty" doc:"What the fields hold, by name."`
		Proof  string            `json:"proof,omitempty" maxLength:"500"`
		Note   string            `json:"note,omitempty" maxLength:"500"`
		Anyway bool              `json:"anyway,omitempty" doc:"It was said already, although the workspace's rules would have it wait."`
	}
}

type skipIn struct {
	ID   string `path:"id" maxLength:"40"`
	Body struct {
		Reason string `json:"reason" enum:"no-time,not-fit,otherwise,unwanted,wrong-text,own-words"`
		Note   string `json:"note,omitempty" maxLength:"500" doc:"Needed with own-words."`
	}
}

type createIn struct {
	Key  string `header:"Idempotency-Key" required:"true" minLength:"1" maxLength:"200" doc:"Your own id of the to-do. The same key is the same to-do, however often it is asked for."`
	Body struct {
		Title   string     `json:"title" minLength:"1" maxLength:"500"`
		Text    string     `json:"text,omitempty" maxLength:"5000" doc:"Ready to be copied. A to-do with a text is a message: it passes the workspace's rules when a person says that it was sent."`
		Group   string     `json:"group,omitempty" maxLength:"40"`
		Owner   string     `json:"owner,omitempty" maxLength:"40" doc:"Id of a colleague; without it, whoever is on duty."`
		Due     *time.Time `json:"due,omitempty"`
		Selling bool       `json:"selling,omitempty"`
		Proof   bool       `json:"proof,omitempty" doc:"Proof of work is asked for."`
	}
}

var badCursor = i18n.Text{
	Hans: "cursor 要原样用上一页的 next，或不写。",
	Hant: "cursor 須原樣使用上一頁的 next，或不寫。",
	En:   "cursor is the next of the page before, as it was, or left out.",
}

// program is who calls by a token: it sees its whole workspace and is nobody.
func program() Person { return Person{Role: auth.Owner, Scope: auth.Everything()} }

// AddAPI adds what programs can do about to-dos.
func (s *Service) AddAPI(shell *api.Shell) {
	api.GetFor(shell, "/tasks", "To-dos", api.Tasks, s.apiList)
	api.GetFor(shell, "/tasks/{id}", "A to-do", api.Tasks, func(ctx context.Context, c api.Caller, in *taskAt) (*taskOut, error) {
		return s.apiOne(ctx, c, in.ID)
	})
	api.Ask(shell, "/tasks", "Open a to-do", api.Tasks, apiBytes, s.apiCreate)
	api.Ask(shell, "/tasks/{id}/done", "Say that a to-do was done", api.Tasks, apiBytes, func(ctx context.Context, c api.Caller, in *doneIn) (*taskOut, error) {
		task, err := apiID(in.ID)
		if err == nil {
			b := in.Body
			err = s.Done(ctx, c.Workspace, program(), task, Did{Choice: b.Choice, Values: b.Values, Proof: b.Proof, Note: b.Note, Anyway: b.Anyway})
		}
		if err != nil {
			return nil, err
		}
		return s.apiOne(ctx, c, in.ID)
	})
	api.Ask(shell, "/tasks/{id}/skip", "Say that a to-do is not done, and why", api.Tasks, apiBytes, func(ctx context.Context, c api.Caller, in *skipIn) (*taskOut, error) {
		task, err := apiID(in.ID)
		if err == nil {
			err = s.Skip(ctx, c.Workspace, program(), task, Reason(in.Body.Reason), in.Body.Note)
		}
		if err != nil {
			return nil, err
		}
		return s.apiOne(ctx, c, in.ID)
	})
}

func apiID(text string) (id.Task, error) {
	task, err := id.Parse[id.Task](text)
	if err != nil {
		return 0, fault.Because(err, fault.NotFound, noTask.With())
	}
	return task, nil
}

func (s *Service) apiList(ctx context.Context, c api.Caller, in *listIn) (*listOut, error) {
	after, ok := spotOf(in.Cursor)
	if !ok {
		return nil, fault.New(fault.Invalid, badCursor.With())
	}
	out := &listOut{Tasks: []taskOut{}}
	want := Wanted{By: program(), Units: auth.Everything(), Limit: in.Limit + 1}
	err := s.DB.Read(ctx, func(tx *db.Tx) error {
		var tasks []Task
		var err error
		if in.State == "finished" {
			tasks, err = listEnded(ctx, tx, c.Workspace, &Ended{Wanted: want, After: after})
		} else {
			tasks, err = listAfter(ctx, tx, c.Workspace, want, after)
		}
		if err != nil {
			return err
		}
		if len(tasks) > in.Limit {
			tasks = tasks[:in.Limit]
			last := &tasks[in.Limit-1]
			at := millis(last.Due)
			if in.State == "finished" {
				at = millis(last.Outcome.At)
			}
			next := spot{at, last.ID}.String()
			out.Next = &next
		}
		out.Tasks, err = s.apiTasks(ctx, tx, c.Workspace, tasks)
		return err
	})
	return out, err
}

func (s *Service) apiOne(ctx context.Context, c api.Caller, text string) (*taskOut, error) {
	task, err := apiID(text)
	if err != nil {
		return nil, err
	}
	var out []taskOut
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		t, err := get(ctx, tx, c.Workspace, task)
		if err == nil {
			out, err = s.apiTasks(ctx, tx, c.Workspace, []Task{t})
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return &out[0], nil
}

func (s *Service) apiCreate(ctx context.Context, c api.Caller, in *createIn) (*taskOut, error) {
	b := &in.Body
	var group id.Group
	var owner id.User
	var err error
	if b.Group != "" {
		if group, err = id.Parse[id.Group](b.Group); err != nil {
			return nil, fault.Because(err, fault.NotFound, noGroup.With())
		}
	}
	if b.Owner != "" {
		if owner, err = id.Parse[id.User](b.Owner); err != nil {
			return nil, fault.Because(err, fault.Invalid, noColleague.With())
		}
	}
	var due time.Time
	if b.Due != nil {
		due = b.Due.UTC()
	}
	n := byHand(b.Title, b.Text, group, due)
	sum := sha256.Sum256([]byte(in.Key)) // a key may hold anything, and keys of to-dos no names
	n.Key, n.Owner, n.Selling = "api/"+id.Show(c.Connection)+"/"+hex.EncodeToString(sum[:16]), owner, b.Selling
	if b.Proof {
		n.Share = 100
	}
	t, err := s.Create(ctx, c.Workspace, program(), n)
	if err != nil {
		return nil, err
	}
	return s.apiOne(ctx, c, id.Show(t.ID))
}

// apiTasks tells of to-dos, without names.
func (s *Service) apiTasks(ctx context.Context, tx *db.Tx, ws id.Workspace, tasks []Task) ([]taskOut, error) {
	var ords []uint32
	for _, t := range tasks {
		if t.About {
			ords = append(ords, t.Member)
		}
	}
	var who map[uint32]Known
	if len(ords) > 0 {
		var err error
		if who, err = s.Directory.Members(ctx, tx, ws, ords); err != nil {
			return nil, err
		}
	}
	out := make([]taskOut, len(tasks))
	for i := range tasks {
		out[i] = apiTask(&tasks[i], who)
	}
	return out, nil
}

func apiTask(t *Task, who map[uint32]Known) taskOut {
	o := &t.Outcome
	out := taskOut{ID: id.Show(t.ID), State: o.State, Kind: t.Kind, Title: t.Title, Why: t.Why, Check: t.Check.Hans, Playbook: t.Origin.Playbook, From: t.From,
		ProofAsked: t.ProofAsked, Choice: o.Choice, Values: o.Values, Reason: o.Reason, Note: o.Note, Proof: o.Proof}
	for _, w := range t.Wordings {
		out.Texts = append(out.Texts, w.Text)
	}
	if t.Group != 0 {
		out.Group = id.Show(t.Group)
	}
	if m := who[t.Member].Member; t.About && m != 0 {
		out.Member = id.Show(m)
	}
	if t.Owner != 0 {
		out.Owner = id.Show(t.Owner)
	}
	if o.By != 0 {
		out.By = id.Show(o.By)
	}
	if !t.Due.IsZero() {
		out.Due = &t.Due
	}
	if !o.At.IsZero() {
		out.Ended = &o.At
	}
	for _, c := range t.Choices {
		out.Choices = append(out.Choices, choiceOut{c.Text.Hans, c.Default, c.Why})
	}
	for _, f := range t.Fields {
		out.Fields = append(out.Fields, fieldOut{f.Name, f.Kind, f.Shown().Hans, f.Required})
	}
	return out
}
