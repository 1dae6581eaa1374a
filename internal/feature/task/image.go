package task

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
)

// mostImages is how many pictures of their own people may put to a to-do.
const mostImages = 3

var manyImages = i18n.Text{Hans: "一条待办最多放 %d 张自己的图。先拿掉一张再放。", Hant: "一條待辦最多放 %d 張自己的圖。先拿掉一張再放。", En: "A to-do takes at most %d pictures of your own. Take one away first."}

// Attach puts a picture of somebody's own to what a to-do says, for whoever does it
// to save and send. It is drawn anew. It fails with Invalid about the image, and as
// Done does.
func (s *Service) Attach(ctx context.Context, ws id.Workspace, by Person, task id.Task, sent []byte) error {
	s.drawing.Lock() // one at a time: a picture is large while it is drawn
	drawn, err := redrawn("image", sent)
	s.drawing.Unlock()
	if err != nil {
		return err
	}
	return s.act(ctx, ws, by, task, func(tx *db.Tx, t Task) error {
		if !t.Open() {
			return ended(ctx, tx, ws, t.ID)
		}
		all, err := imagesOf(ctx, tx, ws, []id.Task{task})
		if err != nil {
			return err
		}
		have := all[task]
		if len(have) >= mostImages {
			return wrong("image", manyImages.With(mostImages))
		}
		n := 1
		for _, taken := range have { // in order
			if taken == n {
				n++
			}
		}
		if _, err := tx.Exec(ctx, `INSERT INTO task_image (workspace, task, n, by_user, at, picture) VALUES ($1, $2, $3, $4, $5, $6)`,
			ws, task, n, by.User, millis(s.now(ws)), drawn); err != nil {
			return fmt.Errorf("put a picture to a to-do: %w", err)
		}
		return s.note(ctx, tx, ws, audit.TaskImaged, id.Show(task), audit.Detail{Count: int64(len(have) + 1)})
	})
}

// Detach takes a picture away again; one that is not there is passed over. It fails
// as Done does.
func (s *Service) Detach(ctx context.Context, ws id.Workspace, by Person, task id.Task, n int) error {
	return s.act(ctx, ws, by, task, func(tx *db.Tx, t Task) error {
		if !t.Open() {
			return ended(ctx, tx, ws, t.ID)
		}
		gone, err := tx.Exec(ctx, `DELETE FROM task_image WHERE workspace = $1 AND task = $2 AND n = $3`, ws, task, n)
		if err != nil {
			return fmt.Errorf("take a picture away: %w", err)
		}
		if gone == 0 {
			return nil
		}
		return s.note(ctx, tx, ws, audit.TaskImaged, id.Show(task), audit.Detail{})
	})
}

// imagesOf lists the numbers of the pictures that people put to to-dos, in order.
func imagesOf(ctx context.Context, tx *db.Tx, ws id.Workspace, tasks []id.Task) (map[id.Task][]int, error) {
	out := map[id.Task][]int{}
	if len(tasks) == 0 {
		return out, nil
	}
	in, list := db.Among(tx, 2, tasks)
	err := tx.Each(ctx, `SELECT task, n FROM task_image WHERE workspace = $1 AND task IN `+in+` ORDER BY task, n`, []any{ws, list}, func(scan func(...any) error) error {
		var t id.Task
		var n int
		err := scan(&t, &n)
		out[t] = append(out[t], n)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list pictures of to-dos: %w", err)
	}
	return out, nil
}

// image is a picture that was put to a to-do, to whom may see it. It fails with
// NotFound.
func (s *Service) image(ctx context.Context, ws id.Workspace, by Person, task id.Task, n int) (jpeg []byte, err error) {
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		if _, err := seen(ctx, tx, ws, &by, task); err != nil {
			return err
		}
		err := tx.QueryRow(ctx, `SELECT picture FROM task_image WHERE workspace = $1 AND task = $2 AND n = $3`, ws, task, n).Scan(&jpeg)
		if errors.Is(err, sql.ErrNoRows) {
			return fault.New(fault.NotFound, noTask.With())
		}
		return err
	})
	return jpeg, err
}
