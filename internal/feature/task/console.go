package task

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/web/console"
)

//go:embed view/*.html
var views embed.FS

//go:embed static
var static embed.FS

// Rooms are the menu items of this feature.
func Rooms() []console.Item {
	return []console.Item{{Path: "today", Icon: "today", Action: auth.Quotes, Phone: true, Second: auth.Owner,
		Label: i18n.Text{Hans: "今日", Hant: "今日", En: "Today"}}}
}

// pages answers the addresses of to-dos.
type pages struct {
	shell *console.Shell
	s     *Service

	today, one, team, calendar, finished, fresh *console.Page
}

// Pages brings the pages of to-dos to the shell. It fails when a template or a
// word is wrong.
func Pages(shell *console.Shell, s *Service) error {
	p := &pages{shell: shell, s: s}
	var faults []error
	for name, into := range map[string]**console.Page{"today": &p.today, "one": &p.one, "team": &p.team, "calendar": &p.calendar, "finished": &p.finished, "new": &p.fresh} {
		var err error
		*into, err = console.NewPage(views, "view/"+name+".html", pageWords(), "view/parts.html")
		faults = append(faults, err)
	}
	files, err := fs.Sub(static, "static")
	if err := errors.Join(append(faults, err)...); err != nil {
		return fmt.Errorf("task pages: %w", err)
	}
	shell.Assets("task", files)
	shell.Handle("GET /w/{ws}/today", auth.Quotes, p.showToday)
	shell.Handle("GET /w/{ws}/today/list", auth.Quotes, p.showPart)
	shell.Handle("GET /w/{ws}/today/live", auth.Quotes, p.live)
	shell.Handle("GET /w/{ws}/today/finished", auth.Quotes, p.showEnded)
	shell.Handle("GET /w/{ws}/today/finished.csv", auth.Quotes, p.exportEnded)
	shell.Handle("GET /w/{ws}/today/new", auth.Quotes, p.showNew)
	shell.Handle("POST /w/{ws}/today/new", auth.Quotes, p.create)
	shell.Handle("GET /w/{ws}/today/team", auth.Quotes, p.showTeam)
	shell.Handle("POST /w/{ws}/today/team/hand", auth.Quotes, p.handAll)
	shell.Handle("POST /w/{ws}/today/team/shift", auth.Run, p.addShift)
	shell.Handle("POST /w/{ws}/today/team/shift/remove", auth.Run, p.removeShift)
	shell.Handle("GET /w/{ws}/today/calendar", auth.Quotes, p.showCalendar)
	shell.Handle("POST /w/{ws}/today/calendar/make", auth.Quotes, p.makeFeed)
	shell.Handle("POST /w/{ws}/today/calendar/close", auth.Quotes, p.closeFeed)
	shell.Handle("GET /w/{ws}/today/{task}", auth.Quotes, p.showOne)
	shell.Handle("POST /w/{ws}/today/{task}/done", auth.Quotes, p.done)
	shell.Handle("POST /w/{ws}/today/{task}/skip", auth.Quotes, p.skip)
	shell.Handle("POST /w/{ws}/today/{task}/hand", auth.Quotes, p.hand)
	shell.Handle("POST /w/{ws}/today/{task}/claim", auth.Quotes, p.claim)
	shell.Handle("POST /w/{ws}/today/{task}/reopen", auth.Quotes, p.reopen)
	shell.HandleUpload("POST /w/{ws}/today/{task}/picture", auth.Quotes, mostPicture+64<<10, p.sendPicture)
	shell.Handle("GET /w/{ws}/today/{task}/picture", auth.Quotes, p.showPicture)
	shell.HandleUpload("POST /w/{ws}/today/{task}/image", auth.Quotes, mostPicture+64<<10, p.attach)
	shell.Handle("POST /w/{ws}/today/{task}/image/{n}/remove", auth.Quotes, p.detach)
	shell.Handle("GET /w/{ws}/today/{task}/image/{n}", auth.Quotes, p.showImage)
	shell.HandleOpen("GET /today/calendar/{file}", p.feed)
	return nil
}

// personOf is the viewer as the rules know people.
func personOf(v console.Viewer) Person {
	return Person{User: v.User, Name: v.Name, Role: v.Role, Scope: v.Scope}
}

func seeOther(w http.ResponseWriter, r *http.Request, to string) error {
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}

// lookEvery is how often a stream looks whether a to-do has changed, which is one
// read by an index.
const lookEvery = time.Second

// live handles GET /w/{ws}/today/live: a stream that says when to look again.
func (p *pages) live(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	stamp := func(ctx context.Context) (stamp string, err error) {
		err = p.s.DB.Read(ctx, func(tx *db.Tx) (err error) {
			stamp, err = stampOf(ctx, tx, v.Workspace)
			return err
		})
		return stamp, err
	}
	last, err := stamp(r.Context())
	if err != nil {
		return err
	}
	return p.shell.Live(w, r, func(ctx context.Context) {
		every := time.NewTicker(lookEvery)
		defer every.Stop()
		for {
			now, err := stamp(ctx)
			if ctx.Err() == nil && (err != nil || now != last) {
				last = now
				return
			}
			select {
			case <-ctx.Done():
				return
			case <-every.C:
			}
		}
	})
}

// whose is who the names on pages belong to.
type whose struct {
	people  []Person
	units   []auth.Unit
	places  map[id.Group]Place
	members map[uint32]Known
	held    map[id.Task]Verdict // by the gate
	images  map[id.Task][]int   // pictures of people's own
	zone    *time.Location
}

func (k *whose) name(u id.User) string {
	for _, p := range k.people {
		if p.User == u {
			return p.Name
		}
	}
	return ""
}

// lookUp finds the names that pages about to-dos show.
func (p *pages) lookUp(ctx context.Context, tx *db.Tx, v console.Viewer, tasks []Task) (k whose, err error) {
	ws := v.Workspace
	if k.zone, err = p.s.Directory.Zone(ctx, tx, ws); err != nil {
		return k, err
	}
	if err = p.gate(ctx, tx, v, tasks, &k); err != nil {
		return k, err
	}
	ids := make([]id.Task, len(tasks))
	for i := range tasks {
		ids[i] = tasks[i].ID
	}
	if k.images, err = imagesOf(ctx, tx, ws, ids); err != nil {
		return k, err
	}
	if k.people, err = p.s.Directory.People(ctx, tx, ws); err != nil {
		return k, err
	}
	if k.units, err = p.s.Directory.Units(ctx, tx, ws); err != nil {
		return k, err
	}
	if k.places, err = p.s.places(ctx, tx, ws, tasks); err != nil {
		return k, err
	}
	var ords []uint32
	for _, t := range tasks {
		if t.About {
			ords = append(ords, t.Member)
		}
	}
	if len(ords) > 0 {
		k.members, err = p.s.Directory.Members(ctx, tx, ws, ords)
	}
	return k, err
}
