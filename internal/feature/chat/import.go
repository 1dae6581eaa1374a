package chat

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/channel/export"
)

// Service imports chat histories and keeps what they hold.
type Service struct {
	DB      *db.DB
	IDs     *id.Source
	Who     Recogniser
	Hearers []Hearer

	// ClockOf is the clock by which a workspace lives; nil for that of the wall
	// everywhere. What a network tells lies in the future only by this clock.
	ClockOf func(id.Workspace) clock.Clock
}

// now is the time by which a workspace lives.
func (s *Service) now(ws id.Workspace) time.Time {
	if s.ClockOf == nil {
		return s.DB.Clock.Now()
	}
	return s.ClockOf(ws).Now()
}

// ReadFunc reads the files of an import into sink.
type ReadFunc func(ctx context.Context, sink export.Sink, tell export.Progress) (export.Result, error)

// Begin opens an import. Nothing of it can be seen until Run has ended.
func (s *Service) Begin(ctx context.Context, ws id.Workspace, by id.User, name, source string) (imp id.Import, err error) {
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		imp = id.New[id.Import](s.IDs, tx.Now)
		return insertImport(ctx, tx, ws, Import{ID: imp, State: Running, Name: name, Source: source, By: by, Created: tx.Now})
	})
	return imp, plainly(err, fullAlready)
}

// Run reads the files of an import that has begun and records them. It goes on
// after the batches that are already committed, so a run that was interrupted
// (ctx ended, the process was killed) is resumed by calling it again with the
// same files. Any other failure takes back what was recorded and is returned.
func (s *Service) Run(ctx context.Context, ws id.Workspace, imp id.Import, read ReadFunc) error {
	at, err := s.Get(ctx, ws, imp)
	if err != nil {
		return err
	}
	if at.State != Running {
		return fault.New(fault.Conflict, notRunning.With())
	}
	groups, err := s.run(ctx, ws, at, read)
	switch {
	case err == nil:
		// It has ended, even where measuring fails or is stopped: the groups stay due.
		if err = s.settled(ctx, ws, groups); err != nil && ctx.Err() == nil {
			return fmt.Errorf("measure what was imported: %w", err)
		}
		return nil
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.Is(err, errElsewhere):
		return fault.Because(err, fault.Conflict, elsewhere.With())
	}
	// The disk may be full or the files unreadable: nothing of it stays.
	err = plainly(err, fullTakenBack)
	switch uerr := s.fail(context.WithoutCancel(ctx), ws, imp, err); {
	case uerr != nil && isFull(uerr):
		return fault.Because(errors.Join(err, uerr), fault.Unavailable, fullAndLeft.With())
	case uerr != nil:
		return errors.Join(err, fmt.Errorf("take the import back: %w", uerr))
	}
	return err
}

// errElsewhere says that the import went on, ended or was undone without this
// run: another process is at work on it. It is not this run's to take back.
var errElsewhere = errors.New("another process works on this import")

var (
	notRunning = i18n.Text{
		Hans: "这次导入已经结束或撤销了。要再导入，请重新选择文件。",
		Hant: "這次匯入已經結束或復原了。要再匯入，請重新選擇檔案。",
		En:   "This import has already ended or been undone. To import again, choose the files anew.",
	}
	elsewhere = i18n.Text{
		Hans: "另一个活水程序正在处理这次导入（或刚把它撤销），这边先停下。请到控制台的导入页看它的进度。",
		Hant: "另一個活水程式正在處理這次匯入（或剛把它復原），這邊先停下。請到控制台的匯入頁看它的進度。",
		En:   "Another Huoshui process is at work on this import, or has just undone it, so this one stops. See its progress on the console's import page.",
	}
	emptyImport = i18n.Text{
		Hans: "这些文件里没有读到任何群消息，什么也没有导入。请确认导出的是群聊记录。",
		Hant: "這些檔案裡沒有讀到任何群組訊息，什麼也沒有匯入。請確認匯出的是群組聊天記錄。",
		En:   "No group message was found in these files; nothing was imported. Please check that they are exports of group chats.",
	}
)

// recorded is a batch with numbers that hold in the database, ready to write.
type recorded struct {
	n     int64
	b     *batch
	said  []Recorded
	write []func(context.Context, *db.Tx) error
}

// run is the pipeline: read → recognise and think → write, each in its own
// goroutine, with little between them.
func (s *Service) run(ctx context.Context, ws id.Workspace, at Import, read ReadFunc) ([]id.Group, error) {
	g, gctx := errgroup.WithContext(ctx)
	batches, ready := make(chan *batch, 2), make(chan *recorded, 2)
	numbers := &numbering{s: s, ws: ws, imp: at.ID}
	var total int64
	in := newSink(s.DB.Clock.Now(), func(b *batch) error {
		select {
		case batches <- b:
			return nil
		case <-gctx.Done():
			return gctx.Err()
		}
	})
	g.Go(func() error {
		defer close(batches)
		_, err := read(gctx, in, func(done, all int64) { in.read, total = done, all })
		if err == nil {
			err = in.close()
		}
		if err != nil {
			return err
		}
		return in.flush()
	})
	g.Go(func() error {
		defer close(ready)
		for b := range batches {
			r, err := numbers.settle(gctx, b)
			if err != nil {
				return err
			}
			if r.n > at.Batches { // the rest was committed before an interruption
				for _, h := range s.Hearers {
					r.write = append(r.write, h.Hear(ws, at.ID, r.n, r.said))
				}
			}
			select {
			case ready <- r:
			case <-gctx.Done():
				return gctx.Err()
			}
		}
		return nil
	})
	g.Go(func() error {
		for r := range ready {
			if r.n <= at.Batches {
				continue
			}
			if err := s.DB.Write(gctx, func(tx *db.Tx) error { return s.record(gctx, tx, ws, at.ID, r) }); err != nil {
				return err
			}
		}
		return nil
	})
	if err := g.Wait(); err != nil {
		return nil, err
	}
	return numbers.groups, s.finish(ctx, ws, at, in, numbers, total)
}

// record writes one batch: messages, what the hearers make of them, progress.
func (s *Service) record(ctx context.Context, tx *db.Tx, ws id.Workspace, imp id.Import, r *recorded) error {
	fresh, err := insertMessages(ctx, tx, ws, imp, r.said)
	if err != nil {
		return err
	}
	for _, write := range r.write {
		if err := write(ctx, tx); err != nil {
			return err
		}
	}
	if err := insertSkips(ctx, tx, ws, imp, r.n, r.b.skips); err != nil {
		return err
	}
	return progress(ctx, tx, ws, imp, r.n, r.b, fresh, int64(len(r.said))-fresh)
}

// finish settles names and kinds and makes the import visible.
func (s *Service) finish(ctx context.Context, ws id.Workspace, at Import, in *sink, numbers *numbering, total int64) error {
	imp := at.ID
	if in.newest == 0 {
		return fault.New(fault.Invalid, emptyImport.With())
	}
	if err := numbers.complete(ctx, in); err != nil {
		return err
	}
	if err := s.Who.Settle(ctx, ws, imp); err != nil {
		return err
	}
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		if err := endImport(ctx, tx, ws, imp, numbers.n, in, total); err != nil {
			return err
		}
		if err := noteImport(ctx, tx, ws, imp); err != nil {
			return err
		}
		if err := audit.Write(ctx, tx, s.IDs, audit.Entry{Workspace: ws, Actor: begunBy(at), Action: audit.ImportFinished, Subject: id.Show(imp)}); err != nil {
			return err
		}
		return s.due(ctx, tx, ws, numbers.groups)
	})
}

// begunBy is who began an import, which ends long after they have gone.
func begunBy(at Import) (who audit.Actor) {
	if at.By != 0 {
		who = audit.User(at.By)
	}
	return who
}

func (s *Service) due(ctx context.Context, tx *db.Tx, ws id.Workspace, groups []id.Group) error {
	for _, h := range s.Hearers {
		if err := h.Due(ctx, tx, ws, groups); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) settled(ctx context.Context, ws id.Workspace, groups []id.Group) error {
	for _, h := range s.Hearers {
		if err := h.Settled(ctx, ws, groups); err != nil {
			return err
		}
	}
	return nil
}

// numbering turns the sink's local numbers into those of the database.
type numbering struct {
	s      *Service
	ws     id.Workspace
	imp    id.Import
	n      int64
	people []uint32
	groups []id.Group
}

func (m *numbering) settle(ctx context.Context, b *batch) (*recorded, error) {
	m.n++
	if len(b.people) > 0 || len(b.chats) > 0 {
		err := m.s.DB.Write(ctx, func(tx *db.Tx) error {
			ords, err := m.s.Who.People(ctx, tx, m.ws, m.imp, b.who)
			if err != nil {
				return err
			}
			ids, err := m.s.Who.Groups(ctx, tx, m.ws, m.imp, b.where)
			if err != nil {
				return err
			}
			m.people, m.groups = append(m.people, ords...), append(m.groups, ids...)
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	r := &recorded{n: m.n, b: b, said: make([]Recorded, len(b.said))}
	for i := range b.said {
		p := &b.said[i]
		rec := p.rec
		rec.Group, rec.Author = m.groups[p.chat], m.people[p.author]
		for _, n := range p.mentions {
			rec.Mentions = append(rec.Mentions, m.people[n])
		}
		r.said[i] = rec
	}
	return r, nil
}

// complete tells the recogniser all that the files said of people and groups,
// in slices.
func (m *numbering) complete(ctx context.Context, in *sink) error {
	for part := range slices.Chunk(in.who, 2000) {
		if err := m.s.DB.Write(ctx, func(tx *db.Tx) error {
			_, err := m.s.Who.People(ctx, tx, m.ws, m.imp, part)
			return err
		}); err != nil {
			return err
		}
	}
	lists := map[int32][]uint32{}
	for k := range in.listed {
		lists[k[0]] = append(lists[k[0]], m.people[k[1]])
	}
	return m.s.DB.Write(ctx, func(tx *db.Tx) error {
		if _, err := m.s.Who.Groups(ctx, tx, m.ws, m.imp, in.where); err != nil {
			return err
		}
		for chat, people := range lists {
			slices.Sort(people)
			if err := m.s.Who.Listed(ctx, tx, m.ws, m.imp, m.groups[chat], people, in.plain[chat]); err != nil {
				return err
			}
		}
		return nil
	})
}
